/**
 * Messages of PostgreSQL's protocol 3, as far as the gate looks into them.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
import type { Readable } from 'node:stream';

/** One message with its type and length in front. */
export type Message = { readonly type: string; readonly bytes: Buffer };

/** What a client says before it has a session. */
export type Opening = { readonly code: number; readonly bytes: Buffer };

export const SSL_REQUEST = 80877103;
export const GSS_REQUEST = 80877104;
export const CANCEL_REQUEST = 80877102;

/** Bytes. The server's own limit is a gigabyte; no migration has such a row. */
const MAX_MESSAGE = 64 * 1024 * 1024;
const MAX_OPENING = 10_000;

/** Reads one side of a connection, message by message, no faster than they are asked for. */
export type MessageReader = {
  /** `undefined` at the end, and when it is none of the protocol. */
  opening(): Promise<Opening | undefined>;
  /** `undefined` at the end. @throws Error when it is larger than {@link MAX_MESSAGE} */
  next(): Promise<Message | undefined>;
};

export function createReader(stream: Readable): MessageReader {
  const chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  let parts: Buffer[] = [];
  let length = 0;
  const take = async (size: number): Promise<Buffer | undefined> => {
    while (length < size) {
      // A connection that breaks has ended as well.
      const { value, done } = await chunks.next().catch(() => ({ value: undefined, done: true }));
      if (done || value === undefined) return undefined;
      parts.push(value);
      length += value.length;
    }
    const whole = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    parts = whole.length > size ? [whole.subarray(size)] : [];
    length -= size;
    return whole.subarray(0, size);
  };
  return {
    async opening() {
      const head = await take(8);
      if (head === undefined) return undefined;
      const size = head.readUInt32BE(0);
      if (size < 8 || size > MAX_OPENING) return undefined;
      const rest = await take(size - 8);
      return rest === undefined
        ? undefined
        : { code: head.readUInt32BE(4), bytes: Buffer.concat([head, rest]) };
    },
    async next() {
      const head = await take(5);
      if (head === undefined) return undefined;
      const size = head.readUInt32BE(1) - 4;
      if (size < 0 || size > MAX_MESSAGE) throw new Error(`a message of ${size} bytes`);
      const rest = await take(size);
      if (rest === undefined) return undefined;
      return { type: String.fromCharCode(head[0] ?? 0), bytes: Buffer.concat([head, rest]) };
    },
  };
}

const zero = (text: string): Buffer => Buffer.from(`${text}\0`);

function message(type: string, ...parts: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeUInt32BE(4 + parts.reduce((sum, part) => sum + part.length, 0), 1);
  return Buffer.concat([head, ...parts]);
}

export const queryMessage = (sql: string): Buffer => message('Q', zero(sql));
export const parseMessage = (name: string, sql: string): Buffer =>
  message('P', zero(name), zero(sql), Buffer.alloc(2));
/** Without parameters; results as text. */
export const bindMessage = (portal: string, name: string): Buffer =>
  message('B', zero(portal), zero(name), Buffer.alloc(6));
export const executeMessage = (portal: string): Buffer => message('E', zero(portal), Buffer.alloc(4));
/** Of a statement (`S`) or portal (`P`); one that is not there is no error. */
export const closeMessage = (what: 'S' | 'P', name: string): Buffer =>
  message('C', Buffer.from(what), zero(name));
export const syncMessage = (): Buffer => message('S');
export const readyMessage = (status: string): Buffer => message('Z', Buffer.from(status));

/** The text at a place, up to its zero. */
function textAt(bytes: Buffer, from: number): { readonly text: string; readonly end: number } {
  const end = bytes.indexOf(0, from);
  return end === -1
    ? { text: bytes.toString('utf8', from), end: bytes.length }
    : { text: bytes.toString('utf8', from, end), end: end + 1 };
}

/** Of Query. */
export const querySql = ({ bytes }: Message): string => textAt(bytes, 5).text;

/** Of Parse. */
export function parsedStatement({ bytes }: Message): { readonly name: string; readonly sql: string } {
  const name = textAt(bytes, 5);
  return { name: name.text, sql: textAt(bytes, name.end).text };
}

/** Of Bind. */
export function boundStatement({ bytes }: Message): { readonly portal: string; readonly name: string } {
  const portal = textAt(bytes, 5);
  return { portal: portal.text, name: textAt(bytes, portal.end).text };
}

/** Of Execute. */
export const executedPortal = ({ bytes }: Message): string => textAt(bytes, 5).text;

/** Of CommandComplete: `ALTER TABLE`, `UPDATE 3`. */
export const commandTag = ({ bytes }: Message): string => textAt(bytes, 5).text;

/** Of ReadyForQuery: `I` idle, `T` in a transaction, `E` in one that failed. */
export const transactionStatus = ({ bytes }: Message): string => String.fromCharCode(bytes[5] ?? 0);

/** Of BackendKeyData. */
export const backendPid = ({ bytes }: Message): number => bytes.readUInt32BE(5);

export type ServerError = { readonly code: string; readonly message: string };

/** Of ErrorResponse. */
export function serverError({ bytes }: Message): ServerError {
  const fields = new Map<string, string>();
  for (let at = 5; at < bytes.length && bytes[at] !== 0; ) {
    const type = String.fromCharCode(bytes[at] ?? 0);
    const { text, end } = textAt(bytes, at + 1);
    fields.set(type, text);
    at = end;
  }
  return { code: fields.get('C') ?? '', message: fields.get('M') ?? '' };
}

/** Of DataRow: its first column. */
export function firstColumn({ bytes }: Message): string | undefined {
  if (bytes.length < 11 || bytes.readUInt16BE(5) === 0) return undefined;
  const length = bytes.readInt32BE(7);
  return length < 0 ? undefined : bytes.toString('utf8', 11, 11 + length);
}
