/** What is changed where: both configurations and the inputs, for the releases of this run. */
import { DeployConfig, mergeDeployConfigs } from '@sealift/core/config/deploy';
import { parseYamlConfig } from '@sealift/core/config/yaml-config';
import type { Release } from '@sealift/deploy/targets/release';
import { type Target, targetsOf } from '@sealift/deploy/targets/target';
import type { Inputs } from '../inputs.ts';

type TargetInputs = Pick<Inputs, 'config' | 'targets' | 'environments'>;

/**
 * @param ops the ops repository's own; undefined when it has none, or before it was read
 * @throws Failure `targets/…`; `config/…` for a configuration that cannot be read, or an app that both name
 */
export const planTargets = (
  inputs: TargetInputs,
  releases: readonly Release[],
  ops: DeployConfig | undefined,
): readonly Target[] =>
  targetsOf(mergeDeployConfigs(appDeploy(inputs), ops), inputs.targets, releases, inputs.environments);

/** `deploy:` of the app repository. @throws Failure `config/malformed` */
export const appDeploy = ({ config }: Pick<TargetInputs, 'config'>): DeployConfig | undefined =>
  config === undefined
    ? undefined
    : parseYamlConfig(DeployConfig, config, 'The input "config"', 'schemas/sealift.schema.json', {
        isFile: false,
      });
