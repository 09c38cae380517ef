/** What is changed where: both configurations and the inputs, for the releases of this run. */
import { DeployConfig, mergeDeployConfigs, parseOpsConfig } from '@sealift/core/config/deploy';
import { parseYamlConfig } from '@sealift/core/config/yaml-config';
import type { Release } from '@sealift/deploy/targets/release';
import { type Target, targetsOf } from '@sealift/deploy/targets/target';
import type { Inputs } from '../inputs.ts';

type TargetInputs = Pick<Inputs, 'config' | 'opsConfig' | 'targets' | 'environments'>;

/**
 * @param opsConfig text of the ops repository's own configuration; undefined when it has none, or before it was read
 * @throws Failure `targets/…`; `config/…` for a configuration that cannot be read, or an app that both name
 */
export const planTargets = (
  inputs: TargetInputs,
  releases: readonly Release[],
  opsConfig: string | undefined,
): readonly Target[] =>
  targetsOf(readDeployConfig(inputs, opsConfig), inputs.targets, releases, inputs.environments);

function readDeployConfig(
  { config, opsConfig: file }: TargetInputs,
  opsConfig: string | undefined,
): DeployConfig | undefined {
  return mergeDeployConfigs(
    config === undefined
      ? undefined
      : parseYamlConfig(DeployConfig, config, 'The input "config"', 'schemas/sealift.schema.json', {
          isFile: false,
        }),
    opsConfig === undefined ? undefined : parseOpsConfig(opsConfig, file).deploy,
  );
}
