/** What the gate looks for, and what each counts as unless somebody says otherwise. */

/** From what is not looked at to what fails the gate. */
export const LEVELS = ['off', 'note', 'warning', 'error'] as const;
export type Level = (typeof LEVELS)[number];

export const isLevel = (text: string): text is Level => LEVELS.some((level) => level === text);
/** The one that counts more. */
export const stricter = (a: Level, b: Level): Level => (LEVELS.indexOf(a) < LEVELS.indexOf(b) ? b : a);

export type Rule = {
  readonly level: Level;
  /** One line, for the list of rules. */
  readonly title: string;
  /** What to do instead. */
  readonly help: string;
  /** No comment takes it out: what it says is not a matter of judgement. */
  readonly fixed?: true;
  /** The contract label, with what was unused for the period, makes a note of it. */
  readonly contract?: true;
};

export const RULES = {
  'several-heads': {
    level: 'error',
    title: 'The migrations have several heads',
    help: 'Make the later one follow the other (`down_revision`), or add a merge revision.',
    fixed: true,
  },
  'unreadable-revision': {
    level: 'error',
    title: 'A revision cannot be read without running it',
    help: 'Write `revision` and `down_revision` as plain literals, as Alembic does.',
    fixed: true,
  },
  'edited-revision': {
    level: 'error',
    title: 'A migration that the base has was changed or removed',
    help: 'Databases that ran it do not run it again: leave it as it was and add a new migration.',
    fixed: true,
  },
  'upgrade-failed': {
    level: 'error',
    title: 'The upgrade fails',
    help: 'Fix the migration; the finding has what PostgreSQL said.',
    fixed: true,
  },
  'not-at-head': {
    level: 'error',
    title: 'The database is not at the head after the upgrade',
    help: 'Let Alembic write its version table itself.',
    fixed: true,
  },
  'downgrade-failed': {
    level: 'error',
    title: 'The downgrade fails',
    help: 'Write the downgrade, or say in a comment why there is none.',
  },
  'downgrade-differs': {
    level: 'warning',
    title: 'The downgrade does not give the schema back',
    help: 'Undo in the downgrade all that the upgrade does.',
  },
  'upgrade-again-differs': {
    level: 'error',
    title: 'The second upgrade fails, or gives another schema',
    help: 'Let the downgrade remove all that the upgrade makes (enum types and sequences are forgotten most often).',
  },
  'old-app-failed': {
    level: 'error',
    title: "The base's tests fail on the new schema",
    help: 'The deployed application runs on this schema during the rollout: expand first, contract later.',
    fixed: true,
  },
  rewrite: {
    level: 'error',
    title: 'A table is rewritten while nobody can read it',
    help: 'Add a new column, fill it in batches, and switch over later.',
  },
  'scan-under-lock': {
    level: 'error',
    title: 'A table is read as a whole while nobody can write to it',
    help: 'Build indexes CONCURRENTLY; add constraints NOT VALID and validate them in a migration of their own.',
  },
  'backfill-under-lock': {
    level: 'error',
    title: 'Rows are changed in a transaction that blocks a table',
    help: 'Change the schema in one migration and the rows in another, in batches.',
  },
  backfill: {
    level: 'note',
    title: 'Rows of an existing table are changed',
    help: 'Change many rows in batches that commit, outside of the migration if it takes minutes.',
  },
  'no-lock-timeout': {
    level: 'warning',
    title: 'A blocking lock is waited for without a limit',
    help: "Set lock_timeout before (`SET LOCAL lock_timeout = '3s'`): while the migration waits, everybody else waits behind it.",
  },
  'explicit-lock': {
    level: 'warning',
    title: 'A table is locked by LOCK TABLE',
    help: 'Leave locks to the statements that need them.',
  },
  'several-tables-locked': {
    level: 'warning',
    title: 'One transaction blocks several existing tables',
    help: 'Change one table in a migration: two transactions that lock tables in different orders end each other.',
  },
  'drops-table': {
    level: 'error',
    title: 'A table, view, function or type is removed',
    help: 'Deploy an application that does not use it first, and remove it in a later release with the contract label.',
    contract: true,
  },
  'drops-column': {
    level: 'error',
    title: 'A column is removed',
    help: 'Deploy an application that does not use it first, and remove it in a later release with the contract label.',
    contract: true,
  },
  renames: {
    level: 'error',
    title: 'A table or column gets another name',
    help: 'Add the new one, write both, move readers over, and remove the old one in a later release.',
    contract: true,
  },
  'changes-type': {
    level: 'error',
    title: 'A column gets another type',
    help: 'Add a column of the new type, write both, move readers over, and remove the old one in a later release.',
    contract: true,
  },
  'requires-value': {
    level: 'error',
    title: 'The deployed application cannot insert rows any more',
    help: 'Give the column a default, or let it be NULL until every release writes it.',
    contract: true,
  },
  'forbids-null': {
    level: 'warning',
    title: 'A column must not be NULL any more',
    help: 'Be sure that no deployed release writes NULL into it.',
    contract: true,
  },
  'narrows-values': {
    level: 'note',
    title: 'A new constraint refuses rows that were accepted',
    help: 'Be sure that no deployed release writes such rows.',
    contract: true,
  },
  'ignored-without-reason': {
    level: 'error',
    title: 'A comment ignores a rule without a reason, or one that must not be ignored',
    help: 'Write `migration-gate: ignore <rule>: <why>`, for rules that the policy lets comments ignore.',
    fixed: true,
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof RULES;
/** One of ours, or `squawk/<rule>`. */
export type RuleId = RuleName | `squawk/${string}`;

export const isRuleName = (text: string): text is RuleName => Object.hasOwn(RULES, text);

/** squawk's rules of style: what they say is no danger for whoever uses the database now. */
const SQUAWK_STYLE = [
  'prefer-bigint-over-int',
  'prefer-bigint-over-smallint',
  'prefer-identity',
  'prefer-robust-stmts',
  'prefer-text-field',
  'prefer-timestamp-tz',
  'ban-char-field',
  'identifier-too-long',
];
/** What the gate measures or compares itself, so that squawk's opinion stands beside it and decides nothing. */
const SQUAWK_MEASURED = [
  'adding-field-with-default',
  'adding-foreign-key-constraint',
  'adding-not-nullable-field',
  'adding-required-field',
  'adding-serial-primary-key-field',
  'ban-drop-column',
  'ban-drop-not-null',
  'ban-drop-table',
  'changing-column-type',
  'constraint-missing-not-valid',
  'disallowed-unique-constraint',
  'renaming-column',
  'renaming-table',
  'require-concurrent-index-creation',
  'require-concurrent-index-deletion',
  'require-lock-timeout',
  'require-statement-timeout',
  'require-timeout-settings',
];

export function defaultLevel(rule: RuleId): Level {
  if (isRuleName(rule)) return RULES[rule].level;
  const name = rule.slice('squawk/'.length);
  if (SQUAWK_STYLE.includes(name)) return 'off';
  return SQUAWK_MEASURED.includes(name) ? 'note' : 'warning';
}
