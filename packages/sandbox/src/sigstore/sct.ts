import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { DER_TAG, readElement, readElements, writeElement } from './der.ts';

/** 1.3.6.1.4.1.11129.2.4.3: the poison that keeps a precertificate from being used (RFC 6962 section 3.1). */
const POISON = Buffer.from('060a2b06010401d679020403', 'hex');
const TRUE = Buffer.from([DER_TAG.boolean, 1, 0xff]);
const POISON_VALUE = Buffer.from([DER_TAG.octetString, 2, 0x05, 0x00]);

/** An answer to add-pre-chain, RFC 6962 section 4.1. */
export type SignedCertificateTimestamp = {
  readonly sct_version: 0;
  /** Base64 of the log's id. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly extensions: '';
  /** Base64 of a TLS DigitallySigned. */
  readonly signature: string;
};

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });

/**
 * The TBSCertificate of a precertificate without its poison: what the log signs and what a verifier rebuilds from the
 * final certificate.
 * @throws Error when there is not exactly one well-formed poison
 */
export function unpoisonedTbs(precertificate: Uint8Array): Uint8Array {
  const [tbs] = readElements(readElement(precertificate).content);
  if (tbs?.tag !== DER_TAG.sequence) throw new Error('not a certificate');
  let poisons = 0;
  const isPoison = (extension: Uint8Array) => {
    const [id, critical, value] = readElements(extension);
    if (id === undefined || !POISON.equals(id.bytes)) return false;
    if (!TRUE.equals(critical?.bytes ?? POISON) || !POISON_VALUE.equals(value?.bytes ?? POISON))
      throw new Error('the poison is not critical or not NULL');
    poisons += 1;
    return true;
  };
  const parts = readElements(tbs.content).map(({ tag, bytes, content }) => {
    if (tag !== DER_TAG.extensions) return bytes;
    const kept = readElements(readElement(content).content).filter(
      (extension) => !isPoison(extension.content),
    );
    const list = writeElement(
      DER_TAG.sequence,
      kept.map((extension) => extension.bytes),
    );
    return writeElement(DER_TAG.extensions, [list]);
  });
  if (poisons !== 1) throw new Error('not a precertificate');
  return writeElement(DER_TAG.sequence, parts);
}

/** RFC 6962 section 3.2: SHA-256 of the log's public key. */
export const logId = (key: KeyObject): Buffer => sha256(spki(createPublicKey(key)));

/**
 * The structure that a log signs for a precertificate, RFC 6962 section 3.2: version, signature type, timestamp, entry
 * type precert_entry, issuer key hash, TBSCertificate with a 24-bit length, no extensions.
 */
export function signedPart(tbs: Uint8Array, issuerKey: KeyObject, timestamp: number): Buffer {
  const head = Buffer.alloc(12);
  head.writeBigUInt64BE(BigInt(timestamp), 2);
  head.writeUInt16BE(1, 10);
  const length = Buffer.alloc(3);
  length.writeUIntBE(tbs.length, 0, 3);
  return Buffer.concat([head, sha256(spki(issuerKey)), length, tbs, Buffer.alloc(2)]);
}

/**
 * @param key of the log, EC P-256
 * @param issuerKey public key of the certificate authority that signed the precertificate
 */
export function signTimestamp(
  precertificate: Uint8Array,
  issuerKey: KeyObject,
  key: KeyObject,
  timestamp: number,
): SignedCertificateTimestamp {
  const signature = sign('sha256', signedPart(unpoisonedTbs(precertificate), issuerKey, timestamp), key);
  // RFC 5246 section 4.7: hash sha256 (4), signature ecdsa (3), length.
  const head = Buffer.from([4, 3, signature.length >> 8, signature.length & 0xff]);
  return {
    sct_version: 0,
    id: logId(key).toString('base64'),
    timestamp,
    extensions: '',
    signature: Buffer.concat([head, signature]).toString('base64'),
  };
}
