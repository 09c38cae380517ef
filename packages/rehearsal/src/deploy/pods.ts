/** The pods of an app, as the kubelet says they are. */
import type { Client } from '@sealift/cluster/client/client';
import { isTrue, type KubernetesObject } from '@sealift/cluster/client/object';
import type { AppName } from './state.ts';

export type AppPod = {
  readonly name: string;
  readonly uid: string;
  /** Hash of the pod template that its Rollout made it from. */
  readonly hash: string;
  readonly ready: boolean;
  readonly restarts: number;
  /** registry/repository@digest of what runs, by the container runtime. */
  readonly image: string;
  /** As it was asked for. */
  readonly wanted: string;
  /** In the pods' network. */
  readonly address: string;
  /** Id of its container, as the container runtime says it. */
  readonly container: string;
};

type Pod = KubernetesObject & {
  readonly spec: { readonly containers: readonly { readonly image: string }[] };
  readonly status?: {
    readonly podIP?: string;
    readonly containerStatuses?: readonly {
      readonly containerID?: string;
      readonly imageID?: string;
      readonly restartCount?: number;
    }[];
  };
};

const KIND = { apiVersion: 'v1', kind: 'Pod' };

/** Those that nobody has asked to end. */
export async function podsOf(client: Client, { app, namespace }: AppName): Promise<readonly AppPod[]> {
  const pods = await client.list<Pod>(KIND, { namespace, labels: `app.kubernetes.io/name=${app}` });
  return pods
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map((pod) => {
      const { metadata, spec, status } = pod;
      const [container] = status?.containerStatuses ?? [];
      return {
        name: metadata.name,
        uid: metadata.uid ?? '',
        hash: metadata.labels?.['rollouts-pod-template-hash'] ?? '',
        ready: isTrue(pod, 'Ready'),
        restarts: container?.restartCount ?? 0,
        image: container?.imageID ?? '',
        wanted: spec.containers[0]?.image ?? '',
        address: status?.podIP ?? '',
        container: container?.containerID ?? '',
      };
    });
}

type EndpointSlice = KubernetesObject & {
  readonly endpoints?: readonly {
    readonly addresses: readonly string[];
    readonly conditions?: { readonly ready?: boolean };
  }[];
  readonly ports?: readonly { readonly port?: number }[];
};

/** host:port of what a Service sends requests to. */
export async function endpointsOf(client: Client, { app, namespace }: AppName): Promise<readonly string[]> {
  const slices = await client.list<EndpointSlice>(
    { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' },
    { namespace, labels: `kubernetes.io/service-name=${app}` },
  );
  return slices.flatMap(({ endpoints = [], ports = [] }) =>
    endpoints
      .filter(({ conditions }) => conditions?.ready === true)
      .flatMap(({ addresses }) => addresses.map((address) => `${address}:${ports[0]?.port ?? 80}`)),
  );
}
