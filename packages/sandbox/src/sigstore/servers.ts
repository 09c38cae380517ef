import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { stringify } from 'yaml';
import type { KeyAndChain, Pki } from '../pki/pki.ts';
import { freePorts } from '../ports.ts';
import { answers, type Service, startProcess } from '../process.ts';
import type { Target } from '../proxy/forward.ts';
import { CT_LOG_URL, OIDC_ISSUER, SIGSTORE_HOSTS } from './hosts.ts';
import { assertPortFree, isolatedNetwork } from './isolation.ts';

export type ServerOptions = {
  /** Path of the executable. */
  readonly engine: string;
  readonly dir: string;
};

/** One of several authorities of a kind. */
type AuthorityOptions = ServerOptions & {
  /** For its files and logs. */
  readonly name: string;
  readonly keys: KeyAndChain;
};

type Server = Service & { readonly target: Target };

/**
 * The certificate authority. It asks the issuer for its keys while it starts and speaks to the CT log, both by their
 * production names: hence the proxy.
 * @throws Failure `remote` when it does not start, for example because nobody answers for the issuer
 */
export async function startFulcio(
  options: AuthorityOptions & {
    readonly proxyUrl: string;
    readonly caFile: string;
    /** Its public key; without one, certificates are logged nowhere. */
    readonly ctLog?: string;
  },
): Promise<Server> {
  const { name, keys, engine, dir, proxyUrl, caFile, ctLog } = options;
  const [port = 0, grpcPort = 0] = await freePorts(2);
  const config = path.join(dir, `${name}.yml`);
  const issuer = { 'issuer-url': OIDC_ISSUER, 'client-id': 'sigstore', type: 'github-workflow' };
  // Not JSON, though that is YAML too: Fulcio takes it for its older format, whose keys are others.
  await writeFile(config, stringify({ 'oidc-issuers': { [OIDC_ISSUER]: issuer } }), { mode: 0o600 });
  const service = await startProcess({
    name,
    file: engine,
    args: [
      'serve',
      '--host=127.0.0.1',
      `--port=${port}`,
      '--grpc-host=127.0.0.1',
      `--grpc-port=${grpcPort}`,
      '--metrics-port=0',
      `--legacy-unix-domain-socket=@sealift-${name}-${randomUUID()}`,
      '--ca=fileca',
      `--fileca-cert=${keys.chain}`,
      `--fileca-key=${keys.key}`,
      // The key is not encrypted, but the flag must not be empty.
      '--fileca-key-passwd=unused',
      '--fileca-watch=false',
      ...(ctLog === undefined
        ? ['--ct-log-url=']
        : [`--ct-log-url=${CT_LOG_URL}`, `--ct-log-public-key-path=${ctLog}`]),
      `--config-path=${config}`,
    ],
    env: { HTTPS_PROXY: proxyUrl, SSL_CERT_FILE: caFile },
    logs: path.join(dir, 'logs'),
    ready: () => answers(`http://127.0.0.1:${port}/healthz`),
  });
  return { ...service, target: { port } };
}

/**
 * The transparency log. A signer waits for the next checkpoint: with the defaults that is ten seconds. 100 ms is the
 * least it takes; it then looks once a second whether an entry is in, and no option changes that.
 * @throws Failure `remote` when it does not start
 */
export async function startRekor({
  engine,
  pki,
  dir,
}: ServerOptions & { readonly pki: Pki }): Promise<Server> {
  const [port = 0, grpcPort = 0] = await freePorts(2);
  const storage = path.join(dir, 'rekor');
  await mkdir(storage, { recursive: true, mode: 0o700 });
  const service = await startProcess({
    name: 'rekor',
    file: engine,
    args: [
      'serve',
      '--http-address=127.0.0.1',
      `--http-port=${port}`,
      '--grpc-address=127.0.0.1',
      `--grpc-port=${grpcPort}`,
      '--http-metrics-port=0',
      `--hostname=${SIGSTORE_HOSTS.rekor}`,
      `--storage-dir=${storage}`,
      `--signer-filepath=${pki.rekor.key}`,
      '--checkpoint-interval=100ms',
      '--batch-max-age=10ms',
    ],
    env: {},
    logs: path.join(dir, 'logs'),
    ready: () => answers(`http://127.0.0.1:${port}/healthz`),
  });
  return { ...service, target: { port } };
}

/** Longer paths do not fit into a socket address. */
const MAX_SOCKET_PATH = 100;

/**
 * The timestamp authority. It insists on port 2112 for its metrics, on all addresses. Where the system allows it, it
 * gets a network of its own and answers on a unix socket, so that several rehearsals fit on one machine.
 * @throws Failure `configuration` when port 2112 is taken and cannot be avoided, `remote` when it does not start
 */
export async function startTimestampAuthority({
  name,
  keys,
  engine,
  dir,
}: AuthorityOptions): Promise<Server> {
  const socketPath = path.join(dir, `${name}.sock`);
  const prefix = socketPath.length <= MAX_SOCKET_PATH ? await isolatedNetwork() : undefined;
  const [port = 0] = await freePorts(1);
  if (prefix === undefined) await assertPortFree(2112, 'The timestamp authority needs it for its metrics');
  const target = prefix === undefined ? { port } : { socketPath };
  const [file = engine, ...args] = [...(prefix ?? []), engine, 'serve'];
  const service = await startProcess({
    name,
    file,
    args: [
      ...args,
      ...('port' in target
        ? ['--host=127.0.0.1', `--port=${target.port}`]
        : ['--scheme=unix', `--socket-path=${target.socketPath}`]),
      '--disable-ntp-monitoring',
      '--timestamp-signer=file',
      `--file-signer-key-path=${keys.key}`,
      `--certificate-chain-path=${keys.chain}`,
      '--graceful-timeout=100ms',
      '--cleanup-timeout=100ms',
    ],
    // Where it looks for a configuration; without one it would ask the system for the user's folder.
    env: { HOME: dir },
    logs: path.join(dir, 'logs'),
    ready: () => pings(target),
  });
  return { ...service, target };
}

const pings = (target: Target) =>
  new Promise<boolean>((resolve, reject) => {
    http
      .get({ ...target, path: '/ping', agent: false, timeout: 1_000 }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      })
      .once('error', reject);
  });
