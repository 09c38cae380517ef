/** What an installation of Argo CD brings as objects. https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/ */
import { randomBytes } from 'node:crypto';
import type { KubernetesObject } from '../client/object.ts';

export const NAMESPACE = 'argocd';

const PART_OF = { 'app.kubernetes.io/part-of': 'argocd' };
const meta = (name: string) => ({ name, namespace: NAMESPACE, labels: PART_OF });

const CONFIG_MAPS = [
  'argocd-cm',
  'argocd-rbac-cm',
  'argocd-tls-certs-cm',
  'argocd-ssh-known-hosts-cm',
  'argocd-gpg-keys-cm',
];

type Settings = KubernetesObject & { readonly [field: string]: unknown };

/** Empty settings, and the project `default`, which allows everything, as an installation has it. */
export const settings = (): Settings[] => [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } },
  ...CONFIG_MAPS.map((name) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: meta(name), data: {} })),
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: meta('argocd-secret'),
    stringData: { 'server.secretkey': randomBytes(32).toString('base64') },
  },
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'default', namespace: NAMESPACE },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ namespace: '*', server: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
    },
  },
];
