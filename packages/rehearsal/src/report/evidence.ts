import { singleLine } from '@sealift/core/text/sanitize';
import type { EngineName, ProvidedEngine } from '@sealift/engines/engine';
import type { Report } from '@sealift/fake-github/report';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import type { Annotation, Conclusion } from '@sealift/workflow-runner/events';
import type { RunResult } from '@sealift/workflow-runner/result';
import type { Assertion } from '../assertions/assertion.ts';
import type { Outcome, Release } from '../assertions/outcome.ts';
import type { Canary } from '../deploy/canary.ts';
import type { Memory } from '../memory.ts';
import type { NodeChoice } from '../options.ts';
import { type PipelineResult, succeeded } from '../pipeline.ts';
import type { Phase } from './phases.ts';
import type { Shown } from './shown.ts';
import { shortName, stepName, type Timeline } from './timeline.ts';

export type TimedStep = {
  readonly job: string;
  readonly step: string;
  /** Milliseconds. */
  readonly duration: number;
};

export type JobReport = {
  readonly key: string;
  /** As GitHub shows it. */
  readonly name: string;
  readonly conclusion: Conclusion;
  readonly annotations: readonly Pick<Annotation, 'level' | 'title' | 'message'>[];
  /** Milliseconds. */
  readonly duration: number;
};

/** What a rehearsal ends with; `--json` prints it as it is. */
export type Evidence = {
  readonly success: boolean;
  /** owner/name of the app repository in the stand-in. */
  readonly repository: string;
  readonly event: string;
  readonly ref: string;
  readonly commit: string;
  /** The first failing step, and what its annotation says. */
  readonly failure: { readonly job: string; readonly step: string; readonly reason: string } | undefined;
  readonly releases: readonly Release[];
  readonly pullRequest: Outcome['pullRequest'];
  readonly assertions: readonly Assertion[];
  /** Certificate identity that the signatures had to have. */
  readonly identity: string;
  /** Of the first run, in the order of the files. */
  readonly jobs: readonly JobReport[];
  /** Job summaries (Markdown) by name of the job. */
  readonly summaries: Readonly<Record<string, string>>;
  readonly engines: Readonly<Record<string, Pick<ProvidedEngine, 'version' | 'provider' | 'origin'>>>;
  /** Permissions that no leg of a job used although all of them succeeded, by ids from the run's workflow down. */
  readonly unusedPermissions: Readonly<Record<string, readonly string[]>>;
  /** Milliseconds. */
  readonly durations: Readonly<Record<string, number>>;
  /** The longest first. */
  readonly slowestSteps: readonly TimedStep[];
  readonly phases: readonly Phase[];
  /** What pods of a deployment ran on; undefined without one. */
  readonly node: NodeChoice | undefined;
  /** Of a deployment. */
  readonly canaries: readonly Canary[];
  /** Of this process with everything that it has started, pods included; only with a deployment. */
  readonly memory: Memory | undefined;
};

export function createEvidence(
  { engines }: Pick<Sandbox, 'engines'>,
  { result, event, run, identity }: PipelineResult,
  outcome: Outcome & Partial<Pick<Evidence, 'canaries' | 'node' | 'memory'>>,
  timeline: Pick<Timeline, 'durations' | 'phases'>,
  shown: Shown,
): Evidence {
  const provided = Object.entries(engines.provided) as readonly (readonly [EngineName, ProvidedEngine])[];
  return {
    success: succeeded(result) && outcome.assertions.every(({ ok }) => ok),
    repository: run.repository.fullName,
    event: event.name,
    ref: event.ref,
    commit: event.sha,
    failure: failureOf(result, shown),
    releases: outcome.releases,
    pullRequest: outcome.pullRequest,
    assertions: outcome.assertions.map((one) => ({ ...one, detail: shown(one.detail) })),
    identity,
    jobs: jobReports(result, shown),
    summaries: Object.fromEntries(
      result.jobs
        .filter(({ conclusion }) => conclusion !== 'skipped')
        .map(({ name, summary }) => [name, shown(summary)]),
    ),
    engines: Object.fromEntries(
      provided.map(([name, { version, provider, origin }]) => [name, { version, provider, origin }]),
    ),
    unusedPermissions: unusedPermissions(outcome.report, result),
    durations: Object.fromEntries([...timeline.durations].map(([topic, time]) => [topic, Math.round(time)])),
    slowestSteps: slowestSteps(result),
    phases: timeline.phases(),
    node: outcome.node,
    canaries: outcome.canaries ?? [],
    memory: outcome.memory,
  };
}

const jobReports = ({ jobs }: RunResult, shown: Shown): readonly JobReport[] =>
  jobs.map(({ key, name, conclusion, annotations, duration }) => ({
    ...{ key, name, conclusion, duration: Math.round(duration) },
    annotations: annotations.map(({ level, title, message }) => ({
      level,
      ...(title === undefined ? {} : { title: shown(title) }),
      message: shown(message),
    })),
  }));

/** Where the run failed first, in the order of the files. */
export function failureOf(result: RunResult, shown: Shown): Evidence['failure'] {
  if (succeeded(result)) return undefined;
  const job = result.jobs.find(({ conclusion }) => conclusion === 'failure');
  const step = job?.steps.find(({ conclusion }) => conclusion === 'failure');
  const annotations = [
    ...(step?.annotations ?? []),
    ...(job?.annotations ?? []),
    ...result.annotations,
  ].filter(({ level }) => level === 'error');
  // An exit code alone is the runner's word where the step said nothing.
  const told = annotations.find(({ message }) => !/^Process completed with exit code \d+\.$/.test(message));
  const reason = (told ?? annotations[0])?.message ?? `The run ended as "${result.conclusion}".`;
  return {
    job: job === undefined ? '' : shortName(job),
    step: step === undefined ? '' : stepName(step.name),
    reason: shown(reason),
  };
}

/** Legs of a matrix are one job, which needs what one of them needs. One that did not get to its end says nothing. */
export function unusedPermissions(
  report: Pick<Report, 'jobs'>,
  result: Pick<RunResult, 'jobs'>,
): Readonly<Record<string, readonly string[]>> {
  const succeededKeys = new Set(
    result.jobs.filter(({ conclusion }) => conclusion === 'success').map(({ key }) => key),
  );
  const legs = new Map<string, (readonly string[] | undefined)[]>();
  for (const [key, { unused }] of Object.entries(report.jobs)) {
    const job = key.replace(/\[\d+\]/g, '');
    const list = unused.map(({ permission, granted }) => `${permission}: ${granted}`);
    legs.set(job, [...(legs.get(job) ?? []), succeededKeys.has(key) ? list : undefined]);
  }
  return Object.fromEntries(
    [...legs].flatMap(([job, lists]) => {
      const [first = []] = lists;
      const unused = first.filter((one) => lists.every((list) => list?.includes(one)));
      return unused.length === 0 ? [] : [[job, unused]];
    }),
  );
}

const MOST_STEPS = 5;

export const slowestSteps = ({ jobs }: Pick<RunResult, 'jobs'>): readonly TimedStep[] =>
  jobs
    .flatMap((job) =>
      job.steps.map(({ name, duration }) => ({
        job: shortName(job),
        step: stepName(name),
        duration: Math.round(duration),
      })),
    )
    .sort((left, right) => right.duration - left.duration)
    .slice(0, MOST_STEPS)
    .map((step) => ({ ...step, step: singleLine(step.step) }));
