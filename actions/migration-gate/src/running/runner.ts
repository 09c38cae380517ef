/** One way to run migrations: by Alembic, or by the gate itself. */
import type { Revision } from '../revisions/revision.ts';

/** Where a run finds its database: the gate's own port, which watches. */
export type Place = {
  readonly port: number;
  /** Top of the checkout whose migrations run. */
  readonly top: string;
};

export type RunResult = {
  readonly success: boolean;
  /** A clause, when it was no success. Outside text. */
  readonly reason: string;
};

export type MigrationRunner = {
  /** Everything that the checkout has. */
  upgradeAll(place: Place): Promise<RunResult>;
  upgrade(place: Place, revision: Revision): Promise<RunResult>;
  /** Undoes one that nothing follows. */
  downgrade(place: Place, revision: Revision): Promise<RunResult>;
  /** Line of the statement that runs now, where the runner knows it. */
  currentLine(): number | undefined;
};
