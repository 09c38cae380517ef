import { describe, expect, it } from 'vitest';
import type { EndpointSlice, Pod, Service, ServiceMonitor } from '../../src/prometheus/monitored.ts';
import { relabel } from '../../src/prometheus/relabel.ts';
import { milliseconds, targetsOf } from '../../src/prometheus/targets.ts';

const monitor = (more: Partial<ServiceMonitor['spec']> = {}): ServiceMonitor => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: { name: 'api', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
    podTargetLabels: ['rollouts-pod-template-hash'],
    endpoints: [
      {
        port: 'http',
        interval: '15s',
        relabelings: [
          { sourceLabels: ['__meta_kubernetes_pod_label_app_kubernetes_io_name'], targetLabel: 'app' },
        ],
      },
    ],
    ...more,
  },
});
const service = (name = 'api', namespace = 'shop'): Service => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace, labels: { 'app.kubernetes.io/name': 'api', team: 'a' } },
});
const slice = (
  more: Partial<EndpointSlice> = {},
  serviceName = 'api',
  namespace = 'shop',
): EndpointSlice => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 's', namespace, labels: { 'kubernetes.io/service-name': serviceName } },
  ports: [{ name: 'http', port: 8_000 }],
  endpoints: [{ addresses: ['10.244.0.7'], targetRef: { kind: 'Pod', name: 'api-1' } }],
  ...more,
});
const pod = (phase = 'Running', labels: Readonly<Record<string, string>> = {}): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'api-1',
    namespace: 'shop',
    labels: { 'app.kubernetes.io/name': 'api', 'rollouts-pod-template-hash': '5f', ...labels },
  },
  spec: { nodeName: 'n', containers: [{ name: 'api', image: 'ghcr.io/acme/shop/api:1' }] },
  status: { phase },
});
const observed = (more: Partial<Parameters<typeof targetsOf>[0]> = {}) => ({
  monitors: [monitor()],
  services: [service()],
  slices: [slice()],
  pods: [pod()],
  ...more,
});

describe('targets of a ServiceMonitor', () => {
  it('have the labels that its operator gives, and those of its own rules', () => {
    expect(targetsOf(observed(), {})).toEqual([
      {
        targets: ['10.244.0.7:8000'],
        labels: {
          __metrics_path__: '/metrics',
          __scrape_interval__: '15000ms',
          __scrape_timeout__: '10000ms',
          app: 'api',
          container: 'api',
          endpoint: 'http',
          instance: '10.244.0.7:8000',
          job: 'api',
          namespace: 'shop',
          pod: 'api-1',
          rollouts_pod_template_hash: '5f',
          service: 'api',
        },
      },
    ]);
  });

  it('may be somewhere else, and scraped more often, in a rehearsal', () => {
    const addressOf = ({ metadata }: Pod) => ({ address: '127.0.0.1:9', parameters: { pod: metadata.name } });
    expect(targetsOf(observed(), { addressOf, longestInterval: 1_000 })).toMatchObject([
      {
        targets: ['127.0.0.1:9'],
        labels: {
          __param_pod: 'api-1',
          __scrape_interval__: '1000ms',
          __scrape_timeout__: '1000ms',
          instance: '10.244.0.7:8000',
        },
      },
    ]);
  });

  it.each<[string, Parameters<typeof targetsOf>[0], number]>([
    ['a port by another name', observed({ slices: [slice({ ports: [{ name: 'web', port: 1 }] })] }), 0],
    ['no ports', observed({ slices: [slice({ ports: null })] }), 0],
    ['no endpoints', observed({ slices: [slice({ endpoints: null })] }), 0],
    ['a pod that has ended', observed({ pods: [pod('Succeeded')] }), 0],
    ['a pod that has not begun', observed({ pods: [pod('Pending')] }), 1],
    ['a pod that is not known yet', observed({ pods: [] }), 0],
    ['a slice of another Service', observed({ slices: [slice({}, 'web')] }), 0],
    ['a Service of another namespace', observed({ services: [service('api', 'other')] }), 0],
    [
      'namespaces by name',
      observed({ monitors: [monitor({ namespaceSelector: { matchNames: ['other'] } })] }),
      0,
    ],
    ['any namespace', observed({ monitors: [monitor({ namespaceSelector: { any: true } })] }), 1],
    [
      'labels that the Service lacks',
      observed({ monitors: [monitor({ selector: { matchLabels: { x: 'y' } } })] }),
      0,
    ],
    [
      'a rule that drops it',
      observed({
        monitors: [
          monitor({
            endpoints: [
              { port: 'http', relabelings: [{ action: 'drop', sourceLabels: ['pod'], regex: 'api-1' }] },
            ],
          }),
        ],
      }),
      0,
    ],
  ])('with %s', (_, given, count) => {
    expect(targetsOf(given, {})).toHaveLength(count);
  });

  it('take labels of the Service, and its job', () => {
    const given = observed({ monitors: [monitor({ targetLabels: ['team', 'none'], jobLabel: 'team' })] });
    expect(targetsOf(given, {})[0]?.labels).toMatchObject({ team: 'a', job: 'a' });
  });

  it('are refused when a selector is not understood', () => {
    const given = observed({ monitors: [monitor({ selector: { matchExpressions: [{}] } })] });
    expect(() => targetsOf(given, {})).toThrow(
      expect.objectContaining({ code: 'cluster/unsupported-monitor' }),
    );
  });
});

describe('a relabelling', () => {
  const labels = { a: '1', b: 'x' };
  it.each<[object, object | undefined]>([
    [
      { sourceLabels: ['a', 'b'], targetLabel: 'c' },
      { ...labels, c: '1;x' },
    ],
    [
      { sourceLabels: ['a', 'b'], separator: '-', targetLabel: 'c', replacement: 'v$1' },
      { ...labels, c: 'v1-x' },
    ],
    [
      { targetLabel: 'c', replacement: 'fixed' },
      { ...labels, c: 'fixed' },
    ],
    [{ sourceLabels: ['none'], targetLabel: 'a' }, { b: 'x' }],
    [{ sourceLabels: ['none'], regex: '(.+)', targetLabel: 'a' }, labels],
    [
      { sourceLabels: ['b'], regex: '(x|y)', targetLabel: 'c', replacement: '${1}!' },
      { ...labels, c: 'x!' },
    ],
    [{ action: 'keep', sourceLabels: ['b'], regex: 'x' }, labels],
    [{ action: 'keep', sourceLabels: ['b'], regex: 'y' }, undefined],
    [{ action: 'drop', sourceLabels: ['b'], regex: 'x|y' }, undefined],
    [{ action: 'drop', sourceLabels: ['b'], regex: 'xx' }, labels],
  ])('%j', (rule, expected) => {
    expect(relabel(labels, [rule])).toEqual(expected);
  });

  it.each([{ action: 'hashmod' }, { sourceLabels: ['a'], regex: '(a+)+$', targetLabel: 'c' }])(
    'that is not understood is refused: %j',
    (rule) => {
      expect(() => relabel(labels, [rule])).toThrow(
        expect.objectContaining({ code: 'cluster/unsupported-monitor' }),
      );
    },
  );
});

it.each([
  ['15s', 15_000],
  ['1m30s', 90_000],
  ['500ms', 500],
  ['1h', 3_600_000],
  ['', 0],
])('%s lasts %d ms', (text, expected) => {
  expect(milliseconds(text)).toBe(expected);
});
