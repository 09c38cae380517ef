import type { Annotation, Conclusion, StepLabel } from './events.ts';

export type StepResult = StepLabel & {
  /** Before continue-on-error is applied. */
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  readonly annotations: readonly Annotation[];
  /** Milliseconds. */
  readonly duration: number;
};

export type JobResult = {
  /** Unique in the run, see JobLabel. */
  readonly key: string;
  /** As GitHub shows it. */
  readonly name: string;
  /** Id in the file that holds it. */
  readonly jobId: string;
  readonly conclusion: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepResult[];
  /** Of the job itself and of its steps. */
  readonly annotations: readonly Annotation[];
  /** Markdown of all steps, masked. */
  readonly summary: string;
  readonly environment: { readonly name: string; readonly url: string | undefined } | undefined;
  /** Milliseconds. */
  readonly duration: number;
};

export type RunResult = {
  /** `run-name`, or what GitHub shows without one. */
  readonly name: string;
  readonly conclusion: Exclude<Conclusion, 'skipped'>;
  /** Why the run itself was cancelled or could not go on. */
  readonly annotations: readonly Annotation[];
  /** In the order of the files; a calling job stands there only when nothing was called (skipped, failed before). */
  readonly jobs: readonly JobResult[];
  readonly duration: number;
};
