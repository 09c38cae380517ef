/** Which tags the release of one app gets. The rules are in docs/decisions/tags.md. */

import { linesOf } from '../../config/naming.ts';
import { configurationFailure } from '../../failure.ts';
import { isTag, tagFromRef } from '../../image/reference.ts';
import {
  commitTag,
  isReserved,
  isReservedForConfiguration,
  isStatementTag,
  type RefKind,
  rebuildTag,
  tagByForm,
  tagOfRef,
} from '../../image/tag.ts';
import { parseEntry, type TagEntry } from './entry.ts';
import { type EntryValue, entryValue } from './entry-value.ts';
import { gitTagOf, type NamingFacts, pullRequestOf } from './facts.ts';
import { type Flavor, parseFlavor } from './flavor.ts';
import { releaseVersion } from './git-tag.ts';
import { evaluateGlobal, SHORT_COMMIT, usesClock, usesRefName } from './global-values.ts';

export type TagPlan = {
  /** The release's own first, which never moves; then those that were asked for. */
  readonly tags: readonly string[];
  /** What people call this version of the app: the tag that was asked for most. The same for a rebuild. */
  readonly version: string;
  /** Sentences for the log: tags that are named otherwise than asked for, or not given. */
  readonly notices: readonly string[];
};

/** Where the configuration names none: the branch or the pull request. */
const DEFAULT_ENTRIES = ['type=ref,event=branch', 'type=ref,event=pr'];

/** @throws Failure `plan/bad-tag`, `plan/bad-tags`, `plan/reserved-tag` */
export function planTags(facts: NamingFacts): TagPlan {
  const own = releaseTag(facts);
  const flavor = parseFlavor(linesOf(facts.appConfig.flavor ?? facts.config.flavor));
  const asked = askedFor(entriesOf(facts), flavor, facts);
  const named = asked.tags.map(({ value, entry }) => admit(value, entry, facts));
  const latest = latestTag(asked, flavor, own, facts);
  const others = [...named, ...(latest === undefined ? [] : [{ name: latest }])];
  const stable = asked.tags.findIndex(({ value }) => !value.byRun);
  return {
    tags: [...new Set([own.name, ...others.flatMap(({ name }) => name ?? [])])],
    version: named[stable]?.name ?? own.version,
    notices: [...new Set([...own.notices, ...asked.notices, ...named.flatMap(({ notice }) => notice ?? [])])],
  };
}

function entriesOf({ config, appConfig }: NamingFacts): readonly TagEntry[] {
  const said = appConfig.tags ?? config.tags;
  return (said === undefined ? DEFAULT_ENTRIES : linesOf(said))
    .map(parseEntry)
    .toSorted((a, b) => b.priority - a.priority);
}

type OwnTag = { readonly name: string; readonly version: string; readonly notices: readonly string[] };

/**
 * The one that never moves: a rebuild's; the version or the name of a git tag; otherwise the commit's.
 * @throws Failure `plan/bad-tag`
 */
function releaseTag(facts: NamingFacts): OwnTag {
  const { ref, app, commit } = facts;
  const tag = gitTagOf(ref);
  const rebuilt = facts.rebuild === true ? rebuildTag(commit, facts.runId) : undefined;
  if (tag === undefined) {
    const name = commitTag(commit);
    return { name: rebuilt ?? name, version: name, notices: [] };
  }
  const version = releaseVersion(ref, app);
  const found = version === undefined ? tagOfRef('tag', tag) : { name: version, prefixed: false };
  if (found === undefined || !isTag(found.name))
    throw configurationFailure({
      code: 'plan/bad-tag',
      cause: `The git tag "${tag}" cannot become an image tag.`,
      remedy: 'Name it like v1.2.3, or with letters, digits, ".", "_" and "-".',
    });
  return {
    name: rebuilt ?? found.name,
    version: found.name,
    notices: found.prefixed ? [renamed(ref, found.name)] : [],
  };
}

type Asked = {
  readonly tags: readonly { readonly value: EntryValue; readonly entry: TagEntry }[];
  readonly notices: readonly string[];
};

/** In the order of their priority, with prefix and suffix. */
function askedFor(entries: readonly TagEntry[], flavor: Flavor, facts: NamingFacts): Asked {
  const tags: Asked['tags'][number][] = [];
  const notices: string[] = [];
  for (const entry of entries) {
    if (!isEnabled(entry, facts)) continue;
    const found = entryValue(entry, facts);
    if (found === undefined) continue;
    if ('nothing' in found) {
      notices.push(`"${entry.text}" gives no tag: ${found.nothing}`);
      continue;
    }
    const value = withAffixes(found, entry, flavor, facts);
    if (value.value !== '') tags.push({ value, entry });
  }
  return { tags, notices };
}

function isEnabled(entry: TagEntry, facts: NamingFacts): boolean {
  const enabled = evaluateGlobal(entry.enable, facts);
  if (enabled === 'true' || enabled === 'false') return enabled === 'true';
  throw configurationFailure({
    code: 'plan/bad-tags',
    cause: `"enable" of the entry "${entry.text}" of "tags" comes to "${enabled}".`,
    remedy: 'Write true, false, or an expression that gives one of them.',
  });
}

function withAffixes(found: EntryValue, entry: TagEntry, flavor: Flavor, facts: NamingFacts): EntryValue {
  const [prefix, suffix] = [entry.prefix ?? flavor.prefix, entry.suffix ?? flavor.suffix];
  return {
    ...found,
    value: `${evaluateGlobal(prefix, facts)}${found.value}${evaluateGlobal(suffix, facts)}`,
    byRef: found.byRef || usesRefName(prefix) || usesRefName(suffix),
    byRun: found.byRun || usesClock(prefix) || usesClock(suffix),
  };
}

/** The entry that comes first says whether it is the latest, where the flavor leaves it open. */
function latestTag(
  { tags: [first] }: Asked,
  flavor: Flavor,
  own: OwnTag,
  facts: NamingFacts,
): string | undefined {
  if (flavor.latest === 'false' || pullRequestOf(facts.ref) !== undefined) return undefined;
  if (flavor.latest === 'auto' && first?.value.latest !== true) return undefined;
  const prefix = flavor.prefixLatest ? evaluateGlobal(flavor.prefix, facts) : '';
  const suffix = flavor.suffixLatest ? evaluateGlobal(flavor.suffix, facts) : '';
  const name = tagFromRef(`${prefix}latest${suffix}`);
  return name === own.name ? undefined : name;
}

type Admitted = { readonly name?: string; readonly notice?: string };

const renamed = (ref: string, tag: string): string =>
  `${ref} looks like a tag that releases or registries use for something else: its images get the tag "${tag}".`;

/**
 * A tag that a ref chooses by its name, and that means something else, gets a prefix; one that the configuration chooses is
 * an error.
 * @throws Failure `plan/reserved-tag`
 */
function admit({ value, byRef }: EntryValue, entry: TagEntry, facts: NamingFacts): Admitted {
  const name = tagFromRef(value);
  if (!isTag(name)) return {};
  if (!byRef && isOwnCommit(name, facts)) return ownCommit(name, facts);
  if (pullRequestOf(facts.ref) !== undefined && name === `pr-${pullRequestOf(facts.ref)}`) return { name };
  const kind: RefKind = gitTagOf(facts.ref) === undefined ? 'branch' : 'tag';
  if (byRef) {
    if (isReserved(kind, name) || isStatementTag(name)) {
      const other = tagFromRef(`${kind}-${name}`);
      return { name: other, notice: renamed(facts.ref, other) };
    }
    // A version of a git tag is released once, and a rebuild of it has a tag of its own.
    return facts.rebuild === true && tagByForm(name).kind === 'immutable' ? {} : { name };
  }
  if (!isReservedForConfiguration(name)) return { name };
  throw configurationFailure({
    code: 'plan/reserved-tag',
    cause: `The entry "${entry.text}" of "tags" gives ${facts.ref} the tag "${name}", which is reserved for a commit, a version, a preview or a statement about an image.`,
    remedy: 'To release a version, push a git tag; for another tag, add a prefix to the entry.',
  });
}

/** `sha-` and at least so much of the commit as an abbreviation has, with or without something behind it. */
function isOwnCommit(name: string, { commit }: NamingFacts): boolean {
  const [, digits = '', rest = ''] = /^sha-([0-9a-f]{1,40})(.*)$/.exec(name) ?? [];
  return (
    digits.length >= SHORT_COMMIT &&
    commit.startsWith(digits) &&
    // What a rebuild is called.
    !/^-r[0-9]+$/.test(rest) &&
    !isStatementTag(name.slice('sha-'.length))
  );
}

/** The whole commit names its first release on a branch, and neither a rebuild nor the release of a git tag. */
function ownCommit(name: string, { commit, ref, rebuild = false }: NamingFacts): Admitted {
  if (name !== commitTag(commit)) return { name };
  if (rebuild) return {};
  if (gitTagOf(ref) === undefined) return { name };
  return {
    notice: `${ref} does not get the tag "${name}": that is the release of the commit on its branch.`,
  };
}
