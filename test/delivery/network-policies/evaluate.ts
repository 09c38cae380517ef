/**
 * Who may talk to whom by NetworkPolicies, as their API says:
 * https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/#networkpolicyspec-v1-networking-k8s-io
 */
import { BlockList } from 'node:net';

type Labels = Readonly<Record<string, string>>;

export type Pod = {
  readonly kind: 'pod';
  readonly namespace: string;
  readonly namespaceLabels: Labels;
  readonly labels: Labels;
  /** Numbers of named ports. */
  readonly ports: Readonly<Record<string, number>>;
};
/** What is not a pod of the cluster. */
export type Outside = { readonly kind: 'outside'; readonly address: string };
export type Party = Pod | Outside;

type Selector = {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
};
type Peer = {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
};
type Port = { readonly port?: number | string; readonly endPort?: number; readonly protocol?: string };
type Rule = {
  readonly ports?: readonly Port[];
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
};

export type NetworkPolicy = {
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
};

export type Talk = {
  readonly from: Party;
  readonly to: Party;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
};

/** Both sides must allow it: what leaves the one, and what comes to the other. Policies add up. */
export function mayTalk(policies: readonly NetworkPolicy[], talk: Talk): boolean {
  for (const policy of policies) refuseUnknown(policy);
  const { from, to } = talk;
  const leaves = side(policies, from, 'Egress').map(({ metadata, spec }) =>
    (spec.egress ?? []).some((rule) => allows(rule, rule.to, to, metadata.namespace ?? '', talk)),
  );
  const comes = side(policies, to, 'Ingress').map(({ metadata, spec }) =>
    (spec.ingress ?? []).some((rule) => allows(rule, rule.from, from, metadata.namespace ?? '', talk)),
  );
  return [leaves, comes].every((verdicts) => verdicts.length === 0 || verdicts.includes(true));
}

/** Policies that isolate a party in that direction; without any, everything is allowed. */
const side = (policies: readonly NetworkPolicy[], party: Party, type: 'Ingress' | 'Egress') =>
  policies.filter(
    ({ metadata, spec }) =>
      party.kind === 'pod' &&
      metadata.namespace === party.namespace &&
      selects(spec.podSelector, party.labels) &&
      spec.policyTypes.includes(type),
  );

const allows = (
  { ports }: Rule,
  peers: readonly Peer[] | undefined,
  party: Party,
  namespace: string,
  talk: Talk,
): boolean =>
  (peers === undefined || peers.length === 0 || peers.some((peer) => isPeer(peer, party, namespace))) &&
  (ports === undefined || ports.length === 0 || ports.some((port) => isPort(port, talk)));

function isPeer({ podSelector, namespaceSelector, ipBlock }: Peer, party: Party, own: string): boolean {
  if (party.kind === 'outside')
    return (
      ipBlock !== undefined &&
      within(ipBlock.cidr, party.address) &&
      !(ipBlock.except ?? []).some((cidr) => within(cidr, party.address))
    );
  if (ipBlock !== undefined) return false;
  const inNamespace =
    namespaceSelector === undefined
      ? party.namespace === own
      : selects(namespaceSelector, party.namespaceLabels);
  return inNamespace && (podSelector === undefined || selects(podSelector, party.labels));
}

function isPort({ port, endPort, protocol = 'TCP' }: Port, talk: Talk): boolean {
  if (protocol !== talk.protocol) return false;
  if (port === undefined) return true;
  // A name is one of the pod that is talked to.
  if (typeof port === 'string') return talk.to.kind === 'pod' && talk.to.ports[port] === talk.port;
  return talk.port >= port && talk.port <= (endPort ?? port);
}

/** An empty selector selects everything. */
const selects = ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every(({ key, operator, values = [] }) => {
    const value = labels[key];
    switch (operator) {
      case 'In':
        return value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default:
        throw new Error(`unknown operator ${operator}`);
    }
  });

function within(cidr: string, address: string): boolean {
  const [network = '', prefix = ''] = cidr.split('/');
  const list = new BlockList();
  list.addSubnet(network, Number(prefix));
  return list.check(address);
}

const KNOWN = {
  spec: ['podSelector', 'policyTypes', 'ingress', 'egress'],
  rule: ['ports', 'from', 'to'],
  peer: ['podSelector', 'namespaceSelector', 'ipBlock'],
  port: ['port', 'endPort', 'protocol'],
  selector: ['matchLabels', 'matchExpressions'],
};

/** What it does not know it cannot judge. */
function refuseUnknown({ metadata, spec }: NetworkPolicy): void {
  const only = (object: object, known: readonly string[]) => {
    const unknown = Object.keys(object).find((key) => !known.includes(key));
    if (unknown !== undefined) throw new Error(`${metadata.name}: unknown field ${unknown}`);
  };
  only(spec, KNOWN.spec);
  only(spec.podSelector, KNOWN.selector);
  for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])]) {
    only(rule, KNOWN.rule);
    for (const port of rule.ports ?? []) only(port, KNOWN.port);
    for (const peer of [...(rule.from ?? []), ...(rule.to ?? [])]) {
      only(peer, KNOWN.peer);
      for (const selector of [peer.podSelector, peer.namespaceSelector])
        if (selector !== undefined) only(selector, KNOWN.selector);
    }
  }
}
