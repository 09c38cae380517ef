import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPki, type Pki } from '../../src/pki/pki.ts';

let folder: string;
let pki: Pki;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-pki-'));
  pki = await createPki(folder, { hosts: ['ghcr.io', '*.blob.core.windows.net', 'ghcr.io'] });
});
afterAll(() => rm(folder, { recursive: true }));

const certificates = (pem: string) =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (one) => new X509Certificate(one),
  );

describe('createPki', () => {
  it('covers every host, and no other', () => {
    const leaf = new X509Certificate(pki.tls.certificate);
    expect(leaf.checkHost('ghcr.io')).toBe('ghcr.io');
    expect(leaf.checkHost('x.blob.core.windows.net')).toBe('*.blob.core.windows.net');
    expect(leaf.checkHost('blob.core.windows.net')).toBeUndefined();
    expect(leaf.checkHost('example.org')).toBeUndefined();
    expect(leaf.checkPrivateKey(createPrivateKey(pki.tls.key))).toBe(true);
  });

  it.each(['fulcio', 'timestamp'] as const)('the %s chain leads from its key to a root', async (name) => {
    const chain = certificates(await readFile(pki[name].chain, 'utf8'));
    expect(chain).toHaveLength(name === 'fulcio' ? 2 : 3);
    expect(chain[0]?.checkPrivateKey(createPrivateKey(await readFile(pki[name].key)))).toBe(true);
    chain.forEach((certificate, i) => {
      const issuer = chain[i + 1] ?? certificate;
      expect(certificate.checkIssued(issuer)).toBe(true);
      expect(certificate.verify(issuer.publicKey)).toBe(true);
      expect(certificate.ca).toBe(name === 'fulcio' || i > 0);
    });
    expect(chain[0]?.keyUsage).toEqual([name === 'fulcio' ? '1.3.6.1.5.5.7.3.3' : '1.3.6.1.5.5.7.3.8']);
  });

  it.each([
    ['ctLog', 'ec'],
    ['rekor', 'ed25519'],
    ['oidc', 'rsa'],
    ['registryToken', 'ec'],
  ] as const)('%s is a pair of type %s', async (name, type) => {
    const key = createPrivateKey(await readFile(pki[name].key));
    expect(key.asymmetricKeyType).toBe(type);
    expect(createPublicKey(key).equals(createPublicKey(await readFile(pki[name].publicKey)))).toBe(true);
  });

  it('writes the registry its key set without the private part', async () => {
    const { keys } = JSON.parse(await readFile(pki.registryToken.jwks, 'utf8'));
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatchObject({ kid: pki.registryToken.keyId, alg: 'ES256', use: 'sig', crv: 'P-256' });
    expect(keys[0]).not.toHaveProperty('d');
  });

  it('trusts its own proxy first and what the machine trusts besides', async () => {
    const trusted = certificates(await readFile(pki.caFile, 'utf8'));
    expect(trusted[0]?.fingerprint256).toBe(new X509Certificate(pki.root).fingerprint256);
    const machine = [...tls.getCACertificates('system'), ...tls.getCACertificates('extra')];
    expect(trusted.length).toBe(1 + (new Set(machine).size || tls.getCACertificates('bundled').length));
  });

  it('lets nobody else read, and keeps the root keys nowhere', async () => {
    const names = await readdir(folder);
    for (const name of names) expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o600);
    const der = (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).toString('hex');
    const chains = await Promise.all([pki.fulcio, pki.timestamp].map(({ chain }) => readFile(chain, 'utf8')));
    const roots = [pki.root, ...chains].flatMap((pem) => certificates(pem).slice(-1));
    const rootKeys = roots.map(({ publicKey }) => der(publicKey));
    expect(rootKeys).toHaveLength(3);
    for (const name of names.filter((file) => file.endsWith('.key')))
      expect(rootKeys).not.toContain(der(createPublicKey(await readFile(path.join(folder, name)))));
  });

  it.each([[[]], [['GHCR.io']], [['ghcr.io:443']], [['*']], [['a..b']], [['https://ghcr.io']]])(
    'refuses the hosts %j',
    async (hosts) => {
      await expect(createPki(path.join(folder, 'none'), { hosts })).rejects.toMatchObject({
        category: 'configuration',
      });
    },
  );
});
