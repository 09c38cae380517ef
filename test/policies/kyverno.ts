/** Kyverno's admission controller beside the cluster: its webhooks are called at an address on loopback. */
import path from 'node:path';
import { freePorts } from '@sealift/sandbox/ports';
import { type Service, startProcess } from '@sealift/sandbox/process';
import type { Cluster } from './cluster.ts';

const NAMESPACE = 'kyverno';
const COMPONENT = { 'app.kubernetes.io/component': 'admission-controller' };
const meta = (name: string) => ({ name, namespace: NAMESPACE, labels: COMPONENT });

const OBJECTS = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('kyverno-admission-controller') },
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
    metadata: meta('kyverno-admission-controller'),
    spec: {
      replicas: 0,
      selector: { matchLabels: COMPONENT },
      template: {
        metadata: { labels: COMPONENT },
        spec: { containers: [{ name: 'kyverno', image: 'kyverno' }] },
      },
    },
  },
];

/** @param env with the way to the Sigstore instance and TUF_MIRROR, TUF_ROOT_JSON */
export async function startKyverno(
  file: string,
  cluster: Cluster,
  dir: string,
  env: Readonly<Record<string, string>>,
): Promise<Service> {
  const applied = await cluster.kubectl(['apply', '-f', '-'], {
    apiVersion: 'v1',
    kind: 'List',
    items: OBJECTS,
  });
  if (!applied.ok) throw new Error(applied.text);
  const [port = 0, metrics = 0] = await freePorts(2);
  const service = 'kyverno-svc.kyverno.svc';
  return startProcess({
    name: 'kyverno',
    file,
    args: [
      ...[
        `--kubeconfig=${cluster.kubeconfig}`,
        `--serverIP=127.0.0.1:${port}`,
        `--webhookServerPort=${port}`,
      ],
      ...['--webhookServerHost=127.0.0.1', `--metricsPort=${metrics}`, '--disableMetrics=true'],
      ...['--controllerRuntimeMetricsAddress=0', `--caSecretName=${service}.kyverno-tls-ca`],
      `--tlsSecretName=${service}.kyverno-tls-pair`,
      '--backgroundServiceAccountName=system:serviceaccount:kyverno:bg',
      '--reportsServiceAccountName=system:serviceaccount:kyverno:reports',
      ...['--enableTuf=true', `--tufMirror=${env['TUF_MIRROR']}`, `--tufRoot=${env['TUF_ROOT_JSON']}`],
      ...['--admissionReports=false', '--loggingFormat=text', '--disableLogColor=true'],
    ],
    env: {
      ...env,
      PATH: process.env['PATH'] ?? '',
      HOME: dir,
      INIT_CONFIG: 'kyverno',
      METRICS_CONFIG: 'kyverno-metrics',
      KYVERNO_NAMESPACE: NAMESPACE,
      KYVERNO_POD_NAME: 'kyverno-1',
      POD_NAME: 'kyverno-1',
      KYVERNO_SERVICEACCOUNT_NAME: 'kyverno-admission-controller',
      KYVERNO_ROLE_NAME: 'kyverno:admission-controller',
      KYVERNO_SVC: 'kyverno-svc',
      KYVERNO_DEPLOYMENT: 'kyverno-admission-controller',
      TUF_ROOT: path.join(dir, 'kyverno-tuf'),
    },
    logs: path.join(dir, 'logs'),
    // Asking is a process by itself.
    ready: async () =>
      (await cluster.kubectl(['get', 'secret', '-n', NAMESPACE, `${service}.kyverno-tls-pair`])).ok,
    timeout: 180_000,
  });
}
