import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  /** An input is wrong. */
  'migration-gate/bad-input',
  /** "database-url" is not a PostgreSQL URL. */
  'migration-gate/bad-url',
  /** Alembic's configuration does not say where the migrations are. */
  'migration-gate/bad-config',
  /** There are no migrations. */
  'migration-gate/no-migrations',
  /** There are more files or statements than the gate reads. */
  'migration-gate/too-many',
  /** The commit to compare with is unknown or not in the checkout. */
  'migration-gate/no-base',
  /** The database server cannot be used. */
  'migration-gate/no-database',
  /** The base's own migrations or sample data fail, so nothing can be compared. */
  'migration-gate/base-fails',
  /** This event would run a pull request's code with the repository's rights. */
  'migration-gate/privileged-event',
  /** The gate could not observe every statement. */
  'migration-gate/not-watched',
  /** squawk failed. */
  'migration-gate/squawk',
  /** A comment was requested, but there is no pull request. */
  'migration-gate/no-pull-request',
  /** An upload was requested outside a workflow run. */
  'migration-gate/no-run',
  /** The migrations break a rule. */
  'migration-gate/refused',
] as const satisfies readonly FailureCode[];
