/** The end of the job: what became of the uploads, which GitHub processed while other steps ran. */

import type { Runtime } from '@sealift/action-kit/action';
import { readGitHubContext } from '@sealift/action-kit/github-context';
import * as v from 'valibot';
import type { Inputs } from './inputs.ts';

const Uploads = v.object({ owner: v.string(), repo: v.string(), ids: v.array(v.string()) });
type Uploads = v.InferOutput<typeof Uploads>;

const STATE = 'uploads';

/** Hands the uploads of the main step over to the post step. */
export const saveUploads = (
  state: Runtime['state'],
  { owner, repo, ids }: { readonly owner: string; readonly repo: string; readonly ids: readonly string[] },
): void => {
  const uploads: Uploads = { owner, repo, ids: [...ids] };
  if (ids.length > 0) state.save(STATE, JSON.stringify(uploads));
};

export type PostDependencies = Pick<Runtime, 'env' | 'log' | 'clock' | 'fetch' | 'signal' | 'state'>;

/** @throws Failure `remote` when GitHub could not process an upload */
export async function post(inputs: Pick<Inputs, 'token'>, dependencies: PostDependencies): Promise<void> {
  const { env, log, clock, fetch, signal } = dependencies;
  const saved = dependencies.state.load(STATE);
  if (saved === undefined) return;
  const { owner, repo, ids } = v.parse(Uploads, JSON.parse(saved));
  const { apiUrl } = await readGitHubContext(env);
  const [{ createGitHubClient }, { awaitProcessing, processingFailure }] = await Promise.all([
    import('@sealift/github/client/client'),
    import('@sealift/github/code-scanning/upload'),
  ]);
  const client = createGitHubClient({ token: inputs.token ?? '', apiUrl, fetch, clock, log, signal });
  for (const id of ids) {
    const result = await awaitProcessing(client, { owner, repo, id }, { clock, log, signal });
    if (result.status === 'failed') throw processingFailure(result.errors);
    if (result.status === 'pending')
      log.warning(
        `GitHub has not processed the code scanning upload ${id} after three minutes; its alerts may appear later.`,
      );
    else log.info(`GitHub has processed the code scanning upload ${id}.`);
  }
}
