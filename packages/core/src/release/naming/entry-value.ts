/** What an entry of `tags:` comes to in a run. */
import { clean, explain, major, minor, patch } from '@renovatebot/pep440';
import { parse as parseSemver } from 'semver';
import type { TagEntry } from './entry.ts';
import { evaluate, type Values } from './expression.ts';
import { branchOf, gitTagOf, type NamingFacts, pullRequestOf } from './facts.ts';
import { appTagOf } from './git-tag.ts';
import { dateValues, evaluateGlobal, SHORT_COMMIT, usesClock, usesRefName } from './global-values.ts';
import { matchOf } from './match.ts';

export type EntryValue = {
  readonly value: string;
  /** Whether `latest=auto` means this one. */
  readonly latest: boolean;
  /** Whoever names the ref chooses it; otherwise the configuration does. */
  readonly byRef: boolean;
  /** Another run of the same commit may give another one. */
  readonly byRun: boolean;
};

/** Why an entry that could have given a tag gave none: a sentence for the log. */
export type Nothing = { readonly nothing: string };

type Of<T extends TagEntry['type']> = Extract<TagEntry, { readonly type: T }>;

/** UTF-16 units: what is longer is no version, and is not looked at. */
const MAX_VERSION = 128;

/**
 * Without prefix and suffix; undefined when the entry is about other events.
 * @throws Failure `plan/bad-tags`
 */
export function entryValue(entry: TagEntry, facts: NamingFacts): EntryValue | Nothing | undefined {
  const { ref, commit } = facts;
  const stable = { latest: false, byRef: false, byRun: false };
  switch (entry.type) {
    case 'schedule':
      if (facts.event !== 'schedule') return undefined;
      return { ...stable, value: evaluate(entry.pattern, dateValues(facts)), byRun: true };
    case 'semver':
    case 'pep440':
      return versionValue(entry, facts);
    case 'match':
      return matchValue(entry, facts);
    case 'edge': {
      const wanted = entry.branch || facts.repository?.defaultBranch;
      return wanted !== undefined && wanted === branchOf(ref) ? { ...stable, value: 'edge' } : undefined;
    }
    case 'ref': {
      const name = { branch: branchOf, tag: gitTagOf, pr: pullRequestOf }[entry.of](ref);
      return name === undefined
        ? undefined
        : { ...stable, value: name, latest: entry.of === 'tag', byRef: true };
    }
    case 'raw':
      return {
        ...stable,
        value: evaluateGlobal(entry.value, facts),
        byRef: usesRefName(entry.value),
        byRun: usesClock(entry.value),
      };
    case 'sha':
      return { ...stable, value: entry.format === 'short' ? commit.slice(0, SHORT_COMMIT) : commit };
  }
}

/** The text that versions and expressions are looked for in: what the entry says, or else the git tag. */
function sourceOf(
  { value }: { readonly value: string },
  facts: NamingFacts,
): { readonly text: string; readonly byRef: boolean } | undefined {
  if (value !== '') return { text: evaluateGlobal(value, facts), byRef: usesRefName(value) };
  const tag = gitTagOf(facts.ref);
  return tag === undefined ? undefined : { text: tag, byRef: true };
}

function matchValue(entry: Of<'match'>, facts: NamingFacts): EntryValue | Nothing | undefined {
  const source = sourceOf(entry, facts);
  if (source === undefined) return undefined;
  const groups = matchOf(entry.pattern, source.text);
  if (groups === undefined) return { nothing: `${entry.pattern} does not match ${source.text}.` };
  const value = groups[entry.group];
  if (value === undefined) return { nothing: `${entry.pattern} has no group ${entry.group}.` };
  return { value, latest: true, byRef: source.byRef, byRun: usesClock(entry.value) };
}

function versionValue(entry: Of<'semver' | 'pep440'>, facts: NamingFacts): EntryValue | Nothing | undefined {
  const source = sourceOf(entry, facts);
  if (source === undefined) return undefined;
  const matched = entry.match === '' ? undefined : matchOf(entry.match, source.text);
  // `api-v1.2.3` is version 1.2.3 of that app.
  const own = entry.value === '' ? appTagOf(source.text, [facts.app])?.rest : undefined;
  const text = (matched === undefined ? (own ?? source.text) : (matched[1] ?? '')).replaceAll('/', '-');
  const found =
    text.length > MAX_VERSION
      ? undefined
      : entry.type === 'semver'
        ? semverValue(text, entry.pattern)
        : pep440Value(text, entry.pattern);
  if (found !== undefined) return { ...found, byRef: source.byRef, byRun: usesClock(entry.value) };
  const rules = entry.type === 'semver' ? 'https://semver.org' : 'PEP 440';
  return {
    nothing: `${matched === undefined && entry.match !== '' ? `${entry.match} does not match ${text}, and it` : text} is no version by ${rules}.`,
  };
}

type Found = Pick<EntryValue, 'value' | 'latest'>;

/** A pattern of nothing but `{{raw}}`. */
const isRaw = (pattern: string): boolean => /^\{\{\s*raw\s*\}\}$/.test(pattern);

/** Prereleases never have a floating tag: of them only the whole version is given. */
function semverValue(text: string, pattern: string): Found | undefined {
  const version = parseSemver(text);
  if (version === null) return undefined;
  const values: Values = {
    raw: text,
    version: version.version,
    major: String(version.major),
    minor: String(version.minor),
    patch: String(version.patch),
  };
  const isPrerelease = version.prerelease.length > 0;
  return {
    value: evaluate(isPrerelease && !isRaw(pattern) ? '{{version}}' : pattern, values),
    latest: !isPrerelease,
  };
}

function pep440Value(text: string, pattern: string): Found | undefined {
  const version = explain(text);
  const cleaned = clean(text);
  if (version === null || cleaned === null) return undefined;
  if (version.is_prerelease || version.is_postrelease || version.is_devrelease)
    return { value: isRaw(pattern) ? text : cleaned, latest: false };
  const values: Values = {
    raw: text,
    version: cleaned,
    major: String(major(text)),
    minor: String(minor(text)),
    patch: String(patch(text)),
  };
  return { value: evaluate(pattern, values), latest: true };
}
