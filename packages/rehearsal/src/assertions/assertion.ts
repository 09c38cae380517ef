/** Whose word it is: nobody that the judged code could speak for. */
export type Judge =
  | 'cosign'
  | 'git'
  /** distribution's files on disk. */
  | 'registry'
  /** GitHub's stand-in, with GitHub's own description of its API. */
  | 'GitHub'
  | 'network proxy'
  | 'API server'
  | 'container runtime'
  | 'kubelet'
  | 'Argo CD'
  | 'Argo Rollouts'
  | 'Prometheus'
  | 'PostgreSQL'
  | 'Kyverno'
  /** Requests that were sent to the app meanwhile. */
  | 'users'
  /** Whether packets of one pod reach another, as programs in both see it. */
  | 'kernel'
  /** What was waited for did not come. */
  | 'time';

/** Something signed that is attached to a manifest. */
export type Statement = {
  readonly kind: 'signature' | 'SBOM' | 'scan verdict' | 'provenance' | 'release record';
  /** registry/repository@digest */
  readonly manifest: string;
};

/** One thing that must hold, judged by something else than the code that made it so. */
export type Assertion = {
  /** What it is about: an app, the pull request, the stand-in. */
  readonly subject: string;
  /** A sentence that is true when `ok`. */
  readonly claim: string;
  readonly ok: boolean;
  /** What was seen. One line, or several for a diff. */
  readonly detail: string;
  readonly judge: Judge;
  /** Whose presence is asserted, where it is that. */
  readonly statement?: Statement;
};
