/** One thing that must hold, judged by something else than the code that made it so. */
export type Assertion = {
  /** What it is about: an app, the pull request, the stand-in. */
  readonly subject: string;
  /** A sentence that is true when `ok`. */
  readonly claim: string;
  readonly ok: boolean;
  /** What was seen. One line, or several for a diff. */
  readonly detail: string;
};
