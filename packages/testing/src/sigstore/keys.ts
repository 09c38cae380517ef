import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export type Keys = {
  readonly privateKey: KeyObject;
  /** SubjectPublicKeyInfo in DER. */
  readonly spki: Buffer;
};

/** ECDSA P-256, as all of Sigstore's own are. */
export function createKeys(): Keys {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, spki: publicKey.export({ type: 'spki', format: 'der' }) };
}

export const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest();

/** ECDSA with SHA-256, in DER. */
export const signBytes = (bytes: Uint8Array | string, { privateKey }: Keys): Buffer =>
  sign('sha256', Buffer.from(bytes), privateKey);
