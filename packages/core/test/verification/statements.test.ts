/** Which of several statements decides, and what it must say. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Digest, digestOf } from '../../src/image/digest.ts';
import type { ReleaseRecord, ScanPart } from '../../src/release/record.ts';
import { canonicalDigest } from '../../src/text/canonical-json.ts';
import { findRecord, type RecordExpectation } from '../../src/verification/attested-record.ts';
import { parseRequirement, predicateTypeOf } from '../../src/verification/requirements.ts';
import { findSbom } from '../../src/verification/sbom.ts';
import { newestFirst, newestOf, type SignedTime, signedTimeOf } from '../../src/verification/signed-time.ts';
import {
  contradictionOf,
  type DatedPredicate,
  findVerdict,
  type VerdictConditions,
} from '../../src/verification/verdict.ts';

const AMD64 = digestOf('amd64');
const INDEX = digestOf('index');
const NOW = Date.parse('2026-11-02T00:05:00Z');
const NONE = { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 };

const database = {
  version: 2,
  updatedAt: '2026-11-01T00:00:00Z',
  digest: digestOf('database'),
  repository: 'mirror.gcr.io/aquasec/trivy-db:2',
};
const scan = (other: Partial<ScanPart> = {}): ScanPart => ({
  verdict: 'pass',
  subject: AMD64,
  platform: 'linux/amd64',
  policy: { threshold: 'HIGH', fixableOnly: true, blind: 'auto' },
  spared: { accepted: NONE, unfixed: NONE },
  suppressions: [],
  blindness: [],
  counts: { ...NONE, LOW: 3, MEDIUM: 2 },
  blocking: 0,
  ignored: 0,
  scanner: { name: 'trivy', version: '0.76.0' },
  database,
  scannedAt: '2026-11-02T00:00:00Z',
  ...other,
});
const FAIL = { verdict: 'fail', blocking: 1, counts: { ...NONE, CRITICAL: 1 } } as const;

/** @param at minutes after {@link NOW} at which it was signed, or between which */
const signed = (predicate: unknown, at: number | readonly [number, number] = 0): DatedPredicate => {
  const [from, to] = typeof at === 'number' ? [at, at] : at;
  return { predicate, signed: { earliest: NOW + from * 60_000, latest: NOW + to * 60_000 } };
};

describe('signed time', () => {
  const validity = { earliest: 100, latest: 200 };
  test.each<[string, number[], SignedTime]>([
    ['one', [150], { earliest: 150, latest: 150 }],
    ['several', [160, 110, 150], { earliest: 110, latest: 160 }],
    ['the ends', [100, 200], validity],
    ['none', [], validity],
    ['only false ones', [99, 201, Number.POSITIVE_INFINITY, Number.NaN], validity],
    ['false ones beside a true one', [1, 150, 9e15], { earliest: 150, latest: 150 }],
  ])('of %s', (_what, times, expected) => {
    expect(signedTimeOf(times, validity)).toEqual(expected);
  });

  const time = fc.tuple(fc.nat(20), fc.nat(5)).map(
    ([earliest, length]): DatedPredicate => ({
      predicate: undefined,
      signed: { earliest, latest: earliest + length },
    }),
  );
  test('nothing that may be the newest is left out, and nothing else is in (property)', () => {
    fc.assert(
      fc.property(fc.array(time, { maxLength: 8 }), (statements) => {
        const newest = newestOf(statements);
        for (const each of statements) {
          const certainlyOlder = statements.some((other) => other.signed.earliest > each.signed.latest);
          expect(newest.includes(each)).toBe(!certainlyOlder);
        }
        expect(newest).toEqual(newestFirst(statements).filter((each) => newest.includes(each)));
      }),
    );
  });
});

describe('verdict', () => {
  test.each<[string, readonly DatedPredicate[], string, RegExp]>([
    ['none', [], 'missing', /no scan verdict/],
    ['unreadable', [signed({ verdict: 'pass' })], 'unreadable', /cannot be read/],
    ['about another', [signed(scan({ subject: INDEX }))], 'other-subject', /is about sha256:/],
    ['fail', [signed(scan({ ...FAIL, blocking: 1 }))], 'verdict-fail', /"fail" with 1/],
    ['a fail signed later', [signed(scan(), 0), signed(scan(FAIL), 1)], 'verdict-fail', /"fail" with 1/],
    [
      'a fail signed later that says an earlier time of itself',
      [signed(scan(), 0), signed(scan({ ...FAIL, scannedAt: '2020-01-01T00:00:00Z' }), 1)],
      'verdict-fail',
      /"fail"/,
    ],
    [
      'a pass of the year 9999 beside the fail of today',
      [signed(scan({ scannedAt: '9999-12-31T00:00:00Z' }), 0), signed(scan(FAIL), 1)],
      'verdict-fail',
      /"fail"/,
    ],
    [
      'a pass of the year 9999 after the fail',
      [signed(scan(FAIL), 0), signed(scan({ scannedAt: '9999-12-31T00:00:00Z' }), 1)],
      'scan-in-future',
      /9999.*was signed at 2026/,
    ],
    [
      'a pass of which nobody knows that it is newer than a fail',
      [signed(scan(FAIL), [0, 4]), signed(scan(), [2, 6])],
      'verdict-fail',
      /"fail"/,
    ],
    ['a pass and a fail of the same second', [signed(scan()), signed(scan(FAIL))], 'verdict-fail', /"fail"/],
    ['a newer one that cannot be read', [signed(scan(), 0), signed({}, 1)], 'unreadable', /cannot be read/],
    [
      'a newer one about another manifest',
      [signed(scan(), 0), signed(scan({ subject: INDEX }), 1)],
      'other-subject',
      /is about/,
    ],
    [
      'one of a later version of the schema',
      [signed({ ...scan(), verdict: 'pass', added: true })],
      'unreadable',
      /cannot be read/,
    ],
  ])('%s', (_name, statements, code, reason) => {
    for (const order of [statements, statements.toReversed()])
      expect(findVerdict(order, AMD64)).toEqual({ code, reason: expect.stringMatching(reason) });
  });

  test.each<[string, readonly DatedPredicate[]]>([
    ['a fail', [signed(scan(FAIL), 0)]],
    ['one that cannot be read', [signed({}, 0)]],
    ['one about another manifest', [signed(scan({ subject: INDEX, ...FAIL }), 0)]],
    ['many fails', [0, 1, 2, 3].map((at) => signed(scan(FAIL), at))],
  ])('a newer pass settles %s', (_name, older) => {
    const own = scan();
    expect(findVerdict([...older, signed(own, 9)], AMD64)).toEqual({ verdict: own });
  });

  test('is a pass only when the newest is one (property)', () => {
    const entry = fc.tuple(fc.constantFrom('pass', 'fail', 'unreadable'), fc.nat(30));
    fc.assert(
      fc.property(fc.uniqueArray(entry, { maxLength: 6, selector: ([, at]) => at }), (entries) => {
        const statements = entries.map(([kind, at]) =>
          signed(kind === 'pass' ? scan() : kind === 'fail' ? scan(FAIL) : {}, at),
        );
        const newest = entries.toSorted(([, a], [, b]) => b - a)[0]?.[0];
        expect('verdict' in findVerdict(statements, AMD64)).toBe(newest === 'pass');
      }),
    );
  });
});

describe('a verdict must follow from its own counts', () => {
  const unfixed = { id: 'CVE-1', package: 'zlib', version: '1', severity: 'CRITICAL' } as const;
  const fixed = { ...unfixed, id: 'CVE-2', fixedVersion: '2' } as const;
  const ALL = { threshold: 'HIGH', fixableOnly: false, blind: 'auto' } as const;
  const critical = (count: number) => ({ ...NONE, CRITICAL: count });
  const spared = (accepted: number, withoutFix: number) => ({
    accepted: critical(accepted),
    unfixed: critical(withoutFix),
  });

  test.each<[string, Partial<ScanPart>]>([
    ['a pass with 999 critical findings', { counts: critical(999), policy: ALL }],
    ['the same where only what has a fix counts', { counts: critical(999) }],
    ['the same with an empty list', { counts: critical(999), findings: [] }],
    [
      'the same, none with a fix, where all count',
      {
        counts: critical(999),
        policy: ALL,
        spared: spared(0, 999),
      },
    ],
    ['a pass with blocking findings', { counts: critical(3), blocking: 3 }],
    ['a fail without any', { verdict: 'fail', counts: critical(3), spared: spared(0, 3) }],
    ['a fail with more than were found', { verdict: 'fail', counts: critical(3), blocking: 4 }],
    ['fewer accepted than there are', { counts: critical(3), ignored: 2, spared: spared(2, 0) }],
    ['more accepted than there are', { counts: critical(1), ignored: 3, spared: spared(3, 0) }],
    ['more excused in all than there are', { counts: critical(3), ignored: 2, spared: spared(2, 2) }],
    ['a number of ignored that is none of them', { counts: critical(3), ignored: 9, spared: spared(3, 0) }],
    [
      'less than nothing at one severity for another',
      {
        counts: { ...critical(1), HIGH: 1 },
        spared: { accepted: NONE, unfixed: { ...NONE, HIGH: 2 } },
      },
    ],
    ['a listed one that has a fix', { counts: critical(1), spared: spared(0, 1), findings: [fixed] }],
    [
      'a pass although a package database is missing',
      { blindness: [{ kind: 'no-packages', detail: 'x', blocking: true }] },
    ],
    [
      'the same that says that it does not count',
      { blindness: [{ kind: 'no-packages', detail: 'x', blocking: false }] },
    ],
  ])('%s is refused', (_name, other) => {
    expect(contradictionOf(scan(other))?.code).toBe('verdict-contradicts-itself');
    if (other.verdict === undefined)
      expect(findVerdict([signed(scan(other))], AMD64)).toMatchObject({ code: 'verdict-contradicts-itself' });
  });

  test.each<[string, Partial<ScanPart>]>([
    ['nothing at all', { counts: NONE, policy: ALL }],
    ['only lesser findings', { counts: { ...NONE, LOW: 99, MEDIUM: 99 }, policy: ALL }],
    ['all of them accepted', { counts: critical(3), ignored: 3, spared: spared(3, 0), policy: ALL }],
    ['none has a fix', { counts: critical(1), spared: spared(0, 1), findings: [unfixed] }],
    [
      'one without a fix in three places',
      {
        counts: critical(3),
        spared: spared(0, 3),
        findings: [unfixed],
      },
    ],
    [
      'the one with a fix is accepted',
      {
        counts: critical(2),
        ignored: 1,
        spared: spared(1, 1),
        findings: [unfixed, { ...fixed, suppressed: {} }],
      },
    ],
    ['a fail that counts right', { verdict: 'fail', counts: critical(3), blocking: 3, policy: ALL }],
    [
      'a fail by blindness alone',
      {
        verdict: 'fail',
        blindness: [{ kind: 'no-packages', detail: 'x', blocking: true }],
      },
    ],
  ])('%s is believed', (_name, other) => {
    expect(contradictionOf(scan(other))).toBeUndefined();
  });
});

describe('what can be asked of a verdict', () => {
  const judged = (other: Partial<ScanPart>, conditions: VerdictConditions, at = 0) => {
    const found = findVerdict([signed(scan(other), at)], AMD64, conditions);
    return 'verdict' in found ? 'pass' : found.code;
  };
  const policy = (threshold: ScanPart['policy']['threshold'], fixableOnly = true) => ({
    policy: { threshold, fixableOnly, blind: 'auto' as const },
    counts: NONE,
  });
  const HOUR = 3_600_000;
  const age = (hours: number, now = NOW): VerdictConditions => ({ maxScanAge: { age: hours * HOUR, now } });

  test.each<[string, Partial<ScanPart>, VerdictConditions, string]>([
    ['CRITICAL where HIGH is asked', policy('CRITICAL'), { minimumSeverity: 'HIGH' }, 'verdict-too-lenient'],
    ['CRITICAL where LOW is asked', policy('CRITICAL'), { minimumSeverity: 'LOW' }, 'verdict-too-lenient'],
    ['HIGH where HIGH is asked', policy('HIGH'), { minimumSeverity: 'HIGH' }, 'pass'],
    ['LOW where HIGH is asked', policy('LOW'), { minimumSeverity: 'HIGH' }, 'pass'],
    [
      'blindness that only warns',
      { policy: { ...policy('HIGH').policy, blind: 'warn' } },
      { blind: 'auto' },
      'verdict-too-lenient',
    ],
    ['blindness that counts', {}, { blind: 'auto' }, 'pass'],
    ['blindness that does not count enough', {}, { blind: 'fail' }, 'verdict-too-lenient'],
    ['unfixed did not count', policy('HIGH'), { countUnfixed: true }, 'verdict-too-lenient'],
    ['unfixed counted', policy('HIGH', false), { countUnfixed: true }, 'pass'],
    ['unfixed counted, unasked', policy('HIGH', false), {}, 'pass'],
    ['a scan of five minutes', {}, age(1), 'pass'],
    ['a scan of two hours', { scannedAt: '2026-11-01T22:00:00Z' }, age(1), 'scan-too-old'],
    ['in another time zone', { scannedAt: '2026-11-02T08:00:00+09:00' }, age(1), 'scan-too-old'],
    ['a database of a day', {}, { maxDatabaseAge: 24 * HOUR }, 'pass'],
    ['a database of a day and more', {}, { maxDatabaseAge: 24 * HOUR - 1 }, 'database-too-old'],
    [
      'a database of 1999',
      { database: { ...database, updatedAt: '1999-01-01T00:00:00Z' } },
      { maxDatabaseAge: 9e10 },
      'database-too-old',
    ],
    [
      'a database of 2099',
      { database: { ...database, updatedAt: '2099-01-01T00:00:00Z' } },
      {},
      'database-in-future',
    ],
    ['a scan within the skew of clocks', { scannedAt: '2026-11-02T00:09:00Z' }, {}, 'pass'],
    ['a scan after its signature', { scannedAt: '2026-11-02T00:11:00Z' }, {}, 'scan-in-future'],
    ['a scan of year 9999', { scannedAt: '9999-12-31T23:59:59Z' }, age(1), 'scan-in-future'],
  ])('%s', (_name, other, conditions, expected) => {
    expect(judged(other, conditions)).toBe(expected);
  });

  test('is asked of what decides, not of what does not', () => {
    const conditions = { minimumSeverity: 'LOW' } as const;
    const strict = signed(scan({ ...policy('LOW') }), 0);
    expect(findVerdict([strict, signed(scan(policy('CRITICAL')), 1)], AMD64, conditions)).toMatchObject({
      code: 'verdict-too-lenient',
    });
  });
});

const sbom: ReleaseRecord['platforms'][number]['sbom'] = {
  subject: AMD64,
  platform: 'linux/amd64',
  generator: { name: 'syft', version: '1.54.1' },
  packages: 112,
  documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest: digestOf('document') }],
  canonicalDigest: digestOf('canonical'),
};
const served = { platform: 'linux/amd64', digest: AMD64, size: 54_321_000 };
const OURS = 'c0ffee'.padEnd(40, '0');
const record = (other: Partial<ReleaseRecord> = {}, commit = OURS): ReleaseRecord => ({
  schema: 'sealift.release/v1',
  app: 'api',
  image: 'ghcr.io/acme/shop/api',
  digest: INDEX,
  tags: ['sha-1234567', 'main'],
  deployTag: 'sha-1234567',
  source: {
    repository: 'acme/shop',
    ref: 'refs/heads/main',
    commit,
    workflowRef: 'acme/shop/.github/workflows/release.yml@refs/heads/main',
    runId: '4711',
    runAttempt: '1',
    runUrl: 'https://github.com/acme/shop/actions/runs/4711',
  },
  platforms: [{ ...served, scan: scan(), sbom }],
  ...other,
});

describe('record', () => {
  const expected: RecordExpectation = {
    image: 'ghcr.io/acme/shop/api',
    digest: INDEX,
    platforms: [served],
    policy: { sourceRepository: 'acme/shop', sourceRef: 'refs/heads/main' },
  };
  const found = (statements: readonly DatedPredicate[], other: Partial<RecordExpectation> = {}) =>
    findRecord(statements, { ...expected, ...other });
  const [OLD, NEW] = ['1'.repeat(40), '2'.repeat(40)];

  test.each<[string, unknown, Partial<RecordExpectation>, RegExp]>([
    ['malformed', { schema: 'x' }, {}, /cannot be read: its "[a-z]+" is wrong/],
    ['app', record(), { app: 'web' }, /its app is "api" instead of "web"/],
    ['image', record({ image: 'ghcr.io/acme/shop/web' }), {}, /its image is/],
    ['digest', record({ digest: AMD64 }), {}, /its digest is/],
    [
      'repository',
      record(),
      { policy: { ...expected.policy, sourceRepository: 'acme/x' } },
      /its source repository/,
    ],
    ['ref', record(), { policy: { ...expected.policy, sourceRef: 'refs/heads/x' } }, /its source ref/],
    ['commit', record(), { commit: 'd'.repeat(40) }, /its commit/],
    ['platforms', record(), { platforms: [served, { ...served, digest: INDEX }] }, /its platforms/],
    ['not the claimed one', record(), { same: record({ deployTag: 'other' }) }, /differs from the one/],
    [
      'a failing platform',
      record({ platforms: [{ ...served, scan: scan({ verdict: 'fail' }), sbom }] }),
      {},
      /its evidence for linux\/amd64/,
    ],
    [
      'evidence of another manifest',
      record({ platforms: [{ ...served, scan: scan(), sbom: { ...sbom, subject: INDEX } }] }),
      {},
      /its evidence for linux\/amd64/,
    ],
  ])('%s', (_name, predicate, changes, reason) => {
    expect(found([signed(predicate)], changes)).toMatchObject({ reason: expect.stringMatching(reason) });
  });

  test('a copy is a release where the record says that it goes, and nowhere else', () => {
    const copied = record({ copies: ['mirror.example/shop/api'] });
    expect(found([signed(copied)], { image: 'mirror.example/shop/api' })).toEqual({ record: copied });
    expect(found([signed(copied)])).toEqual({ record: copied });
    expect(found([signed(copied)], { image: 'mirror.example/shop/web' })).toMatchObject({
      code: 'record-differs',
    });
  });

  test('none', () => {
    expect(found([])).toMatchObject({ code: 'missing' });
  });

  test('of two that are valid the newest counts, in whatever order they come', () => {
    const two = [signed(record({}, OLD), 0), signed(record({}, NEW), 1)];
    for (const order of [two, two.toReversed()]) expect(found(order)).toEqual({ record: record({}, NEW) });
  });

  test('of two of the same second it is always the same', () => {
    const two = [signed(record({}, OLD)), signed(record({}, NEW))];
    expect(found(two)).toEqual(found(two.toReversed()));
  });

  test('the one of the commit that is asked for, or that is claimed, although a newer one is there', () => {
    const two = [signed(record({}, OLD), 0), signed(record({}, NEW), 1)];
    expect(found(two, { commit: OLD })).toEqual({ record: record({}, OLD) });
    expect(found(two, { same: record({}, OLD) })).toEqual({ record: record({}, OLD) });
    expect(found(two, { commit: '3'.repeat(40) })).toMatchObject({ code: 'record-differs' });
  });

  test.each<[string, unknown]>([
    ['for another app', record({ app: 'web' })],
    ['for another image', record({ image: 'ghcr.io/acme/shop/web' })],
    ['for another digest', record({ digest: AMD64 as Digest })],
    ['with a platform that failed', record({ platforms: [{ ...served, scan: scan(FAIL), sbom }] })],
    ['that cannot be read', { schema: 'sealift.release/v2' }],
  ])('a newer one %s is not passed over', (_name, newer) => {
    const statements = [signed(record(), 0), signed(newer, 1)];
    expect(found(statements, { app: 'api' })).toHaveProperty('reason');
    expect(found(statements, { app: 'api', commit: OURS })).toHaveProperty('reason');
    // And a newer one of ours settles it.
    expect(found([...statements, signed(record(), 2)], { app: 'api' })).toEqual({ record: record() });
  });
});

describe('what can be required', () => {
  test.each([
    ['signature', 'signature'],
    ['provenance', 'provenance'],
    ['https://slsa.dev/provenance/v1', 'provenance'],
    ['https://spdx.dev/Document', 'sbom'],
    ['https://cyclonedx.org/bom', 'https://cyclonedx.org/bom'],
    ['https://openvex.dev/ns/v0.2.0', 'https://openvex.dev/ns/v0.2.0'],
    ['urn:acme:review', 'urn:acme:review'],
  ])('%s', (text, expected) => {
    expect(parseRequirement(text)).toBe(expected);
  });
  test.each([
    '',
    'sboms',
    'SBOM',
    'https://',
    'https://a b',
    'x|y:z',
    'https://a.example/`',
    `https://a/${'a'.repeat(500)}`,
    '--type:x',
  ])('not %j', (text) => {
    expect(parseRequirement(text)).toBeUndefined();
  });
  test('by the document that the record names', () => {
    const documents = [
      { spdxVersion: 'SPDX-2.3', name: 'a' },
      { name: 'b', spdxVersion: 'SPDX-2.3' },
    ];
    const expected = canonicalDigest({ name: 'a', spdxVersion: 'SPDX-2.3' });
    if (expected === undefined) throw new Error('no digest');
    expect(findSbom(documents, expected)).toEqual({ sbom: documents[0] });
    expect(findSbom(documents.slice(1), expected)).toMatchObject({ code: 'sbom-differs' });
    expect(findSbom([undefined], expected)).toMatchObject({ code: 'sbom-differs' });
    expect(findSbom([], expected)).toMatchObject({ code: 'missing' });
  });
  test('by its predicate type', () => {
    expect(predicateTypeOf('provenance')).toBe('https://slsa.dev/provenance/v1');
    expect(predicateTypeOf('urn:acme:review')).toBe('urn:acme:review');
  });
});
