import { GitError, type GitObject, git, gitText, readObjects } from './plumbing.ts';
import type { CommitSigner } from './signing.ts';

export type Person = {
  readonly name: string;
  readonly email: string;
  /** Seconds since the epoch. */
  readonly time: number;
  /** As git writes it, `+0000`. */
  readonly zone: string;
};

export type Commit = {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
  readonly signature: string | undefined;
  /** What a signature is over. */
  readonly payload: string;
};

const PERSON = /^(.*?) ?<([^>]*)> (\d+) ([+-]\d{4})$/;

function readPerson(text: string): Person {
  const [, name = '', email = '', time = '0', zone = '+0000'] = PERSON.exec(text) ?? [];
  return { name, email, time: Number(time), zone };
}

export function parseCommit({ id, data }: GitObject): Commit {
  const text = data.toString('utf8');
  const end = text.indexOf('\n\n');
  const headers: [string, string][] = [];
  // A header goes on in lines that begin with a space.
  for (const line of text.slice(0, end).split('\n')) {
    const last = headers.at(-1);
    if (line.startsWith(' ') && last) last[1] += `\n${line.slice(1)}`;
    else headers.push([line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]);
  }
  const all = (name: string) => headers.filter(([key]) => key === name).map(([, value]) => value);
  const signature = all('gpgsig')[0];
  return {
    id,
    tree: all('tree')[0] ?? '',
    parents: all('parent'),
    author: readPerson(all('author')[0] ?? ''),
    committer: readPerson(all('committer')[0] ?? ''),
    message: text.slice(end + 2),
    signature,
    payload:
      signature === undefined ? text : text.replace(`\ngpgsig ${signature.replaceAll('\n', '\n ')}`, ''),
  };
}

export async function readCommits(gitDir: string, ids: readonly string[]): Promise<readonly Commit[]> {
  const objects = await readObjects(gitDir, ids);
  return objects.flatMap((object) => (object?.type === 'commit' ? [parseCommit(object)] : []));
}

const formatPerson = ({ name, email, time, zone }: Person): string => `${name} <${email}> ${time} ${zone}`;

/**
 * Writes a commit object, signed when a signer is given.
 * @returns its id, or undefined when git finds the commit malformed
 */
export async function writeCommit(
  gitDir: string,
  commit: Pick<Commit, 'tree' | 'parents' | 'author' | 'committer' | 'message'>,
  signer?: Pick<CommitSigner, 'sign'>,
): Promise<string | undefined> {
  const headers = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${formatPerson(commit.author)}`,
    `committer ${formatPerson(commit.committer)}`,
  ];
  const text = (extra: readonly string[]) => `${[...headers, ...extra].join('\n')}\n\n${commit.message}`;
  const signature = signer?.sign(text([])).replaceAll('\n', '\n ');
  try {
    return await gitText(gitDir, ['hash-object', '-t', 'commit', '-w', '--stdin'], {
      input: text(signature === undefined ? [] : [`gpgsig ${signature}`]),
    });
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

export type LogRange = {
  readonly from: string;
  readonly without?: string;
  readonly path?: string;
  readonly skip: number;
  readonly limit: number;
};

/** Ids of commits, newest first. */
export async function listCommits(gitDir: string, range: LogRange): Promise<readonly string[]> {
  const { stdout } = await git(gitDir, [
    'rev-list',
    `--max-count=${range.limit}`,
    `--skip=${range.skip}`,
    range.from,
    ...(range.without === undefined ? [] : [`^${range.without}`]),
    '--',
    ...(range.path === undefined ? [] : [`:(literal)${range.path}`]),
  ]);
  return stdout.toString('utf8').split('\n').filter(Boolean);
}

export const countCommits = async (gitDir: string, from: string, without?: string): Promise<number> =>
  Number(
    await gitText(gitDir, [
      'rev-list',
      '--count',
      from,
      ...(without === undefined ? [] : [`^${without}`]),
      '--',
    ]),
  );
