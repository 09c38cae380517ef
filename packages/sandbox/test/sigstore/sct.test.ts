import 'reflect-metadata';
import { createHash, createPublicKey, generateKeyPairSync, KeyObject, verify, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { beforeAll, describe, expect, it } from 'vitest';
import { signTimestamp, unpoisonedTbs } from '../../src/sigstore/sct.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const POISON = '1.3.6.1.4.1.11129.2.4.3';
const NULL = Buffer.from([5, 0]);
let ca: webcrypto.CryptoKeyPair;
let subject: webcrypto.CryptoKeyPair;

beforeAll(async () => {
  [ca, subject] = await Promise.all([
    webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']),
    webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']),
  ]);
});

/** The same certificate every time, but for these extensions in the middle of the list. */
const issue = (extensions: readonly x509.Extension[], san = 'mailto:someone') =>
  x509.X509CertificateGenerator.create(
    {
      serialNumber: '0100',
      subject: 'CN=leaf',
      issuer: 'CN=ca',
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2026-01-01T00:10:00Z'),
      signingAlgorithm: ALGORITHM,
      publicKey: subject.publicKey,
      signingKey: ca.privateKey,
      extensions: [
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        ...extensions,
        new x509.SubjectAlternativeNameExtension([{ type: 'url', value: san }], true),
      ],
    },
    webcrypto,
  );
const raw = (certificate: x509.X509Certificate) => new Uint8Array(certificate.rawData);
const poison = (critical = true, value: Uint8Array = NULL) => new x509.Extension(POISON, critical, value);

describe('unpoisonedTbs', () => {
  // Lengths of the certificate and of its extensions on both sides of 128, 256 and 65536 bytes.
  it.each([1, 20, 60, 150, 400, 70_000])(
    'is exactly what the authority signs in the final certificate (name of %d characters)',
    async (length) => {
      const name = `u:${'x'.repeat(length)}`;
      const tbs = unpoisonedTbs(raw(await issue([poison()], name)));
      const final = await issue([], name);
      const key = KeyObject.from(ca.publicKey);
      // The signature of the final certificate is over its TBS: it fits no other bytes.
      expect(verify('sha256', tbs, key, new Uint8Array(final.signature))).toBe(true);
      expect(verify('sha256', tbs.subarray(1), key, new Uint8Array(final.signature))).toBe(false);
    },
  );

  it.each([
    ['no poison', () => [], 'not a precertificate'],
    ['two of them', () => [poison(), poison()], 'not a precertificate'],
    ['one that is not critical', () => [poison(false)], 'not critical'],
    ['one that is not NULL', () => [poison(true, Buffer.from([4, 1, 0]))], 'not NULL'],
  ])('refuses %s', async (_what, extensions, message) => {
    const certificate = raw(await issue(extensions()));
    expect(() => unpoisonedTbs(certificate)).toThrow(message);
  });

  it('refuses bytes that end early, wherever they end', async () => {
    const certificate = raw(await issue([poison()]));
    for (let end = 0; end < certificate.length; end += 7)
      expect(() => unpoisonedTbs(certificate.subarray(0, end)), `${end}`).toThrow('not DER');
  });
});

describe('signTimestamp', () => {
  it('gives a signature that RFC 6962 section 3.2 describes', async () => {
    const log = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const timestamp = 1_795_478_974_123;
    const precertificate = raw(await issue([poison()]));
    const issuerKey = KeyObject.from(ca.publicKey);
    const sct = signTimestamp(precertificate, issuerKey, log.privateKey, timestamp);
    const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });
    expect(sct).toMatchObject({ sct_version: 0, timestamp, extensions: '' });
    expect(sct.id).toBe(createHash('sha256').update(spki(log.publicKey)).digest('base64'));

    // Put together here once more, by the specification.
    const tbs = Buffer.from(unpoisonedTbs(precertificate));
    const hex = [
      '00', // v1
      '00', // certificate_timestamp
      timestamp.toString(16).padStart(16, '0'),
      '0001', // precert_entry
      createHash('sha256').update(spki(issuerKey)).digest('hex'),
      tbs.length.toString(16).padStart(6, '0'),
      tbs.toString('hex'),
      '0000', // no extensions
    ].join('');
    const signature = Buffer.from(sct.signature, 'base64');
    expect(signature.subarray(0, 2).toString('hex')).toBe('0403');
    expect(signature.readUInt16BE(2)).toBe(signature.length - 4);
    const check = (data: Buffer) => verify('sha256', data, log.publicKey, signature.subarray(4));
    expect(check(Buffer.from(hex, 'hex'))).toBe(true);
    expect(check(Buffer.from(hex.replace(/00$/, '01'), 'hex'))).toBe(false);
    expect(createPublicKey(log.privateKey).equals(log.publicKey)).toBe(true);
  });
});
