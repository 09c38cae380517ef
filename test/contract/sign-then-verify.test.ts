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
import type { SigstoreInstance } from '@sealift/core/verification/sigstore';
import { createRelease, IMAGE_NAME, scanOf, type TestRelease } from '@sealift/testing/signed-release';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
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
    trust: undefined,
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

const signAgain = (sigstore?: SigstoreInstance) =>
  sign(
    {
      image: { ...IMAGE_NAME, digest: release.image.index },
      evidence: release.evidence,
      app: 'api',
      tags: ['sha-c0ffee', 'main'],
      deployTag: 'sha-c0ffee',
      copies: [],
      platforms: [],
      policy: { threshold: 'HIGH', fixableOnly: true, blind: 'auto', ignoreFiles: [] },
      limits: { begun: undefined, maxScanAge: 72 * 3_600_000, maxDatabaseAge: 168 * 3_600_000 },
      sources: { frontends: undefined, pinnedBases: 'off' },
      workflowInputs: {},
      predicates: [],
      cyclonedx: false,
      githubAttestations: false,
      bundles: undefined,
      signingConfig: undefined,
      sigstore,
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

describe('of a private repository', () => {
  beforeEach(async () => {
    release = await createRelease('private');
    release.claims['repository_visibility'] = 'private';
    inputs = {
      ...inputs,
      images: [{ ...IMAGE_NAME, digest: release.image.index }],
      evidence: release.evidence,
    };
  });
  /** Instances that are asked for their keys from now on. */
  const countKeys = () => {
    const asked: string[] = [];
    const { trustRoots } = release.runtime;
    const ask = (instance: SigstoreInstance) => () => {
      asked.push(instance);
      return trustRoots[instance]();
    };
    release.runtime = {
      ...release.runtime,
      trustRoots: { ...release.runtime.trustRoots, public: ask('public'), github: ask('github') },
    };
    return asked;
  };
  const flags = (command: string) =>
    release.cosign.calls.filter((call) => call.command === command).map(({ args }) => args.join(' '));

  it("is signed by GitHub's own instance, in no log, and verified by its keys alone", async () => {
    await signAgain();
    const { entries } = JSON.parse(await readFile(path.join(release.evidence, 'sign.json'), 'utf8'));
    expect(entries.length).toBeGreaterThan(5);
    expect(entries.filter(({ logIndex }: { logIndex: string }) => logIndex !== '')).toEqual([]);
    for (const args of [...flags('sign'), ...flags('attest-blob')])
      expect(args).toMatch(/--signing-config=\S+github-signing-config\.json --trusted-root=\S+github-/);
    release.cosign.calls.length = 0;
    const asked = countKeys();
    await expect(verifying()).resolves.toBeDefined();
    expect(release.cosign.calls).toEqual([]);
    // Asked for once, whatever there is to verify.
    expect(asked).toEqual(['github']);
  });

  it('is not verified by the keys of another instance', async () => {
    await signAgain();
    const { trustRoots } = release.runtime;
    const other = JSON.parse(await trustRoots.github());
    const [authority] = JSON.parse(await trustRoots.public()).certificateAuthorities;
    other.certificateAuthorities[0].certChain = authority.certChain;
    const github = async () => JSON.stringify(other);
    release.runtime = { ...release.runtime, trustRoots: { ...trustRoots, github } };
    await expect(verifying()).rejects.toThrow('its signature is not valid (');
  });

  it('with a timestamp of somebody else is refused', async () => {
    await signAgain();
    const { trustRoots } = release.runtime;
    const github = async () => {
      const root = JSON.parse(await trustRoots.github());
      // Who gives the time is as little anybody as who gives the certificate.
      const [{ certChain }] = JSON.parse(await trustRoots.public()).certificateAuthorities;
      return JSON.stringify({
        ...root,
        timestampAuthorities: [{ ...root.timestampAuthorities[0], certChain }],
      });
    };
    release.runtime = { ...release.runtime, trustRoots: { ...trustRoots, github } };
    await expect(verifying()).rejects.toThrow('its signature is not valid (');
  });

  it('run again makes nothing', async () => {
    await signAgain();
    expect(await signAgain()).toMatchObject({ existing: 'true' });
  });

  it('may be in the public log when the user says so, and is verified there', async () => {
    await signAgain('public');
    const asked = countKeys();
    await expect(verifying()).resolves.toBeDefined();
    expect(asked).toEqual(['public']);
    await expect(verifying({ policy: { ...inputs.policy, sigstore: 'public' } })).resolves.toBeDefined();
  });

  it('is not what a demand for the public instance accepts', async () => {
    await signAgain();
    await expect(verifying({ policy: { ...inputs.policy, sigstore: 'public' } })).rejects.toThrow(
      'it is in no transparency log',
    );
  });

  it("is what a demand for GitHub's own instance wants, and nothing else is", async () => {
    await signAgain('public');
    const policy = { ...inputs.policy, sigstore: 'github' as const };
    await expect(verifying({ policy })).rejects.toThrow("it was not signed by GitHub's Sigstore instance");
    await signAgain();
    await expect(verifying({ policy })).resolves.toBeDefined();
  });

  it('of a public one, without a log, is refused: nobody could see it', async () => {
    release.claims['repository_visibility'] = 'public';
    await signAgain('github');
    await expect(verifying()).rejects.toThrow('its repository was not private');
    await expect(verifying({ policy: { ...inputs.policy, sigstore: 'github' } })).resolves.toBeDefined();
  });

  it('whose visibility is not said by the token is not signed', async () => {
    delete release.claims['repository_visibility'];
    await expect(signAgain()).rejects.toMatchObject({ code: 'sign/unknown-token' });
    release.claims['repository_visibility'] = 'secret';
    await expect(signAgain()).rejects.toMatchObject({ code: 'sign/unknown-token' });
  });

  it('at a tenant with an instance of its own is refused rather than published', async () => {
    release.claims.iss = 'https://token.actions.acme.ghe.com';
    await expect(signAgain()).rejects.toMatchObject({ code: 'sign/no-instance' });
    expect(flags('sign')).toEqual([]);
  });

  it('is not signed with the keys of another instance', async () => {
    const github = async () =>
      JSON.stringify({
        certificateAuthorities: [{ uri: 'https://fulcio.sigstore.dev' }],
        timestampAuthorities: [{ uri: 'timestamp.githubapp.com' }],
      });
    release.runtime = { ...release.runtime, trustRoots: { ...release.runtime.trustRoots, github } };
    await expect(signAgain()).rejects.toMatchObject({ code: 'sigstore/no-trust-root' });
    expect(release.registry.written).toEqual([]);
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
