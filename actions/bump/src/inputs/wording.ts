/** What the configuration says of pull requests and of merges, before what the inputs say. */
import type { DeployConfig } from '@sealift/core/config/deploy';
import type { OnMergeConfig } from '@sealift/core/config/pull-request';
import { configuredTemplates } from '@sealift/deploy/pull-request/templates';
import type { Inputs } from '../inputs.ts';

/** The inputs as they are where the configuration has a say. */
export function withWording(inputs: Inputs, config: DeployConfig | undefined): Inputs {
  const words = config?.['pull-request'];
  const { pullRequest, branch } = inputs;
  return {
    ...inputs,
    branch: words?.branch ?? branch,
    pullRequest: { ...pullRequest, templates: configuredTemplates(words, pullRequest.templates) },
  };
}

/** By environment; the key `""` is for all that have nothing of their own. */
export function onMergeOf(config: DeployConfig | undefined): ReadonlyMap<string, OnMergeConfig> {
  const common = config?.['on-merge'];
  const own = Object.entries(config?.environments ?? {}).flatMap(([name, { 'on-merge': rule }]) =>
    rule === undefined ? [] : [[name, rule] as const],
  );
  return new Map([...(common === undefined ? [] : [['', common] as const]), ...own]);
}
