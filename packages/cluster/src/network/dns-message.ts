/**
 * Messages of DNS as far as a cluster's names need them: one question, addresses of IPv4 as answers.
 * https://www.rfc-editor.org/rfc/rfc1035#section-4
 */

export type Question = {
  readonly id: number;
  readonly recursionDesired: boolean;
  /** Lower case, without the dot at its end. */
  readonly name: string;
  readonly type: number;
  /** Bytes of the question as it was asked. */
  readonly bytes: Buffer;
};

/** What a server says of a name; undefined where it is not its business. */
export type Answer = { readonly addresses: readonly string[] } | 'no such name' | undefined;

const HEADER = 12;
const A = 1;
const IN = 1;
const RESPONSE = 0x8000;
const AUTHORITATIVE = 0x0400;
const RECURSION_DESIRED = 0x0100;
const NAME_ERROR = 3;
const REFUSED = 5;
/** Seconds. Endpoints change, addresses of Services do not. */
const TTL = 5;
/** Of a label and of a name: RFC 1035, section 2.3.4. */
const LONGEST_LABEL = 63;
const LONGEST_NAME = 255;

/** @returns undefined for what is no query of one question */
export function readQuestion(message: Buffer): Question | undefined {
  if (message.length < HEADER) return undefined;
  const flags = message.readUInt16BE(2);
  const isQuery = (flags & RESPONSE) === 0 && ((flags >> 11) & 0xf) === 0;
  if (!isQuery || message.readUInt16BE(4) !== 1) return undefined;
  const labels: string[] = [];
  let at = HEADER;
  for (;;) {
    const length = message[at];
    // Pointers (two high bits) have nothing to point to in a question.
    if (length === undefined || length > LONGEST_LABEL || at - HEADER > LONGEST_NAME) return undefined;
    at += 1;
    if (length === 0) break;
    labels.push(message.toString('latin1', at, at + length));
    at += length;
  }
  if (message.length < at + 4 || message.readUInt16BE(at + 2) !== IN) return undefined;
  return {
    id: message.readUInt16BE(0),
    recursionDesired: (flags & RECURSION_DESIRED) !== 0,
    name: labels.join('.').toLowerCase(),
    type: message.readUInt16BE(at),
    bytes: message.subarray(HEADER, at + 4),
  };
}

/** A name that exists has an empty answer for types that it has no records of. */
export function writeAnswer({ id, recursionDesired, type, bytes }: Question, answer: Answer): Buffer {
  const addresses = typeof answer === 'object' && type === A ? answer.addresses : [];
  const code = answer === undefined ? REFUSED : answer === 'no such name' ? NAME_ERROR : 0;
  const header = Buffer.alloc(HEADER);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(
    RESPONSE | (answer === undefined ? 0 : AUTHORITATIVE) | (recursionDesired ? RECURSION_DESIRED : 0) | code,
    2,
  );
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  return Buffer.concat([header, bytes, ...addresses.map(record)]);
}

/** Of type A, for the name of the question. */
function record(address: string): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16BE(0xc000 | HEADER, 0);
  bytes.writeUInt16BE(A, 2);
  bytes.writeUInt16BE(IN, 4);
  bytes.writeUInt32BE(TTL, 6);
  bytes.writeUInt16BE(4, 10);
  bytes.set(address.split('.').map(Number), 12);
  return bytes;
}
