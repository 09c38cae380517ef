import { existsSync } from 'node:fs';
import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { digestOf } from '@sealift/core/digest';
import {
  RELEASE_RECORD_TYPE,
  ReleaseRecord,
  SIGNATURE_TYPE,
  SignPart,
  SPDX_TYPE,
  VERDICT_TYPE,
} from '@sealift/core/release-record';
import fc from 'fast-check';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeBundle } from '../../../packages/tools/test/cosign/fake-sigstore.ts';
import { run } from '../src/run.ts';
import { createWorld, folderOf, scanOf, type World, writeLeg } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
const sign = () => run(world.inputs, world.seams);
const read = async (name: string) => JSON.parse(await readFile(path.join(world.evidence, name), 'utf8'));
const PLATFORM = [SIGNATURE_TYPE, SPDX_TYPE, VERDICT_TYPE];
const expectComplete = ({ registry, image } = world) => {
  expect(registry.listed(image.index)).toEqual([SIGNATURE_TYPE, RELEASE_RECORD_TYPE]);
  expect(registry.listed(image.amd64)).toEqual(PLATFORM);
  expect(registry.listed(image.arm64)).toEqual(PLATFORM);
};

describe('a release', () => {
  test('carries everything, once, on every subject', async () => {
    const outputs = await sign();
    expectComplete();
    expect(world.writes()).toHaveLength(8);
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
    expect(world.writes().at(-1)?.args).toContain(`--type=${RELEASE_RECORD_TYPE}`);
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
    expect(part.entries).toHaveLength(8);
    expect(part.entries.every(({ existing }) => !existing)).toBe(true);
    expect(new Set(part.entries.map(({ logIndex }) => logIndex)).size).toBe(8);
  });

  test('again makes nothing, and gives the record as it was attested', async () => {
    await sign();
    const first = await read('record.json');
    const writes = world.writes().length;
    world.seams = { ...world.seams, env: { ...world.seams.env, GITHUB_RUN_ATTEMPT: '3' } };
    const outputs = await run({ ...world.inputs, tags: ['other'] }, world.seams);
    expect(outputs.existing).toBe('true');
    expect(world.writes()).toHaveLength(writes);
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

  test('that was interrupted is completed without repeating what stands', async () => {
    for (const stop of [1, 3, 5, 7]) {
      world = await createWorld(`interrupted ${stop}`);
      let writes = 0;
      world.cosign.faults.push(
        ...Array.from({ length: 99 }, () => (command: string) => {
          if (command !== 'sign' && command !== 'attest') return undefined;
          writes += 1;
          return writes > stop ? { stderr: 'Error: POST x: DENIED: permission_denied' } : undefined;
        }),
      );
      await expect(sign()).rejects.toMatchObject({ code: 'configuration' });
      expect(existsSync(path.join(world.evidence, 'record.json'))).toBe(false);
      world.cosign.faults.length = 0;
      await sign();
      for (const subject of [world.image.index, world.image.amd64, world.image.arm64]) {
        const listed = world.registry.listed(subject);
        expect(new Set(listed).size).toBe(listed.length);
      }
      expect(world.registry.listed(world.image.index)).toContain(RELEASE_RECORD_TYPE);
    }
  });

  test('of a single manifest carries all of it there', async () => {
    world.inputs = { ...world.inputs, image: { ...world.inputs.image, digest: world.image.amd64 } };
    await sign();
    expect(world.registry.listed(world.image.amd64)).toEqual([...PLATFORM, RELEASE_RECORD_TYPE]);
    expect(world.registry.listed(world.image.index)).toEqual([]);
  });

  test('every token that Fulcio saw was masked, and no two are the same', async () => {
    await sign();
    const tokens = world.writes().map(({ token }) => token);
    expect(new Set(tokens).size).toBe(8);
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
        world.seams = { ...world.seams, env: { ...world.seams.env, GITHUB_REPOSITORY: 'acme/other' } };
      },
      'configuration',
      /GITHUB_REPOSITORY is "acme\/other", and the OIDC token of this job says "acme\/shop"/,
    ],
    [
      'when the token names no workflow',
      async () => {
        world.seams = { ...world.seams, oidc: async () => 'e30.e30.x' };
      },
      'configuration',
      /does not identify a workflow/,
    ],
  ];
  test.each(table)('%s', async (_name, arrange, code, message) => {
    await arrange();
    await expect(sign()).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(world.writes()).toEqual([]);
    expect(existsSync(path.join(world.evidence, 'record.json'))).toBe(false);
  });

  test('an extra platform that nobody scanned stops the rest too', async () => {
    const { manifests } = world.registry;
    const index = JSON.parse(manifests.get(world.image.index)?.bytes.toString() ?? '');
    const extra = JSON.parse(manifests.get(world.image.amd64)?.bytes.toString() ?? '');
    const digest = world.registry.put({ ...extra, annotations: { planted: 'yes' } });
    index.manifests.push({ ...index.manifests[0], digest, platform: { os: 'linux', architecture: 's390x' } });
    const planted = world.registry.put(index, index.mediaType);
    world.inputs = { ...world.inputs, image: { ...world.inputs.image, digest: planted } };
    await expect(sign()).rejects.toMatchObject({
      code: 'policy',
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
        const signed = await run(own.inputs, own.seams).then(
          () => true,
          () => false,
        );
        const sound = first === 'none' && second === 'none';
        expect(signed).toBe(sound);
        expect(own.writes()).toHaveLength(sound ? 8 : 0);
        await rm(own.root, { recursive: true });
      }),
      { numRuns: 40 },
    );
  });
});

describe('what others have put on the image', () => {
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
  test.each([
    ['another workflow', { job_workflow_ref: 'evil/x/.github/workflows/y.yml@refs/heads/main' }],
    ['another source repository', { repository: 'evil/shop' }],
    ['another ref', { ref: 'refs/heads/feature' }],
  ])('by %s does not count as ours', async (_name, other) => {
    for (const subject of ['index', 'amd64', 'arm64'] as const) attach(subject, SIGNATURE_TYPE, {}, other);
    attach('amd64', VERDICT_TYPE, scanOf('linux/amd64', world.image.amd64), other);
    await sign();
    expect(world.writes()).toHaveLength(8);
  });

  test('with our name and a forged signature does not count either', async () => {
    attach('index', SIGNATURE_TYPE, {}, {}, true);
    await sign();
    expect(world.writes()).toHaveLength(8);
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
    await expect(sign()).rejects.toMatchObject({ code: 'configuration' });
  });

  test('a record of another commit is not taken for this one', async () => {
    await sign();
    const writes = world.writes().length;
    world.claims.sha = 'd'.repeat(40);
    world.seams = { ...world.seams, env: { ...world.seams.env, GITHUB_SHA: 'd'.repeat(40) } };
    await expect(sign()).resolves.toMatchObject({ existing: 'false' });
    expect(
      world
        .writes()
        .slice(writes)
        .map(({ args }) => args[2]),
    ).toEqual([`--type=${RELEASE_RECORD_TYPE}`]);
  });
});

describe('when the registry loses a statement', () => {
  test('it is made again', async () => {
    let lost = false;
    world.cosign.afterWrite = (subject, type) => {
      if (lost || type !== VERDICT_TYPE) return;
      lost = true;
      world.registry.manifests.delete(`sha256-${subject.slice('sha256:'.length)}`);
    };
    await sign();
    for (const subject of [world.image.amd64, world.image.arm64])
      expect([...world.registry.listed(subject)].sort()).toEqual([...PLATFORM].sort());
    expect(world.logged.join('\n')).toMatch(/3 of 7 statements are not listed any more/);
  });

  test('again and again, it is an error, and no record is attested', async () => {
    world.cosign.afterWrite = (subject) => {
      world.registry.manifests.delete(`sha256-${subject.slice('sha256:'.length)}`);
    };
    await expect(sign()).rejects.toMatchObject({
      code: 'remote',
      message: expect.stringContaining('does not keep'),
    });
    expect(world.writes().some(({ args }) => args.includes(`--type=${RELEASE_RECORD_TYPE}`))).toBe(false);
  });

  test('an attempt that failed after it had written is not repeated', async () => {
    const failAfter = world.cosign.exec;
    let failed = false;
    world.seams = {
      ...world.seams,
      exec: async (file, args, options) => {
        const result = await failAfter(file, args, options);
        if (failed || args[0] !== 'sign') return result;
        failed = true;
        return {
          ...result,
          exitCode: 1,
          stderr: 'Error: failed to upload manifest: Put "https://ghcr.io": connection reset by peer',
        };
      },
    };
    await sign();
    expectComplete();
    expect(world.writes()).toHaveLength(8);
  });

  test('writes to one subject never overlap', async () => {
    const busy = new Set<string>();
    const { exec } = world.cosign;
    let overlaps = 0;
    let parallel = 0;
    world.seams = {
      ...world.seams,
      exec: async (file, args, options) => {
        const reference = args.at(-1) ?? '';
        if (args[0] !== 'sign' && args[0] !== 'attest') return exec(file, args, options);
        if (busy.has(reference)) overlaps += 1;
        busy.add(reference);
        parallel = Math.max(parallel, busy.size);
        await new Promise((resolve) => setTimeout(resolve, 5));
        const result = await exec(file, args, options);
        busy.delete(reference);
        return result;
      },
    };
    await sign();
    expect(overlaps).toBe(0);
    expect(parallel).toBe(3);
  });
});

test('a certificate that says something else stops the release', async () => {
  const { oidc } = world.seams;
  let calls = 0;
  world.seams = {
    ...world.seams,
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

test('a document larger than can be attested is refused before anything is signed', async () => {
  const large = 'x'.repeat(33 * 1024 * 1024);
  await writeLeg(world.evidence, 'linux/arm64', world.image.arm64, {
    document: large,
    sbom: { documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest: digestOf(large) }] },
  });
  await expect(sign()).rejects.toMatchObject({ code: 'configuration' });
  expect(world.writes()).toEqual([]);
});
