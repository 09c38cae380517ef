import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '@sealift/core/log';
import { freePorts } from '@sealift/sandbox/ports';
import { type Client, createClient } from '../client/client.ts';
import { type Connection, connect } from '../client/connection.ts';
import { type Host, type Server, startServer } from '../part.ts';

export type ApiServer = Server & {
  readonly url: string;
  readonly port: number;
  /** PEM of the certificate that it made for itself: the only one to trust. */
  readonly ca: string;
  /** Its key and certificate, for a server that takes requests from it. */
  readonly tls: { readonly keyFile: string; readonly certificateFile: string };
  /** An administrator's; mode 0600. */
  readonly kubeconfig: string;
  /** Signs the tokens of service accounts. */
  readonly serviceAccountKey: string;
  readonly client: Client;
};

export type ApiServerOptions = {
  readonly program: string;
  readonly etcd: string;
  /** See `startEgress`. */
  readonly egress: object;
  readonly clock: Clock;
  /** Further flags, e.g. `--disable-admission-plugins=…`. */
  readonly flags?: readonly string[];
};

/** Milliseconds between the wish that it end and SIGKILL: it drains for seconds, and what it has is thrown away. */
const GRACE = 300;

export async function startApiServer(host: Host, options: ApiServerOptions): Promise<ApiServer> {
  const [port = 0] = await freePorts(1);
  const url = `https://127.0.0.1:${port}`;
  const at = (name: string) => path.join(host.dir, name);
  const token = randomBytes(24).toString('hex');
  await mkdir(at('pki'), { recursive: true });
  await Promise.all([
    writeFile(at('service-accounts.key'), makeKey(), { mode: 0o600 }),
    writeFile(at('tokens.csv'), `${token},admin,admin,system:masters\n`, { mode: 0o600 }),
    writeFile(at('egress.json'), JSON.stringify(options.egress)),
  ]);
  const certificateFile = at('pki/apiserver.crt');
  let connection: Connection | undefined;
  const server = await startServer(host, {
    name: 'kube-apiserver',
    file: options.program,
    args: [
      ...[`--etcd-servers=${options.etcd}`, '--bind-address=127.0.0.1', `--secure-port=${port}`],
      ...['--advertise-address=127.0.0.1', '--endpoint-reconciler-type=none', `--cert-dir=${at('pki')}`],
      ...[`--token-auth-file=${at('tokens.csv')}`, '--authorization-mode=RBAC', '--profiling=false'],
      ...['--service-account-issuer=https://kubernetes.default.svc', '--allow-privileged=true'],
      `--service-account-key-file=${at('service-accounts.key')}`,
      `--service-account-signing-key-file=${at('service-accounts.key')}`,
      ...['--service-cluster-ip-range=10.96.0.0/16', `--egress-selector-config-file=${at('egress.json')}`],
      ...['--enable-priority-and-fairness=false', '--max-requests-inflight=0'],
      ...(options.flags ?? []),
    ],
    env: { HOME: host.dir },
    // It makes the certificate before it listens; until an answer was verified by it, the file may be half of one.
    ready: async () => {
      const tried = connect({ url, token, ca: await readFile(certificateFile, 'utf8') });
      try {
        const { status } = await tried.send({ method: 'GET', path: '/readyz', timeout: 2_000 });
        if (status === 200) connection = tried;
        return status === 200;
      } finally {
        if (connection !== tried) tried.close();
      }
    },
    timeout: 120_000,
    grace: GRACE,
  });
  const ca = await readFile(certificateFile, 'utf8');
  const kubeconfig = at('kubeconfig');
  await writeFile(kubeconfig, JSON.stringify(kubeconfigFor(url, ca, token)), { mode: 0o600 });
  const opened = connection ?? connect({ url, token, ca });
  return {
    ...server,
    url,
    port,
    ca,
    kubeconfig,
    tls: { keyFile: at('pki/apiserver.key'), certificateFile },
    serviceAccountKey: at('service-accounts.key'),
    client: createClient(opened, options.clock),
    stop: async () => {
      opened.close();
      await server.stop();
    },
  };
}

function makeKey(): string | Buffer {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs1', format: 'pem' });
}

/** JSON is YAML. https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/ */
function kubeconfigFor(server: string, ca: string, token: string): object {
  const cluster = { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') };
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'rehearsal',
    clusters: [{ name: 'rehearsal', cluster }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'rehearsal', context: { cluster: 'rehearsal', user: 'admin' } }],
  };
}
