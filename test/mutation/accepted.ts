/** Changes that no test can see because nothing changes with them, or nothing that anybody could meet. */
export type AcceptedMutation = {
  readonly file: string;
  /** The line of the source, without the blanks around it. */
  readonly line: string;
  /** As the run prints it: `=== → !==`. */
  readonly change: string;
  readonly reason: string;
};

export const ACCEPTED: readonly AcceptedMutation[] = [];
