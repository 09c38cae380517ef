import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this package means to a program. */
export const FAILURE_CODES = [
  /** The API server cannot be spoken to. */
  'cluster/unreachable',
  /** The API server or an admission webhook says no: its own words are the cause. */
  'cluster/refused',
  /** A kind that the API server does not serve: its custom resource is missing. */
  'cluster/unknown-kind',
  /** The API server has no such object. */
  'cluster/not-found',
  /** Somebody else has changed or made it meanwhile. */
  'cluster/conflict',
  /** A condition did not come true in time. */
  'cluster/timeout',
  /** A ServiceMonitor has rules that the discovery does not understand. */
  'cluster/unsupported-monitor',
  /** Prometheus does not take an expression. */
  'cluster/bad-query',
  /** The kernel or the machine's owner does not allow namespaces. */
  'cluster/no-namespaces',
  /** A step of starting a node failed. */
  'cluster/node-step',
] as const satisfies readonly FailureCode[];
