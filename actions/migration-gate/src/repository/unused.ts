/**
 * Whether the application has not mentioned a column or table for long enough, by the history of the base branch. Words
 * are looked for, so that a name which is also a common word counts as used: the answer errs to the safe side.
 */
import { isAncestor, type Repository } from './git.ts';

export type UnusedQuestion = {
  /** As it stands in code. */
  readonly name: string;
  readonly base: string;
  /** Commits that run now. */
  readonly deployed: readonly string[];
  /** Folders of the application. */
  readonly paths: readonly string[];
  /** Folders of migrations, which mention everything. */
  readonly except: readonly string[];
  readonly days: number;
  /** Milliseconds. */
  readonly now: number;
};

export type UnusedAnswer = { readonly unused: boolean; readonly evidence: string };

const DAY = 86_400_000;
const short = (commit: string) => commit.slice(0, 12);

/** Asks in the order in which an answer is most useful to people. */
export async function wasUnused(repository: Repository, question: UnusedQuestion): Promise<UnusedAnswer> {
  const { name, base, deployed, days, now } = question;
  const no = (evidence: string) => ({ unused: false, evidence });
  if (await isMentioned(repository, [base], question))
    return no(`"${name}" is mentioned by the application at the base (${short(base)})`);
  for (const commit of deployed) {
    if (!(await isAncestor(repository, commit, base)))
      return no(`the deployed commit ${short(commit)} is not in the history of the base`);
    if (await isMentioned(repository, [commit], question))
      return no(`"${name}" is mentioned by the deployed commit ${short(commit)}`);
  }
  const since = new Date(now - days * DAY).toISOString();
  const start = (
    await repository.git(['rev-list', '-n', '1', '--first-parent', `--before=${since}`, base])
  )?.trim();
  if (start === undefined || start === '')
    return no(`the checkout has no commit of the base branch from before ${since.slice(0, 10)}`);
  if (await isMentioned(repository, [start], question))
    return no(`"${name}" was mentioned by the application ${days} days ago (${short(start)})`);
  // A commit in between could have brought it in, and another one taken it out.
  const between = await repository.git(['rev-list', '--first-parent', `${start}..${base}`]);
  if (between === undefined) return no('the history of the base branch cannot be read');
  const commits = between.split('\n').filter((each) => each !== '');
  for (let from = 0; from < commits.length; from += AT_ONCE)
    if (await isMentioned(repository, commits.slice(from, from + AT_ONCE), question))
      return no(`"${name}" was mentioned by the application in the last ${days} days`);
  return {
    unused: true,
    evidence: `no commit of the base branch since ${since.slice(0, 10)} mentions "${name}"${
      deployed.length === 0 ? '' : `, nor does ${deployed.map(short).join(', ')}`
    }`,
  };
}

/** Commits that git looks through in one go. */
const AT_ONCE = 100;

/** A question that git cannot answer is no proof: it ends with 1 only when nothing was found. */
async function isMentioned(
  { run }: Repository,
  commits: readonly string[],
  { name, paths, except }: UnusedQuestion,
): Promise<boolean> {
  const places = [...paths, ...except.map((folder) => `:(exclude,literal)${folder}`)];
  const options = ['-I', '-l', '-w', '-i', '-F', '-z', '-m', '1'];
  const { exitCode } = await run(['grep', ...options, '-e', name, ...commits, '--', ...places]);
  return exitCode !== 1;
}
