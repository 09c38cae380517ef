/** A real PostgreSQL for the apps of a rehearsal, behind a unix socket. */
import { randomBytes } from 'node:crypto';
import type { Exec } from '@sealift/tools/exec';
import { type Postgres, startPostgres } from '../postgres.ts';

export type Database = Postgres & {
  /** @returns the URL for SQLAlchemy, for whoever reaches the socket at this address */
  url(host: string, port: number): string;
};

const USER = 'shop';

/**
 * @param bin folder of its programs
 * @param logs folder for its log
 * @throws Failure `rehearsal/no-database`, `sandbox/no-start`
 */
export async function startDatabase(exec: Exec, bin: string, logs: string): Promise<Database> {
  const password = randomBytes(16).toString('hex');
  const postgres = await startPostgres({ exec, bin, logs, user: USER, password });
  return {
    ...postgres,
    url: (host, port) => `postgresql+psycopg://${USER}:${password}@${host}:${port}/postgres`,
  };
}
