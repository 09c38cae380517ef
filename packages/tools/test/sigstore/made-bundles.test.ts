/** What the tests of all packages take for true and for forged, judged by Sigstore's own verifier. */
import { digestOf } from '@sealift/core/image/digest';
import { SIGNATURE_TYPE } from '@sealift/core/release/record';
import { type BundleOptions, makeBundle, SIGNED } from '@sealift/testing/sigstore/bundle';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
import { GITHUB_TRUSTED_ROOT, TRUSTED_ROOT, trustRoots } from '@sealift/testing/sigstore/trust-roots';
import { bundleFromJSON } from '@sigstore/bundle';
import { RFC3161Timestamp } from '@sigstore/core';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { describe, expect, it, test } from 'vitest';

const WITHOUT_LOGS = { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 1 };
const made = (other: Partial<BundleOptions> = {}) =>
  makeBundle({ subject: digestOf('image'), type: SIGNATURE_TYPE, predicate: {}, ...other });

const verified = (text: string, root = TRUSTED_ROOT, thresholds = {}) =>
  new Verifier(toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(root))), thresholds).verify(
    toSignedEntity(bundleFromJSON(JSON.parse(text))),
  );
const byGitHub = (text: string) => verified(text, GITHUB_TRUSTED_ROOT, WITHOUT_LOGS);

/** A copy of some JSON with one member changed. */
function changed(text: string, path: string, change: (value: unknown) => unknown): string {
  const json = JSON.parse(text);
  const names = path.split('.');
  const last = names.pop() ?? '';
  const parent = names.reduce((value, name) => value[name], json);
  parent[last] = change(parent[last]);
  return JSON.stringify(json);
}
const flipped = (base64: unknown) => {
  const bytes = Buffer.from(String(base64), 'base64');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return bytes.toString('base64');
};

const IDENTITY = {
  subjectAlternativeName: `https://github.com/${CLAIMS.job_workflow_ref}`,
  extensions: { issuer: CLAIMS.iss },
};

describe('true bundles', () => {
  test.each<[string, Partial<BundleOptions>]>([
    ['with every default', {}],
    ['of another place in the log', { logIndex: 4711 }],
    ['of another time', { signedAt: '2026-02-03T04:05:06Z' }],
    [
      'with a certificate of ten minutes',
      { signedAt: '2027-01-01T00:05:00Z', validity: ['2027-01-01T00:00:00Z', '2027-01-01T00:10:00Z'] },
    ],
    ['with a certificate beyond 2050', { validity: ['2026-01-01T00:00:00Z', '2060-01-01T00:00:00Z'] }],
    ['of any bytes', { statement: 'not JSON, \u2603' }],
    ['of a large statement', { predicate: 'x'.repeat(1_000_000) }],
  ])('%s', (_what, options) => {
    expect(verified(made(options)).identity).toMatchObject(IDENTITY);
    expect(byGitHub(made({ ...options, logged: false })).identity).toMatchObject(IDENTITY);
  });

  it('says in its certificate what the token claims', () => {
    const claims = {
      ...CLAIMS,
      job_workflow_ref: 'evil/shop/w.yml@refs/heads/main',
      iss: 'https://i.example',
    };
    expect(verified(made({ claims })).identity).toMatchObject({
      subjectAlternativeName: 'https://github.com/evil/shop/w.yml@refs/heads/main',
      extensions: { issuer: 'https://i.example' },
    });
  });

  it('has the time and the place that it is given', () => {
    const options = { logIndex: 7, signedAt: SIGNED };
    const [entry] = bundleFromJSON(JSON.parse(made(options))).verificationMaterial.tlogEntries;
    expect(entry).toMatchObject({ logIndex: '7', integratedTime: String(Date.parse(SIGNED) / 1000) });
    const { verificationMaterial } = bundleFromJSON(JSON.parse(made({ ...options, logged: false })));
    const [given] = verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? [];
    const timestamp = RFC3161Timestamp.parse(Buffer.from(given?.signedTimestamp ?? []));
    expect(timestamp.signingTime).toEqual(new Date(SIGNED));
    expect(verificationMaterial.tlogEntries).toEqual([]);
  });

  it('is trusted by the roots as they are handed on', async () => {
    verified(made(), await trustRoots.public());
    verified(made({ logged: false }), await trustRoots.github(), WITHOUT_LOGS);
  });
});

const OTHER_AUTHORITY = changed(
  TRUSTED_ROOT,
  'certificateAuthorities',
  () => JSON.parse(GITHUB_TRUSTED_ROOT).certificateAuthorities,
);
const entry = (name: string) => `verificationMaterial.tlogEntries.0.${name}`;
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('of the public instance is refused', () => {
  test.each<[string, string, () => string, string?]>([
    ['a signature by another key', 'SIGNATURE_ERROR', () => made({ forged: true })],
    ['a certificate of another authority', 'CERTIFICATE_ERROR', () => made(), OTHER_AUTHORITY],
    [
      'a certificate that was changed',
      'CERTIFICATE_ERROR',
      () => changed(made(), 'verificationMaterial.certificate.rawBytes', flipped),
    ],
    [
      'a time outside of the certificate',
      'CERTIFICATE_ERROR',
      () => made({ validity: ['2026-12-02T00:00:00Z', '2026-12-02T00:10:00Z'], signedAt: SIGNED }),
    ],
    [
      'another payload',
      'TLOG_BODY_ERROR',
      () => changed(made(), 'dsseEnvelope.payload', () => Buffer.from('{}').toString('base64')),
    ],
    [
      'another time',
      'TLOG_INCLUSION_PROMISE_ERROR',
      () => changed(made(), entry('integratedTime'), (time) => String(Number(time) + 1)),
    ],
    [
      'another place in the log',
      'TLOG_INCLUSION_PROMISE_ERROR',
      () => changed(made(), entry('logIndex'), () => '2'),
    ],
    [
      'a promise by nobody',
      'TLOG_INCLUSION_PROMISE_ERROR',
      () => changed(made(), entry('inclusionPromise.signedEntryTimestamp'), flipped),
    ],
    [
      'a time that nobody promised',
      'TIMESTAMP_ERROR',
      () => changed(made(), entry('inclusionPromise'), () => undefined),
    ],
    [
      'a checkpoint of another tree',
      'TLOG_INCLUSION_PROOF_ERROR',
      () =>
        changed(made(), entry('inclusionProof.checkpoint.envelope'), (note) =>
          String(note).replace('\n1\n', '\n2\n'),
        ),
    ],
    [
      'the proof of another entry',
      'TLOG_INCLUSION_PROOF_ERROR',
      () =>
        changed(
          made(),
          entry('inclusionProof'),
          () => JSON.parse(made()).verificationMaterial.tlogEntries[0].inclusionProof,
        ),
    ],
    [
      'no entry in a log',
      'TIMESTAMP_ERROR',
      () => changed(made(), 'verificationMaterial.tlogEntries', () => []),
    ],
    ["a bundle of GitHub's own", 'TIMESTAMP_ERROR', () => made({ logged: false })],
  ])('%s', (_what, expected, text, root) => {
    expect(() => verified(text(), root)).toThrow(code(expected));
  });

  it('a certificate that is in no log', () => {
    // Trusted in all else.
    const { certificateAuthorities, timestampAuthorities } = JSON.parse(GITHUB_TRUSTED_ROOT);
    const root = JSON.stringify({
      ...JSON.parse(TRUSTED_ROOT),
      certificateAuthorities,
      timestampAuthorities,
    });
    const text = made({ logged: false });
    expect(() => verified(text, root, { tlogThreshold: 0 })).toThrow(/expected 1 SCTs, got 0/);
    verified(text, root, WITHOUT_LOGS);
  });
});

describe("of GitHub's own instance is refused", () => {
  const TIMES = 'verificationMaterial.timestampVerificationData.rfc3161Timestamps';
  const own = (other: Partial<BundleOptions> = {}) => made({ logged: false, ...other });
  test.each<[string, string, () => string]>([
    ['a signature by another key', 'SIGNATURE_ERROR', () => own({ forged: true })],
    [
      'another payload',
      'SIGNATURE_ERROR',
      () => changed(own(), 'dsseEnvelope.payload', () => Buffer.from('{}').toString('base64')),
    ],
    ['no timestamp', 'TIMESTAMP_ERROR', () => changed(own(), TIMES, () => [])],
    [
      'the timestamp of another signature',
      'TIMESTAMP_ERROR',
      () =>
        changed(
          own(),
          TIMES,
          () => JSON.parse(own()).verificationMaterial.timestampVerificationData.rfc3161Timestamps,
        ),
    ],
    [
      'a timestamp that was changed',
      'TIMESTAMP_ERROR',
      () => changed(own(), `${TIMES}.0.signedTimestamp`, flipped),
    ],
    [
      'a time outside of the certificate',
      'CERTIFICATE_ERROR',
      () => own({ validity: ['2026-12-02T00:00:00Z', '2026-12-02T00:10:00Z'], signedAt: SIGNED }),
    ],
    ['a bundle of the public instance', 'CERTIFICATE_ERROR', () => made()],
  ])('%s', (_what, expected, text) => {
    expect(() => byGitHub(text())).toThrow(code(expected));
  });
});
