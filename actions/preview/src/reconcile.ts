/**
 * What each preview should be, from how pull requests, images and the ops repository are now. No event decides, so that
 * reruns, late runs and several runs at once all come to the same.
 */
import { previewUrl } from '@sealift/core/config/previews';
import { asFailure, type Failure, failedWith } from '@sealift/core/failure';
import { formatImageName, formatImageReference } from '@sealift/core/image/reference';
import { pullRequestTag } from '@sealift/core/image/tag';
import { type Decision, expiryOf, withinLimit } from '@sealift/core/previews/decide';
import {
  type Entry,
  type EntryName,
  entryPath,
  formatEntryName,
  renderEntry,
} from '@sealift/core/previews/entry';
import { pullRequestRef } from '@sealift/core/verification/source-ref';
import type { GitHubClient } from '@sealift/github/client/client';
import { readParents } from '@sealift/github/git/commit-info';
import { formatRepositoryName, type RepositoryName } from '@sealift/github/repository/repository';
import { demandFor, type Images } from './reading/images.ts';
import { type Allowed, entryOf, type Holder } from './reading/ops.ts';
import { type AskedPull, readPulls } from './reading/pulls.ts';

export type State = 'deployed' | 'kept' | 'waiting' | 'removed' | 'refused';

export type Preview = EntryName & {
  readonly state: State;
  /** What is there afterwards. */
  readonly entry: Entry | undefined;
  /** A sentence; empty when there is nothing to say. */
  readonly why: string;
};

export type Plan = {
  readonly previews: readonly Preview[];
  /** Of these nobody has to be told anything new: closed long ago, and without a preview. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly removed: readonly string[];
  /** What kept an image from being judged. Its preview stays as it is. */
  readonly failures: readonly Failure[];
};

export type Question = {
  readonly allowed: Allowed;
  readonly images: Images;
  /** Of the repository of this run. */
  readonly source: GitHubClient;
  readonly repository: RepositoryName;
  readonly only: readonly number[];
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** @throws Failure those of GitHub */
export async function reconcile(question: Question, holder: Holder): Promise<Plan> {
  const { allowed, source, repository, only } = question;
  const ours = new Set(allowed.apps.map(({ app }) => app));
  const names = [...holder.entries.values()].map(({ name }) => name);
  const present = new Set(names.filter(({ app }) => ours.has(app)).map(({ number }) => number));
  const pulls = await readPulls(source, repository, allowed.rules, { present, only });
  const others = new Set(
    [...holder.entries.values()]
      .filter(({ name }) => !ours.has(name.app))
      .map(({ entry, name }) => `${entry?.repository ?? ''}#${name.number}`),
  );
  const places = only.length === 0 ? others.size : others.size + besides(present, only);
  const decisions = withinLimit(pulls, allowed.rules, places);
  const failures: Failure[] = [];
  const previews: Preview[] = [];
  for (const pull of pulls)
    for (const app of allowed.apps) {
      const decision = decisions.get(pull.number);
      if (decision === undefined) continue;
      previews.push(await previewOf(question, holder, { pull, app, decision }, failures));
    }
  const files = previews.flatMap(({ entry, state, ...name }) =>
    entry === undefined || state !== 'deployed' ? [] : [{ path: entryPath(name), text: renderEntry(entry) }],
  );
  const removed = previews.flatMap(({ entry, ...name }) =>
    entry === undefined && holder.entries.has(entryPath(name)) ? [entryPath(name)] : [],
  );
  return { previews, files, removed, failures };
}

/** Those of this repository that are not looked at have their places all the same. */
const besides = (present: ReadonlySet<number>, only: readonly number[]): number =>
  [...present].filter((number) => !only.includes(number)).length;

type Subject = {
  readonly pull: AskedPull;
  readonly app: Allowed['apps'][number];
  readonly decision: Decision;
};

async function previewOf(
  question: Question,
  holder: Holder,
  subject: Subject,
  failures: Failure[],
): Promise<Preview> {
  const { pull, app, decision } = subject;
  const name = { app: app.app, number: pull.number };
  const there = holder.entries.has(entryPath(name));
  const without = (state: 'waiting' | 'refused', why: string): Preview => ({
    ...name,
    state,
    why,
    entry: undefined,
  });
  if (decision.kind === 'over') return { ...name, state: 'removed', why: decision.why, entry: undefined };
  if (decision.kind !== 'wanted') return without(decision.kind, decision.why);
  const present = there ? entryOf(holder, name) : undefined;
  try {
    const found = await releasedOf(question, subject, present);
    if ('waiting' in found)
      return present === undefined
        ? without('waiting', found.waiting)
        : expiring(question, decision.since, { ...name, state: 'kept', entry: present, why: found.waiting });
    if ('refused' in found) return without('refused', found.refused);
    const entry = entryFor(question, subject, found, decision.since);
    const same = present !== undefined && renderEntry(present) === renderEntry(entry);
    return expiring(question, decision.since, { ...name, entry, why: '', state: same ? 'kept' : 'deployed' });
  } catch (thrown) {
    const failure = asFailure(thrown);
    failures.push(failure);
    const why = 'It could not be judged this time, and stays as it is.';
    return { ...name, entry: present, why, state: present === undefined ? 'waiting' : 'kept' };
  }
}

/** What is past its time is taken away, until somebody pushes or labels again. */
function expiring({ allowed, now }: Question, since: number, preview: Preview): Preview {
  const { entry } = preview;
  if (entry === undefined || now < expiryOf(since, Date.parse(entry.releasedAt), allowed.rules))
    return preview;
  const why = 'Its time to live is over. Push, or take the label off and set it again.';
  return { ...preview, state: 'removed', entry: undefined, why };
}

type Released = {
  readonly tag: string;
  readonly digest: Entry['digest'];
  readonly releasedAt: string;
};

/** The release of the pull request's present head, verified; what is deployed already was. */
async function releasedOf(
  { images, source, repository, now }: Question,
  { pull, app: { app, image, rule } }: Subject,
  present: Entry | undefined,
): Promise<Released | { readonly waiting: string } | { readonly refused: string }> {
  const older = 'The last push is not released yet.';
  const digest = await images.digestOf(image, pullRequestTag(pull.number));
  if (digest === undefined) return { waiting: 'Nothing is released yet.' };
  if (present?.digest === digest && present.image === formatImageName(image)) {
    if (present.commit !== pull.head) return { waiting: older };
    const [tag = ''] = present.tag.split('@');
    return { tag, digest, releasedAt: present.releasedAt };
  }
  const ref = pullRequestRef(pull.number);
  const checked = await judged(async () =>
    images.verify(app, { ...image, digest }, demandFor(rule, image, ref, now)),
  );
  if ('refused' in checked) return { refused: `${checked.refused}.` };
  const { record } = checked;
  const wrong =
    record.app !== app
      ? `is of the app "${record.app}"`
      : record.source.ref !== ref ||
          record.source.repository.toLowerCase() !== formatRepositoryName(repository).toLowerCase()
        ? `was released from ${record.source.ref} of ${record.source.repository}`
        : undefined;
  if (wrong !== undefined) return { refused: `${formatImageReference({ ...image, digest })} ${wrong}.` };
  // The commit of such a run is the merge of head and base.
  const parents = await readParents(source, repository, record.source.commit);
  if (parents?.includes(pull.head) !== true) return { waiting: older };
  const scans = record.platforms.map(({ scan }) => Date.parse(scan.scannedAt));
  return { tag: record.deployTag, digest, releasedAt: new Date(Math.max(...scans)).toISOString() };
}

/** What the ops side does not let in is an answer about this preview, and no fault of the run. */
async function judged<T>(
  work: () => Promise<T | { readonly refused: string }>,
): Promise<T | { readonly refused: string }> {
  try {
    return await work();
  } catch (thrown) {
    if (failedWith(thrown, 'trust/other-source')) return { refused: thrown.message.replace(/\.$/, '') };
    throw thrown;
  }
}

function entryFor(
  { allowed: { rules }, repository }: Question,
  { pull, app: { app, image, url } }: Subject,
  { tag, digest, releasedAt }: Released,
  since: number,
): Entry {
  const address = url === undefined ? undefined : previewUrl(url, app, pull.number);
  return {
    app,
    number: pull.number,
    name: formatEntryName({ app, number: pull.number }),
    tag: `${tag}@${digest}`,
    image: formatImageName(image),
    digest,
    url: address?.href ?? '',
    host: address?.host ?? '',
    repository: formatRepositoryName(repository),
    commit: pull.head,
    releasedAt,
    expiresAt: new Date(expiryOf(since, Date.parse(releasedAt), rules)).toISOString(),
  };
}
