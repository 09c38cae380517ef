/** Opens the bump's pull request or updates the open one; everything in it may be done already. */

import { isBumpBody, renderPullRequestBody } from '@sealift/deploy/pull-request/body';
import { parseMarker } from '@sealift/deploy/pull-request/marker';
import { sectionKey } from '@sealift/deploy/pull-request/sections';
import type { AppChange, PullRequestText } from '@sealift/deploy/pull-request/text';
import type { Target } from '@sealift/deploy/targets/target';
import { isSameLabel, missingLabels } from '@sealift/github/pulls/labels';
import {
  type Label,
  openPullRequest,
  type PullRequest,
  updatePullRequest,
} from '@sealift/github/pulls/pull-requests';
import { formatRepositoryName } from '@sealift/github/repository/repository';
import type { BumpJob } from '../planning/bump-job.ts';
import { changesOf } from './changes.ts';
import { lookAgain } from './look-again.ts';
import { markerOf } from './marker.ts';
import { armMerge } from './merging.ts';
import type { Outcome } from './outcome.ts';
import { decorate } from './pull-request-metadata.ts';
import { textFacts } from './text-facts.ts';
import { renderTitle } from './title.ts';

export type UpsertedPull = {
  readonly pull: PullRequest | undefined;
  readonly created: boolean;
  /** With the branch as it is at the end: another bump may have added to it. */
  readonly outcome: Outcome;
};

/** @throws Failure `github/…` */
export async function upsertPullRequest(job: BumpJob, outcome: Outcome): Promise<UpsertedPull> {
  const { open, head } = outcome;
  if (head === undefined) return { pull: undefined, created: false, outcome };
  const { client, repository, base, branch } = job.destination;
  const { inputs, dependencies } = job.context;
  const opened =
    open === undefined
      ? await openPullRequest(client, repository, {
          ...{ head: branch, base, draft: inputs.pullRequest.draft },
          ...(await wordsOf(job, outcome, undefined)),
        })
      : { pull: open, created: false };
  if (opened === 'none') return { pull: undefined, created: false, outcome };
  const written = await writeText(job, outcome, opened.pull);
  dependencies.log.info(`Pull request ${opened.created ? 'opened' : 'up to date'}: ${written.pull.url}`);
  await decorate(job, written.pull, opened.created);
  await armMerge(job, written.pull, written.outcome);
  return { ...written, created: opened.created };
}

type Written = { readonly pull: PullRequest; readonly outcome: Outcome };

/** How often a text is written again, since the branch has moved meanwhile. */
const ROUNDS = 6;

/**
 * A text has no compare-and-swap. Whoever has written one looks where the branch is, and writes what it is now until both
 * agree: of two runs at once, the one that writes last has seen what the other one proposed, since the branch tells.
 */
async function writeText(job: BumpJob, first: Outcome, present: PullRequest): Promise<Written> {
  const { client, repository } = job.destination;
  const { log } = job.context.dependencies;
  let written: Written = { outcome: first, pull: present };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { outcome, pull } = written;
    if (!isBumpBody(pull.body)) {
      log.warning(`The text of ${pull.url} was written by a person and stays as it is.`, { title: 'Bump' });
      return written;
    }
    // Of a branch that the text is about already, this run has nothing to say.
    if (outcome.classification.active.length === 0 && parseMarker(pull.body)?.head === outcome.head)
      return written;
    const words = await wordsOf(job, outcome, pull);
    const updated = await updatePullRequest(client, repository, pull, words, labelsFor(job, outcome, pull));
    written = { outcome, pull: updated.pull };
    if (updated.pull.head === outcome.head) return written;
    const now = await lookAgain(job, outcome, pull.number);
    // Merged or closed meanwhile.
    if (now?.open === undefined) return written;
    if (now.head === outcome.head) return written;
    written = { outcome: now, pull: now.open };
  }
  log.warning(
    `The branch of ${written.pull.url} kept moving while its text was written: the next run brings the text up to date.`,
    { title: 'Bump' },
  );
  return written;
}

/** Those that the repository has already go with the text; the others are made and added after it. */
function labelsFor({ context }: BumpJob, { view }: Outcome, pull: PullRequest): readonly Label[] {
  const missing = missingLabels(pull, context.inputs.pullRequest.labels);
  return view.labels.filter(({ name }) => missing.some((label) => isSameLabel(label, name)));
}

async function wordsOf(job: BumpJob, outcome: Outcome, pull: PullRequest | undefined) {
  const { edits } = outcome.proposed;
  const title =
    edits.length === 0 && pull !== undefined
      ? pull.title
      : renderTitle(
          job,
          edits.map(({ target }) => target),
        );
  return { title, body: renderPullRequestBody(await textOf(job, outcome, pull)) };
}

/** Files that hold an image and are not changed: the log says them by themselves. */
const leftOut = ({ classification: { skipped } }: Outcome): readonly string[] =>
  skipped.flatMap(({ file, reason }) => (file === undefined ? [] : [reason]));

/** @param pull undefined before it was opened */
export async function textOf(
  job: BumpJob,
  outcome: Outcome,
  pull: PullRequest | undefined,
): Promise<PullRequestText> {
  const { proposed, head } = outcome;
  const { people, otherFiles } = proposed;
  return {
    changes: await changesOf(job, outcome),
    ...{ ...textFacts(job), people, otherFiles },
    warnings: [...outcome.warnings, ...leftOut(outcome)],
    marker: markerOf(job, proposed, head),
    ...(pull === undefined
      ? {}
      : {
          pull: { number: pull.number, repository: formatRepositoryName(job.destination.repository) },
          ...(saysNoMore(pull.body, proposed) ? { previous: pull.body } : {}),
        }),
  };
}

const ROW = /<!-- sealift:row:(\S+) -->/g;

/** Whether each row of a present text is of something that the branch still changes: others are not to be kept. */
function saysNoMore(body: string, { edits }: Outcome['proposed']): boolean {
  const keys = new Set(edits.map(({ target }) => sectionKey(sectionOfTarget(target))));
  return isBumpBody(body) && [...body.matchAll(ROW)].every(([, key = '']) => keys.has(key));
}

const sectionOfTarget = ({ app, environment }: Target): Pick<AppChange, 'app' | 'environment'> => ({
  app,
  ...(environment === undefined ? {} : { environment }),
});
