/**
 * What a run does: which apps, on which platforms, under which names and tags. Pure: files, git and the event come in
 * as facts.
 */
import { posix } from 'node:path';
import { type AppConfig, isAppName, type PipelineConfig } from '../config/pipeline.ts';
import { configurationFailure } from '../failure.ts';
import { formatPlatform, parsePlatform, platformSlug } from '../image/platform.ts';
import { formatImageName, isTag, parseImageName, tagFromRef } from '../image/reference.ts';
import { createMatcher } from '../text/glob.ts';

/** https://docs.github.com/en/actions/reference/limits: jobs of one matrix. */
export const MATRIX_LIMIT = 256;

/** `publish` releases, `check` only builds and scans, `none` has nothing to do. */
export type Mode = 'publish' | 'check' | 'none';

export type PlanFacts = {
  readonly config: PipelineConfig;
  /** Names of the folders in `apps/` that hold a Dockerfile. */
  readonly discovered: readonly string[];
  /** Files changed since the base, or `unknown`: then every app is affected. */
  readonly changed: readonly string[] | 'unknown';
  readonly mode: 'publish' | 'check';
  /** Full git ref, e.g. `refs/heads/main`, `refs/tags/v1.2.3`. */
  readonly ref: string;
  /** 40 hex digits. */
  readonly commit: string;
  /** registry/owner/repository as the user wrote it; lower-cased here. */
  readonly imagePrefix: string;
  /** Platforms of apps that the config gives none. */
  readonly platforms: readonly string[];
  /** Build only these; empty means all that are affected. */
  readonly only: readonly string[];
  /** Path of the config file: a change to it affects every app. */
  readonly configFile: string;
};

export type BuildLeg = {
  readonly app: string;
  readonly image: string;
  readonly file: string;
  readonly context: string;
  readonly target: string;
  /** `KEY=value` lines. */
  readonly 'build-args': string;
  readonly platform: string;
  readonly slug: string;
  readonly runner: string;
};

export type ReleasePlan = {
  readonly mode: Mode;
  readonly build: readonly BuildLeg[];
  readonly sign: readonly { readonly app: string; readonly image: string }[];
  /** Apps that exist but are not affected. */
  readonly unaffected: readonly string[];
  /** Tags that the release moves, the immutable one first. Empty in check mode. */
  readonly tags: readonly string[];
};

type App = { readonly name: string; readonly config: AppConfig };

/** @throws Failure `configuration` */
export function planRelease(facts: PlanFacts): ReleasePlan {
  const apps = listApps(facts);
  const affected = apps.filter((app) => isAffected(app, apps, facts));
  const build = affected.flatMap((app) => buildLegs(app, facts));
  if (build.length > MATRIX_LIMIT)
    throw configurationFailure({
      code: 'plan/too-many-jobs',
      cause: `${affected.length} apps on their platforms make ${build.length} build jobs, more than the ${MATRIX_LIMIT} that a matrix may have.`,
      remedy:
        'Limit the run with the input "apps", or split the apps over several callers with their own config files.',
    });
  return {
    mode: build.length === 0 ? 'none' : facts.mode,
    build,
    sign: affected.map((app) => ({ app: app.name, image: imageOf(app, facts) })),
    unaffected: apps.filter((app) => !affected.includes(app)).map(({ name }) => name),
    tags: facts.mode === 'publish' ? tagsOf(facts.ref, facts.commit) : [],
  };
}

function listApps({ config, discovered, only, configFile }: PlanFacts): readonly App[] {
  const apps: App[] =
    config.apps === undefined
      ? discovered.map((name) => ({ name, config: {} }))
      : Object.entries(config.apps).map(([name, app]) => ({ name, config: app }));
  if (apps.length === 0)
    throw configurationFailure({
      code: 'plan/no-app',
      cause: `There is no app: no apps/<name>/Dockerfile, and ${configFile} names none.`,
      remedy: `Add a Dockerfile under apps/<name>/, or list the apps under "apps:" in ${configFile}.`,
    });
  const unknown = only.find((name) => !apps.some((app) => app.name === name));
  if (unknown !== undefined)
    throw configurationFailure({
      code: 'plan/unknown-app',
      cause: `The app "${unknown}" does not exist.`,
      remedy: `Use one of ${apps.map(({ name }) => name).join(', ')}.`,
    });
  for (const { name } of apps)
    if (!isAppName(name))
      throw configurationFailure({
        code: 'plan/bad-app-name',
        cause: `The folder name "${name}" under apps/ cannot be an app name.`,
        remedy: `Use lower-case letters, digits and ".", "_", "-" between them, or name the app in ${configFile}.`,
      });
  return (only.length === 0 ? apps : apps.filter(({ name }) => only.includes(name))).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

const fileOf = ({ name, config }: App) => posix.normalize(config.file ?? `apps/${name}/Dockerfile`);
const contextOf = ({ config }: App) => posix.normalize(config.context ?? '.');

/** What never changes an image unless an app's `paths` say so. */
const DOCUMENTS = ['**/*.md', '*.md', 'docs/**', 'LICENSE', '.github/**'];
const isDocument = createMatcher(DOCUMENTS, 'full');

function isAffected(app: App, all: readonly App[], { changed, configFile }: PlanFacts): boolean {
  if (changed === 'unknown') return true;
  const { paths } = app.config;
  const isNamed = paths === undefined ? undefined : createMatcher(paths, 'full');
  return changed.some((file) => {
    if (file === configFile || file === fileOf(app)) return true;
    if (isNamed !== undefined) return isNamed(file);
    const home = posix.dirname(fileOf(app));
    if (file.startsWith(`${home}/`)) return true;
    // The context may hold files that several apps copy: what belongs to no app may belong to this one.
    const context = contextOf(app);
    const inContext = context === '.' || file.startsWith(`${context}/`);
    const ofAnother = all.some(
      (other) => other !== app && file.startsWith(`${posix.dirname(fileOf(other))}/`),
    );
    return inContext && !ofAnother && !isDocument(file);
  });
}

function imageOf({ name, config }: App, { imagePrefix }: PlanFacts): string {
  // GitHub owners may have capitals, image names may not.
  return formatImageName(parseImageName(config.image ?? `${imagePrefix}/${name}`.toLowerCase()));
}

function buildLegs(app: App, facts: PlanFacts): readonly BuildLeg[] {
  const { config } = facts;
  const names = (app.config.platforms ?? config.platforms ?? facts.platforms).map((text) =>
    formatPlatform(parsePlatform(text)),
  );
  return [...new Set(names)].map((platform) => ({
    app: app.name,
    image: imageOf(app, facts),
    file: fileOf(app),
    context: contextOf(app),
    target: app.config.target ?? '',
    'build-args': Object.entries(app.config['build-args'] ?? {})
      .map(([key, value]) => `${key}=${value}`)
      .join('\n'),
    platform,
    slug: platformSlug(parsePlatform(platform)),
    runner: config.runners?.[platform] ?? (platform === 'linux/arm64' ? 'ubuntu-24.04-arm' : 'ubuntu-latest'),
  }));
}

// https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string, without build metadata:
// "+" cannot stand in a tag.
const VERSION = /^v?((?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?)$/;

/**
 * A branch: `sha-<commit>`, then the branch's name. A git tag: its version, or its name when it is no version.
 * `1.2` and `1` are not among them: a fix of an old version would move them backward.
 */
function tagsOf(ref: string, commit: string): readonly string[] {
  if (ref.startsWith('refs/tags/')) {
    const name = ref.slice('refs/tags/'.length);
    const tag = VERSION.exec(name)?.[1] ?? tagFromRef(name);
    if (isTag(tag)) return [tag];
    throw configurationFailure({
      code: 'plan/bad-tag',
      cause: `The git tag "${name}" cannot become an image tag.`,
      remedy: 'Name it like v1.2.3, or with letters, digits, ".", "_" and "-".',
    });
  }
  const branch = ref.startsWith('refs/heads/') ? tagFromRef(ref.slice('refs/heads/'.length)) : '';
  return [`sha-${commit}`, ...(isTag(branch) ? [branch] : [])];
}
