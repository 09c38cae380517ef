/** Where each app's image stands in the ops repository: both configurations and the inputs, resolved. */
import { appName } from '@sealift/core/config/app-name';
import type {
  DeployConfig,
  DeployTargetConfig,
  DigestMode,
  Find,
  Unreadable,
} from '@sealift/core/config/deploy';
import { isGuardedFile, isRepositoryFile } from '@sealift/core/config/repository-file';
import { formatValuePath, parseValuePath } from '@sealift/core/config/value-path';
import { configurationFailure, policyFailure } from '@sealift/core/failure';
import { fillTemplate, type Placeholders } from '@sealift/core/text/template';
import * as v from 'valibot';

/** What the action's inputs say, for apps that no file names, and for what a target leaves open. */
export type TargetDefaults = {
  readonly file: string;
  readonly path?: string | undefined;
  readonly digestPath?: string | undefined;
  readonly regex?: string | undefined;
  readonly find?: Find['by'];
  readonly digestMode: DigestMode;
  readonly writeName?: boolean;
  readonly chart?: string | undefined;
  readonly values?: readonly string[];
  readonly mirrors?: readonly string[];
  readonly only?: readonly string[];
  readonly create?: boolean;
  readonly unreadable?: Unreadable;
};

export type DeployTarget = {
  readonly app: string;
  readonly environment: string | undefined;
  /** A path, or a pattern with `*` and `**`. */
  readonly file: string;
  readonly find: Find;
  readonly digestMode: DigestMode;
  readonly writeName: boolean;
  readonly chart?: string;
  /** Values files of the chart in their order; undefined: as what deploys it says. */
  readonly values?: readonly string[];
  /** Where the image is also found; none where it is left out. */
  readonly mirrors?: readonly string[];
  /** Patterns of the tags that are exchanged; all where it is left out. */
  readonly only?: readonly string[];
  /** Also add what is missing. */
  readonly create?: true;
  /** Leave out files that hold the image and cannot be edited, and say so. */
  readonly unreadable?: 'skip';
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
      expand(
        app,
        entry,
        { ...defaults, mirrors: mirrorsOf(config, entry, defaults) },
        environments,
        selected,
      ),
    );
    if (own.length === 0 && selected.length === 0)
      throw configurationFailure({
        code: 'targets/missing',
        cause: `Nothing says where "${app}" is deployed.`,
        remedy: 'Add a target for it under deploy.apps.',
      });
    return own;
  });
  if (targets.length === 0 && apps.length > 0)
    throw configurationFailure({
      code: 'targets/missing',
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
    code: 'targets/unknown-environment',
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
  const layers = entry === undefined ? defaults.values : entry.values;
  const wanted = (name: string) => selected.length === 0 || selected.includes(name);
  const target = (environment: string | undefined): DeployTarget => {
    const values = { app, ...(environment === undefined ? {} : { environment }) };
    return {
      ...{ app, environment, find: findOf(app, entry, defaults, values) },
      file: writableFile(filledFile(file, values, 'file'), app),
      digestMode: entry?.['digest-mode'] ?? defaults.digestMode,
      writeName: entry === undefined ? (defaults.writeName ?? false) : (entry['write-name'] ?? false),
      ...(chart === undefined ? {} : { chart: filledFile(chart, values, 'chart') }),
      ...(layers === undefined || layers.length === 0
        ? {}
        : { values: layers.map((each) => filledFile(each, values, 'values')) }),
      ...choicesOf(entry, defaults),
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
      code: 'targets/unknown-environment',
      cause: `"${file}" of "${app}" has {environment}, and there are no environments.`,
      remedy: 'List them under deploy.environments, or name them in the input "environments".',
    });
  return environments.filter(wanted).map(target);
}

const mirrorsOf = (
  config: DeployConfig | undefined,
  entry: DeployTargetConfig | undefined,
  defaults: TargetDefaults,
): readonly string[] => [
  ...new Set([...(entry?.mirrors ?? []), ...(config?.mirrors ?? []), ...(defaults.mirrors ?? [])]),
];

function choicesOf(
  entry: DeployTargetConfig | undefined,
  { mirrors = [], only: given = [], create: creates = false, unreadable: otherwise }: TargetDefaults,
): Pick<DeployTarget, 'mirrors' | 'only' | 'create' | 'unreadable'> {
  const only = entry === undefined ? given : [entry.only ?? []].flat();
  const create = entry === undefined ? creates : (entry.create ?? false);
  return {
    ...(mirrors.length === 0 ? {} : { mirrors }),
    ...(only.length === 0 ? {} : { only }),
    ...(create ? { create } : {}),
    ...((entry?.unreadable ?? otherwise) === 'skip' ? { unreadable: 'skip' } : {}),
  };
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
  const regex = entry === undefined ? defaults.regex : entry.regex;
  const bad = (cause: string, remedy: string) =>
    configurationFailure({ code: 'targets/invalid', cause: `The target of "${app}" has ${cause}.`, remedy });
  if ((by === 'regex') !== (regex !== undefined))
    throw bad(
      by === 'regex' ? 'find: regex and no regex' : 'a regex and another "find"',
      'Give both, or none.',
    );
  if (by === 'path' && path === undefined) throw bad('find: path and no path', 'Give the path.');
  if (by !== 'path' && by !== 'auto' && (path !== undefined || digestPath !== undefined))
    throw bad(`find: ${by} and a path`, 'Leave one of the two out.');
  if (digestPath !== undefined && path === undefined)
    throw bad('a digest-path and no path', 'Give the path of the tag too.');
  const mode = entry?.['digest-mode'] ?? defaults.digestMode;
  if (digestPath !== undefined && mode !== 'field')
    throw bad(`a digest-path and digest-mode: ${mode}`, 'Set digest-mode: field, or leave digest-path out.');
  if (regex !== undefined) return { by: 'regex', regex };
  if (by !== 'path' && by !== 'auto') return { by: by === 'marker' ? by : 'image' };
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

/** @throws Failure `targets/guarded` */
function writableFile(file: string, app: string): string {
  if (!isGuardedFile(file)) return file;
  throw policyFailure({
    code: 'targets/guarded',
    cause: `"${file}", where the tag of "${app}" should stand, says who may change the ops repository or what runs in it.`,
    remedy: 'Name a file that is deployed: .github, .git*, CODEOWNERS and .sealift.yml are never changed.',
  });
}

function filledFile(template: string, values: Placeholders, input: string): string {
  const file = fillTemplate(template, values, input);
  if (isRepositoryFile(file)) return file;
  throw configurationFailure({
    code: 'targets/invalid',
    cause: `"${file}" is not the path of a file in a repository.`,
    remedy: `Write "${input}" relative to the root, for example deploy/helm/{app}/values-prod.yaml.`,
  });
}
