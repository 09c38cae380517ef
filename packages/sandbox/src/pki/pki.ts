import { generateKeyPair, type KeyObject } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { getCACertificates } from 'node:tls';
import { promisify } from 'node:util';
import { configurationFailure } from '@sealift/core/failure';
import { createChain, EXTENDED_KEY_USAGE, newKeys, privatePem, publicPem } from './certificates.ts';

const generate = promisify(generateKeyPair);

/** Everything that is signed with in a rehearsal. Paths are absolute, files have mode 0600. */
export type Pki = {
  readonly directory: string;
  /** The proxy's root followed by the machine's own certificate authorities: for SSL_CERT_FILE and its kin. */
  readonly caFile: string;
  /** The proxy's root alone, PEM: for a client that must trust nothing else. */
  readonly root: string;
  /** The proxy's key and chain, PEM, for all hosts. */
  readonly tls: { readonly key: string; readonly certificate: string };
  readonly fulcio: KeyAndChain;
  readonly timestamp: KeyAndChain;
  /** Of GitHub's own Sigstore instance. */
  readonly github: { readonly fulcio: KeyAndChain; readonly timestamp: KeyAndChain };
  readonly ctLog: KeyAndPublicKey;
  /** Ed25519. */
  readonly rekor: KeyAndPublicKey;
  /** RSA: cosign recognises a literal identity token only by RS256. */
  readonly oidc: KeyAndPublicKey;
  /** EC P-256 (ES256), with the key set that the registry reads. */
  readonly registryToken: KeyAndPublicKey & { readonly jwks: string; readonly keyId: string };
};

export type KeyAndChain = {
  readonly key: string;
  /** Leaf (if any), intermediate, root. */
  readonly chain: string;
};
export type KeyAndPublicKey = { readonly key: string; readonly publicKey: string };

/** A DNS name, `*.` in front for all names one label below. */
const HOST = /^(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/**
 * Makes all keys and certificates of a rehearsal, valid for 30 days, in a folder that only this user can read.
 * @param hosts names that the proxy answers for, in lower case
 * @throws Failure `configuration` for a host that cannot stand in a certificate
 */
export async function createPki(directory: string, options: { hosts: readonly string[] }): Promise<Pki> {
  const bad = options.hosts.find((host) => !HOST.test(host));
  if (bad !== undefined || options.hosts.length === 0)
    throw configurationFailure({
      code: 'sandbox/bad-host',
      cause: bad === undefined ? 'The proxy has no host names.' : `"${bad}" is not a host name.`,
      remedy: 'Name the hosts in lower case without port, for example ghcr.io or *.blob.core.windows.net.',
    });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const write = async (name: string, content: string) => {
    const file = path.join(path.resolve(directory), name);
    await writeFile(file, content, { mode: 0o600 });
    return file;
  };
  const chain = async (
    name: string,
    made: Awaited<ReturnType<typeof createChain>>,
  ): Promise<KeyAndChain> => ({
    key: await write(`${name}.key`, privatePem(made.key)),
    chain: await write(`${name}-chain.pem`, made.certificates.join('')),
  });
  const authority = async (name: string): Promise<Pki['github']> => {
    const [fulcio, timestamp] = await Promise.all([
      createChain(`${name}fulcio`, EXTENDED_KEY_USAGE.codeSigning),
      // RFC 3161 section 2.3: the extension of a timestamp authority must be critical.
      createChain(`${name}timestamp authority`, EXTENDED_KEY_USAGE.timeStamping, { usageCritical: true }),
    ]);
    const file = name.trim() === '' ? '' : `${name.trim()}-`;
    return {
      fulcio: await chain(`${file}fulcio`, fulcio),
      timestamp: await chain(`${file}timestamp`, timestamp),
    };
  };
  const [proxy, own, github, ctLog, rekor, oidc, registryToken] = await Promise.all([
    createChain('proxy', EXTENDED_KEY_USAGE.serverAuth, { hosts: [...new Set(options.hosts)] }),
    authority(''),
    authority('github '),
    newKeys(),
    generate('ed25519', {}),
    generate('rsa', { modulusLength: 2048 }),
    generate('ec', { namedCurve: 'P-256' }),
  ]);
  const pair = async (name: string, keys: { privateKey: KeyObject; publicKey: KeyObject }) => ({
    key: await write(`${name}.key`, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    publicKey: await write(`${name}.pub`, keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()),
  });
  const root = proxy.certificates.at(-1) ?? '';
  const keyId = 'rehearsal';
  const jwks = {
    keys: [{ ...registryToken.publicKey.export({ format: 'jwk' }), kid: keyId, use: 'sig', alg: 'ES256' }],
  };
  return {
    directory: path.resolve(directory),
    caFile: await write('ca.pem', [root, ...machineAuthorities()].join('\n')),
    root,
    tls: { key: privatePem(proxy.key), certificate: proxy.certificates.slice(0, -1).join('') },
    ...own,
    github,
    ctLog: {
      key: await write('ct-log.key', privatePem(ctLog)),
      publicKey: await write('ct-log.pub', publicPem(ctLog)),
    },
    rekor: await pair('rekor', rekor),
    oidc: await pair('oidc', oidc),
    registryToken: {
      ...(await pair('registry-token', registryToken)),
      jwks: await write('registry-token.jwks.json', JSON.stringify(jwks)),
      keyId,
    },
  };
}

/**
 * What this machine trusts: children still have to reach package registries, perhaps through a proxy with a
 * private authority. Node's own list stands in where the system has none.
 */
function machineAuthorities(): string[] {
  const system = getCACertificates('system');
  const own = new Set([...system, ...getCACertificates('extra')]);
  return [...(own.size > 0 ? own : new Set(getCACertificates('bundled')))];
}
