/** What the ops repository says before anything is planned: its base, its configuration, and who may deploy. */
import { type DeployConfig, type OpsConfig, parseOpsConfig } from '@sealift/core/config/deploy';
import { TRUST_FILE } from '@sealift/core/config/trust';
import { type TrustSource, trustedRootFiles } from '@sealift/core/config/trust-rule';
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
  const own = configIn(base, TRUST_FILE);
  const first =
    base.branch === view.defaultBranch
      ? own
      : configIn(await readBase(client, view, [TRUST_FILE]), TRUST_FILE);
  const deployIsOps = inputs.opsConfig === TRUST_FILE;
  const asked = deployIsOps ? own : configIn(base, inputs.opsConfig);
  if (!deployIsOps && asked?.config.trust !== undefined)
    throw configurationFailure({
      code: 'bump/bad-input',
      cause: `${inputs.opsConfig} of the ops repository says "trust", which counts in ${TRUST_FILE} alone.`,
      remedy: `Move it to ${TRUST_FILE}.`,
      location: { file: inputs.opsConfig },
    });
  return {
    view,
    base,
    deploy: asked?.config.deploy,
    deployIsOps,
    trust: (await trustIn(client, view, first, undefined)) ?? (await trustIn(client, view, own, base.branch)),
  };
}

type Parsed = { readonly text: string; readonly config: OpsConfig };

function configIn(head: Head | undefined, file: string): Parsed | undefined {
  const text = head?.files.get(file)?.text;
  return text === undefined ? undefined : { text, config: parseOpsConfig(text, file) };
}

/** @param branch that it stands on, and the keys that it names; undefined: the default branch */
async function trustIn(
  client: GitHubClient,
  view: OpsView,
  parsed: Parsed | undefined,
  branch: string | undefined,
): Promise<TrustSource | undefined> {
  const config = parsed?.config.trust;
  if (parsed === undefined || config === undefined) return undefined;
  const files = trustedRootFiles(config);
  const head = files.length === 0 ? undefined : await readBase(client, view, files, branch);
  const found = files.flatMap((file) => {
    const text = head?.files.get(file)?.text;
    return text === undefined ? [] : [[file, text] as const];
  });
  return { config, text: parsed.text, roots: new Map(found) };
}

async function readBase(
  client: GitHubClient,
  { repository }: OpsView,
  files: readonly string[],
  branch?: string,
): Promise<Head | undefined> {
  const { base } = await readOps(client, repository, { base: branch, branches: [], files });
  return base;
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
