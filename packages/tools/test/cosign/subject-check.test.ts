import type { Digest } from '@sealift/core/image/digest';
import { SIGNATURE_TYPE, SPDX_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import type { Requirement, TrustPolicy } from '@sealift/core/verification/conditions';
import { exactly } from '@sealift/core/verification/identity';
import { CLAIMS, makeBundle } from '@sealift/testing/fake-sigstore';
import { createRelease, IMAGE_NAME, type TestRelease } from '@sealift/testing/signed-release';
import { beforeEach, describe, expect, test } from 'vitest';
import { withCosign } from '../../src/cosign/cosign.ts';
import {
  type Attested,
  type Checker,
  explainMissing,
  findLogged,
  inspectSubject,
  type SubjectState,
} from '../../src/cosign/subject-check.ts';

const policy: TrustPolicy = {
  identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref}`),
  issuer: CLAIMS.iss,
  sourceRepository: 'acme/shop',
  sourceRef: 'refs/heads/main',
};
const FOREIGN = { ...CLAIMS, repository: 'evil/shop' };

let release: TestRelease;
beforeEach(async () => {
  release = await createRelease();
});

type Made = Partial<Parameters<typeof makeBundle>[0]>;
/** Attaches a bundle to the manifest of amd64, which it is about unless `other` says so. */
const attach = (type: string, other: Made = {}) =>
  release.registry.attach(
    release.image.amd64,
    makeBundle({ subject: release.image.amd64, type, predicate: {}, ...other }),
  );
const asked = <T>(
  work: (checker: Checker, state: SubjectState, subject: Parameters<typeof inspectSubject>[1]) => Promise<T>,
  expected: readonly Attested[] = [],
) =>
  withCosign({ ...release.runtime, path: '/bin/cosign', credentials: new Map() }, async (cosign) => {
    const checker = { cosign, client: release.registry, policy };
    const subject = { ...IMAGE_NAME, digest: release.image.amd64 };
    return work(checker, await inspectSubject(checker, subject, expected), subject);
  });
const calls = () => release.cosign.calls.map(({ command }) => command);

describe('what a subject carries', () => {
  const state = (expected?: readonly Attested[]) => asked(async (_, found) => found, expected);

  test('of nothing that is listed, no process is asked', async () => {
    expect(await state(['sbom'])).toMatchObject({ listed: false, types: new Set(), refused: undefined });
    expect(calls()).toEqual([]);
  });

  test('what verifies, by its types', async () => {
    attach(SIGNATURE_TYPE);
    attach(VERDICT_TYPE);
    expect(await state()).toMatchObject({
      listed: true,
      types: new Set([SIGNATURE_TYPE, VERDICT_TYPE]),
      refused: undefined,
    });
    expect(calls()).toEqual(['verify']);
  });

  test('what does not verify is listed nevertheless, with the reason', async () => {
    attach(SIGNATURE_TYPE, { claims: FOREIGN });
    expect(await state()).toMatchObject({
      listed: true,
      types: new Set(),
      refused: expect.stringContaining('no matching attestations'),
    });
  });

  test('statements are verified once, those expected meanwhile', async () => {
    attach(VERDICT_TYPE, { predicate: { verdict: 'pass' } });
    const statements = await asked(
      async (_, found) => [
        await found.statements('verdict'),
        await found.statements('verdict'),
        await found.statements('sbom'),
      ],
      ['verdict'],
    );
    const expected = [
      { type: VERDICT_TYPE, subjects: [release.image.amd64], predicate: { verdict: 'pass' } },
    ];
    expect(statements).toEqual([expected, expected, []]);
    expect(calls()).toEqual(['verify', 'verify-attestation']);
  });
});

describe('why something is missing', () => {
  const reason = (requirement: Requirement) =>
    asked((checker, state, subject) => explainMissing(checker, subject, requirement, state));

  test('nothing is there', async () => {
    expect(await reason('signature')).toBe('it is not signed');
    expect(await reason('verdict')).toBe('it has no scan verdict');
  });

  test('something else is there', async () => {
    attach(VERDICT_TYPE, { forged: true });
    expect(await reason('signature')).toMatch(/^it is not signed \(cosign: .*no matching attestations/);
    expect(await reason('sbom')).toBe('it has no SBOM attestation');
  });

  test('the right signer is named in what is not valid', async () => {
    attach(VERDICT_TYPE, { forged: true });
    expect(await reason('verdict')).toMatch(/^its scan verdict is not valid \(cosign: .*\)$/);
  });

  test('another signer, each difference once', async () => {
    attach(VERDICT_TYPE, { claims: FOREIGN });
    attach(VERDICT_TYPE, { claims: FOREIGN, logIndex: 2 });
    const found = await reason('verdict');
    expect(found).toMatch(/^its scan verdict is not trusted: .*evil\/shop/);
    expect(found).not.toContain('; or ');
  });

  test('another manifest', async () => {
    attach(VERDICT_TYPE, { subject: release.image.arm64 });
    expect(await reason('verdict')).toBe(
      `its scan verdict is not trusted: it is about ${release.image.arm64}`,
    );
  });
});

describe('where a statement is logged', () => {
  const logged = (type: string) =>
    asked((checker, state, subject) => findLogged(checker, subject, type, state));
  const without = (digest: Digest) => {
    const bundle = JSON.parse(makeBundle({ subject: digest, type: SPDX_TYPE, predicate: {} }));
    delete bundle.verificationMaterial.certificate;
    return JSON.stringify(bundle);
  };

  test('is told of the one by the signer of the policy, about this manifest', async () => {
    attach(SPDX_TYPE, { claims: FOREIGN, logIndex: 1 });
    attach(SPDX_TYPE, { subject: release.image.arm64, logIndex: 2 });
    release.registry.attach(release.image.amd64, without(release.image.amd64));
    attach(VERDICT_TYPE, { logIndex: 3 });
    expect(await logged(SPDX_TYPE)).toBeUndefined();
    attach(SPDX_TYPE, { logIndex: 4 });
    expect((await logged(SPDX_TYPE))?.parsed).toMatchObject({
      logIndex: '4',
      log: 'log.example',
      statement: { type: SPDX_TYPE },
    });
  });
});
