/**
 * A document as JSON with a value a line, and which part of it stands on which line. The tool that compares gets this
 * text instead of what was committed, so that nothing is read by two parsers, and its lines lead back to parts.
 */
import { isObject, type Place, type Pointer, pointerOf } from './document.ts';

export type Printed = {
  readonly text: string;
  /** Of a 1-based line; the whole document for lines that are not there. */
  readonly pointerAt: (line: number) => Pointer;
};

/** @param value of bounded depth */
export function printDocument(value: unknown): Printed {
  const lines: string[] = [];
  const places: Place[] = [];
  let line = '';
  const end = (place: Place) => {
    lines.push(line);
    places.push(place);
    line = '';
  };
  const write = (item: unknown, place: Place, depth: number): void => {
    const entries = Array.isArray(item)
      ? item.map((each, index) => [String(index), each] as const)
      : isObject(item)
        ? Object.entries(item)
        : undefined;
    if (entries === undefined || entries.length === 0) {
      line += JSON.stringify(item) ?? 'null';
      return;
    }
    const [open, close] = Array.isArray(item) ? ['[', ']'] : ['{', '}'];
    line += open;
    end(place);
    for (const [index, [key, each]] of entries.entries()) {
      const below = { key, parent: place };
      line = ' '.repeat(depth + 1) + (Array.isArray(item) ? '' : `${JSON.stringify(key)}: `);
      write(each, below, depth + 1);
      if (index < entries.length - 1) line += ',';
      // The end of a list or mapping belongs to it.
      end(below);
    }
    line = ' '.repeat(depth) + close;
  };
  write(value, undefined, 0);
  end(undefined);
  return { text: `${lines.join('\n')}\n`, pointerAt: (number) => pointerOf(places[number - 1]) };
}
