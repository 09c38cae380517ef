import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { SIGNATURE_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { exactly } from '@sealift/core/verification/identity';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { type BundleOptions, makeBundle } from '@sealift/testing/sigstore/bundle';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
import { GITHUB_TRUSTED_ROOT, TRUSTED_ROOT, trustRoots } from '@sealift/testing/sigstore/trust-roots';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseBundle } from '../../src/cosign/output.ts';
import type { BundleClaim } from '../../src/sigstore/judge-bundle.ts';
import { createVerifier, type VerifierOptions } from '../../src/sigstore/verifier.ts';

const IMAGE: Digest = digestOf('image');
const POLICY: TrustPolicy = {
  identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref}`),
  issuer: CLAIMS.iss,
  sourceRepository: CLAIMS.repository,
  sourceRef: CLAIMS.ref,
};
const VERIFIED = { verified: true };

let folder: string;
/** What was asked of the world: instances, and commands. */
let asked: string[];
/** Programs at once. */
let [running, most] = [0, 0];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'verifier-'));
  asked = [];
  [running, most] = [0, 0];
});
afterEach(() => rm(folder, { recursive: true }));

const create = (options: Partial<VerifierOptions> = {}, roots = trustRoots) =>
  createVerifier(
    { tools: 'pinned', credentials: new Map(), ...options },
    {
      ...{ env: { RUNNER_TEMP: folder }, log: memoryLog(), clock: fakeClock(0) },
      fetch: () => Promise.reject(new Error('no network')),
      signal: new AbortController().signal,
      trustRoots: {
        ...roots,
        public: () => {
          asked.push('public');
          return roots.public();
        },
        github: () => {
          asked.push('github');
          return roots.github();
        },
      },
      resolveTool: async (name) => {
        asked.push(`tool ${name}`);
        return { path: '/bin/cosign', version: '3.1.3' };
      },
      exec: async (_file, [command = '']) => {
        asked.push(command);
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 5));
        running -= 1;
        return { exitCode: 10, stdout: '', stderr: 'Error: no signatures found\n', timedOut: false };
      },
    },
  );

const bundleOf = (other: Partial<BundleOptions> = {}) =>
  makeBundle({ subject: IMAGE, type: SIGNATURE_TYPE, predicate: {}, ...other });
/** What a caller asks of it, by the instance that it says it was signed by. */
function claimOf(bundle: string, other: Partial<BundleClaim> = {}): BundleClaim {
  const instance = parseBundle(bundle).logIndex === '' ? 'github' : 'public';
  return { digest: IMAGE, type: SIGNATURE_TYPE, instance, ...other };
}
const judge = (bundle: string, claim = claimOf(bundle), policy = POLICY) =>
  create().verifyBundle(parseBundle(bundle), claim, policy);

describe('a bundle', () => {
  test.each([
    ['of the public instance', {}],
    ["of GitHub's own", { logged: false }],
    ['with a large statement', { predicate: 'x'.repeat(5_000_000) }],
  ])('%s that holds is verified, and no program is run for it', async (_name, options) => {
    expect(await judge(bundleOf(options))).toEqual(VERIFIED);
    expect(asked).toHaveLength(1);
  });

  test.each<[string, () => string, Partial<BundleClaim>, RegExp]>([
    ['a forged signature', () => bundleOf({ forged: true }), {}, /^signature verification failed$/],
    ["another instance's rules", () => bundleOf(), { instance: 'github' }, /certificate chain/],
    ['the rules of one with logs', () => bundleOf({ logged: false }), { instance: 'public' }, /./],
    ['a certificate of a server', () => bundleOf({ purpose: '1.3.6.1.5.5.7.3.1' }), {}, /is for no code$/],
    ['another subject', () => bundleOf(), { digest: digestOf('other') }, /another subject/],
    ['another type', () => bundleOf(), { type: VERDICT_TYPE }, /is of type/],
  ])('is refused for %s', async (_name, make, claimed, reason) => {
    const bundle = make();
    expect(await judge(bundle, claimOf(bundleOf(), claimed))).toEqual({
      refused: expect.stringMatching(reason),
    });
  });

  test.each([
    ['identity', 'https://github.com/x/y/.github/workflows/z.yml@refs/tags/v1'],
    ['issuer', 'https://issuer.example'],
    ['sourceRepository', 'acme/other'],
    ['sourceRef', 'refs/heads/claimed'],
  ] as const)('whose certificate names another %s than was read of it is refused', async (field, value) => {
    const bundle = parseBundle(bundleOf());
    const misread = { ...bundle, signer: { ...bundle.signer, [field]: value } } as typeof bundle;
    const anybody: TrustPolicy = {
      identities: exactly(misread.signer?.identity ?? ''),
      issuer: misread.signer?.issuer ?? '',
      sourceRepository: misread.signer?.sourceRepository ?? '',
      sourceRef: undefined,
    };
    expect(await create().verifyBundle(misread, claimOf(bundleOf()), anybody)).toEqual({
      refused: expect.stringContaining('names another signer'),
    });
  });

  test('without a certificate is refused', async () => {
    const bundle = JSON.parse(bundleOf());
    delete bundle.verificationMaterial.certificate;
    expect(await judge(JSON.stringify(bundle))).toEqual({ refused: 'it has no certificate' });
  });

  test('is two things in one: what is not read is not looked at', async () => {
    const bundle = JSON.parse(bundleOf());
    const foreign = JSON.parse(bundleOf({ claims: { ...CLAIMS, repository: 'evil/shop' } }));
    const { rawBytes } = foreign.verificationMaterial.certificate;
    const both = {
      ...bundle,
      messageSignature: { messageDigest: { algorithm: 'SHA2_256', digest: 'AA==' }, signature: 'AA==' },
      verificationMaterial: {
        ...bundle.verificationMaterial,
        publicKey: { hint: 'x' },
        x509CertificateChain: { certificates: [{ rawBytes }] },
      },
    };
    expect(await judge(JSON.stringify(both))).toEqual(VERIFIED);
  });

  test.each([0, 2])('with %i signatures is refused', async (count) => {
    const bundle = JSON.parse(bundleOf());
    const [signature] = bundle.dsseEnvelope.signatures;
    bundle.dsseEnvelope.signatures = Array(count).fill(signature);
    const text = JSON.stringify(bundle);
    expect(await judge(text, claimOf(bundleOf()))).toEqual({ refused: 'it is no bundle with one signature' });
  });

  test('what it says of time without a promise is no time', () => {
    const bundle = JSON.parse(bundleOf({ logged: false, signedAt: '2026-12-01T00:00:00Z' }));
    const [entry] = JSON.parse(bundleOf()).verificationMaterial.tlogEntries;
    const { inclusionPromise: _, ...unpromised } = { ...entry, integratedTime: '1900000000' };
    bundle.verificationMaterial.tlogEntries = [unpromised];
    const at = Date.parse('2026-12-01T00:00:00Z');
    expect(parseBundle(JSON.stringify(bundle)).signed).toEqual({ earliest: at, latest: at });
  });
});

describe('the policy', () => {
  test.each([
    ['repository', { sourceRepository: 'somebody/else' }, 'the source repository is "acme/shop"'],
    ['ref', { sourceRef: 'refs/heads/other' }, 'the source ref is'],
    ['issuer', { issuer: 'https://issuer.example' }, 'the issuer is'],
    [
      'signer',
      { identities: exactly('https://github.com/x/y/.github/workflows/z.yml@refs/tags/v1') },
      'the identity is',
    ],
  ])('of another %s refuses before anything is asked', async (_name, differs, why) => {
    const bundle = bundleOf();
    expect(await judge(bundle, claimOf(bundle), { ...POLICY, ...differs })).toEqual({
      refused: expect.stringContaining(why),
    });
    expect(asked).toEqual([]);
  });
});

describe('the keys', () => {
  const file = async (text: string) => {
    const name = path.join(folder, 'root.json');
    await writeFile(name, text);
    return name;
  };

  test('of an instance are asked for once', async () => {
    const verifier = create();
    const bundle = bundleOf();
    const ask = () => verifier.verifyBundle(parseBundle(bundle), claimOf(bundle), POLICY);
    expect(await Promise.all([ask(), ask()])).toEqual([VERIFIED, VERIFIED]);
    expect(await ask()).toEqual(VERIFIED);
    expect(asked).toEqual(['public']);
  });

  test('in a file are those that count, and nothing is asked', async () => {
    const bundle = bundleOf();
    const verifier = create({ trustedRoot: await file(TRUSTED_ROOT) });
    expect(await verifier.verifyBundle(parseBundle(bundle), claimOf(bundle), POLICY)).toEqual(VERIFIED);
    const strangers = create({ trustedRoot: await file(GITHUB_TRUSTED_ROOT) });
    expect(await strangers.verifyBundle(parseBundle(bundle), claimOf(bundle), POLICY)).toHaveProperty(
      'refused',
    );
    expect(asked).toEqual([]);
  });

  test('that a policy names come before those of a file', async () => {
    const bundle = bundleOf();
    const verifier = create({ trustedRoot: await file(GITHUB_TRUSTED_ROOT) });
    const named = { ...POLICY, trustedRoot: TRUSTED_ROOT };
    expect(await verifier.verifyBundle(parseBundle(bundle), claimOf(bundle), named)).toEqual(VERIFIED);
    const strangers = { ...POLICY, trustedRoot: GITHUB_TRUSTED_ROOT };
    expect(await verifier.verifyBundle(parseBundle(bundle), claimOf(bundle), strangers)).toHaveProperty(
      'refused',
    );
  });

  test('of an instance with logs are never used by the rules for one without', async () => {
    const bundle = bundleOf({ logged: false });
    const given = create({ trustedRoot: await file(TRUSTED_ROOT) });
    const served = create({}, { ...trustRoots, github: trustRoots.public });
    for (const verifier of [given, served])
      await expect(verifier.verifyBundle(parseBundle(bundle), claimOf(bundle), POLICY)).rejects.toMatchObject(
        {
          code: 'sigstore/no-trust-root',
        },
      );
  });

  test.each([
    ['that are no JSON', 'x'],
    ['that are something else', '[]'],
    ['whose certificates are damaged', TRUSTED_ROOT.replace(/"rawBytes":"[^"]{40}/, '"rawBytes":"')],
  ])('%s are no refusal of the image', async (_name, text) => {
    const bundle = bundleOf();
    const verifier = create({ trustedRoot: await file(text) });
    await expect(verifier.verifyBundle(parseBundle(bundle), claimOf(bundle), POLICY)).rejects.toMatchObject({
      code: 'sigstore/no-trust-root',
      message: expect.stringContaining(path.join(folder, 'root.json')),
    });
  });

  test('in a file that is not there are no refusal either', async () => {
    const bundle = bundleOf();
    const verifier = create({ trustedRoot: path.join(folder, 'none.json') });
    await expect(verifier.verifyBundle(parseBundle(bundle), claimOf(bundle), POLICY)).rejects.toMatchObject({
      code: 'sigstore/no-trust-root',
      message: expect.stringContaining('ENOENT'),
    });
  });
});

test('cosign is fetched for a signature of its older format, and only then', async () => {
  const verifier = create();
  const image = { registry: 'ghcr.io', repository: 'acme/shop/api', digest: IMAGE };
  expect(await verifier.verifyOldSignature(image, POLICY)).toEqual({
    refused: expect.stringContaining('no signatures found'),
  });
  expect(asked).toEqual(['tool cosign', 'verify']);
});

test('for many signatures of the older format cosign is looked for once, and four of it run at most', async () => {
  const verifier = create();
  const image = { registry: 'ghcr.io', repository: 'acme/shop/api', digest: IMAGE };
  await Promise.all(Array.from({ length: 12 }, () => verifier.verifyOldSignature(image, POLICY)));
  expect(asked.filter((each) => each === 'tool cosign')).toHaveLength(1);
  expect(asked.filter((each) => each === 'verify')).toHaveLength(12);
  expect(most).toBe(4);
});
