/** What the action sign leaves is what the action verify wants, and nothing less: both on one registry in memory. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { digestHex } from '@sealift/core/image/digest';
import {
  RELEASE_RECORD_TYPE,
  type ReleaseRecord,
  SIGNATURE_TYPE,
  SPDX_TYPE,
  VERDICT_TYPE,
} from '@sealift/core/release/record';
import { exactly } from '@sealift/core/verification/identity';
import { REQUIREMENTS } from '@sealift/core/verification/requirements';
import { CLAIMS, makeBundle } from '@sealift/testing/fake-sigstore';
import { createRelease, IMAGE_NAME, scanOf, type TestRelease } from '@sealift/testing/signed-release';
import { failureOf } from '@sealift/testing/thrown';
import { beforeEach, describe, expect, it } from 'vitest';
import { run as sign } from '../../actions/sign/src/run.ts';
import type { Inputs } from '../../actions/verify/src/inputs.ts';
import { run as verify } from '../../actions/verify/src/run.ts';

let release: TestRelease;
let inputs: Inputs;
beforeEach(async () => {
  release = await createRelease();
  await signAgain();
  inputs = {
    images: [{ ...IMAGE_NAME, digest: release.image.index }],
    evidence: release.evidence,
    policy: {
      identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref}`),
      issuer: CLAIMS.iss,
      sourceRepository: CLAIMS.repository,
      sourceRef: CLAIMS.ref,
    },
    require: REQUIREMENTS,
    platforms: [],
    conditions: {
      run: undefined,
      verdict: {},
      maxScanAge: undefined,
      app: undefined,
      signed: 'all',
    },
    bundles: undefined,
    trustedRoot: undefined,
    offline: false,
    vsa: undefined,
    tools: 'pinned',
    registry: undefined,
    username: undefined,
    password: undefined,
    token: undefined,
  };
});

const signAgain = () =>
  sign(
    {
      image: { ...IMAGE_NAME, digest: release.image.index },
      evidence: release.evidence,
      app: 'api',
      tags: ['sha-c0ffee', 'main'],
      deployTag: 'sha-c0ffee',
      platforms: [],
      policy: { threshold: 'HIGH', fixableOnly: true, blind: 'auto', ignoreFiles: [] },
      limits: { begun: undefined, maxScanAge: 72 * 3_600_000, maxDatabaseAge: 168 * 3_600_000 },
      sources: { frontends: undefined, pinnedBases: 'off' },
      workflowInputs: {},
      predicates: [],
      cyclonedx: false,
      bundles: undefined,
      signingConfig: undefined,
      tools: 'pinned',
      username: undefined,
      password: undefined,
      token: undefined,
    },
    release.runtime,
  );

const verifying = (change: Partial<Inputs> = {}) => verify({ ...inputs, ...change }, release.runtime);

describe('what was signed', () => {
  it('is accepted, and said to be what the record says', async () => {
    const { verified } = await verifying();
    expect(JSON.parse(verified)).toMatchObject([
      {
        image: 'ghcr.io/acme/shop/api',
        digest: release.image.index,
        platforms: [
          { platform: 'linux/amd64', digest: release.image.amd64 },
          { platform: 'linux/arm64', digest: release.image.arm64 },
        ],
        app: 'api',
        tags: ['sha-c0ffee', 'main'],
        deployTag: 'sha-c0ffee',
        commit: CLAIMS.sha,
      },
    ]);
  });

  it('is accepted for what the registry holds alone', async () => {
    await expect(verifying({ evidence: undefined })).resolves.toBeDefined();
  });

  it('is still accepted when the job ran twice', async () => {
    expect(await signAgain()).toMatchObject({ existing: 'true' });
    await expect(verifying()).resolves.toBeDefined();
  });
});

/** Takes the statements of one type off a subject. */
function remove(subject: keyof TestRelease['image'], type: string): void {
  const tag = `sha256-${digestHex(release.image[subject])}`;
  const { manifests } = release.registry;
  const list = manifests.get(tag);
  if (list === undefined) throw new Error(`nothing is attached to ${subject}`);
  const index = JSON.parse(list.bytes.toString()) as { manifests: { digest: string }[] };
  const kept = index.manifests.filter(
    ({ digest }) => !manifests.get(digest)?.bytes.toString().includes(`"${type}"`),
  );
  expect(kept.length).toBeLessThan(index.manifests.length);
  manifests.set(tag, { ...list, bytes: Buffer.from(JSON.stringify({ ...index, manifests: kept })) });
}

function attach(
  subject: keyof TestRelease['image'],
  type: string,
  predicate: unknown,
  other: { claims?: object; forged?: boolean } = {},
): void {
  const digest = release.image[subject];
  const { claims = {}, forged = false } = other;
  release.registry.attach(
    digest,
    makeBundle({ subject: digest, type, predicate, claims: { ...CLAIMS, ...claims }, forged }),
  );
}

/** Changes the record that is in the evidence folder. */
async function changeRecord(change: Partial<ReleaseRecord>): Promise<void> {
  const file = path.join(release.evidence, 'record.json');
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...change }));
}

describe('what is distorted after it was signed is refused', () => {
  it.each<readonly [string, () => unknown]>([
    ['without the signature of the index', () => remove('index', SIGNATURE_TYPE)],
    ['without the signature of a platform', () => remove('arm64', SIGNATURE_TYPE)],
    ['without the record', () => remove('index', RELEASE_RECORD_TYPE)],
    ['without the SBOM of a platform', () => remove('amd64', SPDX_TYPE)],
    ['without the verdict of a platform', () => remove('arm64', VERDICT_TYPE)],
    [
      'with a verdict of somebody else in place of its own',
      () => {
        remove('arm64', VERDICT_TYPE);
        attach('arm64', VERDICT_TYPE, scanOf('linux/arm64', release.image.arm64), {
          claims: { job_workflow_ref: 'evil/fork/.github/workflows/build.yml@refs/heads/main' },
        });
      },
    ],
    [
      'with a forged signature in place of its own',
      () => {
        remove('index', SIGNATURE_TYPE);
        attach('index', SIGNATURE_TYPE, {}, { forged: true });
      },
    ],
    [
      'with the verdict of the other platform',
      () => {
        remove('arm64', VERDICT_TYPE);
        attach('arm64', VERDICT_TYPE, scanOf('linux/amd64', release.image.amd64));
      },
    ],
    ['with other tags in the evidence than in the attested record', () => changeRecord({ tags: ['latest'] })],
    ['with another app in the evidence than in the attested record', () => changeRecord({ app: 'web' })],
  ])('%s', async (_name, distort) => {
    await distort();
    expect(await failureOf(verifying())).toMatchObject({ code: 'verify/refused' });
  });

  it.each<readonly [string, Partial<Inputs['policy']>]>([
    [
      'another workflow',
      { identities: exactly('https://github.com/evil/fork/.github/workflows/build.yml@refs/heads/main') },
    ],
    ['another issuer', { issuer: 'https://issuer.example' }],
    ['another repository', { sourceRepository: 'evil/fork' }],
    ['another ref', { sourceRef: 'refs/heads/feature' }],
  ])('for who expects %s', async (_name, change) => {
    const policy = { ...inputs.policy, ...change };
    expect(await failureOf(verifying({ policy }))).toMatchObject({ code: 'verify/refused' });
  });
});
