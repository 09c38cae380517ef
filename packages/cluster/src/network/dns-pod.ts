/** The server of names as a cluster has it: a pod with the labels that policies let everybody reach, behind a Service. */
import path from 'node:path';
import type { KubernetesObject, Reference } from '../client/object.ts';
import { PAUSE_IMAGE } from '../node/pause-image.ts';

/** Where the kubelet sends pods with their questions. */
export const DNS_ADDRESS = '10.96.0.10';

export const DNS_POD: Reference = { apiVersion: 'v1', kind: 'Pod', namespace: 'kube-system', name: 'dns' };

const LABELS = { 'k8s-app': 'kube-dns' };
const PORTS = [
  { name: 'dns', port: 53, protocol: 'UDP' },
  { name: 'dns-tcp', port: 53, protocol: 'TCP' },
];
const SERVER = path.join(import.meta.dirname, `dns-server${path.extname(import.meta.filename)}`);
/** What a program of this machine needs of it to run in an image that holds nothing. */
const SYSTEM = ['/usr', '/lib', '/lib64'];

/** @param names folder that holds names.json */
export function dnsObjects(names: string): readonly KubernetesObject[] {
  const { apiVersion, kind, name, namespace = '' } = DNS_POD;
  const folders = [...new Set([...SYSTEM, path.dirname(process.execPath), path.dirname(SERVER), names])];
  const volumes = folders.map((folder, at) => ({ name: `folder-${at}`, hostPath: { path: folder } }));
  const volumeMounts = folders.map((mountPath, at) => ({ name: `folder-${at}`, mountPath, readOnly: true }));
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kube-dns', namespace, labels: LABELS },
    spec: {
      clusterIP: DNS_ADDRESS,
      selector: LABELS,
      ports: PORTS.map((port) => ({ ...port, targetPort: port.port })),
    },
  };
  const container = {
    name: 'dns',
    image: PAUSE_IMAGE,
    imagePullPolicy: 'Never',
    command: [process.execPath, SERVER, path.join(names, 'names.json'), '53'],
    ports: PORTS.map((port) => ({ name: port.name, containerPort: port.port, protocol: port.protocol })),
    readinessProbe: { tcpSocket: { port: 53 }, periodSeconds: 1 },
    volumeMounts,
    securityContext: { runAsUser: 0 },
    resources: { requests: { cpu: '50m', memory: '64Mi' } },
  };
  const spec = {
    automountServiceAccountToken: false,
    // It asks nobody.
    dnsPolicy: 'Default',
    terminationGracePeriodSeconds: 0,
    containers: [container],
    volumes,
  };
  return [
    service,
    { apiVersion, kind, metadata: { name, namespace, labels: LABELS }, spec } as KubernetesObject,
  ];
}
