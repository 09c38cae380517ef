import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this package means to a program. */
export const FAILURE_CODES = [
  'sandbox/no-root',
  /** Names that keys cannot be made for. */
  'sandbox/bad-host',
  /** A route for a host that the keys do not cover. */
  'sandbox/foreign-host',
  'sandbox/no-listener',
  /** A server would have to choose its port itself. */
  'sandbox/no-port',
  /** A server that cannot be told another port finds its own in use. */
  'sandbox/port-taken',
  /** A server ended or did not answer in time: its log says why. */
  'sandbox/no-start',
  /** cosign could not make what says whom to trust. */
  'sandbox/no-trust',
  /** The example database outgrew its simple format. */
  'sandbox/database-too-large',
] as const satisfies readonly FailureCode[];
