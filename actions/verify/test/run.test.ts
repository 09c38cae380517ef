import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Digest, digestHex, digestOf } from '@sealift/core/image/digest';
import { parsePlatform } from '@sealift/core/image/platform';
import { RELEASE_RECORD_TYPE, SIGNATURE_TYPE, SPDX_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import { exactly } from '@sealift/core/verification/identity';
import { REQUIREMENTS } from '@sealift/core/verification/requirements';
import {
  createRelease,
  IMAGE_NAME,
  scanOf,
  signRelease,
  type TestRelease,
} from '@sealift/testing/signed-release';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import { attachOldSignature, fallbackTag } from '@sealift/testing/sigstore/registry';
import { CLAIMS } from '@sealift/testing/sigstore/tokens';
import { parseBundle } from '@sealift/tools/cosign/output';
import { noTrust } from '@sealift/tools/sigstore/no-trust';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Inputs } from '../src/inputs.ts';
import { run } from '../src/run.ts';

let world: TestRelease;
let inputs: Inputs;
beforeEach(async () => {
  world = await createRelease();
  inputs = {
    images: [{ ...IMAGE_NAME, digest: world.image.index }],
    evidence: undefined,
    policy: {
      identities: exactly(`https://github.com/${CLAIMS.job_workflow_ref}`),
      issuer: CLAIMS.iss,
      sourceRepository: 'acme/shop',
      sourceRef: 'refs/heads/main',
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
const signed = () => signRelease(world);
const verify = (changes: Partial<Inputs> = {}) => run({ ...inputs, ...changes }, world.runtime);
const refusal = (message: RegExp) =>
  expect.objectContaining({ category: 'policy', message: expect.stringMatching(message) });

/** Takes the bundles of one type off a subject. */
function strip(subject: keyof TestRelease['image'], type: string) {
  const tag = `sha256-${digestHex(world.image[subject])}`;
  const found = world.registry.manifests.get(tag);
  const index = JSON.parse(found?.bytes.toString() ?? '');
  index.manifests = index.manifests.filter(
    ({ digest }: { digest: string }) =>
      !world.registry.manifests.get(digest)?.bytes.toString().includes(`"${type}"`),
  );
  world.registry.manifests.set(tag, {
    mediaType: index.mediaType,
    bytes: Buffer.from(JSON.stringify(index)),
  });
}

const attach = (
  subject: keyof TestRelease['image'],
  type: string,
  predicate: unknown,
  claims = {},
  forged = false,
) =>
  world.registry.attach(
    world.image[subject],
    makeBundle({
      subject: world.image[subject],
      type,
      predicate,
      claims: { ...CLAIMS, ...claims },
      forged,
    }),
  );

test('a signed release holds, and is described', async () => {
  await signed();
  const { verified } = await verify();
  expect(JSON.parse(verified)).toMatchObject([
    {
      image: 'ghcr.io/acme/shop/api',
      digest: world.image.index,
      platforms: [
        { platform: 'linux/amd64', digest: world.image.amd64 },
        { platform: 'linux/arm64', digest: world.image.arm64 },
      ],
      app: 'api',
      tags: ['sha-c0ffee', 'main'],
      deployTag: 'sha-c0ffee',
      commit: CLAIMS.sha,
    },
  ]);
  expect(world.summaries.join()).toMatch(/✅ Verified: 1 image/);
  // Reading needs no process, and no identity of its own.
  expect(world.cosign.calls).toEqual([]);
});

test.each([
  [['linux/amd64'], /it is also for linux\/arm64/],
  [['linux/amd64', 'linux/arm64', 'linux/arm/7'], /it is not for linux\/arm\/v7/],
])('an image that is not for %j, as planned, is refused', async (planned, words) => {
  await signed();
  await expect(verify({ platforms: planned.map(parsePlatform) })).rejects.toEqual(refusal(words));
  await verify({ platforms: ['linux/aarch64', 'linux/x86_64'].map(parsePlatform) });
});

describe('what it costs', () => {
  /** Types of the bundles that were read. */
  const readTypes = () =>
    world.registry.asked.flatMap((digest) => {
      const blob = world.registry.blobs.get(digest);
      return blob?.includes('dsseEnvelope') === true ? [parseBundle(blob.toString()).statement.type] : [];
    });
  const withoutTool = () => {
    const resolveTool = () => Promise.reject(new Error('no tool is to be fetched'));
    world.runtime = { ...world.runtime, resolveTool };
  };

  test('each statement that is required is read once, and no tool is fetched', async () => {
    await signed();
    withoutTool();
    world.registry.asked.length = 0;
    await verify();
    // Three of the index and four of each of its platforms.
    expect(readTypes()).toHaveLength(3 + 4 + 4);
    expect(world.cosign.calls).toEqual([]);
  });

  test('one statement of each subject when only the signature is required', async () => {
    await signed();
    withoutTool();
    world.registry.asked.length = 0;
    await verify({ require: ['signature'] });
    expect(readTypes()).toEqual(Array(3).fill(SIGNATURE_TYPE));
    expect(world.cosign.calls).toEqual([]);
  });

  test('the keys are asked for once, over all images', async () => {
    await signed();
    let asked = 0;
    const trustRoots = {
      ...world.runtime.trustRoots,
      public: () => {
        asked += 1;
        return world.runtime.trustRoots.public();
      },
    };
    const images = [world.image.index, world.image.amd64].map((digest) => ({ ...IMAGE_NAME, digest }));
    await run({ ...inputs, require: ['signature'], images }, { ...world.runtime, trustRoots });
    expect(asked).toBe(1);
  });

  test('what is attached is fetched once', async () => {
    await signed();
    world.registry.asked.length = 0;
    await verify();
    const { index, amd64, arm64 } = world.image;
    const manifests = [...world.registry.manifests.keys()];
    // What the index lists, with configs: which entry is an image, and for which platform, is in them.
    const listed = JSON.parse(world.registry.manifests.get(index)?.bytes.toString() ?? '').manifests;
    const entries = listed.map(({ digest }: { digest: Digest }) => digest);
    const configs = [amd64, arm64].map(
      (digest) => JSON.parse(world.registry.manifests.get(digest)?.bytes.toString() ?? '').config.digest,
    );
    expect(manifests).toEqual(expect.arrayContaining(entries));
    expect(world.registry.asked).toEqual(
      expect.arrayContaining([index, ...entries, ...configs, ...[index, amd64, arm64].map(fallbackTag)]),
    );
    // And the manifest and the blob of each statement.
    expect(world.registry.asked).toHaveLength(1 + entries.length + configs.length + 3 + 2 * 11);
    expect(new Set(world.registry.asked).size).toBe(world.registry.asked.length);
  });

  test('nothing runs on after a failure', async () => {
    await signed();
    let [running, begun] = [0, 0];
    const { registry } = world;
    world.runtime = {
      ...world.runtime,
      registry: {
        ...registry,
        getBlob: async (image, digest, limit) => {
          const blob = await registry.getBlob(image, digest, limit);
          const text = Buffer.from(blob).toString();
          const type = text.includes('dsseEnvelope') ? parseBundle(text).statement.type : undefined;
          if (type !== undefined) begun += 1;
          if (type === SIGNATURE_TYPE) throw new Error('stopped');
          running += 1;
          await new Promise((resolve) => setTimeout(resolve, 20));
          running -= 1;
          return blob;
        },
      },
    };
    await expect(verify()).rejects.toThrow('stopped');
    expect(begun).toBeGreaterThan(1);
    expect(running).toBe(0);
  });
});

describe('refused, with the reason', () => {
  const table: readonly (readonly [string, () => unknown, RegExp])[] = [
    ['absent', () => world.registry.manifests.delete(world.image.index), /it is not in the registry/],
    [
      'without the signature of the index',
      () => strip('index', SIGNATURE_TYPE),
      /the index: it is not signed: it carries attestations only/,
    ],
    [
      'with attestations only on a platform',
      () => strip('amd64', SIGNATURE_TYPE),
      /linux\/amd64: it is not signed: it carries attestations only/,
    ],
    ['without an SBOM', () => strip('arm64', SPDX_TYPE), /linux\/arm64: it has no SBOM attestation/],
    ['without a verdict', () => strip('arm64', VERDICT_TYPE), /linux\/arm64: it has no scan verdict/],
    ['without a record', () => strip('index', RELEASE_RECORD_TYPE), /the index: it has no release record/],
    [
      'with a verdict that fails',
      () => {
        strip('amd64', VERDICT_TYPE);
        attach(
          'amd64',
          VERDICT_TYPE,
          scanOf('linux/amd64', world.image.amd64, { verdict: 'fail', blocking: 3 }),
        );
      },
      /linux\/amd64: its scan verdict is "fail" with 3 blocking findings/,
    ],
    [
      'with a later verdict that fails',
      () =>
        attach(
          'amd64',
          VERDICT_TYPE,
          scanOf('linux/amd64', world.image.amd64, {
            verdict: 'fail',
            blocking: 1,
            scannedAt: '2026-12-24T00:00:00Z',
          }),
        ),
      /its scan verdict is "fail"/,
    ],
    [
      'with a verdict about another manifest inside',
      () => {
        strip('amd64', VERDICT_TYPE);
        attach('amd64', VERDICT_TYPE, scanOf('linux/amd64', world.image.arm64));
      },
      /its scan verdict is about sha256:/,
    ],
    [
      'with a record of another image',
      async () => {
        const other = await createRelease('other');
        strip('index', RELEASE_RECORD_TYPE);
        attach('index', RELEASE_RECORD_TYPE, {
          ...JSON.parse(await attested()),
          digest: other.image.index,
          image: 'ghcr.io/acme/shop/web',
        });
      },
      /its image is "ghcr.io\/acme\/shop\/web" instead of "ghcr.io\/acme\/shop\/api"; its digest is/,
    ],
    [
      'with a record that leaves a platform out',
      async () => {
        const record = JSON.parse(await attested());
        strip('index', RELEASE_RECORD_TYPE);
        attach('index', RELEASE_RECORD_TYPE, { ...record, platforms: record.platforms.slice(1) });
      },
      /its platforms are not those of the image/,
    ],
    [
      'with a signature moved over from another image',
      () => {
        strip('index', SIGNATURE_TYPE);
        world.registry.attach(
          world.image.index,
          makeBundle({ subject: digestOf('another'), type: SIGNATURE_TYPE, predicate: {} }),
        );
      },
      /its signature is not trusted: it is about sha256:/,
    ],
    [
      'with a forged signature',
      () => {
        strip('index', SIGNATURE_TYPE);
        attach('index', SIGNATURE_TYPE, {}, {}, true);
      },
      /the index: its signature is not valid/,
    ],
    [
      'with the signature of somebody else',
      () => {
        strip('index', SIGNATURE_TYPE);
        attach('index', SIGNATURE_TYPE, {}, { repository: 'evil/shop' });
      },
      /its signature is not trusted: the source repository is "evil\/shop" instead of "acme\/shop"/,
    ],
  ];
  let record = '';
  const attested = async () => record;
  test.each(table)('%s', async (_name, arrange, message) => {
    await signed();
    record = await readFile(path.join(world.evidence, 'record.json'), 'utf8');
    await arrange();
    await expect(verify()).rejects.toEqual(refusal(message));
    expect(world.summaries.join()).toMatch(/❌ Refused: 1 of 1 image/);
  });

  test('never signed', async () => {
    await expect(verify()).rejects.toEqual(
      refusal(/the index, linux\/amd64, linux\/arm64: it is not signed; /),
    );
    expect(world.cosign.calls).toEqual([]);
  });

  test.each([
    [
      'identities',
      exactly('https://github.com/acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v2'),
      /the identity is ".*v1" instead of ".*v2"/,
    ],
    ['issuer', 'https://issuer.example', /the issuer is ".*githubusercontent.com" instead of/],
    ['sourceRepository', 'acme/other', /the source repository is "acme\/shop" instead of "acme\/other"/],
    ['sourceRef', 'refs/heads/dev', /the source ref is "refs\/heads\/main" instead of "refs\/heads\/dev"/],
  ])('another %s is expected', async (field, value, message) => {
    await signed();
    await expect(verify({ policy: { ...inputs.policy, [field]: value } })).rejects.toEqual(refusal(message));
  });
});

test('any ref only when the user says so, with a warning', async () => {
  await signed();
  await verify({ policy: { ...inputs.policy, sourceRef: undefined } });
  expect(world.log.lines.join('\n')).toContain('Signatures from every ref');
});

test('only what is required is required', async () => {
  await signed();
  strip('arm64', SPDX_TYPE);
  strip('index', RELEASE_RECORD_TYPE);
  await expect(verify({ require: ['signature', 'verdict'] })).resolves.toBeTruthy();
});

describe('a service that fails is not a refusal', () => {
  test('the registry', async () => {
    await signed();
    world.registry.blobs.clear();
    await expect(verify()).rejects.not.toMatchObject({ category: 'policy' });
  });
  const withoutKeys = () => {
    const failure = noTrust('TUF', 'it answered 503');
    const failing = () => Promise.reject(failure);
    world.runtime = { ...world.runtime, trustRoots: { public: failing, github: failing, signing: failing } };
    return failure;
  };
  test('the source of the keys', async () => {
    await signed();
    await expect(verify()).resolves.toMatchObject({ result: 'verified' });
    const failure = withoutKeys();
    await expect(verify()).rejects.toBe(failure);
    expect(failure.category).toBe('remote');
    expect(world.outputs.get('result')).toBe('unknown');
  });
  test('and what is refused beside it is still told', async () => {
    await signed();
    const absent = { ...IMAGE_NAME, digest: digestOf('absent') };
    withoutKeys();
    await expect(verify({ images: [{ ...IMAGE_NAME, digest: world.image.index }, absent] })).rejects.toEqual(
      refusal(/it is not in the registry/),
    );
  });
});

describe('by the evidence of a release', () => {
  test('verifies the image of its record', async () => {
    await signed();
    const { verified } = await verify({ images: [], evidence: world.evidence });
    expect(JSON.parse(verified)).toMatchObject([{ digest: world.image.index }]);
  });
  test('refuses a record that is not the attested one', async () => {
    await signed();
    const file = path.join(world.evidence, 'record.json');
    const record = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...record, deployTag: 'evil' }));
    await expect(verify({ images: [], evidence: world.evidence })).rejects.toEqual(
      refusal(/it differs from the one in the evidence folder/),
    );
  });
  test('without a record is an error: nothing verified is no success', async () => {
    const empty = path.join(world.root, 'empty');
    await mkdir(empty);
    await expect(verify({ images: [], evidence: empty })).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringContaining('holds no release record'),
    });
  });
  test('sends a password to the named registry only', async () => {
    await signed();
    // Cosign is what is handed logins: for a signature of its older format.
    strip('index', SIGNATURE_TYPE);
    attachOldSignature(world.registry, world.image.index, `https://github.com/${CLAIMS.job_workflow_ref}`);
    const logins: string[] = [];
    const { exec } = world.cosign;
    world.runtime = {
      ...world.runtime,
      exec: async (file, args, options) => {
        logins.push(await readFile(path.join(options.env['DOCKER_CONFIG'] ?? '', 'config.json'), 'utf8'));
        return exec(file, args, options);
      },
    };
    await verify({
      images: [],
      evidence: world.evidence,
      registry: 'registry.example',
      username: 'me',
      password: 's3cret-of-registry.example',
    });
    expect(new Set(logins)).toEqual(new Set(['{"auths":{}}']));
    expect(world.log.secrets).toContain('s3cret-of-registry.example');
  });
});
