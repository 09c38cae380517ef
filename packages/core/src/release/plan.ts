/**
 * What a run does: which apps, on which platforms, under which names and tags. Pure: files, git and the event come in
 * as facts.
 */
import { posix } from 'node:path';
import { type AppConfig, isAppName, type PipelineConfig } from '../config/pipeline.ts';
import { configurationFailure } from '../failure.ts';
import { formatPlatform, type Platform, parsePlatform, platformSlug } from '../image/platform.ts';
import { formatImageName, isTag, parseImageName } from '../image/reference.ts';
import { pullRequestTag, tagOfRef, versionOf } from '../image/tag.ts';
import { createMatcher } from '../text/glob.ts';

/** https://docs.github.com/en/actions/reference/limits: jobs of one matrix. */
export const MATRIX_LIMIT = 256;
/** Platforms of one app: each has a job output of its own in the workflow, and those are written down one by one. */
export const MAX_PLATFORMS = 16;

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
  /** Position among the app's platforms: which job output binds the evidence of this leg. */
  readonly slot: number;
};

export type SignLeg = {
  readonly app: string;
  readonly image: string;
  /** All that the image has to be for, and no other; separated by commas. */
  readonly platforms: string;
};

export type ReleasePlan = TagPlan & {
  readonly mode: Mode;
  readonly build: readonly BuildLeg[];
  readonly sign: readonly SignLeg[];
  /** Apps that exist but are not affected. */
  readonly unaffected: readonly string[];
};

type App = { readonly name: string; readonly config: AppConfig };

/** @throws Failure `configuration` */
export function planRelease(facts: PlanFacts): ReleasePlan {
  const apps = listApps(facts);
  const affected = apps.filter((app) => isAffected(app, apps, facts));
  refuseSharedImages(apps, facts);
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
    sign: affected.map((app) => ({
      app: app.name,
      image: imageOf(app, facts),
      platforms: platformsOf(app, facts).map(formatPlatform).join(','),
    })),
    unaffected: apps.filter((app) => !affected.includes(app)).map(({ name }) => name),
    ...(facts.mode === 'publish' ? tagsOf(facts.ref, facts.commit) : { tags: [] }),
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

/** By its image evidence is known to be an app's: two apps with one image would pass for each other. */
function refuseSharedImages(apps: readonly App[], facts: PlanFacts): void {
  const owners = new Map<string, string>();
  for (const app of apps) {
    const image = imageOf(app, facts);
    const other = owners.get(image);
    if (other !== undefined)
      throw configurationFailure({
        code: 'plan/shared-image',
        cause: `The apps "${other}" and "${app.name}" have the same image, ${image}.`,
        remedy: 'Give each app an image of its own.',
      });
    owners.set(image, app.name);
  }
}

/** Each once, however it is written. */
function platformsOf(app: App, { config, platforms }: PlanFacts): readonly Platform[] {
  const all = (app.config.platforms ?? config.platforms ?? platforms).map(parsePlatform);
  const named = new Map(all.map((platform) => [formatPlatform(platform), platform]));
  if (named.size > MAX_PLATFORMS)
    throw configurationFailure({
      code: 'plan/too-many-platforms',
      cause: `The app "${app.name}" is built for ${named.size} platforms; at most ${MAX_PLATFORMS} can be released together.`,
      remedy: 'Name fewer platforms for it.',
    });
  return [...named.values()];
}

function buildLegs(app: App, facts: PlanFacts): readonly BuildLeg[] {
  const runners = new Map(
    Object.entries(facts.config.runners ?? {}).map(([platform, runner]) => [
      formatPlatform(parsePlatform(platform)),
      runner,
    ]),
  );
  return platformsOf(app, facts).map((each, slot) => {
    const platform = formatPlatform(each);
    return {
      app: app.name,
      image: imageOf(app, facts),
      file: fileOf(app),
      context: contextOf(app),
      target: app.config.target ?? '',
      'build-args': Object.entries(app.config['build-args'] ?? {})
        .map(([key, value]) => `${key}=${value}`)
        .join('\n'),
      platform,
      slug: platformSlug(each),
      runner: runners.get(platform) ?? (platform === 'linux/arm64' ? 'ubuntu-24.04-arm' : 'ubuntu-latest'),
      slot,
    };
  });
}

export type TagPlan = {
  /** The release's own first, which never moves; then those that do. */
  readonly tags: readonly string[];
  /** The name of the branch or git tag looked like a tag that means something else, so it got another one. */
  readonly renamed?: { readonly ref: string; readonly tag: string };
};

/**
 * A pull request: `sha-<merge commit>`, then `pr-<number>`. A branch: `sha-<commit>`, then the branch's name. A git tag: its version, or its name when it is no version.
 * `1.2` and `1` are not among them: a fix of an old version would move them backward.
 */
function tagsOf(ref: string, commit: string): TagPlan {
  const pull = /^refs\/pull\/([1-9][0-9]{0,9})\/merge$/.exec(ref)?.[1];
  if (pull !== undefined) return { tags: [`sha-${commit}`, pullRequestTag(Number(pull))] };
  const [kind, name] = ref.startsWith('refs/tags/')
    ? (['tag', ref.slice('refs/tags/'.length)] as const)
    : (['branch', ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : ''] as const);
  const version = kind === 'tag' ? versionOf(name) : undefined;
  const found = version === undefined ? tagOfRef(kind, name) : { name: version, prefixed: false };
  if (kind === 'tag' && (found === undefined || !isTag(found.name)))
    throw configurationFailure({
      code: 'plan/bad-tag',
      cause: `The git tag "${name}" cannot become an image tag.`,
      remedy: 'Name it like v1.2.3, or with letters, digits, ".", "_" and "-".',
    });
  return {
    tags: [...(kind === 'tag' ? [] : [`sha-${commit}`]), ...(found === undefined ? [] : [found.name])],
    ...(found?.prefixed === true ? { renamed: { ref, tag: found.name } } : {}),
  };
}
