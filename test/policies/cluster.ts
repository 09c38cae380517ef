/** etcd and the API server on loopback: admission is all that is wanted of a cluster here. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import https from 'node:https';
import path from 'node:path';
import { freePorts } from '@sealift/sandbox/ports';
import { answers, type Service, startProcess } from '@sealift/sandbox/process';
import { createExec } from '@sealift/tools/exec';

const exec = createExec({ debug: () => {} });

export type Cluster = Service & {
  readonly kubeconfig: string;
  /** @returns what it said, and whether it went well */
  kubectl(args: readonly string[], input?: object): Promise<{ readonly ok: boolean; readonly text: string }>;
};

export async function startCluster(kube: string, dir: string): Promise<Cluster> {
  const bin = path.join(dir, 'bin');
  await mkdir(bin, { recursive: true });
  const names = ['etcd', 'kube-apiserver', 'kubectl'] as const;
  await Promise.all(names.map((name) => symlink(kube, path.join(bin, name))));
  const [client = 0, peer = 0, api = 0] = await freePorts(3);
  const logs = path.join(dir, 'logs');
  const env = { PATH: bin, HOME: dir };
  const etcd = await startProcess({
    name: 'etcd',
    file: path.join(bin, 'etcd'),
    args: [
      ...['--name=one', `--data-dir=${dir}/etcd`, '--unsafe-no-fsync', '--log-level=warn'],
      `--listen-client-urls=http://127.0.0.1:${client}`,
      `--advertise-client-urls=http://127.0.0.1:${client}`,
      `--listen-peer-urls=http://127.0.0.1:${peer}`,
      `--initial-advertise-peer-urls=http://127.0.0.1:${peer}`,
      `--initial-cluster=one=http://127.0.0.1:${peer}`,
    ],
    env,
    logs,
    ready: () => answers(`http://127.0.0.1:${client}/health`),
    timeout: 60_000,
  });
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = path.join(dir, 'sa.key');
  await writeFile(key, privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 });
  const token = randomBytes(24).toString('hex');
  const tokens = path.join(dir, 'tokens.csv');
  await writeFile(tokens, `${token},admin,admin,system:masters\n`, { mode: 0o600 });
  const server = await startProcess({
    name: 'kube-apiserver',
    file: path.join(bin, 'kube-apiserver'),
    args: [
      `--etcd-servers=http://127.0.0.1:${client}`,
      ...['--bind-address=127.0.0.1', `--secure-port=${api}`, '--advertise-address=127.0.0.1'],
      ...['--endpoint-reconciler-type=none', `--cert-dir=${dir}/pki`, `--token-auth-file=${tokens}`],
      ...['--authorization-mode=RBAC', '--service-account-issuer=https://kubernetes.default.svc'],
      ...[`--service-account-key-file=${key}`, `--service-account-signing-key-file=${key}`],
      ...['--service-cluster-ip-range=10.96.0.0/16', '--disable-admission-plugins=ServiceAccount'],
      ...['--enable-priority-and-fairness=false', '--profiling=false'],
    ],
    env,
    logs,
    ready: () => isReady(api, token),
    timeout: 120_000,
  });
  const kubeconfig = path.join(dir, 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    clusters: [
      { name: 'test', cluster: { server: `https://127.0.0.1:${api}`, 'insecure-skip-tls-verify': true } },
    ],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
  };
  await writeFile(kubeconfig, JSON.stringify(config), { mode: 0o600 });
  return {
    name: 'cluster',
    kubeconfig,
    kubectl: async (args, input) => {
      const result = await exec(path.join(bin, 'kubectl'), args, {
        env: { ...env, KUBECONFIG: kubeconfig },
        timeout: 120_000,
        ...(input === undefined ? {} : { input: JSON.stringify(input) }),
      });
      return { ok: result.exitCode === 0, text: `${result.stdout}${result.stderr}` };
    },
    stop: async () => {
      await server.stop();
      await etcd.stop();
    },
  };
}

const isReady = (port: number, token: string): Promise<boolean> =>
  new Promise((resolve) => {
    const headers = { authorization: `Bearer ${token}` };
    https
      .get({ host: '127.0.0.1', port, path: '/readyz', rejectUnauthorized: false, headers }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      })
      .on('error', () => resolve(false));
  });
