/**
 * What `trust:` says of one app in one environment. Each key is taken whole from the most specific place that has it:
 * the app in the environment, then the app or the environment, then the defaults. An app and an environment that say
 * different things about one key are refused: nobody can see which of the two was meant to be stronger.
 */
import { isDeepStrictEqual } from 'node:util';
import { configurationFailure, type Failure, policyFailure } from '../failure.ts';
import type { Severity } from '../scan/severity.ts';
import { parseIdentity, type TrustedIdentities } from '../verification/identity.ts';
import type { SigstoreInstance } from '../verification/sigstore.ts';
import { parseRef, type TrustedRef } from '../verification/source-ref.ts';
import { parseDuration } from './duration.ts';
import {
  type Permission,
  TRUST_FILE,
  type TrustConfig,
  type TrustKey,
  type TrustRuleConfig,
} from './trust.ts';
import { yamlLine } from './yaml-line.ts';

/** `trust:` with the text that it stands in, so that a refusal can name the line. */
export type TrustSource = {
  readonly config: TrustConfig;
  readonly text: string;
  /** Text of the files that `sigstore` names, by path. Whoever only looks at rules does without. */
  readonly roots?: ReadonlyMap<string, string>;
};

export type TrustRule = {
  readonly app: string;
  readonly environment: string | undefined;
  readonly sourceRepository: string;
  readonly refs: readonly TrustedRef[];
  readonly identities: TrustedIdentities;
  readonly issuer: string;
  /** undefined: as the certificate demands. */
  readonly sigstore: SigstoreInstance | undefined;
  /** The keys of an instance of one's own, which then counts instead of the public one. */
  readonly trustedRoot: TrustedRoot | undefined;
  readonly callerWorkflow: string | undefined;
  readonly triggers: readonly string[] | undefined;
  readonly runnerEnvironment: 'github-hosted' | 'self-hosted' | undefined;
  readonly severity: Severity | undefined;
  readonly countUnfixed: boolean;
  /** Milliseconds. */
  readonly maxScanAge: number | undefined;
  /** Milliseconds. */
  readonly maxDatabaseAge: number | undefined;
  /** Names of kinds and URIs of predicate types, beside what every release carries. */
  readonly require: readonly string[];
  /** Patterns, filled; undefined: any. */
  readonly images: readonly string[] | undefined;
  /** Patterns, filled; undefined: only what the ops side names as targets. */
  readonly files: readonly string[] | undefined;
  readonly allow: readonly Permission[];
  /** File and line of a key, or of the closest thing that is there. */
  readonly at: (key: TrustKey) => Location;
};

export type TrustedRoot = {
  /** In the ops repository. */
  readonly file: string;
  /** undefined where it was not read. */
  readonly json: string | undefined;
};

type Location = { readonly file: string; readonly line?: number };

/** Where a rule stands, and what it says. */
type Place = { readonly path: readonly string[]; readonly rule: TrustRuleConfig };

export const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';

/**
 * @throws Failure `trust/unknown-app` when nothing is said of the app; `trust/incomplete` or `trust/ambiguous` when what
 * is said does not make a rule
 */
export function trustRuleOf(source: TrustSource, app: string, environment: string | undefined): TrustRule {
  const places = placesOf(source, app, environment);
  const key = keyAt(source, places, app, environment);
  const sourceRepository = required(source, app, 'source-repository', key('source-repository'));
  const [first, ...others] = required(source, app, 'workflows', key('workflows')).flatMap(
    (text) => parseIdentity(text) ?? [],
  );
  if (first === undefined) throw incomplete(source, app, 'workflows');
  const fill = (patterns: readonly string[] | undefined) =>
    patterns?.flatMap((pattern) => fillPattern(pattern, app, environment) ?? []);
  return {
    app,
    environment,
    sourceRepository,
    refs: (fill(required(source, app, 'refs', key('refs'))) ?? []).flatMap((text) => parseRef(text) ?? []),
    identities: [first, ...others],
    issuer: key('issuer') ?? GITHUB_ISSUER,
    ...sigstoreOf(source, key('sigstore')),
    callerWorkflow: key('caller-workflow'),
    triggers: key('triggers'),
    runnerEnvironment: key('runner-environment'),
    severity: key('severity'),
    countUnfixed: key('count-unfixed') ?? false,
    maxScanAge: milliseconds(key('max-scan-age')),
    maxDatabaseAge: milliseconds(key('max-database-age')),
    require: key('require') ?? [],
    images: fill(key('images')),
    files: fill(key('files')),
    allow: key('allow') ?? [],
    at: (name) => {
      const place = places.flat().find(({ rule }) => rule[name] !== undefined);
      const path = place === undefined ? (places.flat()[0]?.path ?? []) : [...place.path, name];
      return locate(source, path);
    },
  };
}

function sigstoreOf(
  { roots }: TrustSource,
  said: TrustRuleConfig['sigstore'],
): Pick<TrustRule, 'sigstore' | 'trustedRoot'> {
  if (said === undefined || typeof said === 'string') return { sigstore: said, trustedRoot: undefined };
  const file = said['trusted-root'];
  return { sigstore: 'public', trustedRoot: { file, json: roots?.get(file) } };
}

/** The files that `sigstore` names anywhere, each once. */
export function trustedRootFiles({ defaults, environments, apps }: TrustConfig): readonly string[] {
  const places = [
    defaults,
    ...Object.values(environments ?? {}),
    ...Object.values(apps),
    ...Object.values(apps).flatMap((app) => Object.values(app?.environments ?? {})),
  ];
  const files = places.flatMap((place) => {
    const said = place?.sigstore;
    return typeof said === 'object' ? [said['trusted-root']] : [];
  });
  return [...new Set(files)];
}

const milliseconds = (text: string | undefined) => (text === undefined ? undefined : parseDuration(text));

/** From the most specific on; those in one list are equally specific. */
function placesOf(
  source: TrustSource,
  app: string,
  environment: string | undefined,
): readonly (readonly Place[])[] {
  const { defaults, environments, apps } = source.config;
  const name = Object.hasOwn(apps, app) ? app : '*';
  if (!Object.hasOwn(apps, name)) throw unknownApp(source, app);
  const { environments: ownEnvironments, ...own } = apps[name] ?? {};
  const inEnvironment = (rules: typeof environments, path: readonly string[]): readonly Place[] =>
    environment !== undefined && rules !== undefined && Object.hasOwn(rules, environment)
      ? [{ path: [...path, environment], rule: rules[environment] ?? {} }]
      : [];
  return [
    inEnvironment(ownEnvironments, ['apps', name, 'environments']),
    [{ path: ['apps', name], rule: own }, ...inEnvironment(environments, ['environments'])],
    [{ path: ['defaults'], rule: defaults ?? {} }],
  ];
}

function keyAt(
  source: TrustSource,
  places: readonly (readonly Place[])[],
  app: string,
  environment: string | undefined,
) {
  return <K extends TrustKey>(name: K): TrustRuleConfig[K] | undefined => {
    for (const equal of places) {
      const said = equal.filter(({ rule }) => rule[name] !== undefined);
      const [one, other] = said;
      if (one === undefined) continue;
      if (other !== undefined && !isDeepStrictEqual(one.rule[name], other.rule[name]))
        throw configurationFailure({
          code: 'trust/ambiguous',
          cause: `"trust" in ${TRUST_FILE} says two things about "${name}" of "${app}" in "${environment}": under ${one.path.join('.')} and under ${other.path.join('.')}.`,
          remedy: `Say it once more under trust.${one.path.join('.')}.environments.${environment}, which decides.`,
          location: locate(source, [...one.path, name]),
        });
      return one.rule[name];
    }
    return undefined;
  };
}

function required<T>(source: TrustSource, app: string, name: TrustKey, value: T | undefined): T {
  if (value !== undefined) return value;
  throw incomplete(source, app, name);
}

const incomplete = (source: TrustSource, app: string, name: TrustKey): Failure =>
  configurationFailure({
    code: 'trust/incomplete',
    cause: `"trust" in ${TRUST_FILE} says no "${name}" for "${app}".`,
    remedy: `Say it under trust.defaults, or under trust.apps.${app}.`,
    location: locate(source, ['apps', app]),
  });

const unknownApp = (source: TrustSource, app: string): Failure =>
  policyFailure({
    code: 'trust/unknown-app',
    cause: `"${app}" is not among the apps that "trust" in ${TRUST_FILE} of the ops repository lets in.`,
    remedy: `Ask its owners to add "${app}" under trust.apps.`,
    location: locate(source, ['apps']),
  });

const locate = ({ text }: TrustSource, path: readonly string[]): Location => {
  const line = yamlLine(text, ['trust', ...path]);
  return { file: TRUST_FILE, ...(line === undefined ? {} : { line }) };
};

/** undefined for a pattern of environments where there is none. */
function fillPattern(pattern: string, app: string, environment: string | undefined): string | undefined {
  if (environment === undefined && pattern.includes('{environment}')) return undefined;
  return pattern.replaceAll('{app}', app).replaceAll('{environment}', environment ?? '');
}

/** The environments that the configuration names, for an app. */
export function environmentsOf({ config }: TrustSource, app: string): readonly string[] {
  const own = config.apps[Object.hasOwn(config.apps, app) ? app : '*']?.environments;
  return [...new Set([...Object.keys(config.environments ?? {}), ...Object.keys(own ?? {})])];
}
