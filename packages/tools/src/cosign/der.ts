/** The little of DER that certificates need (ITU-T X.690). */

export type Element = { readonly tag: number; readonly body: Buffer };

export const [OCTET_STRING, OID, UTF8_STRING] = [0x04, 0x06, 0x0c] as const;

/** The elements that stand one after another in `der`. @throws RangeError on a length beyond the end */
export function elements(der: Buffer): readonly Element[] {
  const result: Element[] = [];
  for (let at = 0; at < der.length; ) {
    const tag = der.readUInt8(at);
    const first = der.readUInt8(at + 1);
    const lengthBytes = first & 0x80 ? first & 0x7f : 0;
    const length = lengthBytes === 0 ? first : der.readUIntBE(at + 2, lengthBytes);
    const start = at + 2 + lengthBytes;
    if (start + length > der.length) throw new RangeError('A DER element is longer than what holds it');
    result.push({ tag, body: der.subarray(start, start + length) });
    at = start + length;
  }
  return result;
}
