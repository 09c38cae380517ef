import type { Level, RuleId } from '../policy/rules.ts';

/** Something to say about a migration. Messages may hold outside text. */
export type Finding = {
  readonly rule: RuleId;
  readonly level: Exclude<Level, 'off'>;
  readonly message: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** Id of the migration, where it is about one. */
  readonly revision: string | undefined;
  /** Why it does not count: a comment in the migration took it out. */
  readonly ignored?: string;
  /** Why it counts less: what is removed was unused. */
  readonly evidence?: string;
};

/** A finding before anybody says how much it counts. */
export type Remark = Omit<Finding, 'level' | 'ignored' | 'evidence'> & {
  /** What must have been unused for a contract: names of columns or tables, as code writes them. */
  readonly removes?: readonly string[];
};
