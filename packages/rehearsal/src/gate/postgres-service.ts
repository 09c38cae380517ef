/** What stands in for a service container `postgres` of a job: the PostgreSQL of this machine, on loopback. */
import path from 'node:path';
import { freePorts } from '@sealift/sandbox/ports';
import type { Exec } from '@sealift/tools/exec';
import type { ServiceContainer, StartService } from '@sealift/workflow-runner/request';
import { startPostgres } from '../postgres.ts';

export type PostgresServiceOptions = {
  readonly exec: Exec;
  /** Folder of PostgreSQL's programs. */
  readonly bin: string;
  /** Folder for logs. */
  readonly logs: string;
};

/** https://hub.docker.com/_/postgres: what the image reads of its environment, as far as it is heeded here. */
const VARIABLES = ['POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB'];
const CONTAINER_PORT = '5432';
const LIBRARY = /^(?:docker\.io\/)?(?:library\/)?postgres(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/;

/** @returns what starts it, undefined for an image that is no PostgreSQL of Docker's library */
export function postgresService(image: string, options: PostgresServiceOptions): StartService | undefined {
  return LIBRARY.test(image) ? (service) => start(service, options) : undefined;
}

/** @throws Error for what the image would do and this does not; Failure when it does not start */
async function start(service: ServiceContainer, { exec, bin, logs }: PostgresServiceOptions) {
  const { id, env, ports, options } = service;
  const foreign = Object.keys(env).find((name) => !VARIABLES.includes(name));
  if (foreign !== undefined) throw new Error(`The service '${id}' sets ${foreign}, which is not rehearsed.`);
  const other = options.split(/\s+/).find((word) => word.startsWith('--') && !word.startsWith('--health-'));
  // Whoever is started here answers before the first step: that is what a health check is for.
  if (other !== undefined)
    throw new Error(`The service '${id}' has the option ${other}, which is not rehearsed.`);
  const { POSTGRES_USER: user = 'postgres', POSTGRES_PASSWORD: password = '' } = env;
  if (password === '') throw new Error(`The service '${id}' needs POSTGRES_PASSWORD, as its image does.`);
  const published = ports.find(({ container }) => container === CONTAINER_PORT);
  const port = published?.host ?? (await freePorts(1))[0] ?? 0;
  const postgres = await startPostgres({
    ...{ exec, bin, user, password, port },
    logs: path.join(logs, `service-${id}-${port}`),
  });
  const { POSTGRES_DB: database = user } = env;
  if (database !== 'postgres') await postgres.query(`CREATE DATABASE "${database.replaceAll('"', '""')}"`);
  return {
    ports: published === undefined ? {} : { [CONTAINER_PORT]: port },
    stop: () => postgres.stop(),
  };
}
