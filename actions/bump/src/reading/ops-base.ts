/** What the ops repository says before anything is planned: its base, its configuration, and who may deploy. */
import { type DeployConfig, parseOpsConfig } from '@sealift/core/config/deploy';
import { TRUST_FILE } from '@sealift/core/config/trust';
import type { TrustSource } from '@sealift/core/config/trust-rule';
import { configurationFailure } from '@sealift/core/failure';
import type { GitHubClient } from '@sealift/github/client/client';
import {
  type Head,
  type OpsQuestion,
  type OpsView,
  readOps,
} from '@sealift/github/repository/ops-repository';
import { formatRepositoryName } from '@sealift/github/repository/repository';
import type { Dependencies } from '../context.ts';
import type { Inputs } from '../inputs.ts';
import { baseHead } from './base-head.ts';

export type OpsBase = {
  readonly view: OpsView;
  readonly base: Head;
  /** `deploy:` of the ops repository. */
  readonly deploy: DeployConfig | undefined;
  /** Whether `deploy` stands where nobody but the ops side can have named it. */
  readonly deployIsOps: boolean;
  /** undefined where nobody on the ops side has said who may deploy. */
  readonly trust: TrustSource | undefined;
};

/**
 * `trust:` is read from `.sealift.yml` of the repository's default branch, or of the base where the default branch has
 * none: neither the file nor the branch is one that the run which is judged could choose.
 * @throws Failure `config/malformed`, `bump/…`
 */
export async function readOpsBase(
  client: GitHubClient,
  inputs: Pick<Inputs, 'repository' | 'base' | 'opsConfig'>,
  question: OpsQuestion,
  log: Dependencies['log'],
): Promise<OpsBase> {
  const view = await readOps(client, inputs.repository, question);
  checkRepository(inputs, view, log);
  const base = baseHead(view, inputs.base ?? view.defaultBranch);
  const own = base.files.get(TRUST_FILE)?.text;
  const first = base.branch === view.defaultBranch ? own : await readDefault(client, view);
  const config = base.files.get(inputs.opsConfig)?.text;
  const parsed = config === undefined ? undefined : parseOpsConfig(config, inputs.opsConfig);
  if (inputs.opsConfig !== TRUST_FILE && parsed?.trust !== undefined)
    throw configurationFailure({
      code: 'bump/bad-input',
      cause: `${inputs.opsConfig} of the ops repository says "trust", which counts in ${TRUST_FILE} alone.`,
      remedy: `Move it to ${TRUST_FILE}.`,
      location: { file: inputs.opsConfig },
    });
  return {
    view,
    base,
    deploy: parsed?.deploy,
    deployIsOps: inputs.opsConfig === TRUST_FILE,
    trust: trustIn(first) ?? trustIn(own),
  };
}

function trustIn(text: string | undefined): TrustSource | undefined {
  const config = text === undefined ? undefined : parseOpsConfig(text, TRUST_FILE).trust;
  return text === undefined || config === undefined ? undefined : { config, text };
}

async function readDefault(client: GitHubClient, { repository }: OpsView): Promise<string | undefined> {
  const { base } = await readOps(client, repository, { base: undefined, branches: [], files: [TRUST_FILE] });
  return base?.files.get(TRUST_FILE)?.text;
}

function checkRepository(
  inputs: Pick<Inputs, 'repository'>,
  { repository, archived }: OpsView,
  log: Dependencies['log'],
): void {
  const name = formatRepositoryName(repository);
  const asked = formatRepositoryName(inputs.repository);
  if (archived)
    throw configurationFailure({
      code: 'bump/archived',
      cause: `${name} is archived: nothing can be changed in it.`,
      remedy: 'Unarchive it, or name the repository that replaced it.',
    });
  if (name.toLowerCase() !== asked.toLowerCase())
    log.warning(`${asked} was renamed to ${name}: change the input "repository".`, { title: 'Bump' });
}
