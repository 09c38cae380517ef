import type { FailureCode } from './failure.ts';

/** Where a module tells people what it does. Implemented by the runtime for a runner and by tests in memory. */
export type Log = {
  debug(message: string): void;
  info(message: string): void;
  notice(message: string, properties?: AnnotationProperties): void;
  warning(message: string, properties?: AnnotationProperties): void;
  error(message: string, properties?: AnnotationProperties): void;
  /** Folds everything logged while `work` runs under a title. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
  /**
   * Folds what is logged from now on, until the returned function is called. For what comes line by line, where
   * `group` would end a moment too late. Groups do not nest.
   */
  openGroup(title: string): () => void;
  /** Registers a value that must never be shown. Call it before the value is first used. */
  secret(value: string): void;
};

export type AnnotationProperties = {
  /** Of the failure that it tells of: what is shown ends with a link to its explanation. */
  readonly code?: FailureCode;
  readonly title?: string;
  readonly file?: string;
  /** 1-based. */
  readonly startLine?: number;
};

/** Time as a seam, so that retries and deadlines are tested without waiting. Milliseconds. */
export type Clock = {
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
};
