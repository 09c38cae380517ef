/**
 * What a Fulcio certificate says about who signed. Node shows the subject alternative name but no extension of
 * its own, so the few DER structures on the way to one are read here.
 * https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md, RFC 5280 section 4.1
 */
import { X509Certificate } from 'node:crypto';
import type { FoundSigner } from '@sealift/core/verification/conditions';

/** Arcs below 1.3.6.1.4.1.57264.1, and the older ones whose value is bare text. */
const ISSUER = { current: 8, old: 1 };
const SOURCE_REPOSITORY = 5;
const SOURCE_REF = 6;
// 1.3.6.1.4.1.57264.1 in DER, without the last arc
const FULCIO_OID = Buffer.from('2b0601040183bf3001', 'hex');
const [OCTET_STRING, OID, UTF8_STRING, EXTENSIONS] = [0x04, 0x06, 0x0c, 0xa3];

/** undefined when the bytes are not a certificate. Signatures are cosign's business. */
export function readSigner(der: Uint8Array): FoundSigner | undefined {
  try {
    const certificate = new X509Certificate(der);
    const extensions = fulcioExtensions(Buffer.from(der));
    return {
      identity: onlyUri(certificate.subjectAltName),
      issuer: text(extensions.get(ISSUER.current)) ?? extensions.get(ISSUER.old)?.toString('utf8'),
      sourceRepository: extensions.get(SOURCE_REPOSITORY)?.toString('utf8'),
      sourceRef: extensions.get(SOURCE_REF)?.toString('utf8'),
    };
  } catch {
    return undefined;
  }
}

/** Node writes `URI:x, DNS:y` and quotes a value that holds a comma or quote; a workflow has exactly one URI. */
function onlyUri(subjectAltName: string | undefined): string | undefined {
  const [, kind, value] = /^([A-Za-z ]+):(.*)$/s.exec(subjectAltName ?? '') ?? [];
  if (kind !== 'URI' || value === undefined || /[",\s]/.test(value)) return undefined;
  return value;
}

type Element = { readonly tag: number; readonly body: Buffer };

function fulcioExtensions(der: Buffer): ReadonlyMap<number, Buffer> {
  const found = new Map<number, Buffer>();
  const [certificate] = elements(der);
  const [tbs] = elements(certificate?.body ?? der);
  const list = elements(tbs?.body ?? der).find(({ tag }) => tag === EXTENSIONS);
  const [sequence] = list === undefined ? [] : elements(list.body);
  for (const extension of sequence === undefined ? [] : elements(sequence.body)) {
    const parts = elements(extension.body);
    const oid = parts.find(({ tag }) => tag === OID)?.body;
    const value = parts.find(({ tag }) => tag === OCTET_STRING)?.body;
    const arc = oid?.at(-1);
    if (oid === undefined || value === undefined || arc === undefined) continue;
    if (oid.subarray(0, -1).equals(FULCIO_OID)) found.set(arc, value);
  }
  return found;
}

/** The elements that stand one after another in `der`. @throws RangeError on a length beyond the end */
function elements(der: Buffer): readonly Element[] {
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

/** The newer extensions hold a UTF8String. */
function text(value: Buffer | undefined): string | undefined {
  if (value === undefined) return undefined;
  const [element, ...rest] = elements(value);
  return element?.tag === UTF8_STRING && rest.length === 0 ? element.body.toString('utf8') : undefined;
}
