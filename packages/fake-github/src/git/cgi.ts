import type { Readable } from 'node:stream';

/** Bytes. git's own headers have a few hundred. */
const MAX_HEADER = 64 * 1024;
const END = '\r\n\r\n';

export type CgiHead = {
  readonly status: number;
  /** Names in lower case, without `status`. */
  readonly headers: Readonly<Record<string, string>>;
  /** What came after the header with the same reads: under load the program is ahead, and that can be the whole answer. */
  readonly rest: Buffer;
};

/**
 * Reads the header of a CGI program's output (RFC 3875 section 6) and leaves the stream behind it.
 * @throws Error when the output ends, or has more than 64 KiB, before a header is whole
 */
export async function readHead(output: Readable): Promise<CgiHead> {
  let read = Buffer.alloc(0);
  for (;;) {
    const end = read.indexOf(END);
    if (end !== -1)
      return { ...parseHead(read.toString('latin1', 0, end)), rest: read.subarray(end + END.length) };
    if (read.length > MAX_HEADER) throw new Error('the header of the program does not end');
    const chunk = output.read() as Buffer | null;
    if (chunk !== null) read = Buffer.concat([read, chunk]);
    else if (!(await hasMore(output))) throw new Error('the program gave no header');
  }
}

function parseHead(text: string): Pick<CgiHead, 'status' | 'headers'> {
  const lines = text.split('\r\n').map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const { status = '200', ...headers } = Object.fromEntries(lines);
  return { status: Number.parseInt(status, 10), headers };
}

function hasMore(output: Readable): Promise<boolean> {
  // The end can come between the announcement that there is something to read and the reading.
  if (output.readableEnded || output.destroyed) return Promise.resolve(false);
  return new Promise((resolve) => {
    const answers = { readable: () => done(true), end: () => done(false), error: () => done(false) };
    const events = ['readable', 'end', 'error'] as const;
    const done = (more: boolean) => {
      for (const event of events) output.off(event, answers[event]);
      resolve(more);
    };
    for (const event of events) output.on(event, answers[event]);
  });
}
