/** The NetworkPolicies of the charts and of each namespace, as a table of who may talk to whom. */
import { findEngines } from '@sealift/engines/find';
import { beforeAll, describe, expect, it } from 'vitest';
import { ENVIRONMENTS } from '../../../scripts/ops-repository.ts';
import {
  copyOps,
  type Environment,
  type KubernetesObject,
  parseObjects,
  readOps,
} from '../ops-repository.ts';
import { ofKind, podsOf } from '../rules/rule.ts';
import { mayTalk, type NetworkPolicy, type Party, type Pod, type Talk } from './evaluate.ts';

const engines = findEngines(['helm']);
if (engines === undefined)
  process.stderr.write('\nNETWORK POLICIES OF THE CHARTS ARE NOT TESTED: there is no helm.\n\n');

const RELEASED = { image: { tag: `v1.2.3@sha256:${'a'.repeat(64)}` } };
const NAMESPACE = 'kubernetes.io/metadata.name';

type World = {
  readonly policies: readonly NetworkPolicy[];
  readonly parties: Readonly<Record<string, Party>>;
};
const worlds = new Map<Environment, World>();

const podIn = (namespace: string, labels: Record<string, string>, ports: Pod['ports'] = {}): Pod => ({
  kind: 'pod',
  ...{ namespace, labels, ports, namespaceLabels: { [NAMESPACE]: namespace } },
});

/** As Argo CD applies them: into the namespace of the environment where they name none. */
const placed = (objects: readonly KubernetesObject[], namespace: string) =>
  ofKind(objects, 'NetworkPolicy').map(
    (object) => ({ ...object, metadata: { ...object.metadata, namespace } }) as unknown as NetworkPolicy,
  );

/** A pod of each workload of a chart, by what the workload is. */
const podsFor = (app: string, objects: readonly KubernetesObject[], namespace: string) =>
  Object.fromEntries(
    podsOf(objects).map(({ owner, labels, containers }) => [
      owner.kind === 'Job' ? `migration of ${app}` : app,
      podIn(
        namespace,
        labels as Record<string, string>,
        Object.fromEntries(
          containers.flatMap(({ ports = [] }) =>
            ports.map(({ name = '', containerPort = 0 }) => [name, containerPort] as const),
          ),
        ),
      ),
    ]),
  );

describe.skipIf(engines === undefined)('pods of the sample', () => {
  beforeAll(async () => {
    const ops = await copyOps(engines?.helm ?? '');
    try {
      for (const environment of ENVIRONMENTS) {
        const namespace = `shop-${environment}`;
        const [api, web] = [
          await ops.objects('api', environment, RELEASED),
          await ops.objects('web', environment, RELEASED),
        ];
        const own = parseObjects(await readOps(`cluster/${environment}/network-policy.yaml`));
        worlds.set(environment, {
          policies: placed([...own, ...api, ...web], namespace),
          parties: {
            ...podsFor('api', api, namespace),
            ...podsFor('web', web, namespace),
            'somebody in the namespace': podIn(namespace, { app: 'debug' }),
            'the web of another environment': podIn('shop-other', { 'app.kubernetes.io/name': 'web' }),
            'cluster DNS': podIn('kube-system', { 'k8s-app': 'kube-dns' }),
            'another pod of kube-system': podIn('kube-system', { 'k8s-app': 'metrics-server' }),
            'a pod called DNS elsewhere': podIn('default', { 'k8s-app': 'kube-dns' }),
            Prometheus: podIn('monitoring', { 'app.kubernetes.io/name': 'prometheus' }),
            'the ingress controller': podIn('ingress-nginx', { 'app.kubernetes.io/name': 'ingress-nginx' }),
            'the database': { kind: 'outside', address: '10.0.21.7' },
            'a database elsewhere': { kind: 'outside', address: '10.1.21.7' },
            'the instance metadata': { kind: 'outside', address: '169.254.169.254' },
            'the internet': { kind: 'outside', address: '93.184.216.34' },
          },
        });
      }
    } finally {
      await ops.remove();
    }
  });

  const asked = (
    { policies, parties }: World,
    [from, to, port, protocol = 'TCP']: Asked,
    without: (policy: NetworkPolicy) => NetworkPolicy | undefined = (policy) => policy,
  ): boolean => {
    const party = (name: string): Party => {
      const found = parties[name];
      if (found === undefined) throw new Error(`there is no ${name}`);
      return found;
    };
    const talk: Talk = { from: party(from), to: party(to), port, protocol };
    return mayTalk(
      policies.flatMap((policy) => without(policy) ?? []),
      talk,
    );
  };
  const world = (environment: Environment): World => {
    const found = worlds.get(environment);
    if (found === undefined) throw new Error(`there is no ${environment}`);
    return found;
  };

  const ALLOWED: readonly Asked[] = [
    ['web', 'api', 8000],
    ['the ingress controller', 'web', 3000],
    ['Prometheus', 'api', 8000],
    ['api', 'the database', 5432],
    ['migration of api', 'the database', 5432],
    ...['api', 'web', 'migration of api'].flatMap((from): Asked[] => [
      [from, 'cluster DNS', 53, 'UDP'],
      [from, 'cluster DNS', 53, 'TCP'],
    ]),
  ];
  const DENIED: readonly Asked[] = [
    // Nobody but those whom it is for reaches an app, and by no other port.
    ['somebody in the namespace', 'api', 8000],
    ['somebody in the namespace', 'web', 3000],
    ['the web of another environment', 'api', 8000],
    ['the ingress controller', 'api', 8000],
    ['Prometheus', 'web', 3000],
    ['the internet', 'api', 8000],
    ['the internet', 'web', 3000],
    ['web', 'api', 9000],
    ['api', 'web', 3000],
    ['web', 'migration of api', 8000],
    // An app reaches nothing but what it needs.
    ['web', 'the database', 5432],
    ['api', 'the database', 22],
    ['api', 'a database elsewhere', 5432],
    ['api', 'the instance metadata', 80],
    ['api', 'the internet', 443],
    ['web', 'the internet', 443],
    ['migration of api', 'the internet', 443],
    ['migration of api', 'api', 8000],
    ['web', 'cluster DNS', 443],
    ['web', 'another pod of kube-system', 53, 'UDP'],
    ['web', 'a pod called DNS elsewhere', 53, 'UDP'],
    // A pod that no policy names is denied everything by the namespace.
    ['somebody in the namespace', 'cluster DNS', 53, 'UDP'],
    ['somebody in the namespace', 'the database', 5432],
    ['somebody in the namespace', 'the internet', 443],
    ['api', 'somebody in the namespace', 8000],
    ['Prometheus', 'somebody in the namespace', 8000],
  ];

  describe.each(ENVIRONMENTS)('in %s', (environment) => {
    it.each(ALLOWED.map(named('may reach')))('%s', (_, talk) => {
      expect(asked(world(environment), talk)).toBe(true);
    });
    it.each(DENIED.map(named('may not reach')))('%s', (_, talk) => {
      expect(asked(world(environment), talk)).toBe(false);
    });
  });

  /** What a fault in a policy would open or close. */
  it.each<readonly [string, Asked, (policy: NetworkPolicy) => NetworkPolicy | undefined]>([
    [
      'no default of the namespace',
      ['somebody in the namespace', 'the internet', 443],
      (policy) => (policy.metadata.name === 'default-deny' ? undefined : policy),
    ],
    [
      'policies about what comes alone',
      ['web', 'the database', 5432],
      (policy) => ({ ...policy, spec: { ...policy.spec, policyTypes: ['Ingress'] } }),
    ],
    [
      'DNS in any pod of kube-system',
      ['web', 'another pod of kube-system', 53, 'UDP'],
      (policy) => JSON.parse(JSON.stringify(policy).replaceAll('"k8s-app":"kube-dns"', '')) as NetworkPolicy,
    ],
    [
      'rules without ports',
      ['web', 'api', 9000],
      (policy) =>
        JSON.parse(
          JSON.stringify(policy)
            .replaceAll('"ports"', '"ports_"')
            .replaceAll(/"ports_":\[[^\]]*\],?/g, ''),
        ) as NetworkPolicy,
    ],
  ])('the table sees %s', (_, talk, fault) => {
    expect(asked(world('prod'), talk)).toBe(false);
    expect(asked(world('prod'), talk, fault)).toBe(true);
  });
});

type Asked = readonly [from: string, to: string, port: number, protocol?: 'TCP' | 'UDP'];

const named =
  (verb: string) =>
  (talk: Asked): readonly [string, Asked] => {
    const [from, to, port, protocol = 'TCP'] = talk;
    return [`${from} ${verb} ${to} at ${protocol} ${port}`, talk];
  };
