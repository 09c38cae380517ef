/** What a job tells: log lines, annotations and results of its steps, everything masked. */
import type { Masks } from '../commands/masks.ts';
import type { Annotation, Conclusion, JobLabel, LogLine, RunEvent, StepLabel } from '../events.ts';
import type { StepResult } from '../result.ts';

/** One step that GitHub shows; steps inside of a composite action tell through the step that uses it. */
export type StepLog = {
  readonly label: () => StepLabel;
  readonly rename: (name: string) => void;
  readonly start: () => void;
  readonly line: (text: string, source: LogLine['source']) => void;
  readonly annotate: (annotation: Annotation) => void;
  readonly end: (
    outcome: Conclusion,
    conclusion: Conclusion,
    outputs: Readonly<Record<string, string>>,
  ) => void;
};

export type JobLog = {
  readonly step: (name: string, id: string | undefined, phase: StepLabel['phase']) => StepLog;
  readonly annotate: (annotation: Annotation) => void;
  readonly addSummary: (markdown: string) => void;
  readonly steps: () => readonly StepResult[];
  readonly annotations: () => readonly Annotation[];
  readonly summary: () => string;
};

/** Annotations of one level that GitHub keeps of one step; the others stay in the log. */
const MOST_ANNOTATIONS = 10;

export function createJobLog(job: JobLabel, masks: Masks, tell: (event: RunEvent) => void): JobLog {
  const results: StepResult[] = [];
  const annotations: Annotation[] = [];
  const summaries: string[] = [];
  let number = 0;

  const step = (name: string, id: string | undefined, phase: StepLabel['phase']): StepLog => {
    let label: StepLabel = { number: 0, name: masks.mask(name), id, phase };
    let startedAt = 0;
    const own: Annotation[] = [];
    const line = (text: string, source: LogLine['source']) => {
      for (const part of masks.mask(text).split(/\r?\n/))
        tell({ kind: 'log', job, step: label, line: { text: part, source } });
    };
    return {
      label: () => label,
      rename: (shown) => {
        label = { ...label, name: masks.mask(shown) };
      },
      start: () => {
        number += 1;
        label = { ...label, number };
        startedAt = performance.now();
        tell({ kind: 'step-started', job, step: label });
      },
      line,
      annotate: (annotation) => {
        line(`##[${annotation.level}]${annotation.message}`, 'runner');
        if (own.filter(({ level }) => level === annotation.level).length >= MOST_ANNOTATIONS) return;
        own.push(annotation);
        annotations.push(annotation);
        tell({ kind: 'annotation', job, step: label, annotation });
      },
      end: (outcome, conclusion, outputs) => {
        const duration = performance.now() - startedAt;
        const shown = Object.entries(outputs).map(([key, value]) => [key, masks.mask(value)]);
        results.push({
          ...label,
          outcome,
          conclusion,
          outputs: Object.fromEntries(shown),
          annotations: own,
          duration,
        });
        tell({ kind: 'step-ended', job, step: label, outcome, conclusion, duration });
      },
    };
  };

  return {
    step,
    annotate: (annotation) => {
      const masked = { ...annotation, message: masks.mask(annotation.message) };
      annotations.push(masked);
      tell({ kind: 'annotation', job, step: undefined, annotation: masked });
    },
    addSummary: (markdown) => summaries.push(masks.mask(markdown)),
    steps: () => results.toSorted((one, other) => one.number - other.number),
    annotations: () => annotations,
    summary: () => summaries.join('\n'),
  };
}
