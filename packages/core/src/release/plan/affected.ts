/** Which apps a change affects, and by what. */

import {
  type Compile,
  createIgnore,
  type Ignore,
  ignorePatterns,
  rememberingCompile,
} from '../../dockerfile/ignore-file.ts';
import { compilePart, hasMeta } from '../../dockerfile/pattern.ts';
import type { Source } from '../../dockerfile/reads.ts';
import { createPathFilter, literalFolder, type PathFilter } from '../../text/path-filter.ts';
import type { App } from './apps.ts';
import type { BuildFiles, ReadTree } from './build-files.ts';
import { type ChangedFiles, changedAt, filesUnder } from './changed-files.ts';
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
  const isIgnored = ignore === undefined ? () => false : search.filter(ignore);
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
  filter(patterns: readonly string[]): PathFilter;
  /** The first file that the patterns are about. */
  named(patterns: readonly string[], isIgnored: (path: string) => boolean): string | undefined;
  /** The first file that a build reads. */
  read(
    tree: ReadTree,
    source: Source,
    isIgnored: ((path: string) => boolean) | undefined,
  ): string | undefined;
};

function createSearch(files: ChangedFiles, configFile: string): Search {
  const known = new Map<string, string | undefined>();
  const matchers = new Map<string, PathFilter>();
  const filter = (patterns: readonly string[]) => createPathFilter(patterns, matchers);
  const compilers = new Map<string, Compile>();
  /** For what `--exclude` leaves out, whose paths are from the source. */
  const compilerOf = (...places: readonly string[]): Compile => {
    const place = JSON.stringify(places);
    const compile = compilers.get(place) ?? rememberingCompile();
    compilers.set(place, compile);
    return compile;
  };
  const look = (tree: ReadTree, source: Source, isIgnored: (path: string) => boolean) =>
    firstRead(files, tree, source, {
      configFile,
      isIgnoredByUser: isIgnored,
      isLeftOut: createIgnore(ignorePatterns(source.exclude.join('\n')), compilerOf(tree.root, source.path)),
    });
  return {
    files,
    filter,
    named: (patterns, isIgnored) => {
      const isMeant = filter(patterns);
      for (const pattern of patterns)
        if (!pattern.startsWith('!'))
          for (const file of candidates(files, literalFolder(pattern)))
            if (isMeant(file) && !isIgnored(file)) return file;
      return undefined;
    },
    read: (tree, source, isIgnored) => {
      if (isIgnored !== undefined) return look(tree, source, isIgnored);
      const key = JSON.stringify([tree.root, tree.ignoreKey, source]);
      if (!known.has(key))
        known.set(
          key,
          look(tree, source, () => false),
        );
      return known.get(key);
    },
  };
}

function* candidates(files: ChangedFiles, path: string): Generator<string> {
  if (files.all.has(path)) yield path;
  yield* filesUnder(files, path);
}

/** What does not count although it lies where a build reads. */
type Leaving = {
  readonly configFile: string;
  readonly isIgnoredByUser: (file: string) => boolean;
  /** By paths from the source. */
  readonly isLeftOut: Ignore;
};

function firstRead(
  files: ChangedFiles,
  { root, isIgnored }: ReadTree,
  { path, exclude }: Source,
  { configFile, isIgnoredByUser, isLeftOut }: Leaving,
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
  for (const file of candidates(files, start)) {
    // It says how apps are built, and each app's own part of it counts. Only who names it reads it.
    if (file === configFile && plain[0] !== '.github') continue;
    const inContext = root === '.' ? file : file.slice(root.length + 1);
    if (firstOpen >= 0 && !isMatch(tests, inContext)) continue;
    if (isIgnored(inContext) || isIgnoredByUser(file)) continue;
    if (exclude.length > 0 && isLeftOut(path === '.' ? inContext : inContext.slice(path.length + 1)))
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
