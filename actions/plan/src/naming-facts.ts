/** What names and describes releases, from the event and from git. */
import type { Runtime } from '@sealift/action-kit/action';
import type { GitHubContext } from '@sealift/action-kit/github-context';
import type { NamingFacts, SourceRepository } from '@sealift/core/release/naming/facts';
import { childEnvironment, type Exec } from '@sealift/tools/exec';
import * as v from 'valibot';

type Dependencies = Pick<Runtime, 'env' | 'log'> & { readonly exec: Exec };

const text = v.optional(v.nullable(v.string()));

/** Of the payload, what this needs; anything else in a place of these is as good as absent. */
const Payload = v.object({
  /** Of a pushed git tag. */
  base_ref: v.fallback(text, undefined),
  pull_request: v.fallback(v.optional(v.object({ base: v.object({ ref: v.string() }) })), undefined),
  repository: v.fallback(
    v.optional(
      v.object({
        default_branch: v.fallback(text, undefined),
        description: v.fallback(text, undefined),
        license: v.fallback(v.optional(v.nullable(v.object({ spdx_id: text }))), undefined),
      }),
    ),
    undefined,
  ),
});

/** SPDX identifier that GitHub gives where it found a license that it does not know. */
const UNKNOWN_LICENSE = 'NOASSERTION';

export async function namingFacts(
  workspace: string,
  context: GitHubContext,
  dependencies: Dependencies,
): Promise<Pick<NamingFacts, 'commitDate' | 'baseRef' | 'repository'>> {
  const payload = v.parse(Payload, context.payload);
  const commitDate = await dateOfCommit(workspace, 'HEAD', dependencies);
  const baseRef = payload.pull_request?.base.ref ?? payload.base_ref ?? undefined;
  const repository = sourceRepository(context, payload);
  return {
    ...(commitDate === undefined ? {} : { commitDate }),
    ...(baseRef === undefined ? {} : { baseRef }),
    ...(repository === undefined ? {} : { repository }),
  };
}

function sourceRepository(
  { repository, serverUrl }: GitHubContext,
  { repository: said }: v.InferOutput<typeof Payload>,
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
