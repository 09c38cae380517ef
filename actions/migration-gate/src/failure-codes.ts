import type { FailureCode } from '@sealift/core/failure';

/** What a failure of this action means to a program. */
export const FAILURE_CODES = [
  'migration-gate/bad-input',
  'migration-gate/bad-url',
  /** Where the migrations are cannot be read from Alembic's configuration. */
  'migration-gate/bad-config',
  'migration-gate/too-many',
  /** Something counts against the migrations. */
  'migration-gate/refused',
] as const satisfies readonly FailureCode[];
