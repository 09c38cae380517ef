import { existsSync } from 'node:fs';
import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import {
  PROVENANCE_TYPE,
  RELEASE_RECORD_TYPE,
  ReleaseRecord,
  SIGNATURE_TYPE,
  SignPart,
  SPDX_TYPE,
  VERDICT_TYPE,
} from '@sealift/core/release/record';
import { parseFrontend } from '@sealift/core/release/source-policy';
import { OCI_INDEX, OCI_MANIFEST } from '@sealift/registry/manifest';
import { folderOf, scanOf, writeLeg } from '@sealift/testing/signed-release';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import { fallbackTag } from '@sealift/testing/sigstore/registry';
import { parseBundle } from '@sealift/tools/cosign/output';
import fc from 'fast-check';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { createWorld, type World } from './world.ts';

const attach = (
  subject: keyof World['image'],
  type: string,
  predicate: unknown,
  other: object = {},
  forged = false,
) => {
  const digest = world.image[subject];
  const claims = { ...world.claims, ...other };
  world.registry.attach(digest, makeBundle({ subject: digest, type, predicate, claims, forged }));
};

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
const sign = () => run(world.inputs, world.dependencies);
const read = async (name: string) => JSON.parse(await readFile(path.join(world.evidence, name), 'utf8'));
const PLATFORM = [SIGNATURE_TYPE, SPDX_TYPE, VERDICT_TYPE, PROVENANCE_TYPE];
const ROOT = [SIGNATURE_TYPE, PROVENANCE_TYPE, RELEASE_RECORD_TYPE];
const isBundle = (blob: Buffer | undefined) => blob?.includes('dsseEnvelope') === true;
const expectComplete = ({ registry, image } = world) => {
  expect(registry.listed(image.index)).toEqual(ROOT);
  expect(registry.listed(image.amd64)).toEqual(PLATFORM);
  expect(registry.listed(image.arm64)).toEqual(PLATFORM);
};

describe('the gate, judged again before anything is signed,', () => {
  test.each<[string, Parameters<typeof writeLeg>[3], RegExp]>([
    [
      '999 critical findings that passed',
      { scan: { counts: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 999 } } },
      /come to 999/,
    ],
    ['3 blocking findings that passed', { scan: { blocking: 3 } }, /passed with 3 blocking/],
    [
      'a policy of its own',
      { scan: { policy: { threshold: 'CRITICAL', fixableOnly: true, blind: 'auto' } } },
      /severity "CRITICAL" instead of "HIGH"/,
    ],
    ['a scan of 2099', { scan: { scannedAt: '2099-01-01T00:00:00Z' } }, /in the future/],
    ['a scanner of no version', { scan: { scanner: { name: 'trivy', version: 'none' } } }, /not known/],
  ])('refuses %s', async (_, part, reason) => {
    await writeLeg(world.evidence, 'linux/arm64', world.image.arm64, part);
    await expect(sign()).rejects.toMatchObject({
      code: 'evidence/refused',
      message: expect.stringMatching(reason),
    });
    expect(world.writes()).toEqual([]);
    expect(world.registry.written).toEqual([]);
  });

  test('refuses a scan of before the run, and takes one of the run', async () => {
    const { inputs } = world;
    const limits = { ...inputs.limits, begun: Date.parse('2026-11-02T00:30:00Z') };
    await expect(run({ ...inputs, limits }, world.dependencies)).rejects.toMatchObject({
      code: 'evidence/refused',
    });
    await run(
      { ...inputs, limits: { ...limits, begun: Date.parse('2026-11-02T00:00:00Z') } },
      world.dependencies,
    );
    expectComplete();
  });

  test('refuses an image for other platforms than planned', async () => {
    for (const platforms of [
      ['linux/amd64'],
      ['linux/amd64', 'linux/arm64', 'linux/s390x'],
      ['linux/amd64', 'linux/arm/v7'],
    ])
      await expect(run({ ...world.inputs, platforms }, world.dependencies)).rejects.toMatchObject({
        code: 'sign/not-planned',
      });
    expect(world.registry.written).toEqual([]);
    await run({ ...world.inputs, platforms: ['linux/arm64', 'linux/amd64'] }, world.dependencies);
    expectComplete();
  });
});

describe('a release', () => {
  test('that is the first asks cosign for nothing but the statements', async () => {
    await sign();
    expect(world.cosign.calls.map(({ command }) => command).sort()).toEqual([
      // One provenance for all.
      ...Array(6).fill('attest-blob'),
      ...Array(3).fill('sign'),
    ]);
    expect(world.registry.written.map(({ kind }) => kind).sort()).toEqual([
      // The empty config is one blob.
      ...Array(10).fill('blob'),
      ...Array(11).fill('referrer'),
      ...Array(3).fill('tag'),
    ]);
  });

  test('makes six statements at once, and none twice', async () => {
    const { exec } = world.cosign;
    let running = 0;
    let most = 0;
    world.dependencies = {
      ...world.dependencies,
      exec: async (file, args, options) => {
        running += 1;
        most = Math.max(most, running);
        // Longer than the next statement's file takes to be written on a busy machine.
        await new Promise((resolve) => setTimeout(resolve, 150));
        running -= 1;
        return exec(file, args, options);
      },
    };
    await sign();
    expect(most).toBe(6);
    expectComplete();
  });

  test('in a registry with the referrers API leaves no fallback tag', async () => {
    world.registry.api = true;
    await sign();
    expect(world.registry.written.some(({ kind }) => kind === 'tag')).toBe(false);
    // BuildKit's provenance names its subject, so such a registry lists it too.
    for (const [subject, others] of [
      [world.image.amd64, ['foreign']],
      [world.image.arm64, []],
    ] as const)
      expect([...world.registry.listed(subject)].sort()).toEqual([...others, ...PLATFORM].sort());
    // Listed as soon as it is written: so written when all else is.
    expect(world.registry.listed(world.image.index)).toEqual(ROOT);
    const record = world.registry.written.filter(({ kind }) => kind === 'referrer').at(-1)?.reference ?? '';
    expect(world.registry.manifests.get(record)?.bytes.toString()).toContain(RELEASE_RECORD_TYPE);
    await expect(sign()).resolves.toMatchObject({ existing: 'true' });
  });

  test('carries everything, once, on every subject', async () => {
    const outputs = await sign();
    expectComplete();
    expect(world.writes()).toHaveLength(9);
    expect(outputs).toEqual({
      digest: world.image.index,
      identity: 'https://github.com/acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
      issuer: 'https://token.actions.githubusercontent.com',
      record: path.join(world.evidence, 'record.json'),
      existing: 'false',
    });
  });

  test('attests the record last, and it says what was signed', async () => {
    await sign();
    const tags = world.registry.written
      .filter(({ kind }) => kind === 'tag')
      .map(({ reference }) => reference);
    expect(tags).toHaveLength(3);
    expect(tags.at(-1)).toBe(fallbackTag(world.image.index));
    expect(world.registry.listed(world.image.index).at(-1)).toBe(RELEASE_RECORD_TYPE);
    // Nor is anything of the root in the registry before the platforms' lists are written.
    const kinds = world.registry.written.map(({ kind }) => kind);
    expect(kinds.lastIndexOf('referrer')).toBeGreaterThan(kinds.indexOf('tag'));
    const record = v.parse(ReleaseRecord, await read('record.json'));
    expect(record).toMatchObject({
      app: 'api',
      image: 'ghcr.io/acme/shop/api',
      digest: world.image.index,
      tags: ['sha-c0ffee', 'main'],
      deployTag: 'sha-c0ffee',
      source: {
        repository: 'acme/shop',
        ref: 'refs/heads/main',
        commit: world.claims.sha,
        workflowRef: 'acme/shop/.github/workflows/release.yml@refs/heads/main',
        runId: '4711',
        runAttempt: '2',
        runUrl: 'https://github.com/acme/shop/actions/runs/4711',
      },
      platforms: [
        { platform: 'linux/amd64', digest: world.image.amd64, scan: { verdict: 'pass' } },
        { platform: 'linux/arm64', digest: world.image.arm64 },
      ],
    });
    expect(record.platforms[0]?.size).toBeGreaterThan(1000);
    const part = v.parse(SignPart, await read('sign.json'));
    expect(part.entries).toHaveLength(11);
    expect(part.entries.every(({ existing }) => !existing)).toBe(true);
    expect(new Set(part.entries.map(({ logIndex }) => logIndex)).size).toBe(9);
  });

  test('again makes nothing, and gives the record as it was attested', async () => {
    await sign();
    const first = await read('record.json');
    const writes = world.writes().length;
    const written = world.registry.written.length;
    world.cosign.calls.length = 0;
    world.registry.asked.length = 0;
    world.dependencies = {
      ...world.dependencies,
      env: { ...world.dependencies.env, GITHUB_RUN_ATTEMPT: '3' },
    };
    world.claims.run_attempt = '3';
    const outputs = await run({ ...world.inputs, tags: ['other'] }, world.dependencies);
    expect(outputs.existing).toBe('true');
    expect(writes).toBe(9);
    expect(world.writes()).toEqual([]);
    expect(world.registry.written).toHaveLength(written);
    expect(world.cosign.calls).toEqual([]);
    // Each statement is read once, on each manifest that it is about: nine bundles, one of which is about three.
    const bundles = world.registry.asked.filter((digest) => isBundle(world.registry.blobs.get(digest)));
    expect(bundles).toHaveLength(11);
    expect(new Set(bundles).size).toBe(9);
    expect(await read('record.json')).toEqual(first);
    expect(v.parse(SignPart, await read('sign.json')).entries.every(({ existing }) => existing)).toBe(true);
  });

  test('kept from an earlier run needs no evidence of this one', async () => {
    await sign();
    const first = await read('record.json');
    await rm(world.evidence, { recursive: true });
    await writeLeg(world.evidence, 'linux/amd64', digestOf('another build'));
    await expect(sign()).resolves.toMatchObject({ existing: 'true' });
    expect(await read('record.json')).toEqual(first);
  });

  test('of which one statement cannot be made leaves nothing in the registry', async () => {
    for (const stop of [1, 3, 5, 8]) {
      world = await createWorld(`interrupted ${stop}`);
      let writes = 0;
      world.cosign.faults.push(
        ...Array.from({ length: 99 }, () => () => {
          writes += 1;
          return writes > stop ? { stderr: 'Error: GET x: DENIED: permission_denied' } : undefined;
        }),
      );
      await expect(sign()).rejects.toMatchObject({ category: 'configuration' });
      expect(existsSync(path.join(world.evidence, 'record.json'))).toBe(false);
      expect(world.registry.written).toEqual([]);
      world.cosign.faults.length = 0;
      await sign();
      expectComplete();
    }
  });

  test('that was interrupted is completed without repeating what stands', async () => {
    // Each write that the registry may refuse, from the first blob to the tag of the root.
    for (let stop = 0; stop < 20; stop += 1) {
      world = await createWorld(`interrupted ${stop}`);
      let left = stop;
      world.registry.beforeWrite = () => {
        left -= 1;
        if (left < 0) throw configurationFailure({ code: 'test/failure', cause: 'denied', remedy: 'None.' });
      };
      await expect(sign()).rejects.toMatchObject({ category: 'configuration' });
      expect(existsSync(path.join(world.evidence, 'record.json'))).toBe(false);
      expect(world.registry.listed(world.image.index)).toEqual([]);
      const standing = [world.image.amd64, world.image.arm64].flatMap(world.registry.listed);
      world.registry.beforeWrite = () => {};
      world.cosign.calls.length = 0;
      await sign();
      // The provenance is made again for all while one subject lacks it.
      const single = standing.filter((type) => type !== PROVENANCE_TYPE).length;
      expect(world.writes()).toHaveLength(9 - single);
      expectComplete();
    }
  });

  test('of which the record is missing gets the record, and keeps the rest', async () => {
    const failed = await interruptedAtRoot();
    world.cosign.calls.length = 0;
    await expect(sign()).resolves.toMatchObject({ existing: 'false' });
    expect(
      world
        .writes()
        .map(({ command }) => command)
        .sort(),
    ).toEqual(['attest-blob', 'attest-blob', 'sign']);
    expectComplete();
    const part = v.parse(SignPart, await read('sign.json'));
    expect(part.entries.filter(({ existing }) => existing)).toHaveLength(failed);
  });

  /** @returns how many statements stand */
  async function interruptedAtRoot(): Promise<number> {
    world.registry.beforeWrite = (_kind, reference) => {
      if (reference === fallbackTag(world.image.index)) throw new Error('interrupted');
    };
    await expect(sign()).rejects.toThrow('interrupted');
    world.registry.beforeWrite = () => {};
    return [world.image.amd64, world.image.arm64].flatMap(world.registry.listed).length;
  }

  test('of a single manifest carries all of it there', async () => {
    world.inputs = { ...world.inputs, image: { ...world.inputs.image, digest: world.image.amd64 } };
    await sign();
    expect(world.registry.listed(world.image.amd64)).toEqual([...PLATFORM, RELEASE_RECORD_TYPE]);
    expect(world.registry.listed(world.image.index)).toEqual([]);
  });

  test('every token that Fulcio saw was masked, and no two are the same', async () => {
    await sign();
    const tokens = world.writes().map(({ token }) => token);
    expect(new Set(tokens).size).toBe(9);
    expect(world.secrets).toEqual(expect.arrayContaining([...tokens, 'ghs_token']));
  });
});

describe('nothing is signed', () => {
  const table: readonly (readonly [string, () => Promise<unknown>, string, RegExp])[] = [
    [
      'without any evidence',
      () => rm(world.evidence, { recursive: true }),
      'configuration',
      /evidence folder .* cannot be read/,
    ],
    [
      'without evidence of one platform',
      () => rm(folderOf(world.evidence, 'linux/arm64'), { recursive: true }),
      'policy',
      /linux\/arm64 .*there is no scan of it, there is no SBOM of it/,
    ],
    [
      'without a scan',
      () => rm(path.join(folderOf(world.evidence, 'linux/arm64'), 'scan.json')),
      'policy',
      /linux\/arm64 .*there is no scan of it\./,
    ],
    [
      'without an SBOM',
      () => rm(path.join(folderOf(world.evidence, 'linux/arm64'), 'sbom.json')),
      'policy',
      /there is no SBOM of it/,
    ],
    [
      'when the scan failed',
      () =>
        writeLeg(world.evidence, 'linux/arm64', world.image.arm64, {
          scan: { verdict: 'fail', blocking: 2 },
        }),
      'policy',
      /its scan failed with 2 blocking findings/,
    ],
    [
      'when one of two scans of a manifest failed',
      () =>
        writeFile(
          path.join(folderOf(world.evidence, 'linux/arm64'), 'scan.linux-arm64.json'),
          JSON.stringify(scanOf('linux/arm64', world.image.arm64, { verdict: 'fail', blocking: 1 })),
        ),
      'policy',
      /its scan failed with 1 blocking findings/,
    ],
    [
      'when the scan is about another manifest',
      () =>
        writeLeg(world.evidence, 'linux/arm64', world.image.arm64, {
          scan: { subject: digestOf('another') },
        }),
      'policy',
      /there is no scan of it/,
    ],
    [
      'when the evidence is of another platform',
      () =>
        writeLeg(world.evidence, 'linux/arm64', world.image.arm64, {
          scan: { platform: 'linux/amd64' },
        }),
      'policy',
      /its evidence says linux\/amd64 where the index says linux\/arm64/,
    ],
    [
      'when the SBOM document was changed',
      () => writeFile(path.join(folderOf(world.evidence, 'linux/arm64'), 'sbom.spdx.json'), '{}'),
      'policy',
      /was changed after it was written/,
    ],
    [
      'when the SBOM document is a link',
      async () => {
        const file = path.join(folderOf(world.evidence, 'linux/arm64'), 'sbom.spdx.json');
        await rm(file);
        await symlink('/etc/hostname', file);
      },
      'configuration',
      /cannot be read/,
    ],
    [
      'when the SBOM names a document elsewhere',
      () =>
        writeLeg(world.evidence, 'linux/arm64', world.image.arm64, {
          sbom: {
            documents: [{ format: 'spdx-json', file: '../../../etc/passwd', digest: digestOf('') }],
          },
        }),
      'policy',
      /outside its own folder/,
    ],
    [
      'when the SBOM has no SPDX document',
      () => writeLeg(world.evidence, 'linux/arm64', world.image.arm64, { sbom: { documents: [] } }),
      'policy',
      /its SBOM has no SPDX document/,
    ],
    [
      'when a part is malformed',
      () => writeFile(path.join(folderOf(world.evidence, 'linux/arm64'), 'scan.json'), '{"verdict":"pass"}'),
      'configuration',
      /scan\.json cannot be used: "subject" is wrong/,
    ],
    [
      'when the image is absent',
      async () => {
        world.registry.manifests.delete(world.image.index);
      },
      'configuration',
      /is not in the registry/,
    ],
    [
      'when a platform manifest is absent',
      async () => {
        world.registry.manifests.delete(world.image.arm64);
      },
      'configuration',
      /which is not in the registry/,
    ],
    [
      'when the registry serves other bytes',
      async () => {
        const other = world.registry.manifests.get(world.image.amd64);
        if (other !== undefined) world.registry.manifests.set(world.image.arm64, other);
      },
      'remote',
      /serves other bytes/,
    ],
    [
      'when the environment and the token disagree',
      async () => {
        world.dependencies = {
          ...world.dependencies,
          env: { ...world.dependencies.env, GITHUB_REPOSITORY: 'acme/other' },
        };
      },
      'configuration',
      /GITHUB_REPOSITORY is "acme\/other", and the OIDC token of this job says "acme\/shop"/,
    ],
    [
      'when the token names no workflow',
      async () => {
        world.dependencies = { ...world.dependencies, oidc: async () => 'e30.e30.x' };
      },
      'configuration',
      /does not identify a workflow/,
    ],
  ];
  test.each(table)('%s', async (_name, arrange, code, message) => {
    await arrange();
    await expect(sign()).rejects.toMatchObject({ category: code, message: expect.stringMatching(message) });
    expect(world.writes()).toEqual([]);
    expect(world.registry.written).toEqual([]);
    expect(existsSync(path.join(world.evidence, 'record.json'))).toBe(false);
  });

  test.each([
    ['without an evidence folder', () => rm(world.evidence, { recursive: true })],
    [
      'with evidence that cannot be read',
      () => writeFile(path.join(folderOf(world.evidence, 'linux/arm64'), 'scan.json'), '{"verdict":"pass"}'),
    ],
  ])('%s, no tool is asked for, and of the registry one list', async (_name, arrange) => {
    await arrange();
    const asked: string[] = [];
    const { oidc } = world.dependencies;
    world.dependencies = {
      ...world.dependencies,
      oidc: async (audience) => {
        asked.push('oidc');
        return oidc(audience);
      },
      resolveTool: async () => {
        asked.push('tool');
        return { path: '/bin/cosign', version: '3.1.3' };
      },
    };
    await expect(sign()).rejects.toMatchObject({ category: 'configuration' });
    expect(asked).toEqual(['oidc']);
    expect(world.cosign.calls).toEqual([]);
    expect(world.registry.asked).toEqual([fallbackTag(world.image.index)]);
  });

  test('without evidence and without the permission, the permission is asked for first', async () => {
    await rm(world.evidence, { recursive: true });
    const { ACTIONS_ID_TOKEN_REQUEST_URL: _, ...env } = world.dependencies.env;
    const failure = configurationFailure({ code: 'test/failure', cause: 'No permission.', remedy: 'None.' });
    world.dependencies = { ...world.dependencies, env, oidc: () => Promise.reject(failure) };
    await expect(sign()).rejects.toBe(failure);
    expect(world.registry.asked).toEqual([]);
  });

  test('a list of more entries than anybody reads stops the step before anything is made', async () => {
    const entry = (at: number) => ({ mediaType: OCI_MANIFEST, digest: digestOf(String(at)), size: 1 });
    const list = (length: number) => ({
      mediaType: OCI_INDEX,
      bytes: Buffer.from(
        JSON.stringify({
          schemaVersion: 2,
          mediaType: OCI_INDEX,
          manifests: Array.from({ length }, (_entry, at) => entry(at)),
        }),
      ),
    });
    world.registry.manifests.set(fallbackTag(world.image.arm64), list(1001));
    await expect(sign()).rejects.toMatchObject({ category: 'remote' });
    expect(world.cosign.calls).toEqual([]);
    expect(world.registry.written).toEqual([]);
  });

  test('nor is one attached where the list has no room', async () => {
    const noise = world.registry.put({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf('{}'), size: 2 },
      layers: [],
    });
    const entry = { mediaType: OCI_MANIFEST, digest: noise, size: 1, artifactType: 'application/vnd.noise' };
    const full = {
      mediaType: OCI_INDEX,
      bytes: Buffer.from(
        JSON.stringify({
          schemaVersion: 2,
          mediaType: OCI_INDEX,
          manifests: Array.from({ length: 1000 }, (_entry, at) => ({
            ...entry,
            digest: digestOf(String(at)),
          })),
        }),
      ),
    };
    world.registry.manifests.set(fallbackTag(world.image.index), full);
    await expect(sign()).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringContaining('lists 1000 documents already'),
    });
    expect(world.registry.manifests.get(fallbackTag(world.image.index))).toBe(full);
  });

  test('an extra platform that nobody scanned stops the rest too', async () => {
    const { manifests } = world.registry;
    const index = JSON.parse(manifests.get(world.image.index)?.bytes.toString() ?? '');
    const extra = JSON.parse(manifests.get(world.image.amd64)?.bytes.toString() ?? '');
    const platform = { os: 'linux', architecture: 's390x' };
    const config = Buffer.from(JSON.stringify(platform));
    world.registry.blobs.set(digestOf(config), config);
    const digest = world.registry.put({
      ...extra,
      config: { ...extra.config, digest: digestOf(config), size: config.length },
    });
    const size = manifests.get(digest)?.bytes.length;
    index.manifests.push({ ...index.manifests[0], digest, size, platform });
    const planted = world.registry.put(index, index.mediaType);
    world.inputs = { ...world.inputs, image: { ...world.inputs.image, digest: planted } };
    await expect(sign()).rejects.toMatchObject({
      category: 'policy',
      message: expect.stringContaining('linux/s390x'),
    });
    expect(world.writes()).toEqual([]);
  });

  test('whatever is missing or wrong of the evidence (property)', async () => {
    const change = fc.constantFrom(
      'none',
      'no scan',
      'no sbom',
      'fail',
      'foreign scan',
      'foreign sbom',
      'tampered',
    );
    await fc.assert(
      fc.asyncProperty(change, change, async (first, second) => {
        const own = await createWorld('property');
        for (const [platform, subject, what] of [
          ['linux/amd64', own.image.amd64, first],
          ['linux/arm64', own.image.arm64, second],
        ] as const) {
          const folder = folderOf(own.evidence, platform);
          const foreign = digestOf(`${platform} of somebody else`);
          await writeLeg(own.evidence, platform, subject, {
            ...(what === 'fail' ? { scan: { verdict: 'fail', blocking: 1 } } : {}),
            ...(what === 'foreign scan' ? { scan: { subject: foreign } } : {}),
            ...(what === 'foreign sbom' ? { sbom: { subject: foreign } } : {}),
            ...(what === 'tampered' ? { document: '{"changed":true}' } : {}),
          });
          if (what === 'no scan') await rm(path.join(folder, 'scan.json'));
          if (what === 'no sbom') await rm(path.join(folder, 'sbom.json'));
        }
        const signed = await run(own.inputs, own.dependencies).then(
          () => true,
          () => false,
        );
        const sound = first === 'none' && second === 'none';
        expect(signed).toBe(sound);
        expect(own.writes()).toHaveLength(sound ? 9 : 0);
        await rm(own.root, { recursive: true });
      }),
      { numRuns: 40 },
    );
  });
});

describe('what others have put on the image', () => {
  test.each([
    ['another workflow', { job_workflow_ref: 'evil/x/.github/workflows/y.yml@refs/heads/main' }],
    ['another source repository', { repository: 'evil/shop' }],
    ['another ref', { ref: 'refs/heads/feature' }],
  ])('by %s does not count as ours', async (_name, other) => {
    for (const subject of ['index', 'amd64', 'arm64'] as const) attach(subject, SIGNATURE_TYPE, {}, other);
    attach('amd64', VERDICT_TYPE, scanOf('linux/amd64', world.image.amd64), other);
    await sign();
    expect(world.writes()).toHaveLength(9);
  });

  test('with our name and a forged signature does not count either', async () => {
    attach('index', SIGNATURE_TYPE, {}, {}, true);
    await sign();
    expect(world.writes()).toHaveLength(9);
  });

  test('a verdict that fails is not kept, whoever it is by', async () => {
    await sign();
    attach(
      'amd64',
      VERDICT_TYPE,
      scanOf('linux/amd64', world.image.amd64, {
        verdict: 'fail',
        blocking: 1,
        scannedAt: '2026-12-01T00:00:00Z',
      }),
    );
    await rm(world.evidence, { recursive: true });
    await expect(sign()).rejects.toMatchObject({ category: 'configuration' });
  });

  test('a record of another commit is not taken for this one', async () => {
    await sign();
    const writes = world.writes().length;
    world.claims.sha = 'd'.repeat(40);
    world.dependencies = {
      ...world.dependencies,
      env: { ...world.dependencies.env, GITHUB_SHA: 'd'.repeat(40) },
    };
    await expect(sign()).resolves.toMatchObject({ existing: 'false' });
    expect(world.writes()).toHaveLength(writes + 2);
    expect(world.registry.listed(world.image.index)).toEqual([...ROOT, PROVENANCE_TYPE, RELEASE_RECORD_TYPE]);
  });
});

describe('when the registry loses a statement', () => {
  /** Takes away what was listed, as a writer does that has read the list before. */
  const lose = (subject: Digest) => world.registry.manifests.delete(fallbackTag(subject));

  test('it is attached again, not made again', async () => {
    let lost = 0;
    world.registry.afterWrite = (_kind, reference) => {
      if (reference !== fallbackTag(world.image.amd64) || lost > 0) return;
      lost += 1;
      lose(world.image.amd64);
      attach('amd64', 'https://other.example/v1', {});
    };
    await sign();
    expect(world.registry.listed(world.image.amd64)).toEqual(['https://other.example/v1', ...PLATFORM]);
    expect(world.writes()).toHaveLength(9);
    expect(world.logged.join('\n')).toMatch(/4 of 4 statements about linux\/amd64 are not listed any more/);
  });

  test('one of an earlier run is attached again too', async () => {
    await sign();
    const [, , record] = JSON.parse(
      world.registry.manifests.get(fallbackTag(world.image.index))?.bytes.toString() ?? '',
    ).manifests;
    world.registry.manifests.delete(record.digest);
    const tag = world.registry.manifests.get(fallbackTag(world.image.index));
    const index = JSON.parse(tag?.bytes.toString() ?? '');
    world.registry.manifests.set(fallbackTag(world.image.index), {
      mediaType: index.mediaType,
      bytes: Buffer.from(JSON.stringify({ ...index, manifests: index.manifests.slice(0, 2) })),
    });
    let lost = false;
    world.registry.afterWrite = (kind) => {
      if (kind === 'tag' && !lost) lose(world.image.index);
      lost ||= kind === 'tag';
    };
    world.cosign.calls.length = 0;
    await sign();
    expect(world.writes()).toHaveLength(1);
    expectComplete();
  });

  test('again and again, it is an error, and no record is attached', async () => {
    world.registry.afterWrite = (kind) => {
      if (kind === 'tag') for (const subject of [world.image.amd64, world.image.arm64]) lose(subject);
    };
    await expect(sign()).rejects.toMatchObject({
      category: 'remote',
      message: expect.stringContaining('does not keep'),
    });
    expect(world.writes()).toHaveLength(9);
    expect(world.registry.listed(world.image.index)).toEqual([]);
    expect([...world.registry.manifests.values()].join()).not.toContain(RELEASE_RECORD_TYPE);
  });

  test('an attempt that failed after it was logged leaves nothing in the registry', async () => {
    const failAfter = world.cosign.exec;
    let failed = false;
    world.dependencies = {
      ...world.dependencies,
      exec: async (file, args, options) => {
        const result = await failAfter(file, args, options);
        if (failed || args[0] !== 'sign') return result;
        failed = true;
        return { ...result, exitCode: 1, stderr: 'Error: Post "https://rekor": connection reset by peer' };
      },
    };
    await sign();
    expectComplete();
    expect(world.writes()).toHaveLength(10);
  });

  test('the list of one subject is written once, with everything', async () => {
    await sign();
    const tags = world.registry.written
      .filter(({ kind }) => kind === 'tag')
      .map(({ reference }) => reference);
    expect(new Set(tags).size).toBe(tags.length);
  });
});

describe('what cosign made is attached only when', () => {
  test.each<[string, (bundle: Parameters<typeof makeBundle>[0]) => object, RegExp]>([
    ['it is about the subject', () => ({ subject: digestOf('other') }), /says something else/],
    ['it is of the type', () => ({ type: 'https://other.example/v1' }), /says something else/],
    ['it holds what was given', () => ({ predicate: { verdict: 'pass' } }), /says something else/],
    ['it is logged', () => ({ logged: false }), /is in no transparency log/],
    [
      'its certificate names this job',
      ({ claims }) => ({ claims: { ...claims, repository: 'acme/other' } }),
      /the source repository is "acme\/other" instead of "acme\/shop"/,
    ],
  ])('%s', async (_name, change, message) => {
    // The last of nine: all others were good.
    world.cosign.distort = (bundle) =>
      bundle.type === RELEASE_RECORD_TYPE ? { ...bundle, ...change(bundle) } : bundle;
    await expect(sign()).rejects.toMatchObject({ message: expect.stringMatching(message) });
    expect(world.writes()).toHaveLength(9);
    expect(world.registry.written).toEqual([]);
  });
});

test('what others have listed is kept', async () => {
  const foreign = world.registry.put({
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf('{}'), size: 2 },
    layers: [],
    subject: { mediaType: OCI_MANIFEST, digest: world.image.amd64, size: 1 },
  });
  const entry = {
    mediaType: OCI_MANIFEST,
    digest: foreign,
    size: 1,
    artifactType: 'application/vnd.acme',
    data: 'e30=',
    'com.acme.unknown': [1],
  };
  const index = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [entry], annotations: { by: 'acme' } };
  world.registry.manifests.set(fallbackTag(world.image.amd64), {
    mediaType: OCI_INDEX,
    bytes: Buffer.from(JSON.stringify(index)),
  });
  await sign();
  // Nothing that could be a bundle: it is not read.
  expect(world.registry.asked).not.toContain(foreign);
  const after = JSON.parse(
    world.registry.manifests.get(fallbackTag(world.image.amd64))?.bytes.toString() ?? '',
  );
  expect(after).toMatchObject({ annotations: { by: 'acme' } });
  expect(after.manifests[0]).toEqual(entry);
  expect(after.manifests).toHaveLength(5);
});

test('a certificate that says something else stops the release', async () => {
  const { oidc } = world.dependencies;
  let calls = 0;
  world.dependencies = {
    ...world.dependencies,
    oidc: async (audience) => {
      calls += 1;
      if (calls > 1) world.claims.repository = 'acme/other';
      return oidc(audience);
    },
  };
  await expect(sign()).rejects.toMatchObject({
    message: expect.stringContaining('the source repository is "acme/other" instead of "acme/shop"'),
  });
});

test('documents of thirty-one megabytes are signed, kept and found again', async () => {
  const packages = Array.from({ length: 110_000 }, (_, at) => ({ name: `p${at}`, note: 'x'.repeat(270) }));
  for (const platform of ['linux/amd64', 'linux/arm64'] as const) {
    const document = JSON.stringify({ spdxVersion: 'SPDX-2.3', name: platform, packages });
    expect(document.length).toBeGreaterThan(31_000_000);
    const digest = platform === 'linux/amd64' ? world.image.amd64 : world.image.arm64;
    await writeLeg(world.evidence, platform, digest, {
      document,
      sbom: { documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest: digestOf(document) }] },
    });
  }
  await sign();
  expectComplete();
  await expect(sign()).resolves.toMatchObject({ existing: 'true' });
}, 240_000);

test('a document larger than can be attested is refused before anything is signed', async () => {
  const large = 'x'.repeat(33 * 1024 * 1024);
  await writeLeg(world.evidence, 'linux/arm64', world.image.arm64, {
    document: large,
    sbom: { documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest: digestOf(large) }] },
  });
  await expect(sign()).rejects.toMatchObject({ category: 'configuration' });
  expect(world.writes()).toEqual([]);
});

describe('what the builds were made with', () => {
  const source = (reference: string, pinned = false) => ({
    reference,
    uri: `pkg:docker/${reference}`,
    digest: digestOf(reference),
    pinned,
  });
  const dockerfile = source('docker.io/docker/dockerfile:1');
  const evil = source('docker.io/evil/dockerfile:1');
  const python = source('docker.io/library/python:3.14-slim');
  const writeBuild = async (
    platform: string,
    digest: Digest,
    sources: object | undefined,
    name = 'build.json',
  ) =>
    writeFile(
      path.join(folderOf(world.evidence, platform), name),
      JSON.stringify({
        digest: world.image.index,
        platforms: [{ platform, digest, size: 1, ...(sources === undefined ? {} : { sources }) }],
      }),
    );
  const both = async (sources: object | undefined) => {
    await writeBuild('linux/amd64', world.image.amd64, { frontends: [dockerfile], bases: [] });
    await writeBuild('linux/arm64', world.image.arm64, sources);
  };
  const limited = (pinnedBases: 'off' | 'fail' = 'off') => {
    world.inputs = {
      ...world.inputs,
      sources: { frontends: [parseFrontend('docker/dockerfile')], pinnedBases },
      workflowInputs: { severity: 'HIGH' },
    };
  };

  test('is in the record and, with the inputs of the workflow, in the provenance', async () => {
    limited();
    await both({ frontends: [dockerfile], bases: [python] });
    await sign();
    const record = v.parse(ReleaseRecord, await read('record.json'));
    expect(record.platforms.map(({ sources }) => sources)).toEqual([
      { frontends: [dockerfile], bases: [] },
      { frontends: [dockerfile], bases: [python] },
    ]);
    const bundle = [...world.registry.blobs.values()].find((blob) => {
      const payload = /"payload":"([^"]+)"/.exec(blob.toString())?.[1] ?? '';
      return Buffer.from(payload, 'base64').toString().includes(PROVENANCE_TYPE);
    });
    const { payload } = JSON.parse(bundle?.toString() ?? '').dsseEnvelope;
    expect(JSON.parse(Buffer.from(payload, 'base64').toString())).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [world.image.index, world.image.amd64, world.image.arm64].map((digest) => ({
        name: 'ghcr.io/acme/shop/api',
        digest: { sha256: digest.slice(7) },
      })),
      predicate: {
        buildDefinition: {
          externalParameters: { inputs: { severity: 'HIGH' } },
          resolvedDependencies: [
            { uri: 'git+https://github.com/acme/shop@refs/heads/main' },
            { uri: dockerfile.uri, annotations: { kind: 'frontend' } },
            { uri: python.uri, annotations: { kind: 'base' } },
          ],
        },
      },
    });
  });

  test.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'a frontend that is not allowed',
      () => both({ frontends: [evil], bases: [] }),
      /evil\/dockerfile:1" is not among/,
    ],
    ['nothing that anybody knows', () => both(undefined), /does not say what it was built with/],
    [
      'something that two parts say differently',
      async () => {
        await both({ frontends: [evil], bases: [] });
        await writeBuild(
          'linux/arm64',
          world.image.arm64,
          { frontends: [], bases: [] },
          'build.linux-arm64.json',
        );
      },
      /does not say what it was built with/,
    ],
    [
      'a base without digest',
      () => both({ frontends: [], bases: [python] }),
      /python:3.14-slim" is not pinned/,
    ],
  ])('%s is not signed', async (_what, arrange, reason) => {
    limited('fail');
    await arrange();
    await expect(sign()).rejects.toMatchObject({
      code: 'sign/refused-source',
      message: expect.stringMatching(reason),
    });
    expect(world.writes()).toEqual([]);
  });
});

describe('further statements', () => {
  const VEX = 'https://openvex.dev/ns';
  const give = async (text: string) => {
    const file = path.join(world.root, 'vex.json');
    await writeFile(file, text);
    world.inputs = { ...world.inputs, predicates: [{ type: VEX, file }] };
  };

  test('are about every manifest, in one signature, and the record stays last', async () => {
    await give('{ "statements": [] }');
    await sign();
    expect(world.writes()).toHaveLength(10);
    expect(world.registry.listed(world.image.index)).toEqual([
      SIGNATURE_TYPE,
      PROVENANCE_TYPE,
      VEX,
      RELEASE_RECORD_TYPE,
    ]);
    expect(world.registry.listed(world.image.arm64)).toEqual([...PLATFORM, VEX]);
  });

  test('are added to a release that is complete, and not twice', async () => {
    await sign();
    await give('{"statements":[]}');
    const writes = world.writes().length;
    await expect(sign()).resolves.toMatchObject({ existing: 'false' });
    await give('{ "statements" : [ ] }');
    await expect(sign()).resolves.toMatchObject({ existing: 'true' });
    expect(world.writes()).toHaveLength(writes + 1);
  });

  test.each([
    ['no JSON', 'x'],
    ['a list', '[]'],
    ['nested without an end', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('that are %s stop the release before anything is signed', async (_what, text) => {
    const file = path.join(world.root, 'vex.json');
    await writeFile(file, text);
    world.inputs = { ...world.inputs, predicates: [{ type: VEX, file }] };
    await expect(sign()).rejects.toMatchObject({ code: 'sign/bad-predicate' });
    expect(world.writes()).toEqual([]);
  });

  test('behind a link are not read', async () => {
    await symlink('/etc/hostname', path.join(world.root, 'link.json'));
    world.inputs = { ...world.inputs, predicates: [{ type: VEX, file: path.join(world.root, 'link.json') }] };
    await expect(sign()).rejects.toMatchObject({ code: 'evidence/unreadable' });
  });

  test('of CycloneDX are those of the evidence, each of its platform', async () => {
    const document = '{"bomFormat":"CycloneDX"}';
    for (const platform of ['linux/amd64', 'linux/arm64']) {
      const folder = folderOf(world.evidence, platform);
      const part = JSON.parse(await readFile(path.join(folder, 'sbom.json'), 'utf8'));
      await writeFile(path.join(folder, 'sbom.cdx.json'), document);
      part.documents.push({ format: 'cyclonedx-json', file: 'sbom.cdx.json', digest: digestOf(document) });
      await writeFile(path.join(folder, 'sbom.json'), JSON.stringify(part));
    }
    world.inputs = { ...world.inputs, cyclonedx: true };
    await sign();
    expect(world.registry.listed(world.image.amd64)).toEqual([...PLATFORM, 'https://cyclonedx.org/bom']);
    expect(world.registry.listed(world.image.index)).toEqual(ROOT);
  });
});

test('bundles are kept as files, whether they were made now or before', async () => {
  const kept = async (folder: string) => {
    world.inputs = { ...world.inputs, bundles: path.join(world.root, folder) };
    await sign();
    const names = (await readdir(path.join(world.root, folder))).toSorted();
    const read = (name: string) => readFile(path.join(world.root, folder, name), 'utf8');
    return Promise.all(names.map(async (name) => [name, parseBundle(await read(name)).statement.type]));
  };
  const first = await kept('first');
  expect(first).toHaveLength(11);
  expect(first).toContainEqual(['index.sealift.dev-release-v1.sigstore.json', RELEASE_RECORD_TYPE]);
  expect(first).toContainEqual(['linux-arm64.slsa.dev-provenance-v1.sigstore.json', PROVENANCE_TYPE]);
  expect(await kept('second')).toEqual(first);
});

describe('in GitHub’s store of attestations', () => {
  type Request = { readonly method: string; readonly url: string; readonly body?: { bundle: object } };
  const withStore = (answer: (request: Request) => readonly [status: number, body: object]) => {
    const requests: Request[] = [];
    world.inputs = { ...world.inputs, githubAttestations: true };
    world.dependencies = {
      ...world.dependencies,
      fetch: (async (url: string, init: RequestInit = {}) => {
        const body = typeof init.body === 'string' ? { body: JSON.parse(init.body) } : {};
        const request = { method: init.method ?? 'GET', url: String(url), ...body };
        requests.push(request);
        const [status, json] = answer(request);
        return new Response(JSON.stringify(json), {
          status,
          headers: { 'content-type': 'application/json' },
        });
      }) as typeof globalThis.fetch,
    };
    return requests;
  };

  test('each attestation is put once, and no signature', async () => {
    const requests = withStore(() => [201, { id: 1 }]);
    await sign();
    expect(new Set(requests.map(({ method, url }) => `${method} ${url}`))).toEqual(
      new Set(['POST https://api.github.com/repos/acme/shop/attestations']),
    );
    const types = requests.map(({ body }) => parseBundle(JSON.stringify(body?.bundle)).statement.type);
    expect(types.toSorted()).toEqual(
      [SPDX_TYPE, SPDX_TYPE, VERDICT_TYPE, VERDICT_TYPE, PROVENANCE_TYPE, RELEASE_RECORD_TYPE].toSorted(),
    );
  });

  test('what an earlier run left is put where it is not there', async () => {
    await sign();
    const requests = withStore(({ method, url }) =>
      method === 'POST'
        ? [201, { id: 1 }]
        : [200, { attestations: url.includes('provenance') ? [{ bundle: {} }] : [] }],
    );
    await expect(sign()).resolves.toMatchObject({ existing: 'true' });
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(5);
  });

  test('without the permission the failure names it', async () => {
    withStore(() => [403, { message: 'Resource not accessible by integration' }]);
    await expect(sign()).rejects.toMatchObject({
      code: 'github/attestations-forbidden',
      remedy: expect.stringContaining('"attestations: write"'),
    });
  });
});
