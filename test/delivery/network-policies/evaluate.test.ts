/** The rules of NetworkPolicies that one gets wrong easily, each with the case that tells. */
import { describe, expect, it } from 'vitest';
import { mayTalk, type NetworkPolicy, type Party, type Pod } from './evaluate.ts';

const pod = (namespace: string, labels: Record<string, string>): Pod => ({
  kind: 'pod',
  ...{ namespace, labels, namespaceLabels: { name: namespace } },
  ports: { http: 8080 },
});
const A = pod('one', { app: 'a' });
const B = pod('one', { app: 'b' });
const C = pod('two', { app: 'a' });
const outside = (address: string): Party => ({ kind: 'outside', address });
const policy = (spec: Partial<NetworkPolicy['spec']>, namespace = 'one'): NetworkPolicy => ({
  metadata: { name: 'p', namespace },
  spec: { podSelector: {}, policyTypes: ['Ingress'], ...spec },
});
const talks = (policies: readonly NetworkPolicy[], from: Party, to: Party, port = 8080) =>
  mayTalk(policies, { from, to, port, protocol: 'TCP' });

describe('who may talk to whom', () => {
  it('everybody, where no policy is about them', () => {
    expect(talks([], A, B)).toBe(true);
    expect(talks([policy({ podSelector: { matchLabels: { app: 'z' } } })], A, B)).toBe(true);
    expect(talks([policy({}, 'two')], A, B)).toBe(true);
  });
  it('nobody, by a policy without rules, in its direction alone', () => {
    expect(talks([policy({})], C, B)).toBe(false);
    expect(talks([policy({})], B, C)).toBe(true);
    expect(talks([policy({ policyTypes: ['Egress'] })], B, C)).toBe(false);
    expect(talks([policy({ policyTypes: ['Egress'] })], C, B)).toBe(true);
  });
  it('anybody, by a rule without peers', () => {
    expect(talks([policy({ ingress: [{}] })], outside('1.2.3.4'), B)).toBe(true);
    expect(talks([policy({ ingress: [{ from: [] }] })], C, B)).toBe(true);
  });
  it('policies add up', () => {
    expect(talks([policy({}), policy({ ingress: [{}] })], A, B)).toBe(true);
  });
  it('pods of the own namespace, by a selector of pods alone', () => {
    const from = [{ podSelector: { matchLabels: { app: 'a' } } }];
    expect(talks([policy({ ingress: [{ from }] })], A, B)).toBe(true);
    expect(talks([policy({ ingress: [{ from }] })], C, B)).toBe(false);
  });
  it('both selectors in one peer are both to hold; in two peers either', () => {
    const namespaceSelector = { matchLabels: { name: 'two' } };
    const podSelector = { matchLabels: { app: 'b' } };
    expect(talks([policy({ ingress: [{ from: [{ namespaceSelector, podSelector }] }] })], C, B)).toBe(false);
    expect(talks([policy({ ingress: [{ from: [{ namespaceSelector }, { podSelector }] }] })], C, B)).toBe(
      true,
    );
  });
  it('both sides must allow it', () => {
    const leave = policy({ policyTypes: ['Egress'], podSelector: { matchLabels: { app: 'a' } } });
    expect(talks([leave, policy({ ingress: [{}] })], A, B)).toBe(false);
    const may = policy({ policyTypes: ['Egress'], egress: [{ to: [{ podSelector: {} }] }] });
    expect(talks([leave, may, policy({ ingress: [{}] })], A, B)).toBe(true);
  });
  it.each([
    [{ port: 'http' }, 8080, true],
    [{ port: 'http' }, 80, false],
    [{ port: 'other' }, 8080, false],
    [{ port: 8000, endPort: 8100 }, 8080, true],
    [{ port: 8000, endPort: 8079 }, 8080, false],
    [{ port: 8080, protocol: 'UDP' }, 8080, false],
    [{}, 1, true],
  ])('a port %j, asked at %d: %s', (allowed, asked, expected) => {
    expect(talks([policy({ ingress: [{ ports: [allowed] }] })], A, B, asked)).toBe(expected);
  });
  it.each([
    ['10.0.3.4', true],
    ['10.0.9.9', false],
    ['10.1.0.1', false],
  ])('an address %s in a block with an exception: %s', (address, expected) => {
    const to = [{ ipBlock: { cidr: '10.0.0.0/16', except: ['10.0.9.0/24'] } }];
    const egress = policy({ policyTypes: ['Egress'], egress: [{ to }] });
    expect(talks([egress], A, outside(address))).toBe(expected);
  });
  it.each([
    ['In', ['a'], true],
    ['In', ['b'], false],
    ['NotIn', ['a'], false],
    ['NotIn', ['b'], true],
    ['Exists', undefined, true],
    ['DoesNotExist', undefined, false],
  ])('an expression %s %j', (operator, values, expected) => {
    const expression = { key: 'app', operator, ...(values === undefined ? {} : { values }) };
    const from = [{ podSelector: { matchExpressions: [expression] } }];
    expect(talks([policy({ ingress: [{ from }] })], A, B)).toBe(expected);
  });
  it('refuses to judge what it does not know', () => {
    const unknown = policy({ ingress: [{ from: [{ serviceSelector: {} } as object] }] });
    expect(() => talks([unknown], A, B)).toThrow('unknown field serviceSelector');
  });
});
