/** Workflow commands in the output of a step, by the runner's own rules (ActionCommand.cs of actions/runner). */
export type Command = {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
};

const unescapeProperty = (text: string) =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
const unescapeData = (text: string) =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

export const parseCommands = (output: string): readonly Command[] =>
  output.split(/\r\n|\r|\n/).flatMap((raw): readonly Command[] => {
    const line = raw.trimStart();
    if (/^##\[/.test(line)) return [{ command: line, properties: {}, message: '' }];
    const end = line.startsWith('::') ? line.indexOf('::', 2) : -1;
    if (end < 0) return [];
    const head = line.slice(2, end);
    const space = head.indexOf(' ');
    const pairs = space < 0 ? [] : head.slice(space + 1).split(',');
    return [
      {
        command: space < 0 ? head : head.slice(0, space),
        properties: Object.fromEntries(
          pairs.map((pair) => {
            const equals = pair.indexOf('=');
            return [pair.slice(0, equals).trim(), unescapeProperty(pair.slice(equals + 1))];
          }),
        ),
        message: unescapeData(line.slice(end + 2)),
      },
    ];
  });
