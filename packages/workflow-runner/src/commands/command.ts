/**
 * One line of output as a command to the runner: `::name key=value,key=value::data`, or the older
 * `##[name key=value;key=value]data`, which may stand anywhere in a line.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */

export type Command = {
  /** As written; names are compared without upper and lower case. */
  readonly name: string;
  /** Keys in lower case. */
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
};

const decode = (text: string, codes: readonly (readonly [string, string])[]): string =>
  codes.reduce((decoded, [code, character]) => decoded.replaceAll(code, character), text);

// A percent sign is decoded last, so that "%250A" stays "%0A".
const DATA = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
] as const;
const PROPERTY = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
] as const;
const BRACKET = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%'],
] as const;

/** @param isKnown whether a name is a command at this moment; what is none stays a line of output */
export const parseCommand = (line: string, isKnown: (name: string) => boolean): Command | undefined =>
  parseColons(line, isKnown) ?? parseBrackets(line, isKnown);

function parseColons(line: string, isKnown: (name: string) => boolean): Command | undefined {
  const message = line.trimStart();
  if (!message.startsWith('::')) return undefined;
  const end = message.indexOf('::', 2);
  if (end < 0) return undefined;
  const { name, rest } = splitName(message.slice(2, end));
  if (!isKnown(name)) return undefined;
  const properties = readProperties(rest.trim(), ',', (value) => decode(value, PROPERTY));
  return { name, properties, data: decode(message.slice(end + 2), DATA) };
}

function parseBrackets(line: string, isKnown: (name: string) => boolean): Command | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return undefined;
  const { name, rest } = splitName(line.slice(start + 3, end));
  if (!isKnown(name)) return undefined;
  const properties = readProperties(rest, ';', (value) => decode(value, BRACKET));
  return { name, properties, data: decode(line.slice(end + 1), BRACKET) };
}

function splitName(info: string): { readonly name: string; readonly rest: string } {
  const space = info.indexOf(' ');
  return space < 0 ? { name: info, rest: '' } : { name: info.slice(0, space), rest: info.slice(space + 1) };
}

function readProperties(
  text: string,
  separator: string,
  read: (value: string) => string,
): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const pair of text.split(separator)) {
    const equals = pair.indexOf('=');
    if (equals <= 0 || equals === pair.length - 1) continue;
    properties.set(pair.slice(0, equals).toLowerCase(), read(pair.slice(equals + 1)));
  }
  return properties;
}
