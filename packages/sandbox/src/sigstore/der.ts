/**
 * The little DER (X.690) that a certificate transparency log needs: walking definite-length elements with one-byte
 * tags, and writing them again.
 */
export type DerElement = {
  readonly tag: number;
  /** Tag, length and content. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
};

export const DER_TAG = {
  boolean: 0x01,
  octetString: 0x04,
  objectIdentifier: 0x06,
  sequence: 0x30,
  /** `[3]` in a TBSCertificate: the extensions (RFC 5280 section 4.1). */
  extensions: 0xa3,
} as const;

const broken = (what: string) => new Error(`not DER: ${what}`);

/** The element at the start of the bytes; what follows it is left alone. @throws Error */
export function readElement(bytes: Uint8Array): DerElement {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined) throw broken('it ends within an element');
  if ((tag & 0x1f) === 0x1f) throw broken('a tag of more than one byte');
  let length = first;
  let header = 2;
  if (first & 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw broken('an indefinite or oversized length');
    const digits = bytes.subarray(2, 2 + count);
    length = digits.reduce((sum, digit) => sum * 256 + digit, 0);
    header += count;
    if (digits.length < count || digits[0] === 0 || length < 0x80)
      throw broken('a length that is not minimal');
  }
  const end = header + length;
  if (end > bytes.length) throw broken('it ends within an element');
  return { tag, bytes: bytes.subarray(0, end), content: bytes.subarray(header, end) };
}

/** The elements that fill a constructed one. @throws Error */
export function readElements(content: Uint8Array): DerElement[] {
  const elements: DerElement[] = [];
  for (let rest = content; rest.length > 0; ) {
    const element = readElement(rest);
    elements.push(element);
    rest = rest.subarray(element.bytes.length);
  }
  return elements;
}

/** One element with the given tag around the parts. */
export function writeElement(tag: number, parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const digits: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256);
  const length = content.length < 0x80 ? [content.length] : [0x80 | digits.length, ...digits];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
