import { facts, found } from '@sealift/testing/release-records';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareImages } from '../../src/comparison/compare.ts';
import type { ImageFacts, Package } from '../../src/comparison/facts.ts';
import { compareVersions } from '../../src/comparison/versions.ts';
import type { VerdictFinding } from '../../src/release/record.ts';

const npm = (name: string, version: string): Package => ({ type: 'npm', name, version });

describe('packages', () => {
  test('added, removed and changed, with the direction', () => {
    const before = facts([npm('a', '1.0.0'), npm('b', '2.0.0'), npm('gone', '1'), npm('same', '1')]);
    const after = facts([npm('a', '1.10.0'), npm('b', '1.9.9'), npm('come', '1'), npm('same', '1')]);
    expect(compareImages(before, after).packages).toEqual({
      added: [npm('come', '1')],
      removed: [npm('gone', '1')],
      changed: [
        { type: 'npm', name: 'a', from: '1.0.0', to: '1.10.0', direction: 'upgrade' },
        { type: 'npm', name: 'b', from: '2.0.0', to: '1.9.9', direction: 'downgrade' },
      ],
    });
  });

  test('several versions of one package: what both have does not count', () => {
    const before = facts([npm('ms', '2.0.0'), npm('ms', '2.1.2'), npm('x', '1.0.0')]);
    const after = facts([npm('ms', '2.0.0'), npm('ms', '2.1.3'), npm('x', '1.0.0'), npm('x', '0.9.0')]);
    expect(compareImages(before, after).packages).toEqual({
      added: [npm('x', '0.9.0')],
      removed: [],
      changed: [{ type: 'npm', name: 'ms', from: '2.1.2', to: '2.1.3', direction: 'upgrade' }],
    });
  });

  test('the same name of two package managers is two packages', () => {
    const { packages } = compareImages(
      facts([npm('x', '1')]),
      facts([{ type: 'pypi', name: 'x', version: '2' }]),
    );
    expect(packages.changed).toEqual([]);
  });

  test('platforms are taken together', () => {
    const [one] = facts([npm('a', '1')]).platforms;
    const [two] = facts([npm('a', '1')], [], { platform: 'linux/arm64' }).platforms;
    const both: ImageFacts = { ...facts([]), platforms: [one, two].flatMap((platform) => platform ?? []) };
    expect(compareImages(facts([npm('a', '1')]), both)).toEqual({
      vulnerabilities: { fixed: [], introduced: [], accepted: [], sameDatabase: true },
      packages: { added: [], removed: [], changed: [] },
      sizes: [{ platform: 'linux/amd64', before: 1000, after: 1000 }],
    });
  });
});

describe('vulnerabilities', () => {
  test('new and fixed, the most severe first; another version of the package is the same one', () => {
    const before = facts([], [found('CVE-1'), found('CVE-2', 'LOW'), found('CVE-3', 'CRITICAL')]);
    const after = facts(
      [],
      [{ ...found('CVE-1'), version: '1.1' }, found('CVE-4'), found('CVE-5', 'CRITICAL')],
    );
    expect(compareImages(before, after).vulnerabilities).toEqual({
      fixed: [found('CVE-3', 'CRITICAL'), found('CVE-2', 'LOW')],
      introduced: [found('CVE-5', 'CRITICAL'), found('CVE-4')],
      accepted: [],
      sameDatabase: true,
    });
  });

  test('an accepted risk is not new; on one platform alone it is', () => {
    const suppressed = { statement: 'not reachable', expiresAt: '2027-01-01T00:00:00Z' };
    const accepted = { ...found('CVE-1', 'CRITICAL'), suppressed };
    expect(compareImages(facts([]), facts([], [accepted])).vulnerabilities).toMatchObject({
      introduced: [],
      accepted: [accepted],
    });
    const [amd64, arm64] = [facts([], [accepted]), facts([], [found('CVE-1', 'CRITICAL')])];
    for (const platforms of [
      [...amd64.platforms, ...arm64.platforms],
      [...arm64.platforms, ...amd64.platforms],
    ])
      expect(compareImages(facts([]), { ...amd64, platforms }).vulnerabilities).toMatchObject({
        introduced: [found('CVE-1', 'CRITICAL')],
        accepted: [],
      });
  });

  test('are not compared with a verdict that has counts only', () => {
    const old: ImageFacts = {
      ...facts([]),
      platforms: facts([]).platforms.map((platform) => ({ ...platform, findings: undefined })),
    };
    expect(compareImages(old, facts([], [found('CVE-1')]))).not.toHaveProperty('vulnerabilities');
    expect(compareImages(facts([], [found('CVE-1')]), old)).not.toHaveProperty('vulnerabilities');
  });

  test('says when the databases differ', () => {
    const after = facts([], [], { database: '2026-11-24T06:00:00Z' });
    expect(compareImages(facts([]), after).vulnerabilities?.sameDatabase).toBe(false);
  });
});

const version = fc.stringMatching(/^[0-9]{1,2}(\.[0-9]{1,2}){0,2}(-[a-z0-9~.]{1,4})?$/);
const anyPackage = fc.record({
  type: fc.constantFrom('npm', 'deb', 'apk', 'pypi'),
  name: fc.constantFrom('a', 'b', 'c', '__proto__'),
  version,
});
const anyFinding: fc.Arbitrary<VerdictFinding> = fc.record({
  id: fc.constantFrom('CVE-1', 'CVE-2', 'CVE-3'),
  package: fc.constantFrom('a', 'b'),
  version,
  severity: fc.constantFrom('LOW', 'HIGH', 'CRITICAL'),
});
const anyFacts = fc
  .tuple(fc.array(anyPackage), fc.array(anyFinding), fc.nat(1e9))
  .map(([packages, findings, size]) => facts(packages, findings, { size }));

test('an image does not differ from itself', () => {
  fc.assert(
    fc.property(anyFacts, (image) => {
      const { vulnerabilities, packages, sizes } = compareImages(image, image);
      expect([vulnerabilities?.fixed, vulnerabilities?.introduced]).toEqual([[], []]);
      expect(packages).toEqual({ added: [], removed: [], changed: [] });
      expect(sizes.every(({ before, after }) => before === after)).toBe(true);
    }),
  );
});

test('the way back is the mirror of the way forward', () => {
  const mirrored = { upgrade: 'downgrade', downgrade: 'upgrade', change: 'change' } as const;
  fc.assert(
    fc.property(anyFacts, anyFacts, (a, b) => {
      const [there, back] = [compareImages(a, b), compareImages(b, a)];
      expect(back.vulnerabilities?.fixed).toEqual(there.vulnerabilities?.introduced);
      expect(back.packages.added).toEqual(there.packages.removed);
      expect(back.packages.changed).toEqual(
        there.packages.changed.map(({ from, to, direction, ...rest }) => ({
          ...rest,
          from: to,
          to: from,
          direction: mirrored[direction],
        })),
      );
    }),
  );
});

test('what is said of packages is exactly what makes one list of the other', () => {
  const key = ({ type, name, version: number }: Package) => `${type} ${name} ${number}`;
  fc.assert(
    fc.property(anyFacts, anyFacts, (a, b) => {
      const { added, removed, changed } = compareImages(a, b).packages;
      const split = (side: 'from' | 'to') =>
        changed.flatMap((change) =>
          change[side].split(', ').map((number) => key({ ...change, version: number })),
        );
      const result = new Set(a.platforms.flatMap(({ packages }) => packages.map(key)));
      for (const entry of [...removed.map(key), ...split('from')]) expect(result.delete(entry)).toBe(true);
      for (const entry of [...added.map(key), ...split('to')]) result.add(entry);
      expect(result).toEqual(new Set(b.platforms.flatMap(({ packages }) => packages.map(key))));
    }),
  );
});

describe('versions', () => {
  test.each([
    ['deb', '1.0~rc1', '1.0'],
    ['deb', '1.0-1', '1.0-1+deb13u1'],
    ['deb', '9.9-1', '1:0.1-1'],
    ['deb', '1.0a', '1.0.1'],
    ['rpm', '3.0.7-9.el9', '3.0.7-27.el9'],
    ['apk', '1.2.4-r9', '1.2.5-r0'],
    ['apk', '1.2.4-r9', '1.2.4-r10'],
    ['npm', '1.0.0-rc.2', '1.0.0-rc.10'],
    ['npm', '1.0.0-rc.1', '1.0.0'],
    ['npm', '1.9.0', '1.10.0'],
    // https://semver.org/#spec-item-11
    ['npm', '1.0.0-alpha', '1.0.0-alpha.1'],
    ['npm', '1.0.0-alpha.1', '1.0.0-alpha.beta'],
    ['npm', '1.0.0-alpha.beta', '1.0.0-beta'],
    ['npm', '1.0.0-beta', '1.0.0-beta.2'],
    ['npm', '1.0.0-beta.2', '1.0.0-beta.11'],
    ['npm', '1.0.0-beta.11', '1.0.0-rc.1'],
    ['npm', '1.0.0-9', '1.0.0-a'],
    ['golang', 'v0.0.0-20240101000000-aaaaaaaaaaaa', 'v0.0.0-20250101000000-000000000000'],
    ['maven', '32.1-jre', '33.0-jre'],
    ['pypi', '2', '2.0.1'],
  ])('%s: %s is older than %s', (type, older, newer) => {
    expect(compareVersions(type, older, newer)).toBeLessThan(0);
    expect(compareVersions(type, newer, older)).toBeGreaterThan(0);
  });

  test('a zero in front of a number changes nothing', () => {
    expect(compareVersions('npm', '1.0.0-rc.01', '1.0.0-rc.1')).toBe(0);
    expect(compareVersions('npm', '1.02.0', '1.2.1')).toBeLessThan(0);
  });

  test.each([
    ['maven', '1.0-jre', '1.0-android'],
    ['apk', '1.0_alpha1', '1.0'],
    ['rpm', '1.0^git1', '1.0'],
    ['npm', 'master', '1.0.0'],
    ['npm', '', '1.0.0'],
  ])('%s: %s and %s are not ordered', (type, a, b) => {
    expect(compareVersions(type, a, b)).toBeUndefined();
  });
});

test('5,000 packages, each changed', () => {
  const image = (minor: number) =>
    facts(Array.from({ length: 5000 }, (_, index) => npm(`p${index}`, `1.${minor}.${index}`)));
  const start = performance.now();
  expect(compareImages(image(1), image(2)).packages.changed).toHaveLength(5000);
  // Milliseconds are some dozens; quadratic work would be many seconds.
  expect(performance.now() - start).toBeLessThan(2000);
});
