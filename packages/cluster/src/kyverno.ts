/** Kyverno's admission controller beside the cluster: the API server calls its webhooks at an address on loopback. */
import path from 'node:path';
import { freePorts } from '@sealift/sandbox/ports';
import type { Client } from './client/client.ts';
import type { KubernetesObject } from './client/object.ts';
import { type Host, type Server, startServer } from './part.ts';

export type KyvernoOptions = {
  /** The engine `kyverno`. */
  readonly program: string;
  readonly client: Client;
  readonly kubeconfig: string;
  /** Where the trusted root comes from, when signatures are not of the public Sigstore instance. */
  readonly tuf?: {
    /** URL. */
    readonly mirror: string;
    /** File of the root.json to begin with. */
    readonly root: string;
  };
  /** Way to registries and the mirror: proxy and certificate authority. */
  readonly env: Readonly<Record<string, string>>;
};

const NAMESPACE = 'kyverno';
const NAME = 'kyverno-admission-controller';
const SERVICE = 'kyverno-svc';
const COMPONENT = { 'app.kubernetes.io/component': 'admission-controller' };
const TLS = `${SERVICE}.${NAMESPACE}.svc.kyverno-tls`;
const PAIR = { apiVersion: 'v1', kind: 'Secret', namespace: NAMESPACE, name: `${TLS}-pair` };

/**
 * Ready when it has made its certificate. A policy counts a moment after it was applied: wait until it refuses what it
 * must refuse. Its custom resources must be known.
 * @throws Failure `sandbox/no-start`, `cluster/refused`
 */
export async function startKyverno(host: Host, options: KyvernoOptions): Promise<Server> {
  await options.client.applyAll(installation());
  const [port = 0, metrics = 0] = await freePorts(2);
  return startServer(host, {
    name: 'kyverno',
    file: options.program,
    args: [
      ...[`--kubeconfig=${options.kubeconfig}`, `--serverIP=127.0.0.1:${port}`],
      ...[`--webhookServerPort=${port}`, '--webhookServerHost=127.0.0.1'],
      ...[`--caSecretName=${TLS}-ca`, `--tlsSecretName=${PAIR.name}`],
      ...[`--metricsPort=${metrics}`, '--disableMetrics=true', '--controllerRuntimeMetricsAddress=0'],
      ...['background', 'reports'].map(
        (name) => `--${name}ServiceAccountName=system:serviceaccount:${NAMESPACE}:${name}`,
      ),
      ...tufFlags(options.tuf),
      ...['--admissionReports=false', '--loggingFormat=text', '--disableLogColor=true'],
    ],
    env: {
      ...options.env,
      HOME: host.dir,
      INIT_CONFIG: 'kyverno',
      METRICS_CONFIG: 'kyverno-metrics',
      KYVERNO_NAMESPACE: NAMESPACE,
      KYVERNO_POD_NAME: `${NAME}-1`,
      POD_NAME: `${NAME}-1`,
      KYVERNO_SERVICEACCOUNT_NAME: NAME,
      KYVERNO_ROLE_NAME: 'kyverno:admission-controller',
      KYVERNO_SVC: SERVICE,
      KYVERNO_DEPLOYMENT: NAME,
      // It keeps what it has fetched of the trusted root there.
      TUF_ROOT: path.join(host.dir, 'kyverno-tuf'),
    },
    ready: async () => (await options.client.get(PAIR)) !== undefined,
    timeout: 180_000,
    grace: 1_000,
  });
}

const tufFlags = (tuf: KyvernoOptions['tuf']): readonly string[] =>
  tuf === undefined ? [] : ['--enableTuf=true', `--tufMirror=${tuf.mirror}`, `--tufRoot=${tuf.root}`];

type Installed = KubernetesObject & { readonly [field: string]: unknown };

/** What it looks for of its own installation: its settings, and the Deployment that owns what it makes. */
function installation(): Installed[] {
  const meta = (name: string) => ({ name, namespace: NAMESPACE, labels: COMPONENT });
  const template = {
    metadata: { labels: COMPONENT },
    spec: { containers: [{ name: 'kyverno', image: 'kyverno' }] },
  };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta(NAME) },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: meta('kyverno'),
      data: { resourceFilters: '[*/*,kyverno,*]' },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('kyverno-metrics'), data: {} },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'kyverno:admission-controller' },
      rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: meta(NAME),
      spec: { replicas: 0, selector: { matchLabels: COMPONENT }, template },
    },
  ];
}
