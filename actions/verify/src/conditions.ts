/** What the statements of an image must say, as the inputs ask for it. */
import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure } from '@sealift/core/failure';
import { BLIND_MODES, type BlindMode } from '@sealift/core/scan/blindness';
import { SEVERITIES } from '@sealift/core/scan/severity';
import type { RunConditions, TrustPolicy } from '@sealift/core/verification/conditions';
import type { VerdictConditions } from '@sealift/core/verification/verdict';
import type { Demand } from '@sealift/tools/verification/image-check';

export type Conditions = {
  readonly run: RunConditions | undefined;
  readonly verdict: Omit<VerdictConditions, 'maxScanAge'>;
  /** Milliseconds. */
  readonly maxScanAge: number | undefined;
  readonly app: string | undefined;
  readonly signed: NonNullable<Demand['signed']>;
};

const HOUR = 3_600_000;
/** A hundred years: what is longer is no limit. */
const MAX_HOURS = 876_000;

/** As they were given: nothing is judged yet. */
export type ConditionInputs = {
  readonly severity: string | undefined;
  readonly caller: string | undefined;
  readonly triggers: readonly string[];
  readonly runnerEnvironment: 'github-hosted' | 'self-hosted' | undefined;
  readonly commit: string | undefined;
  readonly blind: BlindMode | undefined;
  readonly countUnfixed: boolean;
  readonly maxScanAge: number | undefined;
  readonly maxDatabaseAge: number | undefined;
  readonly app: string | undefined;
  readonly signed: Conditions['signed'];
};

/** @throws Failure `action/input` */
export const readConditions = (reader: InputReader): ConditionInputs => ({
  severity: reader.optional('minimum-severity')?.toUpperCase(),
  caller: reader.optional('caller-workflow'),
  triggers: reader.list('trigger'),
  runnerEnvironment: optionalChoice(reader, 'runner-environment', ['github-hosted', 'self-hosted']),
  commit: reader.optional('commit'),
  blind: optionalChoice(reader, 'blind', BLIND_MODES),
  countUnfixed: !reader.boolean('ignore-unfixed'),
  maxScanAge: optionalHours(reader, 'max-scan-age'),
  maxDatabaseAge: optionalHours(reader, 'max-database-age'),
  app: reader.optional('app'),
  signed: reader.choice('signed', ['all', 'index']),
});

type Origin = Pick<TrustPolicy, 'sourceRepository' | 'issuer'>;

/**
 * @param origin whose repository a caller without a host belongs to
 * @throws Failure `verify/bad-input`
 */
export function parseConditions(given: ConditionInputs, origin: Origin): Conditions {
  const { severity, blind, countUnfixed, maxDatabaseAge, maxScanAge, app, signed } = given;
  const minimumSeverity = SEVERITIES.find((known) => known === severity);
  if (severity !== undefined && minimumSeverity === undefined)
    throw wrong('minimum-severity', severity, `one of ${SEVERITIES.join(', ')}`);
  return {
    run: runConditions(given, origin),
    verdict: {
      ...(minimumSeverity === undefined ? {} : { minimumSeverity }),
      ...(blind === undefined ? {} : { blind }),
      ...(maxDatabaseAge === undefined ? {} : { maxDatabaseAge }),
      countUnfixed,
    },
    maxScanAge,
    app,
    signed,
  };
}

function runConditions(
  { caller, triggers, runnerEnvironment, commit }: ConditionInputs,
  origin: Origin,
): RunConditions | undefined {
  for (const trigger of triggers)
    if (!/^[a-z_]+$/.test(trigger)) throw wrong('trigger', trigger, 'names of events such as push');
  if (commit !== undefined && !/^[0-9a-f]{40}$/.test(commit))
    throw wrong('commit', commit, 'the 40 hex digits of a commit');
  const run: RunConditions = {
    ...(caller === undefined ? {} : { callerWorkflow: callerUri(caller, origin) }),
    ...(triggers.length === 0 ? {} : { triggers }),
    ...(runnerEnvironment === undefined ? {} : { runnerEnvironment }),
    ...(commit === undefined ? {} : { commit }),
  };
  return Object.keys(run).length === 0 ? undefined : run;
}

const WORKFLOW = /^\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml(?:@refs\/[^\s*?[\\^~:]+)?$/;

/** A path stands for the workflow of the source repository. */
function callerUri(caller: string, { sourceRepository, issuer }: Origin): string {
  const expected =
    'a path such as .github/workflows/release.yml, or its whole URL, each with or without @ and a ref';
  const [path, prefix] = caller.startsWith('https://')
    ? [caller.split('/').slice(5).join('/'), caller.split('/').slice(0, 5).join('/')]
    : [caller, `${serverOf(issuer)}/${sourceRepository}`];
  if (!WORKFLOW.test(path) || !/^https:\/\/[A-Za-z0-9.:-]+\/[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/.test(prefix))
    throw wrong('caller-workflow', caller, expected);
  return `${prefix}/${path}`;
}

/** Where repositories of an issuer are: https://docs.github.com/en/actions/reference/security/oidc */
function serverOf(issuer: string): string {
  const { host } = new URL(issuer);
  const tenant = /^token\.actions\.([a-z0-9-]+\.ghe\.com)$/.exec(host)?.[1];
  return `https://${tenant ?? (host === 'token.actions.githubusercontent.com' ? 'github.com' : host)}`;
}

function optionalChoice<const T extends string>(
  reader: InputReader,
  name: string,
  choices: readonly T[],
): T | undefined {
  return reader.optional(name) === undefined ? undefined : reader.choice(name, choices);
}

const optionalHours = (reader: InputReader, name: string): number | undefined =>
  reader.optional(name) === undefined ? undefined : reader.integer(name, { min: 1, max: MAX_HOURS }) * HOUR;

const wrong = (name: string, value: string, expected: string) =>
  configurationFailure({
    code: 'verify/bad-input',
    cause: `The input "${name}" is "${value}".`,
    remedy: `Give ${expected}.`,
  });
