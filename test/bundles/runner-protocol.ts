/**
 * What a runner reads from a step: commands on stdout, and the files behind GITHUB_OUTPUT and its like. Stricter than
 * the runner where that is safe: a line with an unknown command counts as one too.
 * https://github.com/actions/runner/blob/v2.330.0/src/Runner.Common/ActionCommand.cs
 */
export type Command = {
  /** `error`, `add-mask`, …; `##[name]` for the older form. */
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
  /** The line as it stood on stdout. */
  readonly line: string;
};

/** .NET's ReadLine ends a line at a lone carriage return as well. */
export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\r|\n/);

export function parseCommands(stdout: string): readonly Command[] {
  return linesOf(stdout).flatMap((line) => {
    const [, head, message = ''] = /^\s*::(.+?)::(.*)$/.exec(line) ?? [];
    if (head !== undefined) return [{ ...parseHead(head), message: decode(message), line }];
    const [, older] = /##\[([^\]]*)/.exec(line) ?? [];
    return older === undefined ? [] : [{ name: `##[${older}]`, properties: {}, message: line, line }];
  });
}

function parseHead(head: string): Pick<Command, 'name' | 'properties'> {
  const [name = '', ...rest] = head.split(' ');
  const pairs = rest
    .join(' ')
    .split(',')
    .filter((pair) => pair.includes('='))
    .map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals), decode(pair.slice(equals + 1))];
    });
  return { name, properties: Object.fromEntries(pairs) };
}

const decode = (text: string): string =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');

/** `name=value` and `name<<delimiter … delimiter`, as in GITHUB_OUTPUT. */
export function parseFileCommand(text: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const heredoc = /^([^=<]+)<<(.+)$/.exec(line);
    if (heredoc?.[1] === undefined || heredoc[2] === undefined) {
      const equals = line.indexOf('=');
      if (equals < 1) throw new Error(`not a file command: ${line}`);
      values[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    const end = lines.indexOf(heredoc[2], index + 1);
    if (end === -1) throw new Error(`the delimiter of ${heredoc[1]} is missing`);
    values[heredoc[1]] = lines.slice(index + 1, end).join('\n');
    index = end;
  }
  return values;
}
