import { describe, expect, it } from 'vitest';
import { namesOf } from '../../src/network/network.ts';
import { type EndpointSlice, type Service, serviceRules } from '../../src/network/service-rules.ts';

const service = (name: string, clusterIP: string, ports: NonNullable<Service['spec']>['ports']): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { clusterIP, ...(ports === undefined ? {} : { ports }) },
});
const slice = (of: string, addresses: Record<string, boolean | undefined>, port = 8000): EndpointSlice => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: `${of}-x`, namespace: 'shop', labels: { 'kubernetes.io/service-name': of } },
  addressType: 'IPv4',
  ports: [{ name: 'http', port, protocol: 'TCP' }],
  endpoints: Object.entries(addresses).map(([address, ready]) => ({
    addresses: [address],
    conditions: ready === undefined ? {} : { ready },
  })),
});
const HTTP = [{ name: 'http', port: 80, protocol: 'TCP' }];
const rules = (services: readonly Service[], slices: readonly EndpointSlice[]) =>
  serviceRules(services, slices, false)
    .split('\n')
    .filter((line) => line.startsWith('-A'));

describe('rules of Services', () => {
  it('take each new connection to one of the endpoints that are ready, in equal shares', () => {
    const slices = [
      slice('api', { '10.244.0.4': true, '10.244.0.3': true, '10.244.0.9': false, '10.244.0.5': undefined }),
    ];
    const to = '-A SEALIFT-SERVICES -d 10.96.0.7/32 -p tcp -m tcp --dport 80';
    expect(rules([service('api', '10.96.0.7', HTTP)], slices)).toEqual([
      `${to} -m statistic --mode random --probability 0.3333333333 -j DNAT --to-destination 10.244.0.3:8000`,
      `${to} -m statistic --mode random --probability 0.5000000000 -j DNAT --to-destination 10.244.0.4:8000`,
      `${to} -j DNAT --to-destination 10.244.0.5:8000`,
    ]);
  });
  it('know protocols, and each port by its name', () => {
    const dns: EndpointSlice = {
      ...slice('dns', { '10.244.0.2': true }),
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP' },
        { name: 'metrics', port: 9153, protocol: 'TCP' },
      ],
    };
    const ports = [{ name: 'dns', port: 53, protocol: 'UDP' }];
    expect(rules([service('dns', '10.96.0.10', ports)], [dns])).toEqual([
      '-A SEALIFT-SERVICES -d 10.96.0.10/32 -p udp -m udp --dport 53 -j DNAT --to-destination 10.244.0.2:53',
    ]);
  });
  it.each<[string, Service, EndpointSlice]>([
    ['without an address', service('api', 'None', HTTP), slice('api', { '10.244.0.3': true })],
    ['without ports', service('api', '10.96.0.7', undefined), slice('api', { '10.244.0.3': true })],
    ['without endpoints', service('api', '10.96.0.7', HTTP), slice('api', {})],
    ['of another name', service('api', '10.96.0.7', HTTP), slice('web', { '10.244.0.3': true })],
    [
      'of another namespace',
      { ...service('api', '10.96.0.7', HTTP), metadata: { name: 'api', namespace: 'other' } },
      slice('api', { '10.244.0.3': true }),
    ],
    // As the API server and metrics.k8s.io have them, which are beside the cluster.
    ['that leads to itself', service('api', '10.96.0.7', HTTP), slice('api', { '10.96.0.7': true })],
  ])('there are none for one %s', (_, of, its) => {
    expect(rules([of], [its])).toEqual([]);
  });
  it('replace the own chain as a whole, which is joined to all packets once', () => {
    expect(serviceRules([], [], true)).toBe(
      '*nat\n:SEALIFT-SERVICES - [0:0]\n-A PREROUTING -j SEALIFT-SERVICES\n-A OUTPUT -j SEALIFT-SERVICES\nCOMMIT\n',
    );
    expect(serviceRules([], [], false)).toBe('*nat\n:SEALIFT-SERVICES - [0:0]\nCOMMIT\n');
  });
  it('put nothing into a line that is no address', () => {
    const evil = slice('api', { '10.244.0.3\n-A OUTPUT -j DROP': true, 'fd00::1': true });
    expect(rules([service('api', '10.96.0.7\n-P', HTTP)], [evil])).toEqual([]);
    expect(rules([service('api', '10.96.0.7', HTTP)], [evil])).toEqual([]);
  });
});

it('names lead to Services that have an address', () => {
  expect(namesOf([service('api', '10.96.0.7', HTTP), service('headless', 'None', HTTP)])).toEqual({
    'api.shop.svc.cluster.local': ['10.96.0.7'],
  });
});
