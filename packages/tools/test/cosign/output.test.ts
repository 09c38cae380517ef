import { readFileSync } from 'node:fs';
import type { Digest } from '@sealift/core/image/digest';
import { SIGNATURE_TYPE, SPDX_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSigner } from '../../src/cosign/certificate.ts';
import { parseBundle, parseVerify, parseVerifyAttestation } from '../../src/cosign/output.ts';

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

describe('cosign verify', () => {
  test('lists the types of all verified bundles, attestations too', () => {
    expect([...parseVerify(fixture('verify.json'), AMD64)].sort()).toEqual(
      [SPDX_TYPE, VERDICT_TYPE, SIGNATURE_TYPE].sort(),
    );
  });
  test('about another image is not taken', () => {
    expect(thrown(() => parseVerify(fixture('verify.json'), INDEX))).toEqual(remote);
  });
  test.each(['"sha256:1"', '7'])('with %s for a digest is no answer at all', (digest) => {
    const text = `[{"critical":{"image":{"docker-manifest-digest":${digest}},"type":"x"}}]`;
    expect(thrown(() => parseVerify(text, AMD64))).toMatchObject({
      message: "cosign's verification output has an unexpected form.",
    });
  });
  test.each(['', 'null', '{}', '[{"critical":{}}]', '[{"critical":{"type":"x"}}]'])('%j', (text) => {
    expect(thrown(() => parseVerify(text, AMD64))).toEqual(remote);
  });
});

describe('cosign verify-attestation', () => {
  test('gives the predicate', () => {
    const [statement, ...rest] = parseVerifyAttestation(fixture('verify-attestation.json'), AMD64, SPDX_TYPE);
    expect(rest).toEqual([]);
    expect(statement).toMatchObject({
      type: SPDX_TYPE,
      subjects: [AMD64],
      predicate: { spdxVersion: 'SPDX-2.3' },
    });
  });
  test('leaves out statements of another type or about another subject', () => {
    expect(parseVerifyAttestation(fixture('verify-attestation.json'), AMD64, VERDICT_TYPE)).toEqual([]);
    expect(parseVerifyAttestation(fixture('verify-attestation.json'), INDEX, SPDX_TYPE)).toEqual([]);
  });
  test('reads several lines', () => {
    const line = fixture('verify-attestation.json').trim();
    expect(parseVerifyAttestation(`${line}\n${line}\n`, AMD64, SPDX_TYPE)).toHaveLength(2);
  });
  test('malformed', () => {
    expect(
      thrown(() => parseVerifyAttestation('{"payload":"e30=","payloadType":"x"}', AMD64, SPDX_TYPE)),
    ).toEqual(remote);
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

  test('in what cosign verified', () => {
    const found = parseVerifyAttestation(`${JSON.stringify(dsseEnvelope)}\n`, AMD64, SPDX_TYPE);
    expect(found).toHaveLength(1);
    expect(found[0]?.predicate).toEqual(predicate);
  });

  test('in a bundle', () => {
    const text = JSON.stringify({ verificationMaterial: {}, dsseEnvelope });
    expect(parseBundle(text).statement.predicate).toEqual(predicate);
  });

  test.each([
    ['payload', { ...dsseEnvelope, payload: `${dsseEnvelope.payload.slice(0, -4)}*==*` }],
    ['payload type', { ...dsseEnvelope, payloadType: { ...dsseEnvelope } }],
  ])('that are no %s: the reason does not repeat them', (_what, envelope) => {
    const failure = thrown(() => parseVerifyAttestation(JSON.stringify(envelope), AMD64, SPDX_TYPE));
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
});

describe('certificate', () => {
  const der = Buffer.from(
    JSON.parse(fixture('sign.bundle.json')).verificationMaterial.certificate.rawBytes,
    'base64',
  );
  test('of Fulcio', () => {
    expect(readSigner(der)).toEqual(SIGNER);
  });
  test('bytes that are none', () => {
    expect(readSigner(Buffer.from('nothing'))).toBeUndefined();
    expect(readSigner(der.subarray(0, 400))).toBeUndefined();
  });
  test('changed bytes never throw', () => {
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), (at, value) => {
        const changed = Buffer.from(der);
        changed[at] = value;
        readSigner(changed);
      }),
    );
  });
});
