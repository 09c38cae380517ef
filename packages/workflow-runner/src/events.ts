/** What a run tells while it goes on. All text is masked already; it is text from outside all the same. */

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

/** A job of the run, as events and results name it. */
export type JobLabel = {
  /** Unique in the run: the ids from the run's workflow down to the job, and the leg: `release/build`, `test[1]`. */
  readonly key: string;
  /** As GitHub shows it: `build`, `test (1, b)`, `call / inner`. */
  readonly name: string;
};

export type StepLabel = {
  /** In the order of starting, from 1, in its job. */
  readonly number: number;
  readonly name: string;
  /** `id:` of the step, undefined where the file gives none. */
  readonly id: string | undefined;
  readonly phase: 'setup' | 'pre' | 'main' | 'post' | 'complete';
};

export type Annotation = {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  /** 1-based, likewise the others. */
  readonly line?: number;
  readonly endLine?: number;
  readonly column?: number;
  readonly endColumn?: number;
};

export type LogLine = {
  readonly text: string;
  /** `output` of the step's process, `header` that the runner puts before it (script, inputs, environment), `runner` else. */
  readonly source: 'output' | 'header' | 'runner';
};

export type RunEvent =
  | { readonly kind: 'run-started'; readonly name: string }
  /** Another run is in the concurrency group. */
  | { readonly kind: 'run-pending'; readonly group: string }
  | { readonly kind: 'run-ended'; readonly conclusion: Exclude<Conclusion, 'skipped'> }
  /** It waits for the jobs that it needs. */
  | { readonly kind: 'job-waiting'; readonly job: JobLabel; readonly needs: readonly string[] }
  /** `needs` are done and `if` holds; it waits for a machine. */
  | { readonly kind: 'job-queued'; readonly job: JobLabel }
  | { readonly kind: 'job-pending'; readonly job: JobLabel; readonly group: string }
  | { readonly kind: 'job-started'; readonly job: JobLabel }
  | {
      readonly kind: 'job-ended';
      readonly job: JobLabel;
      readonly conclusion: Conclusion;
      /** Milliseconds, likewise the others. */
      readonly duration: number;
    }
  | { readonly kind: 'step-started'; readonly job: JobLabel; readonly step: StepLabel }
  | {
      readonly kind: 'step-ended';
      readonly job: JobLabel;
      readonly step: StepLabel;
      readonly outcome: Conclusion;
      readonly conclusion: Conclusion;
      readonly duration: number;
    }
  | { readonly kind: 'log'; readonly job: JobLabel; readonly step: StepLabel; readonly line: LogLine }
  /** `step` is missing where the job itself is annotated. */
  | {
      readonly kind: 'annotation';
      readonly job: JobLabel;
      readonly step: StepLabel | undefined;
      readonly annotation: Annotation;
    };
