/** What differs between two images, by what is verified of both. Platforms are taken together. */
import type { VerdictFinding } from '../release/record.ts';
import { byRank } from '../scan/verdict-findings.ts';
import type { ChangedPackage, Comparison, ImageFacts, Package, SizeChange } from './facts.ts';
import { compareVersions } from './versions.ts';

export function compareImages(before: ImageFacts, after: ImageFacts): Comparison {
  const vulnerabilities = compareFindings(before, after);
  return {
    ...(vulnerabilities === undefined ? {} : { vulnerabilities }),
    packages: comparePackages(before, after),
    sizes: compareSizes(before, after),
  };
}

/** One advisory about one package counts once, in whatever version and on however many platforms it was found. */
function compareFindings(before: ImageFacts, after: ImageFacts): Comparison['vulnerabilities'] {
  const [old, now] = [findingsOf(before), findingsOf(after)];
  if (old === undefined || now === undefined) return undefined;
  const without = (all: ReadonlyMap<string, VerdictFinding>, other: ReadonlyMap<string, VerdictFinding>) =>
    [...all].flatMap(([key, finding]) => (other.has(key) ? [] : [finding])).toSorted(byRank);
  const databases = [...before.platforms, ...after.platforms].map((platform) => platform.databaseUpdatedAt);
  const come = without(now, old);
  return {
    fixed: without(old, now),
    introduced: come.filter(({ suppressed }) => suppressed === undefined),
    accepted: come.filter(({ suppressed }) => suppressed !== undefined),
    sameDatabase: new Set(databases).size === 1,
  };
}

function findingsOf({ platforms }: ImageFacts): ReadonlyMap<string, VerdictFinding> | undefined {
  const all = new Map<string, VerdictFinding>();
  for (const { findings } of platforms) {
    if (findings === undefined) return undefined;
    for (const finding of findings) {
      const key = `${finding.id}\n${finding.package}`;
      const known = all.get(key);
      all.set(key, known === undefined ? finding : joined(known, finding));
    }
  }
  return all;
}

/** The more severe one; accepted on one platform, or in one version, is not accepted on another. */
function joined(a: VerdictFinding, b: VerdictFinding): VerdictFinding {
  const { suppressed, ...finding } = byRank(b, a) < 0 ? b : a;
  const both = a.suppressed !== undefined && b.suppressed !== undefined;
  return both && suppressed !== undefined ? { ...finding, suppressed } : finding;
}

type Versions = { readonly type: string; readonly name: string; readonly versions: Set<string> };

function comparePackages(before: ImageFacts, after: ImageFacts): Comparison['packages'] {
  const [old, now] = [versionsOf(before), versionsOf(after)];
  const added: Package[] = [];
  const removed: Package[] = [];
  const changed: ChangedPackage[] = [];
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const { type, name } = (old.get(key) ?? now.get(key)) as Versions;
    const [gone, come] = [only(old.get(key), now.get(key)), only(now.get(key), old.get(key))];
    if (gone.length > 0 && come.length > 0) {
      const [from, to] = [sorted(type, gone), sorted(type, come)];
      changed.push({
        type,
        name,
        from: from.join(', '),
        to: to.join(', '),
        direction: directionOf(type, from, to),
      });
    } else {
      removed.push(...gone.map((version) => ({ type, name, version })));
      added.push(...come.map((version) => ({ type, name, version })));
    }
  }
  return {
    added: added.toSorted(byName),
    removed: removed.toSorted(byName),
    changed: changed.toSorted(byName),
  };
}

function versionsOf({ platforms }: ImageFacts): ReadonlyMap<string, Versions> {
  const all = new Map<string, Versions>();
  for (const { packages } of platforms)
    for (const { type, name, version } of packages) {
      const key = `${type}\n${name}`;
      const known = all.get(key);
      if (known === undefined) all.set(key, { type, name, versions: new Set([version]) });
      else known.versions.add(version);
    }
  return all;
}

const only = (mine: Versions | undefined, other: Versions | undefined): readonly string[] =>
  [...(mine?.versions ?? [])].filter((version) => other?.versions.has(version) !== true);

const sorted = (type: string, versions: readonly string[]): readonly string[] =>
  versions.toSorted((a, b) => order(a, b)).toSorted((a, b) => compareVersions(type, a, b) ?? 0);

/** Of several versions the lowest and the highest have to agree. */
function directionOf(
  type: string,
  from: readonly string[],
  to: readonly string[],
): ChangedPackage['direction'] {
  const lowest = compareVersions(type, from[0] ?? '', to[0] ?? '');
  const highest = compareVersions(type, from.at(-1) ?? '', to.at(-1) ?? '');
  if (lowest === undefined || highest === undefined) return 'change';
  if (lowest < 0 && highest < 0) return 'upgrade';
  return lowest > 0 && highest > 0 ? 'downgrade' : 'change';
}

function compareSizes(before: ImageFacts, after: ImageFacts): readonly SizeChange[] {
  const old = new Map(before.platforms.map(({ platform, size }) => [platform, size]));
  return after.platforms
    .flatMap(({ platform, size }) => {
      const was = old.get(platform);
      return was === undefined ? [] : [{ platform, before: was, after: size }];
    })
    .toSorted((a, b) => order(a.platform, b.platform));
}

type Named = { readonly type: string; readonly name: string; readonly version?: string };
const byName = (a: Named, b: Named): number =>
  order(a.name, b.name) || order(a.type, b.type) || order(a.version ?? '', b.version ?? '');

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
