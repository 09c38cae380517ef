/** One small workflow and what GitHub documents about it. The cases are data: whoever writes them does not see the engine. */
export type Case = {
  /** What GitHub documents, in one sentence. */
  readonly says: string;
  /** Page and anchor of GitHub's documentation, or the repository of GitHub's own runner or parser, that says so. */
  readonly source: string;
  /** Files of the repository, by path. `.github/workflows/main.yml` is the workflow that runs. */
  readonly files: Readonly<Record<string, string>>;
  /** Files of other repositories, by `owner/name@ref`. */
  readonly remote?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** A push to refs/heads/main of acme/shop unless given. */
  readonly event?: {
    readonly name: string;
    readonly payload?: Readonly<Record<string, unknown>>;
    /** Of workflow_dispatch. */
    readonly inputs?: Readonly<Record<string, string>>;
    readonly ref?: string;
  };
  readonly secrets?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** What a minute of `timeout-minutes` lasts here, in milliseconds: the shortest that GitHub documents is one whole minute. */
  readonly minute?: number;
  /** Somebody cancels the run as soon as this stands in the shown log of any job. */
  readonly cancelAt?: string;
  readonly expect: Refused | Finished;
};

/** Nothing runs: the workflow is refused before its start. */
export type Refused = { readonly refused: RegExp };

export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped';

export type Finished = {
  readonly conclusion: Exclude<Conclusion, 'skipped'>;
  /** The name of the run, of `run-name`. */
  readonly runName?: string;
  /**
   * By display name as GitHub shows it: `build`, `test (1, b)` for a leg of a matrix, `call / inner` for a job of a called
   * workflow. Jobs that are not named may be there as well, unless `onlyJobs`.
   */
  readonly jobs?: Readonly<Record<string, ExpectedJob>>;
  readonly onlyJobs?: boolean;
  /** Jobs (by display name) of which each starts after the one before has ended. */
  readonly inOrder?: readonly string[];
  /** The most jobs that ran at the same moment. */
  readonly mostAtOnce?: number;
};

export type ExpectedJob = {
  readonly conclusion: Conclusion;
  /** By step id, or by the display name for steps without one. `outcome` is before continue-on-error, `conclusion` after. */
  readonly steps?: Readonly<
    Record<string, { readonly outcome: Conclusion; readonly conclusion?: Conclusion }>
  >;
  /** Those named have exactly this value; others may be there as well. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** None of these is among the outputs. */
  readonly withoutOutputs?: readonly string[];
  /** Each stands somewhere in the shown log of the job, one line at a time. */
  readonly log?: readonly (string | RegExp)[];
  /** None stands in any shown log. */
  readonly notInLog?: readonly (string | RegExp)[];
  /** Lines of the log in this order, other lines may stand between. */
  readonly logInOrder?: readonly string[];
  readonly annotations?: readonly {
    readonly level: 'error' | 'warning' | 'notice';
    readonly message: string | RegExp;
    readonly title?: string;
    readonly file?: string;
    readonly line?: number;
  }[];
  /** No other annotation is there. */
  readonly onlyAnnotations?: boolean;
  readonly summary?: string | RegExp;
  readonly environment?: string;
};
