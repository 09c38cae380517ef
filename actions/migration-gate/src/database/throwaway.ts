/** A database and a role that last as long as the gate. */
import { randomBytes } from 'node:crypto';
import { asFailure, configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { DatabaseUrl } from './url.ts';

export type Throwaway = {
  readonly database: string;
  readonly role: { readonly user: string; readonly password: string };
  /** Of PostgreSQL, as a number: 150018. */
  readonly version: number;
  /** As the user of the URL, who sees all sessions. */
  readonly observer: Client;
  /** For locks and rows of the gate's own. Another user than migrations have, so that they cannot end it. */
  readonly blocker: Client;
  /** Likewise: locks that are taken while a migration runs. */
  readonly latecomer: Client;
  drop(): Promise<void>;
};

/** Milliseconds for one of the gate's own statements. */
const PATIENCE = 60_000;
const OLDEST = 130000;

type Access = { readonly user: string; readonly password: string; readonly database: string };

const open = async (server: DatabaseUrl, access: Access): Promise<Client> => {
  const client = new Client({
    host: server.host,
    port: server.port,
    ...access,
    connectionTimeoutMillis: PATIENCE,
    statement_timeout: PATIENCE,
    application_name: 'sealift migration-gate',
  });
  // A connection that breaks tells whoever asks next.
  client.on('error', () => {});
  await client.connect();
  return client;
};

/**
 * @throws Failure `migration-gate/no-database` when the server cannot be used; what was made is dropped before
 */
export async function createThrowaway(
  server: DatabaseUrl,
  extensions: readonly string[],
  log: Pick<Log, 'notice' | 'debug' | 'secret'>,
): Promise<Throwaway> {
  const admin = await open(server, server).catch((error: unknown) => {
    throw noDatabase('the server cannot be reached', error);
  });
  const name = `sealift_gate_${randomBytes(6).toString('hex')}`;
  const clients: Client[] = [];
  const drop = async () => {
    for (const client of clients) await client.end().catch(() => {});
    // One after the other, and the second also when the first fails.
    for (const sql of [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `DROP ROLE IF EXISTS ${name}`])
      await admin.query(sql).catch((error: Error) => log.debug(`${sql}: ${error.message}`));
    await admin.end().catch(() => {});
  };
  try {
    const version = await serverVersion(admin);
    const role = await createRole(admin, name, server, log);
    await admin.query(`CREATE DATABASE ${name} OWNER ${escapeIdentifier(role.user)}`);
    const connect = async () => {
      const client = await open(server, { ...server, database: name });
      clients.push(client);
      return client;
    };
    const observer = await connect();
    for (const extension of extensions)
      await observer.query(`CREATE EXTENSION IF NOT EXISTS ${escapeIdentifier(extension)} CASCADE`);
    const [blocker, latecomer] = [await connect(), await connect()];
    return { database: name, role, version, observer, blocker, latecomer, drop };
  } catch (error) {
    await drop();
    throw isServerError(error) ? noDatabase(error.message, error) : asFailure(error);
  }
}

async function serverVersion(admin: Client): Promise<number> {
  const { rows } = await admin.query<{ server_version_num: string }>('SHOW server_version_num');
  const version = Number(rows[0]?.server_version_num);
  if (version >= OLDEST) return version;
  throw noDatabase('it is older than PostgreSQL 13');
}

/** A role that cannot see or end the gate's own sessions; the URL's user where no role can be made. */
async function createRole(
  admin: Client,
  name: string,
  server: DatabaseUrl,
  log: Pick<Log, 'notice' | 'secret'>,
): Promise<Throwaway['role']> {
  const password = randomBytes(24).toString('hex');
  log.secret(password);
  try {
    await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD ${escapeLiteral(password)}`);
    await admin.query(`GRANT ${name} TO CURRENT_USER`);
    return { user: name, password };
  } catch (error) {
    if (!isServerError(error) || error.code !== '42501') throw error;
    log.notice('The user of "database-url" may not create roles: migrations run as that user itself.');
    return { user: server.user, password: server.password };
  }
}

const isServerError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'severity' in error && 'code' in error;

const noDatabase = (what: string, error?: unknown): Failure =>
  (error === undefined || isServerError(error) ? configurationFailure : remoteFailure)({
    code: 'migration-gate/no-database',
    cause: `The gate cannot create a database on the server of "database-url": ${what}.`,
    remedy:
      'Give a server of PostgreSQL 13 or newer, as a service of the job, and a user that may create databases.',
    ...(error === undefined ? {} : { error }),
  });
