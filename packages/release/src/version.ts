/** Versions of releases: three numbers, by https://semver.org */
import { gt, inc, parse, rcompare } from 'semver';
import type { Change } from './change.ts';

/** Until there is one. */
export const FIRST_VERSION = '1.0.0';

const STEPS: Readonly<Record<string, 'minor' | 'patch'>> = {
  feat: 'minor',
  fix: 'patch',
  perf: 'patch',
  revert: 'patch',
};

/** Whether the text is three numbers and no more. */
export function isVersion(text: string): boolean {
  const version = parse(text);
  return version !== null && version.prerelease.length === 0 && version.version === text;
}

/** `v1.2.3` → 1.2.3; undefined for every other name. */
export const versionOfTag = (tag: string): string | undefined =>
  tag.startsWith('v') && isVersion(tag.slice(1)) ? tag.slice(1) : undefined;

export const newest = (versions: readonly string[]): string | undefined => versions.toSorted(rcompare)[0];

export const isNewer = (version: string, than: string | undefined): boolean =>
  than === undefined || gt(version, than);

/** The version that these changes ask for; undefined when nothing of them is for users. */
export function nextVersion(released: string | undefined, changes: readonly Change[]): string | undefined {
  const steps = changes.flatMap(({ type, breaking }) =>
    breaking === undefined ? (STEPS[type] ?? []) : ['major' as const],
  );
  const step = (['major', 'minor', 'patch'] as const).find((one) => steps.includes(one));
  if (step === undefined) return undefined;
  return released === undefined ? FIRST_VERSION : (inc(released, step) ?? undefined);
}

export const patchAfter = (version: string): string | undefined => inc(version, 'patch') ?? undefined;

/** The names that follow the newest release, the widest first: `v1`, `v1.2`. */
export function floatingTags(version: string): readonly [string, string] {
  const [major = '', minor = ''] = version.split('.');
  return [`v${major}`, `v${major}.${minor}`];
}
