/** A timestamp authority: RFC 3161, in signed data of RFC 5652. */
import {
  ALWAYS,
  type Authority,
  createAuthority,
  ECDSA_WITH_SHA256,
  issue,
  nameOf,
  signerExtensions,
} from './certificates.ts';
import { element, generalizedTime, integer, octets, oid, sequence, setOf, time } from './der.ts';
import { createKeys, type Keys, sha256, signBytes } from './keys.ts';

const TIME_STAMPING = { id: '1.3.6.1.5.5.7.3.8', critical: true };
const SERIAL = 2;
const SHA256 = sequence(oid('2.16.840.1.101.3.4.2.1'));
const TST_INFO = oid('1.2.840.113549.1.9.16.1.4');
const SIGNED_DATA = oid('1.2.840.113549.1.7.2');
/** Of no meaning: what the authority of Sigstore uses. */
const POLICY = oid('1.3.6.1.4.1.57264.2');
const ATTRIBUTES = {
  contentType: oid('1.2.840.113549.1.9.3'),
  messageDigest: oid('1.2.840.113549.1.9.4'),
  signingTime: oid('1.2.840.113549.1.9.5'),
  signingCertificateV2: oid('1.2.840.113549.1.9.16.2.47'),
};

export type TimestampAuthority = {
  readonly root: Authority;
  readonly keys: Keys;
  /** Of its key, DER. */
  readonly certificate: Buffer;
};

export function createTimestampAuthority(commonName: string): TimestampAuthority {
  const root = createAuthority(`${commonName} root`);
  const keys = createKeys();
  const certificate = issue(root, {
    subject: nameOf(commonName),
    spki: keys.spki,
    validity: ALWAYS,
    serial: SERIAL,
    extensions: signerExtensions(keys, root, TIME_STAMPING),
  });
  return { root, keys, certificate };
}

let given = 0;

/**
 * A TimeStampResp over some bytes.
 * @param seconds since 1970
 */
export function timestamp(authority: TimestampAuthority, bytes: Uint8Array, seconds: number): Buffer {
  given += 1;
  const at = new Date(seconds * 1000).toISOString();
  const info = sequence(
    integer(1),
    POLICY,
    sequence(SHA256, octets(sha256(bytes))),
    integer(given),
    generalizedTime(at),
  );
  const signedData = sequence(
    integer(3),
    setOf(SHA256),
    sequence(TST_INFO, element(0xa0, octets(info))),
    setOf(signerInfo(authority, info, at)),
  );
  const granted = sequence(integer(0));
  return sequence(granted, sequence(SIGNED_DATA, element(0xa0, signedData)));
}

/** RFC 5652 section 5.3, with the attributes that RFC 3161 and RFC 5816 ask for. */
function signerInfo({ root, keys, certificate }: TimestampAuthority, info: Buffer, at: string): Buffer {
  const attribute = (type: Buffer, value: Buffer) => sequence(type, setOf(value));
  const attributes = setOf(
    attribute(ATTRIBUTES.contentType, TST_INFO),
    attribute(ATTRIBUTES.signingTime, time(at)),
    attribute(ATTRIBUTES.messageDigest, octets(sha256(info))),
    attribute(ATTRIBUTES.signingCertificateV2, sequence(sequence(sequence(octets(sha256(certificate)))))),
  );
  // Signed as a SET, written with the tag of its place: section 5.4.
  const placed = Buffer.from(attributes);
  placed[0] = 0xa0;
  return sequence(
    integer(1),
    sequence(root.name, integer(SERIAL)),
    SHA256,
    placed,
    ECDSA_WITH_SHA256,
    octets(signBytes(attributes, keys)),
  );
}
