/**
 * Addresses of Services as rules of the kernel, as kube-proxy's iptables mode makes them: a new connection to a Service
 * goes to one of its ready endpoints.
 * https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-iptables
 */
import type { KubernetesObject } from '../client/object.ts';

export type Service = KubernetesObject & {
  readonly spec?: {
    readonly clusterIP?: string;
    readonly ports?: readonly {
      readonly name?: string;
      readonly port: number;
      readonly protocol?: string;
    }[];
  };
};

export type EndpointSlice = KubernetesObject & {
  readonly addressType?: string;
  readonly ports?:
    | readonly { readonly name?: string; readonly port?: number; readonly protocol?: string }[]
    | null;
  readonly endpoints?:
    | readonly {
        readonly addresses: readonly string[];
        readonly conditions?: { readonly ready?: boolean };
      }[]
    | null;
};

const CHAIN = 'SEALIFT-SERVICES';

/**
 * Input of `iptables-restore --noflush` that makes the table's own chain, whole at once.
 * @param first whether the chain is to be joined to what every packet runs through: once
 */
export function serviceRules(
  services: readonly Service[],
  slices: readonly EndpointSlice[],
  first: boolean,
): string {
  const joined = first ? ['PREROUTING', 'OUTPUT'].map((chain) => `-A ${chain} -j ${CHAIN}`) : [];
  const rules = services.flatMap((service) => rulesOf(service, slices));
  return ['*nat', `:${CHAIN} - [0:0]`, ...joined, ...rules, 'COMMIT', ''].join('\n');
}

function rulesOf({ metadata, spec }: Service, slices: readonly EndpointSlice[]): readonly string[] {
  const { clusterIP = '', ports = [] } = spec ?? {};
  // Headless ones have no address: their names lead to pods.
  if (!IPV4.test(clusterIP)) return [];
  const own = slices.filter(
    (slice) =>
      slice.metadata.namespace === metadata.namespace &&
      slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name &&
      slice.addressType === 'IPv4',
  );
  return ports.flatMap(({ name = '', port, protocol = 'TCP' }) => {
    const targets = own
      .flatMap((slice) => endpointsOf(slice, name))
      .filter((target) => target.split(':')[0] !== clusterIP)
      .toSorted();
    const to = protocol.toLowerCase();
    return targets.map((target, at) => {
      const left = targets.length - at;
      // Each takes its share of what those before it have left.
      const share = left === 1 ? '' : ` -m statistic --mode random --probability ${(1 / left).toFixed(10)}`;
      return `-A ${CHAIN} -d ${clusterIP}/32 -p ${to} -m ${to} --dport ${port}${share} -j DNAT --to-destination ${target}`;
    });
  });
}

/** host:port of what is ready behind a port of a Service. */
const endpointsOf = ({ ports, endpoints }: EndpointSlice, name: string): readonly string[] =>
  (ports ?? [])
    .filter((port) => (port.name ?? '') === name && port.port !== undefined)
    .flatMap(({ port }) =>
      (endpoints ?? [])
        // What says nothing is ready: https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#ready
        .filter(({ conditions }) => conditions?.ready !== false)
        .flatMap(({ addresses }) => addresses.filter((address) => IPV4.test(address)))
        .map((address) => `${address}:${port}`),
    );

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
