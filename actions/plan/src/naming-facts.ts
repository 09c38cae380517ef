/** What names and describes releases, from the event and from git. */
import type { Runtime } from '@sealift/action-kit/action';
import type { GitHubContext } from '@sealift/action-kit/github-context';
import type { NamingFacts, SourceRepository } from '@sealift/core/release/naming/facts';
import { childEnvironment, type Exec } from '@sealift/tools/exec';
import * as v from 'valibot';

type Dependencies = Pick<Runtime, 'env' | 'log'> & { readonly exec: Exec };
type ApiDependencies = Pick<Runtime, 'log' | 'clock' | 'fetch' | 'signal'>;

const text = v.optional(v.nullable(v.string()));

const Repository = v.object({
  default_branch: v.fallback(text, undefined),
  description: v.fallback(text, undefined),
  license: v.fallback(v.optional(v.nullable(v.object({ spdx_id: text }))), undefined),
});

/** Of the payload, what this needs; anything else in a place of these is as good as absent. */
const Payload = v.object({
  /** Of a pushed git tag. */
  base_ref: v.fallback(text, undefined),
  pull_request: v.fallback(v.optional(v.object({ base: v.object({ ref: v.string() }) })), undefined),
  repository: v.fallback(v.optional(Repository), undefined),
});

/** SPDX identifier that GitHub gives where it found a license that it does not know. */
const UNKNOWN_LICENSE = 'NOASSERTION';

export async function namingFacts(
  workspace: string,
  context: GitHubContext,
  token: string | undefined,
  dependencies: Dependencies & ApiDependencies,
): Promise<Pick<NamingFacts, 'commitDate' | 'baseRef' | 'repository'>> {
  const payload = v.parse(Payload, context.payload);
  const commitDate = await dateOfCommit(workspace, 'HEAD', dependencies);
  const baseRef = payload.pull_request?.base.ref ?? payload.base_ref ?? undefined;
  const said = payload.repository ?? (await askRepository(context, token, dependencies));
  const repository = sourceRepository(context, said);
  return {
    ...(commitDate === undefined ? {} : { commitDate }),
    ...(baseRef === undefined ? {} : { baseRef }),
    ...(repository === undefined ? {} : { repository }),
  };
}

/**
 * The event of a schedule does not say what the repository is. Its labels are to be those that a push gives.
 * @throws Failure `github/…` when GitHub cannot be asked
 */
async function askRepository(
  { repository, apiUrl }: GitHubContext,
  token: string | undefined,
  dependencies: ApiDependencies,
): Promise<v.InferOutput<typeof Repository> | undefined> {
  if (repository === undefined || token === undefined) return undefined;
  // Most events say it, and no client is loaded for them.
  const [{ createGitHubClient }, { parseAnswer }, { policy }] = await Promise.all([
    import('@sealift/github/client/client'),
    import('@sealift/github/client/answer'),
    import('@sealift/github/client/policy'),
  ]);
  const client = createGitHubClient({ ...dependencies, token, apiUrl });
  return parseAnswer(
    Repository,
    await client.rest.repos.get({ ...repository, request: policy({ permission: 'metadata: read' }) }),
  );
}

function sourceRepository(
  { repository, serverUrl }: GitHubContext,
  said: v.InferOutput<typeof Repository> | undefined,
): SourceRepository | undefined {
  if (repository === undefined) return undefined;
  const fullName = `${repository.owner}/${repository.repo}`;
  const license = said?.license?.spdx_id;
  return {
    fullName,
    url: `${serverUrl}/${fullName}`,
    ...(said?.default_branch ? { defaultBranch: said.default_branch } : {}),
    ...(said?.description ? { description: said.description } : {}),
    ...(license && license !== UNKNOWN_LICENSE ? { license } : {}),
  };
}

/** Milliseconds since 1970; undefined where git does not know. */
export async function dateOfCommit(
  workspace: string,
  revision: string,
  { env, exec, log }: Dependencies,
): Promise<number | undefined> {
  const settings = ['-c', `safe.directory=${workspace}`, '-c', 'log.showSignature=false'];
  const { exitCode, stdout, stderr } = await exec(
    'git',
    ['-C', workspace, ...settings, 'log', '-1', '--no-show-signature', '--format=%ct', revision],
    { env: childEnvironment(env), timeout: 30_000 },
  );
  const [, seconds] = /^([0-9]{1,12})\n?$/.exec(stdout) ?? [];
  if (exitCode === 0 && seconds !== undefined) return Number(seconds) * 1000;
  log.debug(`git: ${stderr}`);
  return undefined;
}
