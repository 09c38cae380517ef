import { createHash, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';

/**
 * GitHub signs the commits that it makes for Apps with a PGP key of its own. The stand-in signs with an SSH key, made
 * for each rehearsal: `git verify-commit` with that key in `gpg.ssh.allowedSignersFile` is an independent judge.
 * https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig
 */
export type CommitSigner = {
  /** In the form of an authorized_keys line. */
  readonly publicKey: string;
  sign(payload: string): string;
  verify(payload: string, armoured: string): boolean;
};

const NAMESPACE = 'git';
const HASH = 'sha512';

const field = (value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value as string);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

const signedPart = (payload: string): Buffer =>
  Buffer.concat([
    Buffer.from('SSHSIG'),
    field(NAMESPACE),
    field(''),
    field(HASH),
    field(createHash(HASH).update(payload).digest()),
  ]);

const publicBlob = (key: KeyObject): Buffer => {
  const { x = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([field('ssh-ed25519'), field(Buffer.from(x, 'base64url'))]);
};

const armour = (blob: Buffer): string =>
  `-----BEGIN SSH SIGNATURE-----\n${(blob.toString('base64').match(/.{1,70}/g) ?? []).join('\n')}\n-----END SSH SIGNATURE-----`;

export function createCommitSigner(): CommitSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const blob = publicBlob(publicKey);
  const version = Buffer.from([0, 0, 0, 1]);
  const head = Buffer.concat([
    Buffer.from('SSHSIG'),
    version,
    field(blob),
    field(NAMESPACE),
    field(''),
    field(HASH),
  ]);
  return {
    publicKey: `ssh-ed25519 ${blob.toString('base64')}`,
    sign: (payload) => {
      const signature = sign(null, signedPart(payload), privateKey);
      return armour(Buffer.concat([head, field(Buffer.concat([field('ssh-ed25519'), field(signature)]))]));
    },
    verify: (payload, armoured) => {
      const bytes = Buffer.from(armoured.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64');
      if (!bytes.subarray(0, head.length).equals(head)) return false;
      return verify(null, signedPart(payload), publicKey, bytes.subarray(-64));
    },
  };
}
