/** What verify can be asked for beyond "it is signed": each way in which an image could seem to be what it is not. */
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { remoteFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import {
  PROVENANCE_TYPE,
  RELEASE_RECORD_TYPE,
  type ReleaseRecord,
  SIGNATURE_TYPE,
  SPDX_TYPE,
  VERDICT_TYPE,
} from '@sealift/core/release/record';
import { exactly } from '@sealift/core/verification/identity';
import { REASON_CODES, REQUIREMENTS } from '@sealift/core/verification/requirements';
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
import { GITHUB_TRUSTED_ROOT, TRUSTED_ROOT } from '@sealift/testing/sigstore/trust-roots';
import { noTrust } from '@sealift/tools/sigstore/no-trust';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Conditions } from '../src/conditions.ts';
import type { Inputs } from '../src/inputs.ts';
import { run } from '../src/run.ts';

const IDENTITY = `https://github.com/${CLAIMS.job_workflow_ref}`;
const ASKED: Conditions = {
  run: undefined,
  verdict: {},
  maxScanAge: undefined,
  app: undefined,
  signed: 'all',
};

let world: TestRelease;
let inputs: Inputs;
beforeEach(async () => {
  world = await createRelease();
  inputs = {
    images: [{ ...IMAGE_NAME, digest: world.image.index }],
    evidence: undefined,
    policy: {
      identities: exactly(IDENTITY),
      issuer: CLAIMS.iss,
      sourceRepository: 'acme/shop',
      sourceRef: 'refs/heads/main',
    },
    trust: undefined,
    require: REQUIREMENTS,
    platforms: [],
    conditions: ASKED,
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

type Subject = keyof TestRelease['image'];
const attach = (subject: Subject, type: string, predicate: unknown, other: object = {}) =>
  world.registry.attach(
    world.image[subject],
    makeBundle({ subject: world.image[subject], type, predicate, ...other }),
  );

/** What a program learns: `verified`, or the codes. */
async function judged(changes: Partial<Inputs> = {}): Promise<string> {
  await run({ ...inputs, ...changes }, world.runtime).catch(() => {});
  const reasons: { code: string; label?: string }[] = JSON.parse(world.outputs.get('reasons') ?? '[]');
  for (const { code } of reasons) expect(REASON_CODES).toContain(code);
  const result = world.outputs.get('result');
  return result === 'refused'
    ? [...new Set(reasons.map(({ code, label }) => `${label ?? 'image'}: ${code}`))].join(', ')
    : (result ?? 'nothing');
}
const asking = (conditions: Partial<Conditions>) => judged({ conditions: { ...ASKED, ...conditions } });
const scan = (other: Parameters<typeof scanOf>[2] = {}) => scanOf('linux/amd64', world.image.amd64, other);
const NONE = { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 };
const FAIL = { verdict: 'fail', blocking: 1, counts: { ...NONE, CRITICAL: 1 } } as const;

describe('a verdict that is attached after the release', () => {
  test.each<[string, () => unknown, string]>([
    ['a pass of today', () => scan(), 'verified'],
    ['a fail', () => scan(FAIL), 'linux/amd64: verdict-fail'],
    [
      'a fail that says that it is old',
      () => scan({ ...FAIL, scannedAt: '2001-01-01T00:00:00Z' }),
      'linux/amd64: verdict-fail',
    ],
    [
      'a pass of the year 9999',
      () => scan({ scannedAt: '9999-12-31T00:00:00Z' }),
      'linux/amd64: scan-in-future',
    ],
    [
      'a pass by a database of 2099',
      () => scan({ database: { ...scan().database, updatedAt: '2099-01-01T00:00:00Z' } }),
      'linux/amd64: database-in-future',
    ],
    [
      'a pass by no database in particular',
      () => ({ ...scan(), database: { version: 2, updatedAt: '2026-11-01T00:00:00Z' } }),
      'linux/amd64: unreadable',
    ],
    [
      'a pass with 999 critical findings',
      () => scan({ counts: { ...NONE, CRITICAL: 999 } }),
      'linux/amd64: verdict-contradicts-itself',
    ],
    [
      'a pass of a scanner that nobody knows',
      () => ({ ...scan(), scanner: { name: 'none', version: '1' } }),
      'linux/amd64: unreadable',
    ],
    ['a later version of the schema', () => ({ ...scan(), also: true }), 'linux/amd64: unreadable'],
    ['nothing at all', () => null, 'linux/amd64: unreadable'],
    [
      'a pass of another manifest',
      () => scanOf('linux/amd64', world.image.arm64),
      'linux/amd64: other-subject',
    ],
  ])('%s', async (_what, predicate, expected) => {
    await signRelease(world);
    attach('amd64', VERDICT_TYPE, predicate());
    expect(await judged()).toBe(expected);
  });

  test('of a statement in a version that is not known is not passed over', async () => {
    await signRelease(world);
    attach('amd64', VERDICT_TYPE, scan(), { statementType: 'https://in-toto.io/Statement/v9' });
    expect(await judged()).toBe('linux/amd64: unreadable');
  });

  test.each<[string, object]>([
    ['forged', { forged: true }],
    ['of another repository', { claims: { ...CLAIMS, repository: 'evil/shop' } }],
  ])('a fail that is %s bricks nothing', async (_what, other) => {
    await signRelease(world);
    attach('amd64', VERDICT_TYPE, scan(FAIL), other);
    expect(await judged()).toBe('verified');
  });

  test('an old fail is settled by a newer pass, and comes back with no forged time', async () => {
    await signRelease(world);
    const unpromisedAt = '2026-12-04T00:00:00Z';
    attach('amd64', VERDICT_TYPE, scan(FAIL), { signedAt: '2026-12-02T00:00:00Z', unpromisedAt });
    attach('amd64', VERDICT_TYPE, scan(), { signedAt: '2026-12-03T00:00:00Z' });
    expect(await judged()).toBe('verified');
  });

  test('nor by a promise that is null, which verifiers read as none', async () => {
    await signRelease(world);
    const subject = world.image.amd64;
    const [signedAt, unpromisedAt] = ['2026-12-02T00:00:00Z', '2026-12-04T00:00:00Z'];
    const bundle = JSON.parse(
      makeBundle({ subject, type: VERDICT_TYPE, predicate: scan(FAIL), signedAt, unpromisedAt }),
    );
    bundle.verificationMaterial.tlogEntries[1].inclusionPromise = null;
    world.registry.attach(subject, JSON.stringify(bundle));
    attach('amd64', VERDICT_TYPE, scan(), { signedAt: '2026-12-03T00:00:00Z' });
    expect(await judged()).toBe('verified');
  });

  test('an old pass stays old, whatever time somebody writes beside it', async () => {
    await signRelease(world);
    const signedAt = '2026-12-02T00:00:00Z';
    const unpromisedAt = '2026-12-04T00:00:00Z';
    attach('amd64', VERDICT_TYPE, scan(), { signedAt, unpromisedAt });
    // It counts, and is of the time that its log signed.
    expect(await judged()).toBe('verified');
    expect(
      JSON.parse(world.outputs.get('verified') ?? '')[0].subjects.flatMap(
        ({ statements }: { statements: { signedAt?: string }[] }) => statements.map((each) => each.signedAt),
      ),
    ).toEqual(expect.arrayContaining([expect.stringContaining('2026-12-02T00:00:00')]));
    attach('amd64', VERDICT_TYPE, scan(FAIL), { signedAt: '2026-12-03T00:00:00Z' });
    expect(await judged()).toBe('linux/amd64: verdict-fail');
  });

  test('what was signed outside the time of its certificate does not count', async () => {
    await signRelease(world);
    const validity = ['2026-12-02T00:00:00Z', '2026-12-02T00:10:00Z'] as const;
    attach('amd64', VERDICT_TYPE, scan(FAIL), { signedAt: '2026-12-03T00:00:00Z' });
    attach('amd64', VERDICT_TYPE, scan(), { signedAt: '2026-12-04T00:00:00Z', validity });
    expect(await judged()).toBe('linux/amd64: verdict-fail');
  });
});

describe('a policy can be demanded', () => {
  const policy = (threshold: 'CRITICAL' | 'HIGH', fixableOnly = true) =>
    scan({ policy: { threshold, fixableOnly, blind: 'auto' } });
  test.each<[string, () => unknown, Partial<Conditions>, string]>([
    [
      'CRITICAL for HIGH',
      () => policy('CRITICAL'),
      { verdict: { minimumSeverity: 'HIGH' } },
      'linux/amd64: verdict-too-lenient',
    ],
    ['HIGH for HIGH', () => policy('HIGH'), { verdict: { minimumSeverity: 'HIGH' } }, 'verified'],
    ['HIGH for CRITICAL', () => policy('HIGH'), { verdict: { minimumSeverity: 'CRITICAL' } }, 'verified'],
    ['blindness', () => policy('HIGH'), { verdict: { blind: 'auto' } }, 'verified'],
  ])('%s', async (_what, predicate, conditions, expected) => {
    await signRelease(world);
    attach('amd64', VERDICT_TYPE, predicate());
    expect(await asking(conditions)).toBe(expected);
  });

  test('all findings, also those without a fix', async () => {
    await signRelease(world);
    expect(await asking({ verdict: { countUnfixed: true } })).toBe(
      'linux/amd64: verdict-too-lenient, linux/arm64: verdict-too-lenient',
    );
  });

  test('the age of a scan, by the clock of the verifier', async () => {
    await signRelease(world);
    const at = (iso: string) => {
      world.runtime = { ...world.runtime, clock: { ...world.runtime.clock, now: () => Date.parse(iso) } };
      return asking({ maxScanAge: 24 * 3_600_000 });
    };
    expect(await at('2026-11-02T23:59:00Z')).toBe('verified');
    expect(await at('2026-11-03T00:01:00Z')).toBe('linux/amd64: scan-too-old, linux/arm64: scan-too-old');
  });

  test('the age of the database', async () => {
    await signRelease(world);
    expect(await asking({ verdict: { maxDatabaseAge: 24 * 3_600_000 } })).toBe('verified');
    expect(await asking({ verdict: { maxDatabaseAge: 23 * 3_600_000 } })).toMatch(/database-too-old/);
  });
});

describe('the run that signed can be demanded', () => {
  const CALLER = 'https://github.com/acme/shop/.github/workflows/release.yml';
  const ours = {
    callerWorkflow: CALLER,
    triggers: ['push'],
    runnerEnvironment: 'github-hosted',
    commit: CLAIMS.sha,
  } as const;
  const under = (run: object) => judged({ policy: { ...inputs.policy, run } });

  test('as it was', async () => {
    await signRelease(world);
    expect(await under(ours)).toBe('verified');
    expect(await under({ ...ours, callerWorkflow: `${CALLER}@refs/heads/main` })).toBe('verified');
  });
  test.each<[string, object]>([
    ['another caller workflow', { callerWorkflow: CALLER.replace('release', 'other') }],
    ['a caller whose name goes on', { callerWorkflow: CALLER.slice(0, -1) }],
    ['a caller at another ref', { callerWorkflow: `${CALLER}@refs/heads/dev` }],
    ['another trigger', { triggers: ['schedule', 'workflow_dispatch'] }],
    ['another runner', { runnerEnvironment: 'self-hosted' }],
    ['another commit', { commit: 'd'.repeat(40) }],
  ])('not %s', async (_what, run) => {
    await signRelease(world);
    expect(await under(run)).toMatch(/^the index: signer-not-trusted/);
  });
});

describe('records', () => {
  const recordOf = async (): Promise<ReleaseRecord> =>
    JSON.parse(await readFile(path.join(world.evidence, 'record.json'), 'utf8'));

  test('of another app than is expected', async () => {
    await signRelease(world);
    expect(await asking({ app: 'api' })).toBe('verified');
    expect(await asking({ app: 'web' })).toBe('the index: record-differs');
  });

  test('of two on one digest the newest, or the one of the commit that is asked for', async () => {
    await signRelease(world);
    const record = await recordOf();
    const commit = 'd'.repeat(40);
    attach('index', RELEASE_RECORD_TYPE, { ...record, source: { ...record.source, commit } });
    const found = async (changes: Partial<Inputs> = {}) => {
      expect(await judged({ require: ['signature', 'record'], ...changes })).toBe('verified');
      return JSON.parse(world.outputs.get('verified') ?? '')[0].commit;
    };
    expect(await found()).toBe(commit);
    const claimed = { images: [], evidence: world.evidence };
    expect(await found(claimed)).toBe(CLAIMS.sha);
  });

  test('that cannot be read refuse, until there is a newer one', async () => {
    await signRelease(world);
    const record = await recordOf();
    attach('index', RELEASE_RECORD_TYPE, { schema: 'sealift.release/v2' });
    expect(await judged()).toMatch(/^the index: unreadable/);
    attach('index', RELEASE_RECORD_TYPE, record);
    expect(await judged()).toBe('verified');
  });

  test('name their SBOMs: any other SPDX document does not count', async () => {
    await signRelease(world);
    const document = { spdxVersion: 'SPDX-2.3', name: 'of another image' };
    attach('amd64', SPDX_TYPE, document);
    expect(await judged()).toBe('verified');
    world = await createRelease('other');
    await signRelease(world);
    for (const entry of world.registry.children(world.image.amd64))
      if (world.registry.manifests.get(entry.digest)?.bytes.toString().includes(SPDX_TYPE))
        world.registry.manifests.delete(entry.digest);
    const tag = world.registry.manifests.get(fallbackTag(world.image.amd64));
    const index = JSON.parse(tag?.bytes.toString() ?? '');
    index.manifests = index.manifests.filter(({ digest }: { digest: Digest }) =>
      world.registry.manifests.has(digest),
    );
    world.registry.manifests.set(fallbackTag(world.image.amd64), {
      mediaType: index.mediaType,
      bytes: Buffer.from(JSON.stringify(index)),
    });
    attach('amd64', SPDX_TYPE, document);
    expect(await judged({ images: [{ ...IMAGE_NAME, digest: world.image.index }] })).toBe(
      'linux/amd64: sbom-differs',
    );
  });
});

test('provenance must say what the certificate says', async () => {
  await signRelease(world);
  attach('index', PROVENANCE_TYPE, { buildDefinition: {} });
  expect(await judged()).toBe('the index: provenance-differs');
});

describe('any other predicate', () => {
  const VEX = 'https://openvex.dev/ns/v0.2.0';
  test('is required on the digest that is given', async () => {
    await signRelease(world);
    const require = [...REQUIREMENTS, VEX] as const;
    expect(await judged({ require })).toBe('the index: missing');
    attach('amd64', VEX, {});
    expect(await judged({ require })).toBe('the index: missing');
    attach('index', VEX, {}, { claims: { ...CLAIMS, ref: 'refs/heads/dev' } });
    expect(await judged({ require })).toBe('the index: signer-not-trusted');
    attach('index', VEX, {});
    expect(await judged({ require })).toBe('verified');
  });
});

describe('images of others', () => {
  const signature = { require: ['signature'] } as const;
  const foreign = (subject: Subject, other: object = {}) => attach(subject, SIGNATURE_TYPE, {}, other);

  test('whose index alone is signed, only when the user says so', async () => {
    foreign('index');
    expect(await judged(signature)).toBe('linux/amd64: missing, linux/arm64: missing');
    const index = { ...ASKED, signed: 'index' } as const;
    expect(await judged({ ...signature, conditions: index })).toBe('verified');
    // What is not asked of a platform is not said to have been there.
    expect(JSON.parse(world.outputs.get('verified') ?? '')[0].subjects).toMatchObject([
      { label: 'the index', requirements: ['signature'], statements: [{ verified: true }] },
      { label: 'linux/amd64', requirements: [], statements: [] },
      { label: 'linux/arm64', requirements: [], statements: [] },
    ]);
    expect(await judged({ require: ['signature', 'sbom'], conditions: index })).toMatch(
      /^linux\/amd64: missing/,
    );
  });

  test('whose platforms alone are signed are refused either way', async () => {
    foreign('amd64');
    foreign('arm64');
    for (const signed of ['all', 'index'] as const)
      expect(await judged({ ...signature, conditions: { ...ASKED, signed } })).toBe('the index: missing');
  });

  test('of cosign 3.0, listed by the type of their config', async () => {
    for (const subject of ['index', 'amd64', 'arm64'] as const) {
      foreign(subject);
      const tag = fallbackTag(world.image[subject]);
      const list = JSON.parse(world.registry.manifests.get(tag)?.bytes.toString() ?? '');
      for (const entry of list.manifests) entry.artifactType = 'application/vnd.oci.empty.v1+json';
      const bytes = Buffer.from(JSON.stringify(list));
      world.registry.manifests.set(tag, { mediaType: list.mediaType, bytes });
    }
    expect(await judged(signature)).toBe('verified');
  });

  test('in a registry with the referrers API', async () => {
    world.registry.api = true;
    for (const subject of ['index', 'amd64', 'arm64'] as const) foreign(subject);
    expect(await judged(signature)).toBe('verified');
  });

  describe('of cosign 1 and 2', () => {
    const old = (subject: Subject, identity = IDENTITY) =>
      attachOldSignature(world.registry, world.image[subject], identity);
    const index = { ...ASKED, signed: 'index' } as const;

    test('under their tag', async () => {
      old('index');
      expect(await judged({ ...signature, conditions: index })).toBe('verified');
      expect(JSON.parse(world.outputs.get('verified') ?? '')[0].subjects[0].statements).toEqual([
        { type: 'cosign container image signature', verified: true },
      ]);
      expect(await judged(signature)).toBe('linux/amd64: missing, linux/arm64: missing');
    });
    test('need a cosign: that it cannot be had is no refusal', async () => {
      old('index');
      const failure = remoteFailure({ code: 'test/failure', cause: 'No download.', remedy: 'None.' });
      world.runtime = { ...world.runtime, resolveTool: () => Promise.reject(failure) };
      const asked = run({ ...inputs, ...signature, conditions: index }, world.runtime);
      await expect(asked).rejects.toBe(failure);
      expect(world.outputs.get('result')).toBe('unknown');
    });
    test('by somebody else', async () => {
      old('index', 'https://github.com/evil/x/.github/workflows/x.yml@refs/heads/main');
      expect(await judged({ ...signature, conditions: index })).toBe('the index: not-valid');
    });
    test('tell nothing of a run, and carry nothing else', async () => {
      old('index');
      const policy = { ...inputs.policy, run: { triggers: ['push'] } };
      expect(await judged({ ...signature, conditions: index, policy })).toBe('the index: old-format');
      expect(await judged({ conditions: index })).toMatch(/^the index: missing, linux\/amd64: missing/);
    });
  });

  test('what is there and was not looked at is said', async () => {
    foreign('amd64');
    attach('amd64', SPDX_TYPE, {}, { forged: true });
    await judged({ ...signature, images: [{ ...IMAGE_NAME, digest: world.image.amd64 }] });
    expect(JSON.parse(world.outputs.get('verified') ?? '')[0].subjects[0].statements).toMatchObject([
      { type: SIGNATURE_TYPE, verified: true, signedAt: expect.stringMatching(/^2026-12/) },
      { type: SPDX_TYPE, verified: false },
    ]);
  });
});

describe('out of files', () => {
  let folder: string;
  /** What the registry lists, as files. */
  async function save(): Promise<void> {
    folder = path.join(world.root, 'bundles');
    await mkdir(path.join(folder, 'more'), { recursive: true });
    const bundles = [...world.registry.blobs.values()]
      .map(String)
      .filter((text) => text.includes('dsseEnvelope'));
    await Promise.all(
      bundles.slice(2).map((text, at) => writeFile(path.join(folder, 'more', `${at}.sigstore.json`), text)),
    );
    // As `gh attestation download` writes them.
    await writeFile(path.join(folder, 'all.jsonl'), `${bundles.slice(0, 2).join('\n')}\n`);
    await writeFile(path.join(folder, 'readme.json'), '{}');
    await writeFile(path.join(world.root, 'trusted_root.json'), TRUSTED_ROOT);
  }
  const offline = (changes: Partial<Inputs> = {}) => {
    const trustedRoot = path.join(world.root, 'trusted_root.json');
    return judged({ bundles: folder, trustedRoot, offline: true, ...changes });
  };
  beforeEach(async () => {
    await signRelease(world);
    await save();
  });

  test('without any network, platforms by the attested record', async () => {
    const asked = world.registry.asked.length;
    const noKeys = () => Promise.reject(new Error('no keys but those of the file'));
    const trustRoots = { public: noKeys, github: noKeys, signing: noKeys };
    world.runtime = { ...world.runtime, trustRoots, registry: undefined as never };
    expect(await offline()).toBe('verified');
    expect(world.registry.asked).toHaveLength(asked);
    expect(world.cosign.calls).toEqual([]);
    expect(JSON.parse(world.outputs.get('verified') ?? '')[0].platforms).toEqual([
      { platform: 'linux/amd64', digest: world.image.amd64 },
      { platform: 'linux/arm64', digest: world.image.arm64 },
    ]);
  });

  test('by the keys of the file and no others', async () => {
    const other = path.join(world.root, 'other_root.json');
    await writeFile(other, GITHUB_TRUSTED_ROOT);
    expect(await offline({ trustedRoot: other })).toMatch(/^unknown\/unknown: not-valid, /);
    expect(await offline({ trustedRoot: path.join(world.root, 'absent.json') })).toBe('unknown');
  });

  test('what is not in the files is missing', async () => {
    const other = await createRelease('other');
    expect(await offline({ images: [{ ...IMAGE_NAME, digest: other.image.index }] })).toMatch(/: missing/);
  });

  test('a newer fail among them is not outvoted', async () => {
    const fail = makeBundle({ subject: world.image.amd64, type: VERDICT_TYPE, predicate: scan(FAIL) });
    await writeFile(path.join(folder, 'fail.json'), fail);
    expect(await offline()).toBe('linux/amd64: verdict-fail');
  });

  test('with manifests from the registry, and no statement from there', async () => {
    world.registry.manifests.delete(fallbackTag(world.image.amd64));
    expect(await judged()).not.toBe('verified');
    expect(await judged({ bundles: folder })).toBe('verified');
  });

  test('links are not followed, and a folder without bundles is an error', async () => {
    const empty = path.join(world.root, 'empty');
    await mkdir(empty);
    await symlink(path.join(folder, 'all.jsonl'), path.join(empty, 'all.jsonl'));
    for (const bundles of [empty, path.join(world.root, 'absent')])
      await expect(run({ ...inputs, bundles }, world.runtime)).rejects.toMatchObject({
        code: 'cosign/bad-bundles',
      });
  });
});

describe('a verification summary', () => {
  const written = async (name: string) =>
    JSON.parse(await readFile(path.join(world.root, 'out', name), 'utf8'));
  const verify = (changes: Partial<Inputs> = {}) =>
    judged({ vsa: path.join(world.root, 'out', 'vsa.json'), ...changes });

  test('says what was verified, by which policy and from what', async () => {
    await signRelease(world);
    expect(await verify()).toBe('verified');
    const statement = await written('vsa.json');
    expect(statement).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'ghcr.io/acme/shop/api', digest: { sha256: world.image.index.slice(7) } }],
      predicateType: 'https://slsa.dev/verification_summary/v1',
      predicate: {
        verifier: { id: expect.stringMatching(/^https:/) },
        timeVerified: new Date(world.runtime.clock.now()).toISOString(),
        resourceUri: expect.stringMatching(
          /^pkg:oci\/api@sha256(?::|%3A)[0-9a-f]{64}\?repository_url=ghcr\.io(?:\/|%2F)acme/,
        ),
        verificationResult: 'PASSED',
        verifiedLevels: ['SLSA_BUILD_LEVEL_2'],
      },
    });
    const { inputAttestations, policy } = statement.predicate;
    expect(inputAttestations.length).toBeGreaterThanOrEqual(9);
    for (const { digest } of inputAttestations)
      expect(world.registry.blobs.has(`sha256:${digest.sha256}`)).toBe(true);
    expect(JSON.parse(Buffer.from(policy.content, 'base64').toString())).toMatchObject({
      identities: [IDENTITY],
      sourceRef: 'refs/heads/main',
      require: REQUIREMENTS,
    });
    expect(await written('vsa.predicate.json')).toEqual(statement.predicate);
  });

  test('claims no level without provenance', async () => {
    await signRelease(world);
    await verify({ require: ['signature'] });
    expect((await written('vsa.json')).predicate.verifiedLevels).toEqual(['SLSA_BUILD_LEVEL_UNEVALUATED']);
  });

  test('is there when the image is refused, and says so', async () => {
    expect(await verify()).toMatch(/missing/);
    expect((await written('vsa.json')).predicate).toMatchObject({
      verificationResult: 'FAILED',
      verifiedLevels: ['FAILED'],
      inputAttestations: [],
    });
  });

  test('is not written when nothing is known', async () => {
    await signRelease(world);
    const failing = () => Promise.reject(noTrust('TUF', 'it answered 503'));
    world.runtime = { ...world.runtime, trustRoots: { public: failing, github: failing, signing: failing } };
    expect(await verify()).toBe('unknown');
    await expect(written('vsa.json')).rejects.toThrow('ENOENT');
  });

  test('is about one image', async () => {
    await signRelease(world);
    const images = [world.image.index, world.image.amd64].map((digest) => ({ ...IMAGE_NAME, digest }));
    await expect(run({ ...inputs, images, vsa: 'x.json' }, world.runtime)).rejects.toMatchObject({
      code: 'verify/one-vsa',
    });
  });
});
