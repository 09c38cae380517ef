/** Which apps a change affects, and by what. */

import { createIgnore, ignorePatterns, rememberIgnorePatterns } from '../../dockerfile/ignore-file.ts';
import { compilePart, hasMeta } from '../../dockerfile/pattern.ts';
import type { Source } from '../../dockerfile/reads.ts';
import { createPathFilter, rememberPathPatterns, whereabouts } from '../../text/path-filter.ts';
import type { Compile, Matches } from '../../text/remembered.ts';
import type { App } from './apps.ts';
import type { BuildFiles, ReadTree } from './build-files.ts';
import { type ChangedFiles, changedAt, createTextSearch, filesUnder, positionOf } from './changed-files.ts';
import type { AppChanges, PlanFacts } from './facts.ts';

/** Why an app is built. */
export type Cause =
  /** The run is limited to it. */
  | { readonly is: 'named' }
  /** Nothing to compare with. */
  | { readonly is: 'no-base' }
  /** It was never released from this branch. */
  | { readonly is: 'unreleased' }
  /** What the configuration says of it, as far as it changes the image. */
  | { readonly is: 'configuration' }
  /** A file that it is built from. */
  | { readonly is: 'file'; readonly path: string };

/** Answers for one plan; what is found out about a set of files is kept. */
export function createAffected(
  buildFiles: (app: App) => BuildFiles,
  { configFile, prepared }: Pick<PlanFacts, 'configFile' | 'prepared'>,
): (app: App, changes: AppChanges) => Cause | undefined {
  const searches = new Map<ChangedFiles, Search>();
  return (app, changes) => {
    if (changes === 'unknown') return { is: 'no-base' };
    if (changes === 'unreleased') return { is: 'unreleased' };
    if (changes.entryChanged) return { is: 'configuration' };
    const search = searches.get(changes.files) ?? createSearch(changes.files, configFile);
    searches.set(changes.files, search);
    const path = changedPath(app, buildFiles(app), search, prepared ?? false);
    return path === undefined ? undefined : { is: 'file', path };
  };
}

/** What commands of a job before the build may make its files from: there is no saying, but documents are none of it. */
const PREPARED_FROM = ['**', '!**/*.md', '!docs/**', '!.github/**', '.github/actions/**'];

function changedPath(
  { config }: App,
  { always, trees }: BuildFiles,
  search: Search,
  prepared: boolean,
): string | undefined {
  const { paths, ignore } = config;
  const own = always.find((file) => search.files.all.has(file));
  if (own !== undefined) return own;
  const isIgnored: Matches = ignore === undefined ? () => false : search.filter(ignore);
  if (paths !== undefined) return search.named(paths, isIgnored);
  if (prepared) return search.named(PREPARED_FROM, isIgnored);
  for (const tree of trees)
    for (const source of tree.sources) {
      const found = search.read(tree, source, ignore === undefined ? undefined : isIgnored);
      if (found !== undefined) return found;
    }
  return undefined;
}

type Search = {
  readonly files: ChangedFiles;
  filter(patterns: readonly string[]): Matches;
  /** The first file that the patterns are about. */
  named(patterns: readonly string[], isIgnored: Matches): string | undefined;
  /** The first file that a build reads. */
  read(tree: ReadTree, source: Source, isIgnored: Matches | undefined): string | undefined;
};

function createSearch(files: ChangedFiles, configFile: string): Search {
  const known = new Map<string, string | undefined>();
  const compilePaths = rememberPathPatterns(files.sorted.length);
  const filter = (patterns: readonly string[]) => createPathFilter(patterns, compilePaths);
  const ignoreOf = createIgnores(files);
  const candidates = createCandidates(files);
  const look = (tree: ReadTree, source: Source, isIgnoredByUser: Matches) =>
    firstRead(files, tree, source, {
      ...{ configFile, isIgnoredByUser },
      isIgnored: ignoreOf([tree.root], tree.ignored),
      isLeftOut: ignoreOf([tree.root, source.path], ignorePatterns(source.exclude.join('\n'))),
    });
  return {
    files,
    filter,
    named: (patterns, isIgnored) => {
      const isMeant = filter(patterns);
      for (const pattern of patterns)
        if (!pattern.startsWith('!'))
          for (const at of candidates(pattern)) {
            const file = files.sorted[at] ?? '';
            if (isMeant(file, at) && !isIgnored(file, at)) return file;
          }
      return undefined;
    },
    read: (tree, source, isIgnored) => {
      if (isIgnored !== undefined) return look(tree, source, isIgnored);
      const key = JSON.stringify([tree.root, tree.ignored, source]);
      if (!known.has(key))
        known.set(
          key,
          look(tree, source, () => false),
        );
      return known.get(key);
    },
  };
}

/** What lists of patterns leave out, by the places that their paths are from. */
function createIgnores(files: ChangedFiles) {
  const compilers = new Map<string, Compile>();
  return (places: readonly string[], patterns: readonly string[]): Matches => {
    const place = JSON.stringify(places);
    const compile = compilers.get(place) ?? rememberIgnorePatterns(files.sorted.length);
    compilers.set(place, compile);
    return createIgnore(patterns, compile);
  };
}

/** Positions of the files that a pattern of the configuration may be about, in their order. */
function createCandidates(files: ChangedFiles): (pattern: string) => Iterable<number> {
  let search: ReturnType<typeof createTextSearch> | undefined;
  return (pattern) => {
    const where = whereabouts(pattern);
    if ('folder' in where) return under(files, where.folder);
    search ??= createTextSearch(files);
    const [only = [], ...others] = where.literals.map(search);
    return others.length === 0 ? only : [...new Set([only, ...others].flat())].toSorted((a, b) => a - b);
  };
}

function* under(files: ChangedFiles, path: string): Generator<number> {
  const own = positionOf(files, path);
  if (own !== undefined) yield own;
  const [from, to] = filesUnder(files, path);
  for (let at = from; at < to; at += 1) yield at;
}

/** What does not count although it lies where a build reads. */
type Leaving = {
  readonly configFile: string;
  readonly isIgnoredByUser: Matches;
  /** By paths from the root of the tree. */
  readonly isIgnored: Matches;
  /** By paths from the source. */
  readonly isLeftOut: Matches;
};

function firstRead(
  files: ChangedFiles,
  { root }: ReadTree,
  { path, exclude }: Source,
  { configFile, isIgnoredByUser, isIgnored, isLeftOut }: Leaving,
): string | undefined {
  const parts = path === '.' ? [] : path.split('/');
  const firstOpen = parts.findIndex(hasMeta);
  const plain = firstOpen < 0 ? parts : parts.slice(0, firstOpen);
  const start = [...(root === '.' ? [] : [root]), ...plain].join('/') || '.';
  // The history is read, and no two commits have the same one.
  if (path.split('/')[0] === '.git' && root === '.') return files.sorted[0];
  const above = start === '.' ? undefined : changedAt(files, start);
  if (above !== undefined && above !== start) return above;
  const tests = parts.map(compilePart);
  for (const at of under(files, start)) {
    const file = files.sorted[at] ?? '';
    // It says how apps are built, and each app's own part of it counts. Only who names it reads it.
    if (file === configFile && plain[0] !== '.github') continue;
    const inContext = root === '.' ? file : file.slice(root.length + 1);
    if (firstOpen >= 0 && !isMatch(tests, inContext)) continue;
    if (isIgnored(inContext, at) || isIgnoredByUser(file, at)) continue;
    if (exclude.length > 0 && isLeftOut(path === '.' ? inContext : inContext.slice(path.length + 1), at))
      continue;
    return file;
  }
  return undefined;
}

/** Whether the pattern is about the file, a folder that it lies in, or what was a folder before. */
function isMatch(tests: readonly ((name: string) => boolean)[], path: string): boolean {
  const names = path.split('/');
  return tests.every((test, at) => at >= names.length || test(names[at] ?? ''));
}
