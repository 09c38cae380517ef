/** The log in which the public instance's certificates are, and its timestamps: RFC 6962. */
import { type Authority, extension, type Request, unsigned } from './certificates.ts';
import { octets } from './der.ts';
import { createKeys, type Keys, sha256, signBytes } from './keys.ts';

const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2';

export type CtLog = { readonly keys: Keys; readonly id: Buffer };

export function createCtLog(): CtLog {
  const keys = createKeys();
  return { keys, id: sha256(keys.spki) };
}

/** Big-endian. */
const uint = (value: number, bytes: number) =>
  Buffer.from(value.toString(16).padStart(bytes * 2, '0'), 'hex');

/**
 * The extension that says when the log took the certificate, as of RFC 6962 section 3.3.
 * @param request the certificate without this extension
 */
export function sctExtension({ keys, id }: CtLog, issuer: Authority, request: Request): Buffer {
  const tbs = unsigned(issuer, request);
  const timestamp = uint(Date.parse(request.validity[0]), 8);
  // RFC 6962 section 3.2: version, signature type, timestamp, entry type, the precertificate, no extensions.
  const precertificate = [sha256(issuer.keys.spki), uint(tbs.length, 3), tbs];
  const signature = signBytes(
    Buffer.concat([uint(0, 2), timestamp, uint(1, 2), ...precertificate, uint(0, 2)]),
    keys,
  );
  // RFC 5246 section 4.7: hash sha256 (4), signature ecdsa (3), length.
  const signed = [Buffer.from([4, 3]), uint(signature.length, 2), signature];
  const sct = Buffer.concat([uint(0, 1), id, timestamp, uint(0, 2), ...signed]);
  const list = Buffer.concat([uint(sct.length + 2, 2), uint(sct.length, 2), sct]);
  return extension(SCT_LIST, octets(list));
}
