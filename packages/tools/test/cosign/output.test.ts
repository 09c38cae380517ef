import { readFileSync } from 'node:fs';
import type { Digest } from '@sealift/core/image/digest';
import { SIGNATURE_TYPE, SPDX_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCertificate } from '../../src/cosign/certificate.ts';
import { parseBundle, parseOldSignatures } from '../../src/cosign/output.ts';
import { readTimestamp } from '../../src/cosign/timestamp.ts';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const AMD64: Digest = 'sha256:e3f379f71d68078bf5dda23483a9f9b5a0062226c210ed290bc1f4b37d2361aa';
const INDEX: Digest = 'sha256:4a6d2989321dba8a92c75733158684651d8425e9490bb3065585f1377611e7f5';
const SIGNER = {
  identity: 'https://github.com/acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
  issuer: 'http://127.0.0.1:8901',
  sourceRepository: 'acme/shop',
  sourceRef: 'refs/heads/main',
};
const remote = expect.objectContaining({ category: 'remote' });
const thrown = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('cosign verify of the format of cosign 2', () => {
  const output = (digest: unknown = AMD64, type = 'cosign container image signature') =>
    JSON.stringify([{ critical: { image: { 'docker-manifest-digest': digest }, type }, optional: {} }]);
  test('counts signatures', () => {
    expect(parseOldSignatures(output(), AMD64)).toBe(1);
    expect(parseOldSignatures('[]', AMD64)).toBe(0);
  });
  test('about another image is not taken', () => {
    expect(thrown(() => parseOldSignatures(output(), INDEX))).toEqual(remote);
  });
  test('an attestation is no signature', () => {
    expect(thrown(() => parseOldSignatures(output(AMD64, SPDX_TYPE), AMD64))).toEqual(remote);
  });
  test.each(['sha256:1', 7])('with %s for a digest is no answer at all', (digest) => {
    expect(thrown(() => parseOldSignatures(output(digest), AMD64))).toMatchObject({
      message: "cosign's verification output has an unexpected form.",
    });
  });
  test.each(['', 'null', '{}', '[{"critical":{}}]', '[{"critical":{"type":"x"}}]'])('%j', (text) => {
    expect(thrown(() => parseOldSignatures(text, AMD64))).toEqual(remote);
  });
});

/** As large as a statement may be: a third more in base64. */
describe('thirty-two megabytes', () => {
  const predicate = { spdxVersion: 'SPDX-2.3', comment: 'a'.repeat(32 * 1024 * 1024) };
  const statement = JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ digest: { sha256: AMD64.slice(7) } }],
    predicateType: SPDX_TYPE,
    predicate,
  });
  const dsseEnvelope = {
    payload: Buffer.from(statement).toString('base64'),
    payloadType: 'application/vnd.in-toto+json',
  };

  test('in a bundle', () => {
    const text = JSON.stringify({ verificationMaterial: {}, dsseEnvelope });
    expect(parseBundle(text).statement.predicate).toEqual(predicate);
  });

  test.each([
    ['payload', { ...dsseEnvelope, payload: `${dsseEnvelope.payload.slice(0, -4)}*==*` }],
    ['payload type', { ...dsseEnvelope, payloadType: { ...dsseEnvelope } }],
  ])('that are no %s: the reason does not repeat them', (_what, envelope) => {
    const failure = thrown(() =>
      parseBundle(JSON.stringify({ verificationMaterial: {}, dsseEnvelope: envelope })),
    );
    expect(failure).toEqual(remote);
    expect(String((failure as Error).cause).length).toBeLessThan(1000);
  });
});

describe('bundle', () => {
  test('of a signature', () => {
    expect(parseBundle(fixture('sign.bundle.json'))).toMatchObject({
      signer: SIGNER,
      log: '127.0.0.1',
      logIndex: '0',
      statement: { type: SIGNATURE_TYPE, subjects: [INDEX] },
    });
  });
  test('of an attestation', () => {
    const bundle = parseBundle(fixture('attest.bundle.json'));
    expect(bundle).toMatchObject({ signer: SIGNER, statement: { type: SPDX_TYPE, subjects: [AMD64] } });
    expect(bundle.logIndex).toMatch(/^[0-9]+$/);
  });

  test('of a statement that is not understood is not taken for nothing', () => {
    const of = (statement: object) =>
      parseBundle(
        JSON.stringify({
          verificationMaterial: {},
          dsseEnvelope: {
            payload: Buffer.from(JSON.stringify(statement)).toString('base64'),
            payloadType: 'x',
          },
        }),
      ).statement;
    const subject = [
      { name: 'by another algorithm', digest: { sha512: '0' } },
      { digest: { sha256: AMD64.slice(7) } },
      { uri: 'without' },
    ];
    const about = { subject, predicateType: VERDICT_TYPE, predicate: { verdict: 'pass' } };
    expect(of({ _type: 'https://in-toto.io/Statement/v9', ...about })).toEqual({
      type: VERDICT_TYPE,
      subjects: [AMD64],
      predicate: undefined,
    });
    expect(of({ _type: 'https://in-toto.io/Statement/v1', ...about }).predicate).toEqual(about.predicate);
  });

  test('is verified without what is not read', () => {
    const bundle = JSON.parse(fixture('sign.bundle.json'));
    const older = { base64Signature: 'x', cert: 'y', rekorBundle: {}, Base64Signature: 'z' };
    const { dsseEnvelope } = bundle;
    const both = { ...older, ...bundle, dsseEnvelope: { ...older, ...dsseEnvelope } };
    expect(parseBundle(JSON.stringify(both)).verifiable).toEqual(bundle);
    expect(thrown(() => parseBundle(JSON.stringify(older)))).toEqual(remote);
  });
});

describe('when it was signed', () => {
  const bundle = JSON.parse(fixture('attest.bundle.json'));
  const signed = (change: object) =>
    parseBundle(
      JSON.stringify({ ...bundle, verificationMaterial: { ...bundle.verificationMaterial, ...change } }),
    ).signed;
  const SIGNED = Date.parse('2026-11-23T23:42:13Z');
  const [entry] = bundle.verificationMaterial.tlogEntries;
  const at = (iso: string) => ({
    ...entry,
    inclusionPromise: { signedEntryTimestamp: 'AA==' },
    integratedTime: String(Date.parse(iso) / 1000),
  });

  test('as the timestamp authority says', () => {
    expect(signed({})).toEqual({ earliest: SIGNED, latest: SIGNED });
  });
  test('not as a log entry says that promises nothing', () => {
    const { inclusionPromise: _, ...unpromised } = at('2026-11-23T23:42:20Z');
    expect(signed({ tlogEntries: [unpromised] })).toEqual({ earliest: SIGNED, latest: SIGNED });
  });
  test('as the log says', () => {
    expect(signed({ tlogEntries: [at('2026-11-23T23:42:20Z')], timestampVerificationData: {} })).toEqual({
      earliest: SIGNED + 7000,
      latest: SIGNED + 7000,
    });
  });
  test('between both, when they differ', () => {
    expect(signed({ tlogEntries: [at('2026-11-23T23:42:20Z')] })).toEqual({
      earliest: SIGNED,
      latest: SIGNED + 7000,
    });
  });
  test.each(['2026-11-23T23:42:12Z', '2026-11-23T23:52:14Z', '9999-12-31T00:00:00Z'])(
    'not at %s, when the certificate was not valid',
    (time) => {
      expect(signed({ tlogEntries: [at(time)] })).toEqual({ earliest: SIGNED, latest: SIGNED });
    },
  );
  test('within the ten minutes of the certificate, when nobody says more', () => {
    expect(signed({ timestampVerificationData: undefined })).toEqual({
      earliest: SIGNED,
      latest: SIGNED + 600_000,
    });
  });
  test('not without a certificate', () => {
    expect(signed({ certificate: undefined })).toBeUndefined();
  });
  test('more log entries than a verifier reads are no bundle', () => {
    expect(thrown(() => signed({ tlogEntries: Array(33).fill(entry) }))).toEqual(remote);
  });
});

describe('timestamp', () => {
  const der = Buffer.from(
    JSON.parse(fixture('attest.bundle.json')).verificationMaterial.timestampVerificationData
      .rfc3161Timestamps[0].signedTimestamp,
    'base64',
  );
  const TIME = Date.parse('2026-11-23T23:42:13Z');
  test('of a response', () => {
    expect(readTimestamp(der)).toBe(TIME);
  });
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('nothing')],
    ['a part', der.subarray(0, 300)],
    // Who verifies it takes a response alone.
    ['the token of a response', der.subarray(9)],
  ])('none in %s', (_what, bytes) => {
    expect(readTimestamp(bytes)).toBeUndefined();
  });
  test('changed bytes never throw', () => {
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), (at, value) => {
        const changed = Buffer.from(der);
        changed[at] = value;
        readTimestamp(changed);
      }),
    );
  });
});

describe('certificate', () => {
  const der = Buffer.from(
    JSON.parse(fixture('sign.bundle.json')).verificationMaterial.certificate.rawBytes,
    'base64',
  );
  test('of Fulcio', () => {
    expect(readCertificate(der)).toMatchObject({
      signer: {
        ...SIGNER,
        callerWorkflow: 'https://github.com/acme/shop/.github/workflows/release.yml@refs/heads/main',
        trigger: 'push',
        runnerEnvironment: 'github-hosted',
        commit: 'c0ffee'.padEnd(40, '0'),
      },
    });
  });
  test('bytes that are none', () => {
    expect(readCertificate(Buffer.from('nothing'))).toBeUndefined();
    expect(readCertificate(der.subarray(0, 400))).toBeUndefined();
  });
  test('changed bytes never throw', () => {
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), (at, value) => {
        const changed = Buffer.from(der);
        changed[at] = value;
        readCertificate(changed);
      }),
    );
  });
});
