/** Certificates and the authorities that issue them: RFC 5280. */
import { createHash } from 'node:crypto';
import { bitString, element, integer, octets, oid, sequence, setOf, TRUE, time, utf8 } from './der.ts';
import { createKeys, type Keys, signBytes } from './keys.ts';

export const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

export type Authority = {
  /** Name in DER. */
  readonly name: Buffer;
  readonly keys: Keys;
  /** Its own, self-signed, in DER. */
  readonly certificate: Buffer;
};

export type Request = {
  /** Name in DER. */
  readonly subject: Buffer;
  readonly spki: Buffer;
  /** ISO 8601. */
  readonly validity: readonly [string, string];
  readonly serial: number;
  /** Extensions in DER. */
  readonly extensions: readonly Buffer[];
};

/** Before and after everything that a test signs, "no well-defined expiration" (RFC 5280 section 4.1.2.5). */
export const ALWAYS = ['2020-01-01T00:00:00Z', '9999-12-31T23:59:59Z'] as const;

export const nameOf = (commonName: string): Buffer =>
  sequence(setOf(sequence(oid('2.5.4.3'), utf8(commonName))));

export const extension = (id: string, value: Buffer, critical = false): Buffer =>
  sequence(oid(id), ...(critical ? [TRUE] : []), octets(value));

const KEY_CERT_SIGN = bitString(Buffer.from([0x04]), 2);
const DIGITAL_SIGNATURE = bitString(Buffer.from([0x80]), 7);
const keyUsage = (bits: Buffer) => extension('2.5.29.15', bits, true);

const keyIdOf = (spki: Buffer) => createHash('sha1').update(spki).digest();
const subjectKeyId = (spki: Buffer) => extension('2.5.29.14', octets(keyIdOf(spki)));
const authorityKeyId = (spki: Buffer) => extension('2.5.29.35', sequence(element(0x80, keyIdOf(spki))));

/**
 * What every certificate of a signer has.
 * @param purpose of the key, an id of RFC 5280 section 4.2.1.12
 */
export const signerExtensions = (
  { spki }: Keys,
  issuer: Authority,
  { id, critical }: { readonly id: string; readonly critical: boolean },
): readonly Buffer[] => [
  keyUsage(DIGITAL_SIGNATURE),
  extension('2.5.29.37', sequence(oid(id)), critical),
  subjectKeyId(spki),
  authorityKeyId(issuer.keys.spki),
];

/** The TBSCertificate. */
export function unsigned(issuer: Pick<Authority, 'name'>, request: Request): Buffer {
  const { subject, spki, validity, serial, extensions } = request;
  return sequence(
    element(0xa0, integer(2)),
    integer(serial),
    ECDSA_WITH_SHA256,
    issuer.name,
    sequence(...validity.map(time)),
    subject,
    spki,
    element(0xa3, sequence(...extensions)),
  );
}

export function issue(issuer: Pick<Authority, 'name' | 'keys'>, request: Request): Buffer {
  const tbs = unsigned(issuer, request);
  return sequence(tbs, ECDSA_WITH_SHA256, bitString(signBytes(tbs, issuer.keys)));
}

export function createAuthority(commonName: string): Authority {
  const keys = createKeys();
  const name = nameOf(commonName);
  const extensions = [
    extension('2.5.29.19', sequence(TRUE), true),
    keyUsage(KEY_CERT_SIGN),
    subjectKeyId(keys.spki),
  ];
  const request = { subject: name, spki: keys.spki, validity: ALWAYS, serial: 1, extensions };
  return { name, keys, certificate: issue({ name, keys }, request) };
}
