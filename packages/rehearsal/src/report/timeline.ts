import { neutraliseCommands, singleLine } from '@sealift/core/text/sanitize';
import type { ActEvent } from '../workflow/act-log.ts';

export type Timeline = {
  /** A line with the time since the start. */
  say(topic: string, text: string): void;
  /** A line about work that goes on; at most one in ten seconds for a topic. */
  progress(topic: string, text: string): void;
  /** Runs work and says how long it took. */
  measure<T>(topic: string, text: string, work: () => Promise<T>): Promise<T>;
  readonly event: (event: ActEvent) => void;
  /** Milliseconds by topic, of what was measured. */
  readonly durations: ReadonlyMap<string, number>;
};

/** Milliseconds. */
const PROGRESS_INTERVAL = 10_000;

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

/** What is shown of an action's own output: everything is in the log file, the timeline stays readable. */
const MARKS = { success: '✓', failure: '✗', skipped: '·' } as const;

export function createTimeline(write: (line: string) => void): Timeline {
  const started = performance.now();
  const durations = new Map<string, number>();
  const lastStep = new Map<string, number>();
  const lastProgress = new Map<string, number>();
  const say = (topic: string, text: string) => {
    const elapsed = seconds(performance.now() - started).padStart(8);
    for (const line of text.split('\n')) write(`${elapsed}  ${topic.padEnd(26)} ${neutraliseCommands(line)}`);
  };
  return {
    say,
    durations,
    progress(topic, text) {
      const now = performance.now();
      if (now - (lastProgress.get(topic) ?? Number.NEGATIVE_INFINITY) < PROGRESS_INTERVAL) return;
      lastProgress.set(topic, now);
      say(topic, text);
    },
    async measure(topic, text, work) {
      say(topic, text);
      const from = performance.now();
      const result = await work();
      const took = performance.now() - from;
      durations.set(topic, (durations.get(topic) ?? 0) + took);
      say(topic, `done in ${seconds(took)}`);
      return result;
    },
    event(event) {
      switch (event.kind) {
        case 'step': {
          const now = performance.now();
          const took = now - (lastStep.get(event.job) ?? now);
          lastStep.set(event.job, now);
          if (event.result !== 'skipped' && event.stage === 'Main')
            say(
              event.job,
              `${MARKS[event.result]} ${stepName(event.step)}${took > 50 ? `  ${seconds(took)}` : ''}`,
            );
          return;
        }
        case 'annotation': {
          const { level, title, message } = event.annotation;
          say(event.job, `  ${level}: ${title === undefined ? '' : `${title}: `}${singleLine(message)}`);
          return;
        }
        default:
          if (!lastStep.has(event.job)) lastStep.set(event.job, performance.now());
      }
    },
  };
}

/** `sealift/sealift/actions/build-push@v1` → `build-push`. */
const stepName = (step: string | undefined): string =>
  singleLine(step ?? '').replace(/^.*\/actions\/([a-z-]+)@.*$/, '$1');
