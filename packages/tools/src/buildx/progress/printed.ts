/** What a command prints, as lines for a log: what a terminal would show in the end, without its control sequences. */
import { StringDecoder } from 'node:string_decoder';
import { singleLine } from '@sealift/core/text/sanitize';

/** Characters. A longer line is handed on in pieces, none of which is lost. */
const LONGEST = 8_192;

/**
 * Control sequences of terminals (ECMA-48): colours, cursor movements, titles, hyperlinks. Each alternative reads only
 * what cannot begin another one, so that it is linear.
 */
const SEQUENCES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it removes them.
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-Z\\`-~])/g;

export type Printed = {
  /** One chunk of bytes. Hands on the lines that are complete. */
  add(bytes: Uint8Array): void;
  /** Hands on what stands behind the last line's end. */
  end(): void;
};

/** @param onLine gets each line without control characters, and without its end */
export function collectPrinted(onLine: (line: string) => void): Printed {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const hand = (line: string) => {
    const text = finalText(line);
    for (let from = 0; from === 0 || from < text.length; from += LONGEST)
      onLine(singleLine(text.slice(from, from + LONGEST)));
  };
  /** A progress bar that ends no line: only its last state is of use. */
  const bound = () => {
    const back = rest.lastIndexOf('\r', rest.length - 2);
    if (back === -1) hand(rest);
    rest = back === -1 ? '' : rest.slice(back + 1);
  };
  const take = (text: string) => {
    if (!text.includes('\n')) {
      rest += text;
      if (rest.length > 4 * LONGEST) bound();
      return;
    }
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hand(line);
  };
  return {
    add: (bytes) => take(decoder.write(Buffer.from(bytes))),
    end() {
      take(decoder.end());
      if (rest !== '') hand(rest);
      rest = '';
    },
  };
}

/** Behind the last carriage return, unless nothing stands there: programs also end lines with `\r\n`. */
function finalText(line: string): string {
  const text = line.replace(SEQUENCES, '');
  const end = text.endsWith('\r') ? text.length - 1 : text.length;
  return text.slice(text.lastIndexOf('\r', end - 1) + 1, end);
}
