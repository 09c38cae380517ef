import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@sealift/cluster/client/client';
import type { KubernetesObject } from '@sealift/cluster/client/object';
import { expect, it } from 'vitest';
import { startSecretStore } from '../../src/deploy/secret-store.ts';

const secret = (name: string, key: string, ready = false): KubernetesObject & Record<string, unknown> => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: { name, namespace: 'shop', uid: 'u' },
  spec: { target: { name: `${name}-target` }, data: [{ secretKey: 'URL', remoteRef: { key } }] },
  ...(ready ? { status: { conditions: [{ type: 'Ready', status: 'True' }] } } : {}),
});

it('fills what it has values for, once, and says so in the status', async () => {
  const wanted = [secret('mine', 'known'), secret('other', 'unknown'), secret('done', 'known', true)];
  const applied: KubernetesObject[] = [];
  const patched: unknown[] = [];
  const client = {
    list: async () => wanted,
    apply: async (object: KubernetesObject) => void applied.push(object),
    patch: async ({ name }: { name: string }, patch: object, { part }: { part: string }) => {
      patched.push([name, part]);
      Object.assign(wanted.find(({ metadata }) => metadata.name === name) ?? {}, patch);
    },
  } as unknown as Client;
  const stop = startSecretStore(client, { known: 'value' });
  while (patched.length === 0) await sleep(20);
  await sleep(700);
  stop();
  expect(patched).toEqual([['mine', 'status']]);
  expect(applied).toEqual([
    expect.objectContaining({
      kind: 'Secret',
      metadata: expect.objectContaining({ name: 'mine-target', namespace: 'shop' }),
      stringData: { URL: 'value' },
    }),
  ]);
});

it('goes on when the API server does not answer', async () => {
  let asked = 0;
  const client = {
    list: async () => {
      asked += 1;
      throw new Error('busy');
    },
  } as unknown as Client;
  const stop = startSecretStore(client, {});
  while (asked < 2) await sleep(20);
  stop();
});
