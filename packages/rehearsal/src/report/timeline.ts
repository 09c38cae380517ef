import { logText, singleLine } from '@sealift/core/text/sanitize';
import type { Progress } from '@sealift/sandbox/progress';
import type { JobLabel, RunEvent } from '@sealift/workflow-runner/events';
import { createPhases, type Phase } from './phases.ts';
import { seconds } from './seconds.ts';

/** Lines with the time since the start. */
export type Timeline = Progress & {
  readonly event: (event: RunEvent) => void;
  /** Milliseconds by topic, of what was measured. */
  readonly durations: ReadonlyMap<string, number>;
  /** What was measured so far, with the jobs and steps of runs. */
  readonly phases: () => readonly Phase[];
};

/** Topic under which runs are measured. */
export const RUNS = 'pipeline';

/** Milliseconds. */
const PROGRESS_INTERVAL = 10_000;

const MARKS = { success: '✓', failure: '✗', cancelled: '✗', skipped: '·' } as const;

/** Of an action's output annotations are shown: everything is in the job's log, the timeline stays readable. */
export function createTimeline(write: (line: string) => void, now = () => performance.now()): Timeline {
  const started = now();
  const durations = new Map<string, number>();
  const phases = createPhases(() => now() - started, RUNS);
  const lastProgress = new Map<string, number>();
  const say = (topic: string, text: string) => {
    const elapsed = seconds(now() - started).padStart(8);
    for (const line of text.split('\n')) write(`${elapsed}  ${topic.padEnd(26)} ${logText(line)}`);
  };
  return {
    say,
    durations,
    phases: phases.all,
    progress(topic, text) {
      const at = now();
      if (at - (lastProgress.get(topic) ?? Number.NEGATIVE_INFINITY) < PROGRESS_INTERVAL) return;
      lastProgress.set(topic, at);
      say(topic, text);
    },
    async measure(topic, text, work) {
      say(topic, text);
      const from = now();
      const ended = phases.begin(topic, text);
      const result = await work().catch((error: unknown) => {
        ended('failure');
        throw error;
      });
      ended('success');
      const took = now() - from;
      durations.set(topic, (durations.get(topic) ?? 0) + took);
      say(topic, `done in ${seconds(took)}`);
      return result;
    },
    event(event) {
      phases.event(event);
      const line = describe(event);
      if (line !== undefined) say(line.topic, line.text);
    },
  };
}

function describe(event: RunEvent): { readonly topic: string; readonly text: string } | undefined {
  if (event.kind === 'run-pending')
    return { topic: 'pipeline', text: `waits for the concurrency group ${singleLine(event.group)}` };
  if (event.kind === 'run-started' || event.kind === 'run-ended') return undefined;
  const text = describeInJob(event);
  return text === undefined ? undefined : { topic: shortName(event.job), text };
}

function describeInJob(event: Extract<RunEvent, { job: JobLabel }>): string | undefined {
  switch (event.kind) {
    case 'job-pending':
      return `waits for the concurrency group ${singleLine(event.group)}`;
    case 'step-ended': {
      const { step, outcome, conclusion, duration } = event;
      // Of what the runner does before and after the steps, only what went wrong is worth a line.
      const shown = step.phase === 'main' ? outcome !== 'skipped' : outcome === 'failure';
      const tolerated = outcome === 'failure' && conclusion === 'success' ? ' (continue-on-error)' : '';
      return shown
        ? `${MARKS[outcome]} ${stepName(step.name)}${duration > 50 ? `  ${seconds(duration)}` : ''}${tolerated}`
        : undefined;
    }
    case 'annotation': {
      const { level, title, message } = event.annotation;
      return `  ${level}: ${title === undefined ? '' : `${singleLine(title)}: `}${singleLine(message)}`;
    }
    case 'job-ended':
      if (event.conclusion === 'success') return `done in ${seconds(event.duration)}`;
      if (event.conclusion === 'skipped') return undefined;
      return `${event.conclusion === 'failure' ? 'failed' : 'cancelled'} after ${seconds(event.duration)}`;
    default:
      return undefined;
  }
}

/** `release / Sign api` → `Sign api`: the calling job is the same for all. */
export const shortName = ({ key, name }: Pick<JobLabel, 'key' | 'name'>): string =>
  singleLine(key.includes('/') ? name.split(' / ').slice(1).join(' / ') || name : name);

/** `Run $/actions/build-push` and `Run actions/checkout@0123` → `build-push` and `checkout`. */
export const stepName = (name: string): string =>
  singleLine(name).replace(/^Run \S*\/([\w.-]+)(?:@\S+)?$/, '$1');
