import { RELEASE_RECORD_TYPE, SIGNATURE_TYPE, SPDX_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { exactly } from '@sealift/core/verification/identity';
import type { Requirement } from '@sealift/core/verification/requirements';
import { createRelease, IMAGE_NAME, type TestRelease } from '@sealift/testing/signed-release';
import { makeBundle, SIGNED } from '@sealift/testing/sigstore/bundle';
import { fallbackTag } from '@sealift/testing/sigstore/registry';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
import { beforeEach, describe, expect, test } from 'vitest';
import { MAX_REFERRERS } from '../../src/cosign/bundles.ts';
import {
  explainMissing,
  inspectSubject,
  MAX_VERIFIED,
  type SubjectState,
} from '../../src/cosign/subject-check.ts';
import { createVerifier } from '../../src/sigstore/verifier.ts';

const policy: TrustPolicy = {
  identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref}`),
  issuer: CLAIMS.iss,
  sourceRepository: 'acme/shop',
  sourceRef: 'refs/heads/main',
};
const FOREIGN = { ...CLAIMS, repository: 'evil/shop' };

let release: TestRelease;
/** Types of the bundles that were verified. */
let judged: string[];
beforeEach(async () => {
  judged = [];
  release = await createRelease();
});

type Made = Partial<Parameters<typeof makeBundle>[0]>;
/** Attaches a bundle to the manifest of amd64, which it is about unless `other` says so. */
const attach = (type: string, other: Made = {}) =>
  release.registry.attach(
    release.image.amd64,
    makeBundle({ subject: release.image.amd64, type, predicate: {}, ...other }),
  );
const asked = async <T>(
  work: (state: SubjectState) => Promise<T>,
  wanted: readonly Requirement[] = [],
  policies: Partial<TrustPolicy> = {},
) => {
  const ours = createVerifier({ tools: 'pinned', credentials: new Map() }, release.runtime);
  const verifier: typeof ours = {
    ...ours,
    verifyBundle: (bundle, claim, asking) => {
      judged.push(claim.type);
      return ours.verifyBundle(bundle, claim, asking);
    },
  };
  const checker = { verifier, client: release.registry, policy: { ...policy, ...policies } };
  const subject = { ...IMAGE_NAME, digest: release.image.amd64 };
  return work(await inspectSubject(checker, subject, wanted));
};

describe('what a subject carries', () => {
  const state = (wanted?: readonly Requirement[]) => asked(async (found) => found, wanted);

  test('of nothing that is listed, nothing is verified', async () => {
    expect(await state(['sbom'])).toMatchObject({ listed: false, types: new Set() });
    expect(judged).toEqual([]);
  });

  test('what verifies, by its types', async () => {
    attach(SIGNATURE_TYPE);
    attach(VERDICT_TYPE);
    attach(SPDX_TYPE);
    expect(await state(['signature', 'verdict', 'record'])).toMatchObject({
      listed: true,
      types: new Set([SIGNATURE_TYPE, VERDICT_TYPE]),
    });
    // Nothing of what nobody wants.
    expect(judged.toSorted()).toEqual([SIGNATURE_TYPE, VERDICT_TYPE].toSorted());
    expect(release.cosign.calls).toEqual([]);
  });

  test('what does not verify is listed nevertheless, with the reason', async () => {
    attach(SIGNATURE_TYPE, { forged: true });
    const found = await state(['signature']);
    expect(found).toMatchObject({ listed: true, types: new Set() });
    expect(await found.examine('signature')).toEqual({
      verified: [],
      refused: [{ code: 'not-valid', why: expect.any(String) }],
    });
  });

  test('of a signer who is not trusted, nothing is verified', async () => {
    attach(SIGNATURE_TYPE, { claims: FOREIGN });
    expect((await state(['signature'])).types).toEqual(new Set());
    expect(judged).toEqual([]);
  });

  test('statements are read and verified once', async () => {
    attach(VERDICT_TYPE, { predicate: { verdict: 'pass' }, logIndex: 1 });
    const statements = await asked(
      async (found) => [
        await found.statements('verdict'),
        await found.statements('verdict'),
        await found.statements('sbom'),
      ],
      ['verdict'],
    );
    const expected = [
      expect.objectContaining({
        type: VERDICT_TYPE,
        subjects: [release.image.amd64],
        predicate: { verdict: 'pass' },
        signed: { earliest: SECOND(1), latest: SECOND(1) },
      }),
    ];
    expect(statements).toEqual([expected, expected, []]);
    expect(judged).toEqual([VERDICT_TYPE]);
    expect(release.registry.asked.length).toBe(new Set(release.registry.asked).size);
  });
});

const SECOND = (at: number) => Date.parse(SIGNED) + at * 1000;

describe('of several statements', () => {
  const verdicts = (wanted: Requirement = 'verdict') =>
    asked(async (state) => (await state.statements(wanted)).map(({ predicate }) => predicate));

  test('the newest by its signed time comes first, whatever the order of the list', async () => {
    attach(VERDICT_TYPE, { predicate: 'second', logIndex: 2 });
    attach(VERDICT_TYPE, { predicate: 'third', logIndex: 3 });
    attach(VERDICT_TYPE, { predicate: 'first', logIndex: 1 });
    expect(await verdicts()).toEqual(['third']);
    expect(judged).toHaveLength(1);
  });

  test('one that claims to be newer and does not hold hides nothing', async () => {
    attach(VERDICT_TYPE, { predicate: 'true', logIndex: 1 });
    attach(VERDICT_TYPE, { predicate: 'forged', logIndex: 9, forged: true });
    attach(VERDICT_TYPE, { predicate: 'foreign', logIndex: 9, claims: FOREIGN });
    attach(VERDICT_TYPE, { predicate: 'elsewhere', logIndex: 9, subject: release.image.arm64 });
    expect(await verdicts()).toEqual(['true']);
  });

  test('all that may be the newest are there', async () => {
    attach(VERDICT_TYPE, { predicate: 'pass', logIndex: 60 });
    attach(VERDICT_TYPE, { predicate: 'fail', logIndex: 60 });
    attach(VERDICT_TYPE, { predicate: 'older', signedAt: '2026-11-30T00:00:00Z' });
    expect((await verdicts()).toSorted()).toEqual(['fail', 'pass']);
  });

  test('one that was signed when its certificate was not valid hides nothing', async () => {
    const validity = ['2026-12-01T00:00:00Z', '2026-12-01T00:10:00Z'] as const;
    attach(VERDICT_TYPE, { predicate: 'pass', logIndex: 60 });
    attach(VERDICT_TYPE, { predicate: 'late', signedAt: '2026-12-01T00:11:00Z', validity });
    attach(VERDICT_TYPE, { predicate: 'early', signedAt: '2025-01-01T00:00:00Z', validity });
    expect(await verdicts()).toEqual(['pass']);
  });

  test('every record is there: each may be of another commit', async () => {
    for (const logIndex of [1, 3, 2]) attach(RELEASE_RECORD_TYPE, { predicate: logIndex, logIndex });
    expect(await verdicts('record')).toEqual([3, 2, 1]);
  });

  test('one signature is enough', async () => {
    for (const logIndex of [1, 1, 1]) attach(SIGNATURE_TYPE, { logIndex });
    expect(await verdicts('signature')).toHaveLength(1);
  });

  test('what nobody can tell apart is refused, not cut short', async () => {
    for (let logIndex = 20; logIndex <= 20 + MAX_VERIFIED; logIndex += 1)
      attach(VERDICT_TYPE, { logIndex, forged: true });
    attach(VERDICT_TYPE, { predicate: 'true', logIndex: 1 });
    const found = await asked((state) => explainMissing('verdict', state));
    expect(found.code).toBe('too-much');
    expect(judged).toHaveLength(MAX_VERIFIED);
  });

  test('more documents than anybody looks at are refused, not cut short', async () => {
    release.registry.api = true;
    for (let logIndex = 0; logIndex <= MAX_REFERRERS; logIndex += 1) attach(VERDICT_TYPE, { logIndex });
    expect(await asked((state) => explainMissing('verdict', state))).toEqual({
      code: 'too-much',
      reason: 'more than 500 documents are attached to it',
    });
    expect(judged).toEqual([]);
  });

  test('one that is too large to be read is refused, not passed over', async () => {
    attach(VERDICT_TYPE, { predicate: 'true' });
    const { manifests } = release.registry;
    for (const [digest, { mediaType, bytes }] of manifests)
      if (bytes.toString().includes(VERDICT_TYPE))
        manifests.set(digest, {
          mediaType,
          bytes: Buffer.from(bytes.toString().replace(/("layers":.*?"size":)\d+/, '$199999999')),
        });
    expect((await asked((state) => explainMissing('verdict', state))).code).toBe('too-much');
  });
});

/** As cosign 3.0 attaches bundles where there is no referrers API: https://github.com/sigstore/cosign/issues/4641 */
test('a list that gives the type of the config and no annotations is read', async () => {
  attach(VERDICT_TYPE, { predicate: 'true' });
  const tag = fallbackTag(release.image.amd64);
  const index = JSON.parse(release.registry.manifests.get(tag)?.bytes.toString() ?? '');
  index.manifests = index.manifests.map((entry: object) => ({
    ...entry,
    artifactType: 'application/vnd.oci.empty.v1+json',
  }));
  release.registry.manifests.set(tag, {
    mediaType: index.mediaType,
    bytes: Buffer.from(JSON.stringify(index)),
  });
  expect(await asked((state) => state.statements('verdict'))).toMatchObject([{ predicate: 'true' }]);
});

describe('of the run that signed', () => {
  const claims = {
    ...CLAIMS,
    event_name: 'workflow_dispatch',
    runner_environment: 'self-hosted',
    workflow_ref: 'acme/shop/.github/workflows/other.yml@refs/heads/main',
    sha: 'd'.repeat(40),
  };
  const CALLER = 'https://github.com/acme/shop/.github/workflows/release.yml';
  test.each<[string, NonNullable<TrustPolicy['run']>, RegExp]>([
    [
      'trigger',
      { triggers: ['push', 'schedule'] },
      /the trigger is "workflow_dispatch" instead of "push or schedule"/,
    ],
    ['runner', { runnerEnvironment: 'github-hosted' }, /the runner environment is "self-hosted" instead of/],
    [
      'caller',
      { callerWorkflow: CALLER },
      /the caller workflow is ".*other.yml@refs\/heads\/main" instead of ".*release.yml"/,
    ],
    ['caller at another ref', { callerWorkflow: `${CALLER}@refs/heads/x` }, /the caller workflow is/],
    ['commit', { commit: 'c'.repeat(40) }, /the commit is "d{40}" instead of "c{40}"/],
  ])('another %s is not trusted', async (_what, run, words) => {
    attach(SIGNATURE_TYPE, { claims });
    expect(await asked((state) => explainMissing('signature', state), [], { run })).toEqual({
      code: 'signer-not-trusted',
      reason: expect.stringMatching(words),
    });
  });

  test('what it must be', async () => {
    attach(SIGNATURE_TYPE);
    const { sha: commit } = CLAIMS;
    for (const callerWorkflow of [CALLER, `${CALLER}@refs/heads/main`]) {
      const run = { callerWorkflow, triggers: ['push'], runnerEnvironment: 'github-hosted', commit } as const;
      expect(await asked((state) => state.statements('signature'), [], { run })).toHaveLength(1);
    }
  });

  test('a fail of a run that is not trusted does not count, nor does its pass', async () => {
    attach(VERDICT_TYPE, { predicate: 'ours', logIndex: 1 });
    attach(VERDICT_TYPE, { predicate: 'theirs', logIndex: 2, claims });
    const run = { triggers: ['push'] };
    expect(await asked((state) => state.statements('verdict'), [], { run })).toMatchObject([
      { predicate: 'ours' },
    ]);
  });
});

describe('why something is missing', () => {
  const reason = async (requirement: Requirement) =>
    (await asked((state) => explainMissing(requirement, state))).reason;

  test('nothing is there', async () => {
    expect(await reason('signature')).toBe('it is not signed');
    expect(await reason('verdict')).toBe('it has no scan verdict');
  });

  test('something else is there', async () => {
    attach(VERDICT_TYPE, { forged: true });
    expect(await reason('signature')).toBe('it is not signed: it carries attestations only');
    expect(await reason('sbom')).toBe('it has no SBOM attestation');
  });

  test('the right signer is named in what is not valid', async () => {
    attach(VERDICT_TYPE, { forged: true });
    expect(await reason('verdict')).toMatch(/^its scan verdict is not valid \([a-z].*\)$/);
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

test('where a statement is logged is told of the one by the signer of the policy, about this manifest', async () => {
  const { amd64, arm64 } = release.image;
  const bundle = JSON.parse(makeBundle({ subject: amd64, type: SPDX_TYPE, predicate: {} }));
  delete bundle.verificationMaterial.certificate;
  const logged = () => asked(async (state) => (await state.statements('sbom'))[0]?.parsed);
  attach(SPDX_TYPE, { claims: FOREIGN, logIndex: 1 });
  attach(SPDX_TYPE, { subject: arm64, logIndex: 2 });
  release.registry.attach(amd64, JSON.stringify(bundle));
  attach(VERDICT_TYPE, { logIndex: 3 });
  expect(await logged()).toBeUndefined();
  attach(SPDX_TYPE, { logIndex: 4 });
  expect(await logged()).toMatchObject({
    logIndex: '4',
    log: 'log.example - 42',
    statement: { type: SPDX_TYPE },
  });
});
