/** What is changed where: both configurations and the inputs, for the releases of this run. */
import { DeployConfig, mergeDeployConfigs } from '@sealift/core/config/deploy';
import { parseYamlConfig } from '@sealift/core/config/yaml-config';
import { configurationFailure } from '@sealift/core/failure';
import type { Release } from '@sealift/deploy/targets/release';
import { type Target, targetsOf } from '@sealift/deploy/targets/target';
import { isNamed } from '../inputs/releases.ts';
import type { Inputs } from '../inputs.ts';
import type { OpsBase } from '../reading/ops-base.ts';

type TargetInputs = Pick<Inputs, 'config' | 'targets' | 'environments' | 'releases'>;

/**
 * @param ops the ops repository's own; undefined when it has none, or before it was read
 * @throws Failure `targets/…`; `bump/promoted-only`; `config/…` for a configuration that cannot be read, or an app that both name
 */
export const planTargets = (
  inputs: TargetInputs,
  releases: readonly Release[],
  ops: DeployConfig | undefined,
): readonly Target[] => {
  const targets = targetsOf(
    mergeDeployConfigs(appDeploy(inputs), ops),
    inputs.targets,
    releases,
    inputs.environments,
  );
  if (isNamed(inputs.releases)) return targets;
  const left = targets.filter(({ from }) => from === undefined);
  const [first] = targets;
  if (first === undefined || left.length > 0) return left;
  throw configurationFailure({
    code: 'bump/promoted-only',
    cause: `"${first.environment ?? ''}" gets what "${first.from ?? ''}" deploys, and no release directly.`,
    remedy: `Set "operation: promote", or take "from" out of the environment.`,
  });
};

/** Apps that either configuration names: what `*` in "images" stands for. Sorted. */
export function configuredApps(
  inputs: Pick<TargetInputs, 'config'>,
  { deploy, trust }: OpsBase,
): readonly string[] {
  const named = [appDeploy(inputs)?.apps, deploy?.apps, trust?.config.apps].flatMap((apps) =>
    Object.keys(apps ?? {}),
  );
  return [...new Set(named)].filter((app) => app !== '*').toSorted();
}

/** `deploy:` of the app repository. @throws Failure `config/malformed` */
export const appDeploy = ({ config }: Pick<TargetInputs, 'config'>): DeployConfig | undefined =>
  config === undefined
    ? undefined
    : parseYamlConfig(DeployConfig, config, 'The input "config"', 'schemas/sealift.schema.json', {
        isFile: false,
      });
