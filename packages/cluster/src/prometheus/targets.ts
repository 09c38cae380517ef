/** ServiceMonitors as the Prometheus operator turns them into targets: https://prometheus-operator.dev/docs/developer/getting-started/ */
import { configurationFailure } from '@sealift/core/failure';
import type { EndpointSlice, Pod, Service, ServiceMonitor } from './monitored.ts';
import { type Labels, relabel } from './relabel.ts';

export type Observed = {
  readonly monitors: readonly ServiceMonitor[];
  readonly services: readonly Service[];
  readonly slices: readonly EndpointSlice[];
  readonly pods: readonly Pod[];
};

/** host:port, with parameters of the request if need be. */
export type AddressOf = (
  pod: Pod,
  address: string,
) => { readonly address: string; readonly parameters?: Labels };

export type TargetOptions = {
  readonly longestInterval?: number;
  readonly addressOf?: AddressOf;
};

export type Target = { readonly targets: readonly [string]; readonly labels: Labels };

type Endpoint = ServiceMonitor['spec']['endpoints'][number];
type Found = {
  readonly monitor: ServiceMonitor;
  readonly endpoint: Endpoint;
  readonly service: Service;
  readonly pod: Pod;
  /** ip:port */
  readonly address: string;
};

/** Of pods that are not yet ready too, as Prometheus does: they are behind the Service's name already. */
export function targetsOf(observed: Observed, options: TargetOptions): Target[] {
  return [...found(observed)].flatMap((each) => {
    const labels = relabel(labelsOf(each), each.endpoint.relabelings ?? []);
    if (labels === undefined) return [];
    const kept = Object.entries(labels).filter(([name]) => !name.startsWith('__meta_'));
    const place = options.addressOf?.(each.pod, each.address) ?? { address: each.address };
    const params = Object.entries(place.parameters ?? {}).map(([name, value]) => [`__param_${name}`, value]);
    return [
      {
        targets: [place.address],
        labels: Object.fromEntries([...kept, ...scrapeLabels(each.endpoint, options), ...params]),
      },
    ];
  });
}

function* found({ monitors, services, slices, pods }: Observed): Generator<Found> {
  for (const monitor of monitors)
    for (const service of services.filter((each) => selects(monitor, each)))
      for (const slice of slices.filter((each) => belongsTo(each, service)))
        for (const endpoint of monitor.spec.endpoints)
          for (const { name = '', port } of slice.ports ?? []) {
            if (port === undefined || name !== endpoint.port) continue;
            for (const { addresses, targetRef } of slice.endpoints ?? []) {
              const pod = pods.find(
                ({ metadata }) =>
                  targetRef?.kind === 'Pod' &&
                  metadata.name === targetRef.name &&
                  metadata.namespace === slice.metadata.namespace,
              );
              const [ip] = addresses;
              if (pod === undefined || ip === undefined || hasEnded(pod)) continue;
              yield { monitor, endpoint, service, pod, address: `${ip}:${port}` };
            }
          }
}

function selects({ metadata, spec }: ServiceMonitor, service: Service): boolean {
  if (spec.selector.matchExpressions !== undefined) throw unsupported(metadata.name);
  const { any, matchNames = [metadata.namespace ?? ''] } = spec.namespaceSelector ?? {};
  if (any !== true && !matchNames.includes(service.metadata.namespace ?? '')) return false;
  return Object.entries(spec.selector.matchLabels ?? {}).every(
    ([name, value]) => service.metadata.labels?.[name] === value,
  );
}

const belongsTo = ({ metadata }: EndpointSlice, service: Service): boolean =>
  metadata.namespace === service.metadata.namespace &&
  metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name;

const hasEnded = ({ status }: Pod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed';

/** Prometheus' own names: everything but letters, digits and `_` becomes `_`. */
const labelName = (name: string): string => name.replaceAll(/\W/g, '_');

/** What a monitor's rules see, and what the operator adds before them. */
function labelsOf({ monitor, endpoint, service, pod, address }: Found): Labels {
  const { spec } = monitor;
  const ofPod = pod.metadata.labels ?? {};
  const ofService = service.metadata.labels ?? {};
  const copied = (names: readonly string[], from: Labels) =>
    names.flatMap((name) => (from[name] === undefined ? [] : [[labelName(name), from[name]] as const]));
  const meta = (prefix: string, labels: Labels) =>
    Object.entries(labels).map(
      ([name, value]) => [`__meta_kubernetes_${prefix}_label_${labelName(name)}`, value] as const,
    );
  return Object.fromEntries([
    ...meta('pod', ofPod),
    ...meta('service', ofService),
    ['__meta_kubernetes_namespace', pod.metadata.namespace ?? ''],
    ['__meta_kubernetes_pod_name', pod.metadata.name],
    ['__meta_kubernetes_pod_node_name', pod.spec.nodeName ?? ''],
    ['__meta_kubernetes_service_name', service.metadata.name],
    ['namespace', pod.metadata.namespace ?? ''],
    ['service', service.metadata.name],
    ['pod', pod.metadata.name],
    ['container', pod.spec.containers[0]?.name ?? ''],
    ['endpoint', endpoint.port ?? ''],
    ['instance', address],
    ['job', (spec.jobLabel === undefined ? undefined : ofService[spec.jobLabel]) ?? service.metadata.name],
    ...copied(spec.targetLabels ?? [], ofService),
    ...copied(spec.podTargetLabels ?? [], ofPod),
  ]);
}

function scrapeLabels(endpoint: Endpoint, { longestInterval }: TargetOptions): [string, string][] {
  const asked = endpoint.interval === undefined ? undefined : milliseconds(endpoint.interval);
  const interval = asked === undefined ? undefined : Math.min(asked, longestInterval ?? asked);
  return [
    ['__metrics_path__', endpoint.path ?? '/metrics'],
    ...(interval === undefined
      ? []
      : ([
          ['__scrape_interval__', `${interval}ms`],
          ['__scrape_timeout__', `${Math.min(interval, 10_000)}ms`],
        ] satisfies [string, string][])),
  ];
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** A duration as Prometheus writes it: `1m30s`, `500ms`. */
export function milliseconds(duration: string): number {
  const parts = [...duration.matchAll(/(\d+)(ms|s|m|h)/g)];
  return parts.reduce((sum, [, number, unit = '']) => sum + Number(number) * (UNITS[unit] ?? 0), 0);
}

const unsupported = (name: string) =>
  configurationFailure({
    code: 'cluster/unsupported-monitor',
    cause: `The ServiceMonitor ${name} selects Services by matchExpressions, which this cluster does not understand.`,
    remedy: 'Use matchLabels.',
  });
