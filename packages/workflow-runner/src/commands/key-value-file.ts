/**
 * The files behind GITHUB_ENV, GITHUB_OUTPUT and GITHUB_STATE: `name=value` in one line, or `name<<delimiter`, lines,
 * `delimiter`.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 */

export class FileCommandError extends Error {
  override readonly name = 'FileCommandError';
}

/**
 * One pair after the other: those before a mistake count.
 * @throws FileCommandError for what is neither; the step fails with its message
 */
export function* parseKeyValues(text: string): Generator<readonly [string, string]> {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  // What follows the last line break is a line only if there is something in it.
  const ended = lines.at(-1) === '';
  if (ended) lines.pop();
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    at += 1;
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      if (equals === 0) throw new FileCommandError(`Invalid format '${line}'. Name must not be empty`);
      yield [line.slice(0, equals), line.slice(equals + 1)];
    } else if (heredoc >= 0) {
      const name = line.slice(0, heredoc);
      const delimiter = line.slice(heredoc + 2);
      if (name === '' || delimiter === '')
        throw new FileCommandError(
          `Invalid format '${line}'. Name must not be empty and delimiter must not be empty`,
        );
      const end = lines.indexOf(delimiter, at);
      if (end < 0) throw new FileCommandError(`Invalid value. Matching delimiter not found '${delimiter}'`);
      yield [name, lines.slice(at, end).join('\n')];
      at = end + 1;
    } else throw new FileCommandError(`Invalid format '${line}'`);
  }
}

/** The lines of GITHUB_PATH, empty ones left out. */
export const parsePathLines = (text: string): readonly string[] =>
  text.split(/\r?\n/).filter((line) => line !== '');

/** A folder that is added again moves to the end, that is: to the front of PATH. */
export const addPath = (folders: readonly string[], added: string): readonly string[] => [
  ...folders.filter((folder) => folder !== added),
  added,
];

/** Names that GITHUB_ENV does not set. */
export const isBlockedName = (name: string): boolean => name.toUpperCase() === 'NODE_OPTIONS';

/** Bytes of any of the files; what a step writes beyond them fails it. */
export const LARGEST_FILE = 64 * 1024 * 1024;
/** Bytes of a summary that GitHub shows, of one step. */
export const LARGEST_SUMMARY = 1024 * 1024;
/** Bytes of one output of a job, and of all outputs of a job together, as GitHub counts them: in UTF-16. */
export const LARGEST_OUTPUT = 1024 * 1024;
export const LARGEST_OUTPUTS = 50 * 1024 * 1024;

/** Outputs of a job that are small enough, and the names of those that are not. */
export function withinLimits(outputs: ReadonlyMap<string, string>): {
  readonly kept: ReadonlyMap<string, string>;
  readonly tooLarge: readonly string[];
} {
  const kept = new Map<string, string>();
  const tooLarge: string[] = [];
  let total = 0;
  for (const [name, value] of outputs) {
    const size = value.length * 2;
    if (size > LARGEST_OUTPUT || total + size > LARGEST_OUTPUTS) tooLarge.push(name);
    else {
      kept.set(name, value);
      total += size;
    }
  }
  return { kept, tooLarge };
}
