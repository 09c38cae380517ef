import 'reflect-metadata';
import { KeyObject, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** RFC 5280 section 4.2.1.12. */
export const EXTENDED_KEY_USAGE = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;

export type KeyPair = webcrypto.CryptoKeyPair;

type Holder = { readonly keys: KeyPair; readonly certificate: x509.X509Certificate };

/** What makes the leaf of a chain more than a name. */
export type Leaf = {
  readonly usageCritical?: boolean;
  /** Subject alternative names; `*.` for one label. */
  readonly hosts?: readonly string[];
};

export type Chain = {
  /** Of the first certificate. */
  readonly key: KeyPair;
  /** PEM, leaf (if any) first, root last. */
  readonly certificates: readonly string[];
};

export const newKeys = async (): Promise<KeyPair> =>
  webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

export const privatePem = (keys: KeyPair): string =>
  KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();

export const publicPem = (keys: KeyPair): string =>
  KeyObject.from(keys.publicKey).export({ type: 'spki', format: 'pem' }).toString();

/** RFC 5280: at most 20 octets, positive. */
function randomSerial(): string {
  const bytes = webcrypto.getRandomValues(Buffer.alloc(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

type Request = {
  readonly name: string;
  readonly keys: KeyPair;
  readonly issuer?: Holder;
  /** How many certificate authorities may follow; absent for a leaf. */
  readonly pathLength?: number;
  readonly usage?: string;
  readonly leaf?: Leaf;
};

async function issue({ name, keys, issuer, pathLength, usage, leaf = {} }: Request): Promise<Holder> {
  const authority = pathLength !== undefined;
  const signer = issuer?.keys ?? keys;
  const { keyCertSign, cRLSign, digitalSignature } = x509.KeyUsageFlags;
  const extensions: x509.Extension[] = [
    new x509.BasicConstraintsExtension(authority, pathLength, true),
    new x509.KeyUsagesExtension(authority ? keyCertSign | cRLSign : digitalSignature, true),
    await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
    await x509.AuthorityKeyIdentifierExtension.create(signer.publicKey, false, webcrypto),
  ];
  if (usage !== undefined)
    extensions.push(new x509.ExtendedKeyUsageExtension([usage], leaf.usageCritical ?? false));
  if (leaf.hosts !== undefined)
    extensions.push(
      new x509.SubjectAlternativeNameExtension(leaf.hosts.map((value) => ({ type: 'dns', value }))),
    );
  const subject = `O=Sealift rehearsal, CN=${name}`;
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: randomSerial(),
      subject,
      issuer: issuer?.certificate.subject ?? subject,
      // Longer than any rehearsal, short enough that a forgotten folder is worth nothing soon.
      notBefore: new Date(Date.now() - HOUR),
      notAfter: new Date(Date.now() + 30 * DAY),
      signingAlgorithm: ALGORITHM,
      publicKey: keys.publicKey,
      signingKey: signer.privateKey,
      extensions,
    },
    webcrypto,
  );
  return { keys, certificate };
}

/**
 * A root, an intermediate that carries the usage (as Fulcio demands of its own) and, when asked for, a leaf.
 * The root's private key is dropped, so that nothing can be added to the chain later.
 */
export async function createChain(name: string, usage: string, leaf?: Leaf): Promise<Chain> {
  const [rootKeys, intermediateKeys, leafKeys] = await Promise.all([newKeys(), newKeys(), newKeys()]);
  const root = await issue({ name: `${name} root`, keys: rootKeys, pathLength: 1 });
  const intermediate = await issue({
    name: `${name} intermediate`,
    keys: intermediateKeys,
    issuer: root,
    pathLength: 0,
    usage,
  });
  const holders =
    leaf === undefined
      ? [intermediate, root]
      : [await issue({ name, keys: leafKeys, issuer: intermediate, usage, leaf }), intermediate, root];
  return {
    key: leaf === undefined ? intermediateKeys : leafKeys,
    certificates: holders.map(({ certificate }) => `${certificate.toString('pem').trimEnd()}\n`),
  };
}
