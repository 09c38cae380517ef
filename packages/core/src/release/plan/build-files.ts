/** Which files of the repository the build of an app reads: its Dockerfile decides. */
import { posix } from 'node:path';
import { ignorePatterns } from '../../dockerfile/ignore-file.ts';
import { compilePart } from '../../dockerfile/pattern.ts';
import { type Reads, readsOf, type Source } from '../../dockerfile/reads.ts';
import { type Dockerfile, readDockerfile } from '../../dockerfile/stages.ts';
import { type App, contextOf, fileOf, platformsOf } from './apps.ts';
import type { PlanFacts } from './facts.ts';

/** What is read of one context. */
export type ReadTree = {
  /** Folder of the repository; `.` is all of it. */
  readonly root: string;
  readonly sources: readonly Source[];
  /** Patterns of what is left out; the same list for trees that leave out the same. */
  readonly ignored: readonly string[];
};

export type BuildFiles = {
  /** Whatever the patterns say: the Dockerfile, and the ignore files, whether they exist or not. */
  readonly always: readonly string[];
  readonly trees: readonly ReadTree[];
};

/** A value of `build-contexts` that is no folder: an image, an address, another target. */
const ELSEWHERE = /^[a-z][a-z0-9+.-]*:/i;

/** Named contexts that are folders of the repository, by name. */
export function localContexts({ config }: App): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(config['build-contexts'] ?? {})
      .filter(([, value]) => !ELSEWHERE.test(value))
      .map(([name, value]) => [name, folder(value)]),
  );
}

/** Without `./` before it and `/` after it. */
export const folder = (path: string): string => posix.normalize(path).replace(/(?<=.)\/+$/, '');

const ignoreFileOf = (root: string): string => posix.join(root, '.dockerignore');
const ownIgnoreFile = (app: App): string => `${fileOf(app)}.dockerignore`;

/** Files whose text {@link buildFilesOf} asks for. */
export const wantedTexts = (app: App): readonly string[] => [
  fileOf(app),
  ownIgnoreFile(app),
  ignoreFileOf(contextOf(app)),
  ...[...localContexts(app).values()].map(ignoreFileOf),
];

/** One for each plan: what apps share is read once. */
export function createBuildFiles(
  facts: Pick<PlanFacts, 'config' | 'platforms' | 'texts' | 'links'>,
): (app: App) => BuildFiles {
  const dockerfiles = new Map<string, Dockerfile>();
  /** By text: many apps have ignore files that say the same. */
  const ignores = new Map<string, readonly string[]>();
  const dockerfileOf = (path: string): Dockerfile | undefined => {
    const text = facts.texts.get(path);
    if (text === undefined) return undefined;
    const known = dockerfiles.get(path) ?? readDockerfile(text);
    dockerfiles.set(path, known);
    return known;
  };
  const ignoredBy = (path: string): readonly string[] => {
    const text = facts.texts.get(path) ?? '';
    const known = ignores.get(text) ?? ignorePatterns(text);
    ignores.set(text, known);
    return known;
  };
  const treeOf = (root: string, sources: readonly Source[], ignoreFile: string): ReadTree => ({
    root,
    sources: simplified([...sources, ...sources.flatMap((each) => throughLinks(root, each, facts.links))]),
    ignored: ignoredBy(ignoreFile),
  });
  return (app) => {
    const dockerfile = dockerfileOf(fileOf(app));
    const own = ownIgnoreFile(app);
    const contexts = localContexts(app);
    const reads = dockerfile === undefined ? undefined : allReads(app, dockerfile, facts);
    const context = contextOf(app);
    return {
      always: [fileOf(app), own, ignoreFileOf(context)],
      trees: [
        treeOf(
          context,
          reads?.context ?? [{ path: '.', exclude: [] }],
          facts.texts.has(own) ? own : ignoreFileOf(context),
        ),
        ...[...contexts].map(([name, root]) =>
          treeOf(root, reads?.named.get(name) ?? [], ignoreFileOf(root)),
        ),
      ],
    };
  };
}

/** On all platforms. */
function allReads(app: App, dockerfile: Dockerfile, facts: Pick<PlanFacts, 'config' | 'platforms'>): Reads {
  const context: Source[] = [];
  const named = new Map<string, Source[]>();
  for (const platform of platformsOf(app, facts)) {
    const reads = readsOf(dockerfile, {
      target: app.config.target ?? '',
      buildArgs: app.config['build-args'] ?? {},
      contexts: Object.keys(app.config['build-contexts'] ?? {}),
      platform,
    });
    context.push(...reads.context);
    for (const [name, sources] of reads.named) named.set(name, [...(named.get(name) ?? []), ...sources]);
  }
  return { context, named };
}

/** Each once; the whole context makes the others superfluous. */
function simplified(sources: readonly Source[]): readonly Source[] {
  const whole = sources.find(({ path, exclude }) => path === '.' && exclude.length === 0);
  if (whole !== undefined) return [whole];
  return [...new Map(sources.map((source) => [JSON.stringify(source), source])).values()];
}

/** Links that lead to links, and so on. */
const MAX_LINKS = 40;

/**
 * BuildKit follows a link that a source is, or that leads to one; a link within a folder that is copied stays a link.
 * @param links targets by the paths of the links, from the top of the repository
 */
function throughLinks(root: string, source: Source, links: ReadonlyMap<string, string>): readonly Source[] {
  const found: Source[] = [];
  const waiting = [source];
  for (let next = waiting.pop(); next !== undefined && found.length < MAX_LINKS; next = waiting.pop()) {
    const parts = next.path.split('/');
    for (const [link, target] of links) {
      const path =
        root === '.' ? link : link.startsWith(`${root}/`) ? link.slice(root.length + 1) : undefined;
      const names = path?.split('/');
      if (names === undefined || names.length > parts.length) continue;
      if (!names.every((name, at) => compilePart(parts[at] ?? '')(name))) continue;
      const start = target.startsWith('/') ? '/' : `/${posix.dirname(path ?? '')}`;
      const led = posix
        .normalize(posix.join(start, target, ...parts.slice(names.length)))
        .replace(/^\/|(?<=.)\/$/g, '');
      const followed = { path: led === '' ? '.' : led, exclude: [] };
      if (found.some((each) => each.path === followed.path)) continue;
      found.push(followed);
      waiting.push(followed);
    }
  }
  return found;
}
