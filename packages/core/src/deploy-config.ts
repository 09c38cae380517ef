/**
 * `deploy:` in `.github/sealift.yml` of an app repository and in `.sealift.yml` of an ops repository: which values of
 * which files say what runs.
 */
import * as v from 'valibot';
import { appName } from './app-name.ts';
import { formatValuePath, parseValuePath } from './edits/value-path.ts';
import type { DigestMode, Find } from './edits/wanted.ts';
import { configurationFailure, Failure } from './failure.ts';
import { isRepositoryFile } from './repository-file.ts';
import { fillTemplate, type Placeholders } from './template.ts';
import { parseYamlConfig } from './yaml-config.ts';

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

export const DeployTargetConfig = v.strictObject({
  /** File of the ops repository. `{app}` and `{environment}` are filled in; `*` and `**` match names. */
  file: filled,
  /** The environment that the file belongs to. Default: each one, where `file` has `{environment}`. */
  environment: v.optional(appName),
  /** Default: auto, which is the path when one is given, else the image, else the marker. */
  find: v.optional(v.picklist(['auto', 'path', 'image', 'marker'])),
  /** Where the tag, or the whole reference, stands. */
  path: v.optional(valuePath),
  /** The digest beside the tag. Default: the action's input. */
  'digest-mode': v.optional(v.picklist(['none', 'suffix', 'field'])),
  /** Where the digest stands, for digest-mode field. Default: the key `digest` next to the tag. */
  'digest-path': v.optional(valuePath),
  /** Also write the image's name. */
  'write-name': v.optional(v.boolean()),
  /** Folder of the chart in the ops repository, for the chart check. */
  chart: v.optional(filled),
});
export type DeployTargetConfig = v.InferOutput<typeof DeployTargetConfig>;

export const EnvironmentConfig = v.strictObject({
  /** Default: pull-request. */
  mode: v.optional(v.picklist(['pull-request', 'commit'])),
  /** Branch of the ops repository. Default: the action's input. */
  base: v.optional(name),
});

export const DeployConfig = v.strictObject({
  /** In the order of promotion. */
  environments: v.optional(v.record(appName, EnvironmentConfig)),
  /** Targets by app; `"*"` is for the apps that are not named. */
  apps: v.optional(
    v.record(v.union([v.literal('*'), appName]), v.pipe(v.array(DeployTargetConfig), v.minLength(1))),
  ),
});
export type DeployConfig = v.InferOutput<typeof DeployConfig>;

/** `.sealift.yml` of an ops repository. */
export const OpsConfig = v.strictObject({ deploy: v.optional(DeployConfig) });
export type OpsConfig = v.InferOutput<typeof OpsConfig>;

/**
 * @param file path shown in failures
 * @throws Failure `configuration` with file and line
 */
export const parseOpsConfig = (source: string, file: string): OpsConfig =>
  parseYamlConfig(OpsConfig, source, file, 'schemas/ops.schema.json');

/**
 * What both repositories say together. Neither may overrule the other, since each would be surprised.
 * @throws Failure `configuration` when both name an app, or both list environments
 */
export function mergeDeployConfigs(
  app: DeployConfig | undefined,
  ops: DeployConfig | undefined,
): DeployConfig | undefined {
  if (app === undefined || ops === undefined) return app ?? ops;
  const twice = Object.keys(app.apps ?? {}).find((key) => Object.hasOwn(ops.apps ?? {}, key));
  if (twice !== undefined) throw namedTwice(`the app "${twice}"`);
  if (app.environments !== undefined && ops.environments !== undefined) throw namedTwice('the environments');
  const environments = app.environments ?? ops.environments;
  return {
    ...(environments === undefined ? {} : { environments }),
    apps: { ...app.apps, ...ops.apps },
  };
}

const namedTwice = (what: string) =>
  configurationFailure({
    cause: `Both .github/sealift.yml of the app repository and .sealift.yml of the ops repository say where ${what} is deployed.`,
    remedy: 'Keep it in one of the two files.',
  });

/** What the action's inputs say, for apps that no file names, and for what a target leaves open. */
export type TargetDefaults = {
  readonly file: string;
  readonly path?: string;
  readonly digestPath?: string;
  readonly find?: Find['by'];
  readonly digestMode: DigestMode;
  readonly writeName?: boolean;
  readonly chart?: string;
};

export type DeployTarget = {
  readonly app: string;
  readonly environment: string | undefined;
  /** A path, or a pattern for `matchesFilePattern`. */
  readonly file: string;
  readonly find: Find;
  readonly digestMode: DigestMode;
  readonly writeName: boolean;
  readonly chart?: string;
};

/**
 * The targets of the apps, by environment in the order of promotion and then by app in the given order.
 * @param selected environments; none for all. A target without an environment belongs to no selection.
 * @throws Failure `configuration`
 */
export function resolveTargets(
  config: DeployConfig | undefined,
  defaults: TargetDefaults,
  apps: readonly string[],
  selected: readonly string[] = [],
): readonly DeployTarget[] {
  const environments = environmentsFor(config, selected);
  const targets = apps.flatMap((app) => {
    const entries = Object.hasOwn(config?.apps ?? {}, app) ? config?.apps?.[app] : config?.apps?.['*'];
    const own = (entries ?? [undefined]).flatMap((entry) =>
      expand(app, entry, defaults, environments, selected),
    );
    if (own.length === 0 && selected.length === 0)
      throw configurationFailure({
        cause: `Nothing says where "${app}" is deployed.`,
        remedy: 'Add a target for it under deploy.apps.',
      });
    return own;
  });
  if (targets.length === 0 && apps.length > 0)
    throw configurationFailure({
      cause: `None of the apps (${apps.slice(0, 10).join(', ')}) has a target in ${selected.join(', ')}.`,
      remedy: 'Correct the environments, or give the targets an environment.',
    });
  const order = (target: DeployTarget) =>
    target.environment === undefined ? -1 : environments.indexOf(target.environment);
  return targets.toSorted((a, b) => order(a) - order(b));
}

function environmentsFor(config: DeployConfig | undefined, selected: readonly string[]): readonly string[] {
  if (config?.environments === undefined) {
    const bad = selected.find((text) => !v.is(appName, text));
    if (bad !== undefined) throw unknownEnvironment(bad, []);
    return [...new Set(selected)];
  }
  const known = Object.keys(config.environments);
  const unknown = selected.find((text) => !known.includes(text));
  if (unknown !== undefined) throw unknownEnvironment(unknown, known);
  return known;
}

const unknownEnvironment = (text: string, known: readonly string[]) =>
  configurationFailure({
    cause: `There is no environment "${text}".`,
    remedy:
      known.length === 0
        ? 'Use lower-case letters, digits and "-" between.'
        : `Use ${known.join(', ')}, or add it under deploy.environments.`,
  });

function expand(
  app: string,
  entry: DeployTargetConfig | undefined,
  defaults: TargetDefaults,
  environments: readonly string[],
  selected: readonly string[],
): readonly DeployTarget[] {
  const file = entry?.file ?? defaults.file;
  const chart = entry === undefined ? defaults.chart : entry.chart;
  const wanted = (name: string) => selected.length === 0 || selected.includes(name);
  const target = (environment: string | undefined): DeployTarget => {
    const values = { app, ...(environment === undefined ? {} : { environment }) };
    return {
      ...{ app, environment, find: findOf(app, entry, defaults, values) },
      file: filledFile(file, values, 'file'),
      digestMode: entry?.['digest-mode'] ?? defaults.digestMode,
      writeName: entry === undefined ? (defaults.writeName ?? false) : (entry['write-name'] ?? false),
      ...(chart === undefined ? {} : { chart: filledFile(chart, values, 'chart') }),
    };
  };

  if (entry?.environment !== undefined) {
    if (environments.length > 0 && !environments.includes(entry.environment) && selected.length === 0)
      throw unknownEnvironment(entry.environment, environments);
    return wanted(entry.environment) ? [target(entry.environment)] : [];
  }
  const templates = [file, chart, entry === undefined ? defaults.path : entry.path];
  if (!templates.some((text) => text?.includes('{environment}')))
    return selected.length === 0 || entry === undefined ? [target(undefined)] : [];
  if (environments.length === 0)
    throw configurationFailure({
      cause: `"${file}" of "${app}" has {environment}, and there are no environments.`,
      remedy: 'List them under deploy.environments, or name them in the input "environments".',
    });
  return environments.filter(wanted).map(target);
}

function findOf(
  app: string,
  entry: DeployTargetConfig | undefined,
  defaults: TargetDefaults,
  values: Placeholders,
): Find {
  const by = (entry === undefined ? defaults.find : entry.find) ?? 'auto';
  const path = entry === undefined ? defaults.path : entry.path;
  const digestPath = entry === undefined ? defaults.digestPath : entry['digest-path'];
  const bad = (cause: string, remedy: string) =>
    configurationFailure({ cause: `The target of "${app}" has ${cause}.`, remedy });
  if (by === 'path' && path === undefined) throw bad('find: path and no path', 'Give the path.');
  if ((by === 'image' || by === 'marker') && (path !== undefined || digestPath !== undefined))
    throw bad(`find: ${by} and a path`, 'Leave one of the two out.');
  if (digestPath !== undefined && path === undefined)
    throw bad('a digest-path and no path', 'Give the path of the tag too.');
  const mode = entry?.['digest-mode'] ?? defaults.digestMode;
  if (digestPath !== undefined && mode !== 'field')
    throw bad(`a digest-path and digest-mode: ${mode}`, 'Set digest-mode: field, or leave digest-path out.');
  if (by === 'image' || by === 'marker') return { by };
  const paths = {
    ...(path === undefined ? {} : { path: filledPath(path, values) }),
    ...(digestPath === undefined ? {} : { digestPath: filledPath(digestPath, values) }),
  };
  return by === 'path' ? { by, path: '', ...paths } : { by, ...paths };
}

/** Names are put in after the path is taken apart: a dot in a name is part of the name. */
function filledPath(text: string, values: Placeholders): string {
  const { document, segments } = parseValuePath(text);
  const fill = (part: string) => fillTemplate(part, values, 'path');
  return formatValuePath({
    ...(document === undefined
      ? {}
      : { document: 'kind' in document ? { ...document, name: fill(document.name) } : document }),
    segments: segments.map((segment) =>
      typeof segment === 'number'
        ? segment
        : typeof segment === 'string'
          ? fill(segment)
          : { key: segment.key, value: fill(segment.value) },
    ),
  });
}

function filledFile(template: string, values: Placeholders, input: string): string {
  const file = fillTemplate(template, values, input);
  if (isRepositoryFile(file)) return file;
  throw configurationFailure({
    cause: `"${file}" is not the path of a file in a repository.`,
    remedy: `Write "${input}" relative to the root, for example deploy/helm/{app}/values-prod.yaml.`,
  });
}
