/** From a commit of the app to a commit that Argo CD follows. */
import { mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { refresh } from '@sealift/cluster/argo-cd/application';
import { remoteFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { succeeded } from '../pipeline.ts';
import { git } from '../sources.ts';
import { commitSampleChange, type Fault, type SampleChange } from './sample-changes.ts';
import type { Ran, Stage } from './stage.ts';

export type Merged = {
  /** Of the ops repository, as Argo CD sees it. */
  readonly commit: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly number: number;
};

export type Released = Merged & {
  /** Of the app repository. */
  readonly source: string;
  readonly digest: Digest;
  readonly ran: Ran;
};

/** Merges the pull request that a run of the pipeline has left. */
export async function mergeRelease(stage: Stage, ran: Ran, fault?: Fault): Promise<Released> {
  const { outcome, pipeline } = ran;
  const release = outcome.releases.find(({ app }) => app === stage.name.app);
  const pull = outcome.pullRequest;
  if (!succeeded(pipeline.result) || release === undefined || pull === undefined)
    throw remoteFailure({
      code: 'rehearsal/no-release',
      cause: `The pipeline of ${pipeline.event.sha.slice(0, 7)} ended as "${pipeline.result.conclusion}" without a pull request for ${stage.name.app}.`,
      remedy: 'Keep the working folder (--keep) and read the logs of the run.',
    });
  stage.pretend?.(release.digest, fault);
  const merged = await merge(stage, pull.number);
  return { ...merged, source: pipeline.event.sha, digest: release.digest, ran };
}

/** Commits a change of the sample, releases it, merges the pull request, and tells Argo CD as a webhook does. */
export async function release(stage: Stage, base: string, change: SampleChange): Promise<Released> {
  const commit = await commitSampleChange(stage.app, base, change);
  const released = await mergeRelease(stage, await stage.run(commit), change.fault);
  await refresh(stage.client, stage.name.application);
  return released;
}

/** The pull request that takes back the newest merge of the ops repository. */
export async function revert(stage: Stage): Promise<Merged> {
  const { ops, sandbox } = stage;
  const clone = await mkdtemp(path.join(sandbox.dir, 'revert-'));
  await git(sandbox.dir, 'clone', '--quiet', ops.gitDir, clone);
  await git(clone, 'revert', '--no-edit', '--mainline', '1', 'HEAD');
  const commit = await git(clone, 'rev-parse', 'HEAD');
  const { number } = await sandbox.github.openPullRequest({
    repository: ops.fullName,
    head: { branch: `revert-${commit.slice(0, 7)}`, from: clone, commit },
    title: 'Revert the release',
  });
  const merged = await merge(stage, number);
  await refresh(stage.client, stage.name.application);
  return merged;
}

async function merge({ sandbox, ops }: Stage, number: number): Promise<Merged> {
  const at = Date.now();
  return { at, number, commit: await sandbox.github.mergePullRequest({ repository: ops.fullName, number }) };
}
