/** `.env` files as a {@link SourceFile}: positions from a reader of lines, proof by Node's own parser. */
import { parseEnv } from 'node:util';
import { configurationFailure } from '@sealift/core/failure';
import { lineFinder, type MapNode, type ScalarNode, type SourceFile } from './source-tree.ts';
import { guardOf } from './value-guards.ts';

type Quote = '"' | "'" | '`' | '';

/** A line that sets a variable: `export` before it, blanks around the sign, quotes around the value, a remark behind it. */
const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*=[ \t]*/;
/** What every reader of such a file takes as it stands, without quotes. */
const PLAIN = /^[A-Za-z0-9_./:@+,-]+$/;

/** @throws Failure `edits/unreadable` with file and line when a quote stays open */
export function parseEnvSource(text: string, file: string): SourceFile {
  const lineAt = lineFinder(text);
  const root: MapNode = { kind: 'map', parent: undefined, key: undefined, start: 0, pairs: [] };
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const next = text.indexOf('\n', at);
    const end = next === -1 ? text.length : next;
    const line = text.slice(at, end).replace(/\r$/, '');
    const [whole, key] = ASSIGNMENT.exec(line.slice(0, 1000)) ?? [];
    if (whole === undefined || key === undefined) {
      at = end + 1;
      continue;
    }
    const value = valueAt(text, at + whole.length, at + line.length);
    if (value === undefined)
      throw configurationFailure({
        code: 'edits/unreadable',
        cause: `${file}, line ${lineAt(at)}, has a quote that stays open.`,
        remedy: 'Correct the file.',
        location: { file, line: lineAt(at) },
      });
    const keyStart = at + whole.indexOf(key);
    root.pairs.push({ key, keyStart, value: { kind: 'scalar', parent: root, key, ...value } });
    const after = text.indexOf('\n', value.end);
    at = after === -1 ? text.length : after + 1;
  }
  const data = parseEnv(text);
  return {
    ...{ file, text, documents: [root], comments: true, lineAt },
    refusal: ({ text: value }) =>
      /[\r\n]/.test(value)
        ? {
            code: 'edits/not-editable',
            why: 'goes over more than one line',
            remedy: 'Write it on one line.',
          }
        : guardOf(value),
    reads: ({ text: read }, value) => read === value,
    render({ native }, value) {
      const quote = native as Quote;
      if (quote !== '') return quote + value + quote;
      return PLAIN.test(value) ? value : `"${value}"`;
    },
    disprove: (changed, wanted) => disprove(data, parseEnv(changed), wanted),
  };
}

type Found = Pick<ScalarNode, 'start' | 'end' | 'text' | 'native'>;

/** @param end of the line; undefined when a quote stays open */
function valueAt(text: string, start: number, end: number): Found | undefined {
  const first = text.charAt(start);
  if (start < end && (first === '"' || first === "'" || first === '`')) {
    const close = text.indexOf(first, start + 1);
    if (close === -1) return undefined;
    return { start, end: close + 1, text: text.slice(start + 1, close), native: first satisfies Quote };
  }
  const rest = text.slice(start, end);
  const remark = rest.search(/(?:^|[ \t])#/);
  const value = (remark === -1 ? rest : rest.slice(0, remark)).trimEnd();
  return { start, end: start + value.length, text: value, native: '' satisfies Quote };
}

type Env = Readonly<Record<string, string | undefined>>;

function disprove(before: Env, after: Env, wanted: ReadonlyMap<ScalarNode, string>): string | undefined {
  const values = new Map([...wanted].map(([{ key }, value]) => [String(key), value]));
  const names = Object.keys(before);
  if (names.join('\n') !== Object.keys(after).join('\n')) return 'something else in the file changes with it';
  for (const name of names)
    if (after[name] !== (values.get(name) ?? before[name]))
      return 'something else in the file changes with it';
  return [...values.keys()].every((name) => Object.hasOwn(before, name))
    ? undefined
    : 'a value is not where it was found';
}
