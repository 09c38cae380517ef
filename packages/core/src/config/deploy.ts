/**
 * `deploy:` in `.github/sealift.yml` of an app repository and in `.sealift.yml` of an ops repository: which values of
 * which files say what runs.
 */
import * as v from 'valibot';
import { configurationFailure, Failure } from '../failure.ts';
import { appName } from './app-name.ts';
import { PreviewsConfig } from './previews.ts';
import { OnMergeConfig, PullRequestConfig } from './pull-request.ts';
import { isRepositoryFile } from './repository-file.ts';
import { TrustConfig } from './trust.ts';
import { parseValuePath } from './value-path.ts';
import { parseYamlConfig } from './yaml-config.ts';

/** `none`: tag alone. `suffix`: `tag@sha256:…` in one value. `field`: the digest has a key of its own. */
export type DigestMode = 'none' | 'suffix' | 'field';

/** How the keys are found. `auto` = explicit path when given, else by image, else by marker, in that order. */
export type Find =
  | { readonly by: 'path'; readonly path: string; readonly digestPath?: string }
  | { readonly by: 'image' }
  | { readonly by: 'marker' }
  | { readonly by: 'regex'; readonly regex: string }
  | { readonly by: 'auto'; readonly path?: string; readonly digestPath?: string };

export const FIND = ['auto', 'path', 'image', 'marker', 'regex'] as const;

const filled = v.pipe(
  v.string(),
  v.check(
    (text) => isRepositoryFile(text.replace(/\{[a-z]+\}/g, 'x')),
    'must be a path inside the repository, relative and without ".."',
  ),
);
const valuePath = v.pipe(
  v.string(),
  v.check((text) => {
    try {
      return parseValuePath(text).segments.length > 0;
    } catch (error) {
      if (error instanceof Failure) return false;
      throw error;
    }
  }, 'must be a path to a value, for example image.tag or containers[name=api].image'),
);
const name = v.pipe(v.string(), v.nonEmpty());
const mirrors = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.regex(
        /^[A-Za-z0-9.:{}/_-]{1,255}$/,
        'must be a host, or a name that {registry}, {repository}, {name} and {app} may be in',
      ),
    ),
  ),
  v.maxLength(20, 'has more than 20 items'),
);
const tagPattern = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200, 'is longer than 200 characters'));

/** What happens when a file holds the image and cannot be edited: nothing is deployed, or the file is left out and named. */
export const UNREADABLE = ['refuse', 'skip'] as const;
export type Unreadable = (typeof UNREADABLE)[number];

export const DeployTargetConfig = v.strictObject({
  /** File of the ops repository. `{app}` and `{environment}` are filled in; `*` and `**` match names. */
  file: filled,
  /** The environment that the file belongs to. Default: each one, where `file` has `{environment}`. */
  environment: v.optional(appName),
  /** Default: auto, which is the path when one is given, else the image, else the marker. */
  find: v.optional(v.picklist(FIND)),
  /** For find regex: a pattern in RE2's syntax with a group named tag, image or digest. */
  regex: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(500, 'is longer than 500 characters'))),
  /** Where the tag, or the whole reference, stands. */
  path: v.optional(valuePath),
  /** The digest beside the tag. Default: the action's input. */
  'digest-mode': v.optional(v.picklist(['none', 'suffix', 'field'])),
  /** Where the digest stands, for digest-mode field. Default: the key `digest` next to the tag. */
  'digest-path': v.optional(valuePath),
  /** Also write the image's name. */
  'write-name': v.optional(v.boolean()),
  /** Where the image is also found, beside those of all apps. A tag beside any other name is never changed. */
  mirrors: v.optional(mirrors),
  /** Patterns of the tags that are exchanged; `!` before one for those that are not. Default: all of the image. */
  only: v.optional(v.union([tagPattern, v.pipe(v.array(tagPattern), v.minLength(1), v.maxLength(20))])),
  /** Also add a key that is missing in a mapping that is there, or an entry of kustomize's `images`. */
  create: v.optional(v.boolean()),
  /** Files that hold the image and cannot be edited. Default: refuse. */
  unreadable: v.optional(v.picklist(UNREADABLE)),
  /** Folder of the chart in the ops repository, for the chart check. */
  chart: v.optional(filled),
  /**
   * Values files of the chart in their order. Default: as the Application, ApplicationSet or HelmRelease of the ops
   * repository says that renders it.
   */
  values: v.optional(v.array(filled)),
});
export type DeployTargetConfig = v.InferOutput<typeof DeployTargetConfig>;

export const EnvironmentConfig = v.strictObject({
  /** Default: pull-request. */
  mode: v.optional(v.picklist(['pull-request', 'commit'])),
  /** Branch of the ops repository. Default: the action's input. */
  base: v.optional(name),
  /** It gets what this environment deploys, by a promotion, and no release directly. */
  from: v.optional(appName),
  /** What happens there once it is merged: the pull request says it. */
  'on-merge': v.optional(OnMergeConfig),
});

export const REBASES = ['auto', 'conflict', 'never'] as const;
/** When the branch of an open pull request moves to today's base: always, only where it is in conflict, or never. */
export type Rebase = (typeof REBASES)[number];

export const DeployConfig = v.strictObject({
  /** In the order of promotion. */
  environments: v.optional(v.record(appName, EnvironmentConfig)),
  /** Where the images of all apps are also found: `mirror.example.com`, `harbor.example.com/{registry}/{repository}`. */
  mirrors: v.optional(mirrors),
  /** Targets by app; `"*"` is for the apps that are not named. */
  apps: v.optional(
    v.record(v.union([v.literal('*'), appName]), v.pipe(v.array(DeployTargetConfig), v.minLength(1))),
  ),
  /** Default: the action's input. */
  rebase: v.optional(v.picklist(REBASES)),
  /** How pull requests and commits are worded. */
  'pull-request': v.optional(PullRequestConfig),
  /** What happens once it is merged, where an environment does not say it of its own. */
  'on-merge': v.optional(OnMergeConfig),
});
export type DeployConfig = v.InferOutput<typeof DeployConfig>;

/** `.sealift.yml` of an ops repository. */
export const OpsConfig = v.strictObject({
  deploy: v.optional(DeployConfig),
  /** Who may deploy what. Only in `.sealift.yml` itself. */
  trust: v.optional(TrustConfig),
  /** Previews of pull requests. Only in `.sealift.yml` itself. */
  previews: v.optional(PreviewsConfig),
});
export type OpsConfig = v.InferOutput<typeof OpsConfig>;

/**
 * @param file path shown in failures
 * @throws Failure `configuration` with file and line
 */
export const parseOpsConfig = (source: string, file: string): OpsConfig =>
  parseYamlConfig(OpsConfig, source, file, 'schemas/ops.schema.json');

/**
 * What both repositories say together. Neither may overrule the other, since each would be surprised.
 * @throws Failure `config/conflict` when both name an app, or both say the same thing of all of them
 */
export function mergeDeployConfigs(
  app: DeployConfig | undefined,
  ops: DeployConfig | undefined,
): DeployConfig | undefined {
  if (app === undefined || ops === undefined) return app ?? ops;
  const twice = Object.keys(app.apps ?? {}).find((key) => Object.hasOwn(ops.apps ?? {}, key));
  if (twice !== undefined) throw namedTwice(`where the app "${twice}" is deployed`);
  const environments = either(app.environments, ops.environments, 'what the environments are');
  const onMerge = either(app['on-merge'], ops['on-merge'], 'what happens "on-merge"');
  const mirrors = [...new Set([...(app.mirrors ?? []), ...(ops.mirrors ?? [])])];
  const rebase = either(app.rebase, ops.rebase, 'when a branch is rebased');
  const words = [app['pull-request'], ops['pull-request']] as const;
  const key = Object.keys(words[0] ?? {}).find((name) => Object.hasOwn(words[1] ?? {}, name));
  if (key !== undefined) throw namedTwice(`what "${key}" of a pull request is`);
  return {
    ...(environments === undefined ? {} : { environments }),
    ...(mirrors.length === 0 ? {} : { mirrors }),
    ...(onMerge === undefined ? {} : { 'on-merge': onMerge }),
    ...(words.every((each) => each === undefined) ? {} : { 'pull-request': { ...words[0], ...words[1] } }),
    apps: { ...app.apps, ...ops.apps },
    ...(rebase === undefined ? {} : { rebase }),
  };
}

function either<T>(app: T | undefined, ops: T | undefined, what: string): T | undefined {
  if (app !== undefined && ops !== undefined) throw namedTwice(what);
  return app ?? ops;
}

const namedTwice = (what: string) =>
  configurationFailure({
    code: 'config/conflict',
    cause: `Both .github/sealift.yml of the app repository and .sealift.yml of the ops repository say ${what}.`,
    remedy: 'Keep it in one of the two files.',
  });
