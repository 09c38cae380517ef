import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { internalFailure } from '@sealift/core/failure';
import { freePorts } from '../ports.ts';
import { type Service, startProcess } from '../process.ts';

export type RegistryAuth = {
  /** Where clients get their tokens, e.g. `https://ghcr.io/token`. */
  readonly realm: string;
  readonly service: string;
  readonly issuer: string;
  /** A JSON Web Key Set with the ES256 keys that tokens are signed with. */
  readonly jwksFile: string;
};

export type RegistryOptions = {
  /** Of the service and its log file. */
  readonly name: string;
  /** Path of distribution's `registry`. */
  readonly engine: string;
  /** Holds the content, the configuration and `logs/`; content that is there already is served. */
  readonly dir: string;
  readonly auth?: RegistryAuth;
};

/**
 * The real distribution server on a loopback port. Like GHCR it has no referrers API: distribution 3.1 answers 404.
 * @throws Failure `remote` when it does not start
 */
export async function startRegistry(options: RegistryOptions): Promise<Service & { readonly port: number }> {
  const { name, engine, dir, auth } = options;
  const [port] = await freePorts(1);
  if (port === undefined)
    throw internalFailure({
      code: 'sandbox/no-port',
      cause: 'No port was found.',
      remedy: 'Report this as a bug in Sealift.',
    });
  const storage = path.resolve(dir, 'storage');
  await mkdir(storage, { recursive: true, mode: 0o700 });
  const config = path.resolve(dir, `${name}.yml`);
  // JSON is YAML.
  await writeFile(config, JSON.stringify(configuration(port, storage, auth)), { mode: 0o600 });
  const service = await startProcess({
    name,
    file: engine,
    args: ['serve', config],
    // Without this it would look for a collector of traces on localhost.
    env: { OTEL_TRACES_EXPORTER: 'none' },
    logs: path.resolve(dir, 'logs'),
    ready: async () => {
      const response = await fetch(`http://127.0.0.1:${port}/v2/`, { signal: AbortSignal.timeout(1_000) });
      await response.body?.cancel();
      return response.headers.get('docker-distribution-api-version') === 'registry/2.0';
    },
  });
  return { ...service, port };
}

/** https://distribution.github.io/distribution/about/configuration/ */
const configuration = (port: number, storage: string, auth: RegistryAuth | undefined) => ({
  version: '0.1',
  log: { level: 'warn', accesslog: { disabled: true } },
  storage: {
    filesystem: { rootdirectory: storage },
    delete: { enabled: true },
    // It would wait for up to an hour and then delete uploads; the folder is thrown away anyway.
    maintenance: { uploadpurging: { enabled: false } },
  },
  http: { addr: `127.0.0.1:${port}`, secret: randomBytes(24).toString('hex') },
  ...(auth === undefined
    ? {}
    : {
        auth: {
          token: {
            realm: auth.realm,
            service: auth.service,
            issuer: auth.issuer,
            jwks: auth.jwksFile,
            signingalgorithms: ['ES256'],
          },
        },
      }),
});
