import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as x509 from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChain, EXTENDED_KEY_USAGE, newKeys } from '../../src/pki/certificates.ts';
import { createPki } from '../../src/pki/pki.ts';
import { type ProxyServer, startProxy } from '../../src/proxy/proxy.ts';
import { type CtLog, createCtLog } from '../../src/sigstore/ct-log.ts';
import { createClient } from '../proxy/client.ts';

let folder: string;
let proxy: ProxyServer;
let client: ReturnType<typeof createClient>;
let log: CtLog;
/** Base64 DER: precertificate, intermediate, root; and a root that the log does not know. */
let chain: string[];
let foreign: string[];

const der = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '');

async function precertificate(authority: Awaited<ReturnType<typeof createChain>>): Promise<string> {
  const subject = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: '0abc',
      subject: 'CN=leaf',
      issuer: new x509.X509Certificate(authority.certificates[0] ?? '').subject,
      publicKey: subject.publicKey,
      signingKey: authority.key.privateKey,
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
      extensions: [new x509.Extension('1.3.6.1.4.1.11129.2.4.3', true, Buffer.from([5, 0]))],
    },
    webcrypto,
  );
  return Buffer.from(certificate.rawData).toString('base64');
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-ct-'));
  const pki = await createPki(folder, { hosts: ['ctfe.sigstore.dev'] });
  const [own, other] = await Promise.all([
    createChain('own', EXTENDED_KEY_USAGE.codeSigning),
    createChain('other', EXTENDED_KEY_USAGE.codeSigning),
  ]);
  chain = [await precertificate(own), ...own.certificates.map(der)];
  foreign = [await precertificate(other), ...other.certificates.map(der)];
  log = createCtLog({ key: await readFile(pki.ctLog.key, 'utf8'), roots: own.certificates.join('') });
  proxy = await startProxy({ hosts: new Map([['ctfe.sigstore.dev', log]]), tls: pki.tls });
  client = createClient(proxy.proxyUrl, pki.root);
});
afterAll(async () => {
  client.close();
  await proxy.stop();
  await rm(folder, { recursive: true });
});

const add = (body: unknown, where = 'rehearsal/ct/v1/add-pre-chain', method = 'POST') =>
  client.request(`https://ctfe.sigstore.dev/${where}`, {
    method,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('createCtLog', () => {
  it('logs a precertificate whose chain leads to its root, with or without the root itself', async () => {
    for (const sent of [chain, chain.slice(0, 2)]) {
      const answer = await add({ chain: sent });
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toMatchObject({ sct_version: 0, extensions: '' });
    }
    expect(log.entries.map(({ serial }) => serial)).toEqual(['0ABC', '0ABC']);
  });

  it.each([
    ['a chain to another root', () => ({ chain: foreign }), 'not signed by an accepted root'],
    [
      'a chain with a foreign link',
      () => ({ chain: [chain[0], foreign[1], foreign[2]] }),
      'not signed by the next',
    ],
    ['the precertificate alone', () => ({ chain: chain.slice(0, 1) }), 'length'],
    ['a certificate that is no precertificate', () => ({ chain: chain.slice(1) }), 'not a precertificate'],
    ['no chain', () => ({}), 'chain'],
    ['something that is not JSON', () => 'nonsense', 'JSON'],
    ['certificates that are none', () => ({ chain: ['AAAA', 'AAAA'] }), ''],
    ['too much', () => JSON.stringify({ chain: ['A'.repeat(400_000)] }), 'too large'],
  ])('refuses %s', async (_what, body, message) => {
    const before = log.entries.length;
    const answer = await add(body());
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body).error_message).toContain(message);
    expect(log.entries).toHaveLength(before);
  });

  it.each([
    ['rehearsal/ct/v1/add-chain', 'POST'],
    ['rehearsal/ct/v1/add-pre-chain', 'GET'],
  ])('knows no %s by %s', async (where, method) => {
    expect((await add(method === 'GET' ? '' : '{}', where, method)).status).toBe(404);
  });
});
