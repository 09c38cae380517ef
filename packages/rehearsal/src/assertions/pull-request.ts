/** git's own view of what the pull request changes. */
import { git } from '../sources.ts';
import type { Assertion } from './assertion.ts';

export type PullRequestQuestion = {
  /** Bare repository of the ops repository. */
  readonly gitDir: string;
  readonly base: string;
  readonly head: string;
  readonly number: number;
  /** Apps that the run released. */
  readonly apps: readonly string[];
  /** What the tag scalars must have become. */
  readonly tag: string;
  /** Of the released images: one of them may stand behind the tag. */
  readonly digests?: readonly string[];
};

export async function assertPullRequest(question: PullRequestQuestion): Promise<readonly Assertion[]> {
  const { gitDir, base, head, number, apps, tag, digests = [] } = question;
  const subject = `pull request #${number}`;
  const numstat = (await git(gitDir, 'diff', '--numstat', base, head))
    .split('\n')
    .filter((line) => line !== '');
  const diff = await git(gitDir, 'diff', '--no-color', '--unified=0', '--ignore-cr-at-eol', base, head);
  const changed = diff.split('\n').filter((line) => /^[-+](?![-+])/.test(line));
  const added = changed.filter((line) => line.startsWith('+'));
  const modes = await git(gitDir, 'diff', '--summary', base, head);
  const fsck = await git(gitDir, 'fsck', '--strict', '--no-dangling').then(
    () => '',
    (error: Error) => error.message,
  );
  return [
    {
      subject,
      claim: 'changes exactly one line per app',
      judge: 'git',
      ok: numstat.length === apps.length && numstat.every((line) => line.startsWith('1\t1\t')),
      detail: changed.map((line) => line.replace(/\r$/, '')).join('\n'),
    },
    {
      subject,
      claim: 'changes nothing but the tag in these lines',
      judge: 'git',
      ok: added.length > 0 && added.every((line) => removedOf(line, changed, tag, digests)),
      detail: tag,
    },
    {
      subject,
      claim: 'changes no file mode, adds and deletes no file',
      judge: 'git',
      ok: modes === '',
      detail: modes || 'no summary',
    },
    {
      subject,
      claim: 'git fsck finds no fault in the ops repository',
      judge: 'git',
      ok: fsck === '',
      detail: fsck || 'clean',
    },
  ];
}

/** The added line, with the new tag taken out, must be one of the removed lines with its tag taken out. */
function removedOf(
  added: string,
  changed: readonly string[],
  tag: string,
  digests: readonly string[],
): boolean {
  const [before, rest, ...more] = added.slice(1).split(tag);
  const suffix = digests.map((digest) => `@${digest}`).find((one) => rest?.startsWith(one)) ?? '';
  const after = rest?.slice(suffix.length);
  if (before === undefined || after === undefined || more.length > 0) return false;
  return changed.some(
    (line) =>
      line.startsWith('-') &&
      line.slice(1).startsWith(before) &&
      line.endsWith(after) &&
      line.length > before.length + after.length,
  );
}
