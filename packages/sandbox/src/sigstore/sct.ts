import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate, Extensions } from '@peculiar/asn1-x509';

/** The poison that keeps a precertificate from being used, critical and NULL (RFC 6962 section 3.1). */
const POISON = '1.3.6.1.4.1.11129.2.4.3';
const NULL = Buffer.from([0x05, 0x00]);

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
  const { tbsCertificate } = readCertificate(precertificate);
  const extensions = [...(tbsCertificate.extensions ?? [])];
  const [poison, ...more] = extensions.filter(({ extnID }) => extnID === POISON);
  if (poison === undefined || more.length > 0) throw new Error('not a precertificate');
  if (!poison.critical || !NULL.equals(Buffer.from(poison.extnValue.buffer)))
    throw new Error('the poison is not critical or not NULL');
  tbsCertificate.extensions = new Extensions(extensions.filter((extension) => extension !== poison));
  return new Uint8Array(AsnConvert.serialize(tbsCertificate));
}

function readCertificate(bytes: Uint8Array): Certificate {
  try {
    return AsnConvert.parse(bytes, Certificate);
  } catch (error) {
    throw new Error('not DER', { cause: error });
  }
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
