/** What deploys and judges: custom resources first, then everything that looks for them, side by side. */
import path from 'node:path';
import { type ArgoCd, type ArgoCdOptions, startArgoCd } from './argo-cd/argo-cd.ts';
import type { KubernetesObject } from './client/object.ts';
import type { Cluster } from './cluster.ts';
import { applyCustomResources } from './custom-resources.ts';
import { type KyvernoOptions, startKyverno } from './kyverno.ts';
import type { Server } from './part.ts';
import { startPodMetrics } from './pod-metrics.ts';
import { type PretendedNodesOptions, startPretendedNodes } from './pretended/nodes.ts';
import { type Prometheus, type PrometheusOptions, startPrometheus } from './prometheus/prometheus.ts';
import { startRollouts } from './rollouts.ts';

/** What the cluster itself gives to each part. */
type Given = 'client' | 'kubeconfig';

export type DeliveryOptions = {
  /** See `@sealift/engines/custom-resources/ensure`. */
  readonly customResources: readonly KubernetesObject[];
  readonly pretendedNodes?: Omit<PretendedNodesOptions, Given | 'program'>;
  readonly podMetrics?: { readonly share?: number };
  readonly prometheus?: Omit<PrometheusOptions, 'client'>;
  readonly rollouts?: { readonly program: string };
  readonly argoCd?: Omit<ArgoCdOptions, Given | 'programs'> & {
    readonly programs: { readonly argocd: string; readonly redis: string };
  };
  readonly kyverno?: Omit<KyvernoOptions, Given>;
};

export type Delivery = {
  readonly prometheus: Prometheus | undefined;
  readonly rollouts: Server | undefined;
  readonly argoCd: ArgoCd | undefined;
  readonly kyverno: Server | undefined;
};

/**
 * Adds the parts that are asked for to a cluster; `cluster.stop()` ends them.
 * @throws Failure of the first part that does not start; those that have started go on until the cluster is stopped
 */
export async function startDelivery(cluster: Cluster, options: DeliveryOptions): Promise<Delivery> {
  const { apiServer, client, egress, bin } = cluster;
  const given = { client, kubeconfig: apiServer.kubeconfig };
  await cluster.step('custom-resources', () => applyCustomResources(client, options.customResources));
  const started = await settled({
    prometheus: when(options.prometheus, (own) =>
      cluster.add('prometheus', (host) => startPrometheus(host, { client, ...own })),
    ),
    rollouts: when(options.rollouts, (own) =>
      cluster.add('argo-rollouts', (host) => startRollouts(host, { ...given, ...own })),
    ),
    argoCd: when(options.argoCd, (own) =>
      cluster.add('argo-cd', (host) =>
        startArgoCd(host, { ...given, ...own, programs: { ...own.programs, bin } }),
      ),
    ),
    kyverno: when(options.kyverno, (own) =>
      cluster.add('kyverno', (host) => startKyverno(host, { ...given, ...own })),
    ),
    podMetrics: when(options.podMetrics, (own) =>
      cluster.add('pod-metrics', () => startPodMetrics({ client, egress, tls: apiServer.tls, ...own })),
    ),
    pretendedNodes: when(options.pretendedNodes, (own) =>
      cluster.add('pretended-nodes', (host) =>
        startPretendedNodes(host, { ...given, program: path.join(bin, 'kwok'), ...own }),
      ),
    ),
  });
  const { prometheus, rollouts, argoCd, kyverno } = started;
  return { prometheus, rollouts, argoCd, kyverno };
}

const when = <T, R>(options: T | undefined, start: (options: T) => Promise<R>): Promise<R | undefined> =>
  options === undefined ? Promise.resolve(undefined) : start(options);

/** Like Promise.all of the values, but after a failure nothing is still starting. */
async function settled<T extends Readonly<Record<string, Promise<unknown>>>>(
  work: T,
): Promise<{ [Name in keyof T]: Awaited<T[Name]> }> {
  const results = await Promise.allSettled(Object.values(work));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  const values = results.map((result) => (result.status === 'fulfilled' ? result.value : undefined));
  return Object.fromEntries(Object.keys(work).map((name, at) => [name, values[at]])) as never;
}
