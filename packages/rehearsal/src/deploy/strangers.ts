/** Pods that nobody has a policy for, of an image that admission lets in: what they reach is what policies leave open. */
import type { Client } from '@sealift/cluster/client/client';
import { isTrue, type KubernetesObject } from '@sealift/cluster/client/object';

export type Strangers = {
  /** Container of a pod in the apps' namespace, of no app. */
  readonly nobody: string;
  /** Container of a pod with the labels of the web app, in a namespace of its own. */
  readonly namesake: string;
};

const ELSEWHERE = 'elsewhere';
/** Milliseconds. */
const PATIENCE = 180_000;

type Pod = KubernetesObject & {
  readonly status?: { readonly containerStatuses?: readonly { readonly containerID?: string }[] };
};

/** @param image with a Python */
export async function strangers(
  client: Client,
  namespace: string,
  image: string,
  signal: AbortSignal,
): Promise<Strangers> {
  await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: ELSEWHERE } });
  const waiting = { timeout: PATIENCE, signal };
  await client.waitFor(
    { apiVersion: 'v1', kind: 'ServiceAccount', namespace: ELSEWHERE, name: 'default' },
    (found) => found !== undefined,
    { what: 'to be there', ...waiting },
  );
  const start = async (pod: KubernetesObject): Promise<string> => {
    await client.apply(pod);
    const { metadata, ...kind } = pod;
    const ready = await client.waitFor<Pod>(
      { ...kind, name: metadata.name, namespace: metadata.namespace ?? '' },
      (found) => isTrue(found, 'Ready'),
      { what: 'to be Ready', ...waiting },
    );
    return ready?.status?.containerStatuses?.[0]?.containerID ?? '';
  };
  return {
    nobody: await start(podOf(namespace, image, {})),
    namesake: await start(podOf(ELSEWHERE, image, { 'app.kubernetes.io/name': 'web' })),
  };
}

/** As Pod Security wants it. */
const podOf = (
  namespace: string,
  image: string,
  labels: Readonly<Record<string, string>>,
): KubernetesObject => {
  const container = {
    name: 'stranger',
    image,
    command: ['python', '-c', 'import time; time.sleep(3600)'],
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 10_001,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '64Mi' } },
  };
  const spec = {
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 1,
    containers: [container],
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name: 'stranger', labels },
    spec,
  } as KubernetesObject;
};
