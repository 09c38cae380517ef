import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'migration-gate/bad-input',
  'migration-gate/bad-url',
  /** Where the migrations are cannot be read from Alembic's configuration. */
  'migration-gate/bad-config',
  'migration-gate/no-migrations',
  /** More files, or more statements, than the gate looks at. */
  'migration-gate/too-many',
  /** What the migrations are new against is not known, or not in the checkout. */
  'migration-gate/no-base',
  /** The server of `database-url` cannot be used. */
  'migration-gate/no-database',
  /** The base's own migrations or sample data fail, so that nothing can be compared. */
  'migration-gate/base-fails',
  /** The event would run code of a pull request with rights of the repository. */
  'migration-gate/privileged-event',
  /** Something kept the gate from looking between two statements. */
  'migration-gate/not-watched',
  'migration-gate/squawk',
  /** A comment was asked for, and there is no pull request. */
  'migration-gate/no-pull-request',
  /** An upload was asked for outside of a run. */
  'migration-gate/no-run',
  /** Something counts against the migrations. */
  'migration-gate/refused',
] as const satisfies readonly FailureCode[];
