import { describe, expect, it } from 'vitest';
import { type Application, isDeployed } from '../src/argo-cd/application.ts';
import { servedKinds } from '../src/custom-resources.ts';
import { serversOf } from '../src/part.ts';
import { millicores } from '../src/pod-metrics.ts';

const definition = (kind: string, versions: readonly { name: string; served: boolean }[]) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${kind.toLowerCase()}s.example.io` },
  spec: { group: 'example.io', names: { kind }, versions },
});

it('kinds are waited for in each version that is served', () => {
  const kinds = servedKinds([
    definition('Thing', [
      { name: 'v1', served: true },
      { name: 'v1beta1', served: false },
    ]),
    definition('Part', [{ name: 'v1', served: true }]),
  ]);
  expect([...kinds].map(([place, names]) => [place, [...names]])).toEqual([
    ['example.io/v1', ['Thing', 'Part']],
  ]);
});

describe('an Application', () => {
  const application = (status: Application['status']): Application => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'api' },
    ...(status === undefined ? {} : { status }),
  });
  const good = { sync: { status: 'Synced', revision: 'a' }, health: { status: 'Healthy' } } as const;
  it.each<[string, Application | undefined, boolean]>([
    ['that is synced and healthy', application(good), true],
    ['of another revision', application({ ...good, sync: { status: 'Synced', revision: 'b' } }), false],
    ['that is not healthy yet', application({ ...good, health: { status: 'Progressing' } }), false],
    ['that is out of sync', application({ ...good, sync: { status: 'OutOfSync', revision: 'a' } }), false],
    ['that nobody has looked at', application(undefined), false],
    ['that is not there', undefined, false],
  ])('%s', (_, seen, expected) => {
    expect(isDeployed(seen, 'a')).toBe(expected);
  });
});

it.each([
  ['250m', 250],
  ['2', 2_000],
  ['0.5', 500],
])('%s are %d millicores', (quantity, expected) => {
  expect(millicores(quantity)).toBe(expected);
});

it('servers of a part are itself, its own, or none', () => {
  const stop = async () => {};
  const server = { name: 's', pid: 1, stop };
  expect(serversOf(server)).toEqual([server]);
  expect(serversOf({ name: 'p', stop })).toEqual([]);
  expect(serversOf({ name: 'c', servers: [server], stop })).toEqual([server]);
});
