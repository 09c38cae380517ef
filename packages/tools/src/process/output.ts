import { StringDecoder } from 'node:string_decoder';

export type OutputLimits = {
  /** Characters. More is dropped from what is returned (not from onLine): the end is what explains a failure. */
  readonly kept: number;
  /** Characters. A longer line is handed on in pieces of this size. */
  readonly longestLine: number;
};

const LIMITS: OutputLimits = { kept: 64 * 1024 * 1024, longestLine: 1024 * 1024 };

/** One stream of a child: in lines while it comes, and as a whole at the end. */
export type Output = {
  /** Reads one chunk. Characters that are split between two chunks come out right. */
  add(chunk: Uint8Array): void;
  /** Hands on what came after the last line's end, and returns the text. */
  end(): string;
};

/** @param onLine gets each line without its end (`\n` or `\r\n`) */
export function collectOutput(onLine: (line: string) => void, limits: Partial<OutputLimits> = {}): Output {
  const { kept: maxKept, longestLine } = { ...LIMITS, ...limits };
  const decoder = new StringDecoder('utf8');
  const kept: string[] = [];
  let length = 0;
  let rest = '';
  const take = (text: string) => {
    // Half a character: it would push out the only piece that is kept.
    if (text === '') return;
    kept.push(text);
    length += text.length;
    while (length > maxKept && kept.length > 1) length -= kept.shift()?.length ?? 0;
    if (!text.includes('\n')) {
      // Not split anew with every piece of a long line.
      rest += text;
    } else {
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    }
    if (rest.length < longestLine) return;
    onLine(rest);
    rest = '';
  };
  return {
    add: (chunk) => take(decoder.write(chunk)),
    end() {
      take(decoder.end());
      if (rest !== '') onLine(rest);
      rest = '';
      return kept.join('');
    },
  };
}
