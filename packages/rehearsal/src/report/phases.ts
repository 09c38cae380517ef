/** What took time in a rehearsal, and when: kept for the report's chart. */
import type { Conclusion, JobLabel, RunEvent } from '@sealift/workflow-runner/events';

/** Milliseconds since the timeline began. `ended` is the present for what still goes on. */
export type Span = { readonly started: number; readonly ended: number };

export type StepSpan = Span & { readonly name: string; readonly outcome: Conclusion | 'running' };

export type JobSpan = Span & {
  readonly key: string;
  /** As GitHub shows it. */
  readonly name: string;
  readonly conclusion: Conclusion | 'running';
  readonly steps: readonly StepSpan[];
};

/** Something that was measured under a topic. */
export type Phase = Span & {
  readonly topic: string;
  readonly text: string;
  readonly outcome: 'success' | 'failure' | 'running';
  /** Of the run that went on in it, in the order of starting. */
  readonly jobs: readonly JobSpan[];
};

export type Phases = {
  /** @returns what is called when it has ended */
  begin(topic: string, text: string): (outcome: 'success' | 'failure') => void;
  /** Of the run in the phase that began last and goes on, among those that hold runs. */
  event(event: RunEvent): void;
  all(): readonly Phase[];
};

type Open<T> = { -readonly [Key in keyof T]: Key extends 'ended' ? number | undefined : T[Key] };
type OpenJob = Omit<Open<JobSpan>, 'steps'> & { readonly steps: Map<number, Open<StepSpan>> };
type OpenPhase = Omit<Open<Phase>, 'jobs'> & { readonly jobs: Map<string, OpenJob> };

/** @param runs topic of the phases in which runs go on */
export function createPhases(now: () => number, runs: string): Phases {
  const phases: OpenPhase[] = [];
  const jobOf = ({ key }: JobLabel) =>
    phases.findLast(({ topic, ended }) => topic === runs && ended === undefined)?.jobs.get(key);
  const startJob = ({ key, name }: JobLabel) => {
    const phase = phases.findLast(({ topic, ended }) => topic === runs && ended === undefined);
    phase?.jobs.set(key, {
      ...{ key, name, started: now(), ended: undefined, conclusion: 'running', steps: new Map() },
    });
  };
  return {
    begin(topic, text) {
      const phase: OpenPhase = {
        ...{ topic, text, started: now(), ended: undefined, outcome: 'running', jobs: new Map() },
      };
      phases.push(phase);
      return (outcome) => Object.assign(phase, { outcome, ended: now() });
    },
    event(event) {
      if (event.kind === 'job-started') startJob(event.job);
      if (event.kind === 'job-ended')
        Object.assign(jobOf(event.job) ?? {}, { conclusion: event.conclusion, ended: now() });
      if (event.kind === 'step-started')
        jobOf(event.job)?.steps.set(event.step.number, {
          ...{ name: event.step.name, started: now(), ended: undefined, outcome: 'running' },
        });
      if (event.kind === 'step-ended')
        Object.assign(jobOf(event.job)?.steps.get(event.step.number) ?? {}, {
          outcome: event.outcome,
          ended: now(),
        });
    },
    all: () => phases.map((phase) => closed(phase, now())),
  };
}

const closed = ({ jobs, ended, ...phase }: OpenPhase, now: number): Phase => ({
  ...phase,
  ended: ended ?? now,
  jobs: [...jobs.values()].map(({ steps, ended: jobEnded, ...job }) => ({
    ...job,
    ended: jobEnded ?? now,
    steps: [...steps.values()].map((step) => ({ ...step, ended: step.ended ?? now })),
  })),
});
