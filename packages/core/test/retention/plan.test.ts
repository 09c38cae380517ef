import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Digest } from '../../src/image/digest.ts';
import { mentionsIn } from '../../src/retention/deployed.ts';
import { planRetention } from '../../src/retention/plan.ts';
import type { Rules } from '../../src/retention/rules.ts';
import { digestsIn, subjectsOfTags, type Version } from '../../src/retention/version.ts';

const DAY = 86_400_000;
const NOW = 1_800_000_000_000;
const digest = (number: number): Digest => `sha256:${number.toString(16).padStart(64, '0')}`;

const version = (number: number, more: Partial<Version> = {}): Version => ({
  digest: digest(number),
  tags: [],
  pushed: NOW - 100 * DAY,
  names: [],
  about: [],
  record: false,
  content: [{ digest: digest(number), size: 10 }],
  ...more,
});

const rules = (more: Partial<Rules> = {}): Rules => ({
  now: NOW,
  age: 30 * DAY,
  newest: 0,
  mayExpire: (tag) => tag.startsWith('sha-'),
  deployed: { digests: new Set(), tags: new Set() },
  releasesExpire: false,
  ...more,
});

const going = (versions: readonly Version[], more: Partial<Rules> = {}, limit = 1000) =>
  planRetention(versions, rules(more), limit).groups.map(({ kind, members }) => ({
    kind,
    members: members.map(({ digest: each }) => Number.parseInt(each.slice(7), 16)),
  }));

describe('what goes', () => {
  it('is what failed runs left behind, when it is old', () => {
    expect(going([version(1), version(2, { pushed: NOW - DAY }), version(3, { pushed: undefined })])).toEqual(
      [{ kind: 'leftover', members: [1] }],
    );
  });

  it('is an index, then its parts, then what is said about them', () => {
    const list = version(5, {
      tags: [`sha256-${digest(1).slice(7)}`],
      about: [digest(1)],
      names: [digest(4)],
    });
    const statement = version(4, { about: [digest(1)], names: [digest(1)] });
    const versions = [statement, list, version(2), version(3), version(1, { names: [digest(2), digest(3)] })];
    expect(going(versions)).toEqual([{ kind: 'leftover', members: [1, 2, 3, 4, 5] }]);
  });

  it('is no child, statement or subject of what stays', () => {
    const index = version(1, { tags: ['main'], names: [digest(2)] });
    const statement = version(3, { about: [digest(2)], names: [digest(2)] });
    const onStatement = version(4, { about: [digest(3)], names: [digest(3)] });
    expect(going([index, version(2), statement, onStatement, version(9)])).toEqual([
      { kind: 'leftover', members: [9] },
    ]);
    const tagged = version(6, { tags: ['notes'], about: [digest(7)], names: [digest(7)] });
    expect(going([tagged, version(7)])).toEqual([]);
  });

  it('is what carries tags that may expire, and no other', () => {
    const both = version(1, { tags: ['sha-1', 'main'] });
    expect(going([both, version(2, { tags: ['sha-2', 'sha-3'] })])).toEqual([
      { kind: 'expired', members: [2] },
    ]);
  });

  it('leaves the newest, of those whose tags may all expire', () => {
    const aged = [1, 2, 3].map((days) =>
      version(days, { tags: [`sha-${days}`], pushed: NOW - (50 + days) * DAY }),
    );
    expect(going([...aged, version(9, { tags: ['main'] })], { newest: 2 })).toEqual([
      { kind: 'expired', members: [3] },
    ]);
  });

  it('is nothing that is deployed, and no release unless told', () => {
    const tag = version(1, { tags: ['sha-1'] });
    const platform = version(2);
    const released = [version(3), version(4, { about: [digest(3)], names: [digest(3)], record: true })];
    const deployed = { digests: new Set([digest(2)]), tags: new Set(['sha-1']) };
    expect(going([tag, platform, ...released], { deployed })).toEqual([]);
    expect(going([tag, platform, ...released], { deployed, releasesExpire: true })).toEqual([
      { kind: 'leftover', members: [3, 4] },
    ]);
  });

  it('is no image that was signed a moment ago', () => {
    const fresh = version(2, { about: [digest(1)], names: [digest(1)], pushed: NOW });
    expect(going([version(1), fresh])).toEqual([]);
    expect(going([version(1), { ...fresh, pushed: undefined }])).toEqual([
      { kind: 'leftover', members: [1, 2] },
    ]);
  });

  it('is a statement whose subject is gone', () => {
    expect(going([version(2, { about: [digest(1)], names: [digest(1)] })])).toEqual([
      { kind: 'statement', members: [2] },
    ]);
  });

  it('is bounded by whole groups, the oldest first', () => {
    const pair = [version(1, { names: [digest(2)], pushed: NOW - 300 * DAY }), version(2)];
    expect(going([version(3), ...pair], {}, 2)).toEqual([{ kind: 'leftover', members: [1, 2] }]);
    expect(going(pair, {}, 1)).toEqual([{ kind: 'leftover', members: [1, 2] }]);
  });

  it('counts each blob once, and none that stays in use', () => {
    const base = { digest: digest(100), size: 1000 };
    const own = { digest: digest(101), size: 7 };
    const versions = [
      version(1, { content: [base, own] }),
      version(2, { content: [own] }),
      version(3, { tags: ['main'], content: [base] }),
    ];
    expect(planRetention(versions, rules(), 1000).bytes).toBe(7);
  });
});

// --- Whatever the repository looks like

const numbers = fc.integer({ min: 0, max: 11 });
const anyVersion = (number: number): fc.Arbitrary<Version> =>
  fc.record({
    digest: fc.constant(digest(number)),
    tags: fc.subarray(['main', `sha-${number}`, `sha256-${digest((number + 1) % 12).slice(7)}`]),
    pushed: fc.option(
      fc.integer({ min: 0, max: 90 }).map((days) => NOW - days * DAY),
      { nil: undefined },
    ),
    names: fc.array(numbers.map(digest), { maxLength: 3 }),
    about: fc.array(numbers.map(digest), { maxLength: 1 }),
    record: fc.boolean(),
    content: fc.constant([{ digest: digest(number), size: 1 }]),
  });
const anyRepository = fc
  .tuple(...Array.from({ length: 12 }, (_, number) => anyVersion(number)))
  .chain((all) => fc.subarray(all));
const anyRules = fc
  .record({
    newest: fc.integer({ min: 0, max: 3 }),
    releasesExpire: fc.boolean(),
    deployed: fc.record({
      digests: fc.array(numbers.map(digest)).map((list) => new Set(list)),
      tags: fc.constant(new Set<string>()),
    }),
  })
  .map((given) => rules(given));

/** As plainly as it can be said: over and over, until nothing is added. */
function reachable(versions: readonly Version[], from: Iterable<Digest>): Set<Digest> {
  const found = new Set(from);
  const present = new Set(versions.map((each) => each.digest));
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const { digest: own, names, about } of versions) {
      if (found.has(own)) for (const each of [...names, ...about]) if (present.has(each)) found.add(each);
      if (about.some((subject) => found.has(subject))) found.add(own);
    }
  }
  return found;
}

describe('always', () => {
  it('nothing goes that can be reached from what stays, and everything stays or goes once', () => {
    fc.assert(
      fc.property(anyRepository, anyRules, fc.integer({ min: 1, max: 20 }), (versions, given, limit) => {
        const { groups, kept, roots } = planRetention(versions, given, limit);
        const deleted = groups.flatMap(({ members }) => members.map((member) => member.digest));
        const present = new Set(versions.map((each) => each.digest));
        const staying = [...present].filter((each) => !deleted.includes(each));
        for (const each of reachable(versions, roots.keys())) expect(deleted).not.toContain(each);
        for (const each of roots.keys()) expect(kept.has(each)).toBe(true);
        expect(new Set(deleted).size).toBe(deleted.length);
        expect(staying.length + deleted.length).toBe(present.size);
        // With no limit it is exactly what cannot be reached.
        const whole = planRetention(versions, given, 1000).groups.flatMap(({ members }) => members);
        expect(whole.length).toBe(present.size - [...kept].filter((each) => present.has(each)).length);
      }),
    );
  });

  it('a plan that was broken off anywhere leaves everything that it wanted to keep', () => {
    fc.assert(
      fc.property(anyRepository, anyRules, fc.nat(), (versions, given, at) => {
        const first = planRetention(versions, given, 1000);
        const deleted = first.groups.flatMap(({ members }) => members.map((member) => member.digest));
        const gone = new Set(deleted.slice(0, at % (deleted.length + 1)));
        const again = planRetention(
          versions.filter((each) => !gone.has(each.digest)),
          given,
          1000,
        );
        for (const { members } of again.groups)
          for (const { digest: each } of members) expect(first.kept.has(each)).toBe(false);
      }),
    );
  });
});

it('finds digests in any text', () => {
  const one = digest(1);
  expect(digestsIn(`{"a":"${one}","b":["x@${one}"]}`)).toEqual([one]);
  expect(digestsIn(`{"a":"sha256\\u003a${one.slice(7)}"}`)).toEqual([one]);
  expect(digestsIn(`${one}0 sha256:12 \\`)).toEqual([]);
});

it('reads what a tag says of its subject', () => {
  const hex = digest(1).slice(7);
  expect(subjectsOfTags([`sha256-${hex}`, `sha256-${hex}.sig`, 'sha256-12', 'main'])).toEqual([
    digest(1),
    digest(1),
  ]);
});

it('finds deployed tags as words', () => {
  const { tags, digests } = mentionsIn(
    `image: ghcr.io/acme/api:1.2.3\ntag: "sha-1"\nsee 2.0.\nv3.0.0 x@${digest(1)}`,
    new Set(['1.2.3', 'sha-1', '2.0', '3.0.0', 'api-2']),
  );
  expect([...tags]).toEqual(['1.2.3', 'sha-1', '2.0']);
  expect([...digests]).toEqual([digest(1)]);
});
