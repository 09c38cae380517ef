/** DER, as far as certificates and timestamps are made of it: ITU-T X.690, section 10. */

/** One element. */
export function element(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const length =
    body.length < 128
      ? [body.length]
      : body.length < 256
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

export const sequence = (...members: readonly Uint8Array[]): Buffer => element(0x30, ...members);

/** SET OF: in the order of the members' own bytes. */
export const setOf = (...members: readonly Uint8Array[]): Buffer =>
  element(0x31, ...members.toSorted(Buffer.compare));

export const octets = (content: Uint8Array): Buffer => element(0x04, content);
export const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text));
export const bitString = (content: Uint8Array, unusedBits = 0): Buffer =>
  element(0x03, Buffer.from([unusedBits]), content);
export const TRUE = element(0x01, Buffer.from([0xff]));

/** Not negative. */
export function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return element(0x02, ...((bytes[0] ?? 0) < 0x80 ? [] : [Buffer.alloc(1)]), bytes);
}

/** @param dotted with a first arc of 0 or 1, or a second one below 40 */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...arcs] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...arcs.flatMap(base128)]));
}

const base128 = (arc: number): readonly number[] => {
  const groups = [arc & 0x7f];
  for (let rest = arc >>> 7; rest > 0; rest >>>= 7) groups.unshift((rest & 0x7f) | 0x80);
  return groups;
};

const digits = (iso: string) => iso.replace(/\D/g, '').slice(0, 14);

/** Whole seconds in UTC, "20261201000000Z". */
export const generalizedTime = (iso: string): Buffer => element(0x18, Buffer.from(`${digits(iso)}Z`));

/** RFC 5280 section 4.1.2.5: two digits of the year are enough before 2050. */
export const time = (iso: string): Buffer =>
  digits(iso) < '2050' ? element(0x17, Buffer.from(`${digits(iso).slice(2)}Z`)) : generalizedTime(iso);
