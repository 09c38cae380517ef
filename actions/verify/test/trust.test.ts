/** What an ops repository demands is demanded besides what the inputs do. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exactly } from '@sealift/core/verification/identity';
import { REQUIREMENTS } from '@sealift/core/verification/requirements';
import type { SigstoreInstance } from '@sealift/core/verification/sigstore';
import { createRelease, IMAGE_NAME, signRelease, type TestRelease } from '@sealift/testing/signed-release';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
import { GITHUB_TRUSTED_ROOT, TRUSTED_ROOT, trustRoots } from '@sealift/testing/sigstore/trust-roots';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Inputs } from '../src/inputs.ts';
import { run } from '../src/run.ts';

const SIGNER = `https://github.com/${CLAIMS.job_workflow_ref}`;
const TRUST = `trust:
  defaults:
    source-repository: acme/shop
    refs: [refs/heads/main]
    workflows: ["${SIGNER}"]
    images: ["${IMAGE_NAME.registry}/${IMAGE_NAME.repository}"]
  environments:
    prod: {refs: [refs/tags/v*]}
    strict: {severity: LOW}
    fresh: {max-scan-age: 1h}
  apps:
    api: {}
    other: {images: ["ghcr.io/acme/shop/other"]}
`;

/** Which instances were asked for their keys. */
const asked: SigstoreInstance[] = [];
const ask = (instance: SigstoreInstance) => () => {
  asked.push(instance);
  return trustRoots[instance]();
};

let world: TestRelease;
let workspace: string;
beforeEach(async () => {
  world = await createRelease();
  await signRelease(world);
  workspace = await mkdtemp(path.join(tmpdir(), 'sealift-verify-trust-'));
  await writeFile(path.join(workspace, '.sealift.yml'), TRUST);
  await writeFile(path.join(workspace, 'none.yml'), 'deploy: {}\n');
});
afterEach(() => rm(workspace, { recursive: true, force: true }));

/** Milliseconds since the scan, about. */
let later = 0;
beforeEach(() => {
  later = 0;
});
const verify = (changes: Partial<Inputs> = {}, app: string | undefined = 'api') =>
  run(
    {
      images: [{ ...IMAGE_NAME, digest: world.image.index }],
      evidence: undefined,
      policy: {
        identities: exactly(SIGNER),
        issuer: CLAIMS.iss,
        sourceRepository: 'acme/shop',
        sourceRef: 'refs/heads/main',
      },
      trust: { file: '.sealift.yml', environment: undefined },
      require: REQUIREMENTS,
      platforms: [],
      conditions: { run: undefined, verdict: {}, maxScanAge: undefined, app, signed: 'all' },
      bundles: undefined,
      trustedRoot: undefined,
      offline: false,
      vsa: undefined,
      tools: 'pinned',
      registry: undefined,
      username: undefined,
      password: undefined,
      token: undefined,
      ...changes,
    },
    {
      ...world.runtime,
      trustRoots: { ...world.runtime.trustRoots, public: ask('public'), github: ask('github') },
      clock: { ...world.runtime.clock, now: () => world.runtime.clock.now() + later },
      env: { ...world.runtime.env, GITHUB_WORKSPACE: workspace },
    },
  );
const policy = (change: Partial<Inputs['policy']> = {}): Inputs['policy'] => ({
  identities: exactly(SIGNER),
  issuer: CLAIMS.iss,
  sourceRepository: 'acme/shop',
  sourceRef: 'refs/heads/main',
  ...change,
});
const inEnvironment = (environment: string) => ({ trust: { file: '.sealift.yml', environment } });

test('what the rule lets in is verified, from an exact ref or from any that the inputs leave open', async () => {
  expect((await verify()).result).toBe('verified');
  expect((await verify({ policy: policy({ sourceRef: undefined }) })).result).toBe('verified');
});

describe('the Sigstore instance', () => {
  /** Of an instance of the same form, which signed nothing. */
  const OTHER_ROOT = (() => {
    const root = JSON.parse(TRUSTED_ROOT);
    const { certChain } = JSON.parse(GITHUB_TRUSTED_ROOT).certificateAuthorities[0];
    return JSON.stringify({
      ...root,
      certificateAuthorities: [{ ...root.certificateAuthorities[0], certChain }],
    });
  })();
  const say = async (sigstore: string) => {
    await mkdir(path.join(workspace, 'base/keys'), { recursive: true });
    await writeFile(
      path.join(workspace, 'base/.sealift.yml'),
      TRUST.replace('  environments:', `    sigstore: ${sigstore}\n  environments:`),
    );
    asked.length = 0;
    return { trust: { file: 'base/.sealift.yml', environment: undefined } };
  };

  test('of the rule: by its name, or by keys that lie beside the file', async () => {
    expect((await verify(await say('public'))).result).toBe('verified');
    expect(asked).toEqual(['public']);
    const own = await say('{trusted-root: keys/root.json}');
    await writeFile(path.join(workspace, 'base/keys/root.json'), TRUSTED_ROOT);
    expect((await verify(own)).result).toBe('verified');
    await writeFile(path.join(workspace, 'base/keys/root.json'), OTHER_ROOT);
    await expect(verify(own)).rejects.toMatchObject({
      code: 'verify/refused',
      message: expect.stringContaining('its signature is not valid ('),
    });
    expect(asked).toEqual([]);
  });

  test('that did not sign is refused', async () => {
    await expect(verify(await say('github'))).rejects.toMatchObject({
      code: 'verify/refused',
      message: expect.stringContaining("not signed by GitHub's Sigstore instance"),
    });
    const asked = { ...(await say('public')), policy: policy({ sigstore: 'github' }) };
    await expect(verify(asked)).rejects.toMatchObject({ code: 'trust/other-source', location: { line: 7 } });
  });

  test('whose keys are not there, or lie elsewhere, is a failure and never another one', async () => {
    const own = await say('{trusted-root: keys/root.json}');
    await expect(verify(own)).rejects.toMatchObject({ code: 'trust/no-trusted-root' });
    await symlink('/etc/hostname', path.join(workspace, 'base/keys/root.json'));
    await expect(verify(own)).rejects.toMatchObject({ code: 'action/link-outside' });
    expect(asked).toEqual([]);
  });
});

describe('refused, with the line of the rule', () => {
  test.each([
    ['an app that is not named', {}, 'payments', 'trust/unknown-app', 11],
    ['an image of another app', {}, 'other', 'trust/other-source', 13],
    ['a ref that the rule does not let in', inEnvironment('prod'), 'api', 'trust/other-source', 8],
    [
      'another repository',
      { policy: policy({ sourceRepository: 'acme/x' }) },
      'api',
      'trust/other-source',
      3,
    ],
    [
      'another signer',
      { policy: policy({ identities: exactly(`${SIGNER}0`) }) },
      'api',
      'trust/other-source',
      5,
    ],
    [
      'another issuer',
      { policy: policy({ issuer: 'https://x.example' }) },
      'api',
      'trust/other-source',
      undefined,
    ],
  ])('%s', async (_name, changes, app, code, line) => {
    await expect(verify(changes, app)).rejects.toMatchObject({
      code,
      location: { file: '.sealift.yml', ...(line === undefined ? {} : { line }) },
    });
  });
  test('an image of which nobody says the app', async () => {
    await expect(
      verify({
        conditions: { run: undefined, verdict: {}, maxScanAge: undefined, app: undefined, signed: 'all' },
      }),
    ).rejects.toMatchObject({
      code: 'verify/bad-input',
      message: expect.stringContaining('"trust" is about apps'),
    });
  });
  test.each(['none.yml', 'gone.yml'])('%s, which says no trust', async (file) => {
    await expect(verify({ trust: { file, environment: undefined } })).rejects.toMatchObject({
      code: 'verify/no-trust',
    });
  });
});

describe('refused for what the image says', () => {
  test('a ref of the record that the rule does not let in, although the inputs take any', async () => {
    await expect(
      verify({ ...inEnvironment('prod'), policy: policy({ sourceRef: undefined }) }),
    ).rejects.toMatchObject({
      code: 'verify/refused',
      message: expect.stringContaining('released from refs/heads/main, which trust does not let in'),
    });
  });
  test.each([
    ['a lenient scan', 'strict', /too lenient/],
    ['an old scan', 'fresh', /older than 1 hour/],
  ])('%s', async (_name, environment, reason) => {
    later = 30 * 86_400_000;
    await expect(verify(inEnvironment(environment))).rejects.toMatchObject({
      code: 'verify/refused',
      message: expect.stringMatching(reason),
    });
  });
});
