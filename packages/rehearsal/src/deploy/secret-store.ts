/** Stands in for the External Secrets Operator: fills Secrets with what the rehearsal knows, in the operator's words. */
import type { Client } from '@sealift/cluster/client/client';
import { isTrue, type KubernetesObject } from '@sealift/cluster/client/object';

type ExternalSecret = KubernetesObject & {
  readonly spec: {
    readonly target?: { readonly name?: string };
    readonly data?: readonly { readonly secretKey: string; readonly remoteRef: { readonly key: string } }[];
  };
};

const KIND = { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret' };
/** Milliseconds. */
const INTERVAL = 300;

/**
 * @param values by key in the secret store; what is not there leaves its ExternalSecret without status, as it would be
 * @returns what stops it
 */
export function startSecretStore(client: Client, values: Readonly<Record<string, string>>): () => void {
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    fill(client, values)
      // The API server may be slow for a moment; the next round comes soon.
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  }, INTERVAL);
  return () => clearInterval(timer);
}

async function fill(client: Client, values: Readonly<Record<string, string>>): Promise<void> {
  for (const wanted of await client.list<ExternalSecret>(KIND)) {
    const data = (wanted.spec.data ?? []).map(({ secretKey, remoteRef }) => [
      secretKey,
      values[remoteRef.key],
    ]);
    if (isTrue(wanted, 'Ready') || data.some(([, value]) => value === undefined)) continue;
    await synchronise(client, wanted, Object.fromEntries(data));
  }
}

async function synchronise(
  client: Client,
  { metadata, spec }: ExternalSecret,
  stringData: Readonly<Record<string, string>>,
): Promise<void> {
  const { name, namespace = '', uid = '' } = metadata;
  const owner = { ...KIND, name, uid, controller: true };
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: spec.target?.name ?? name, namespace, ownerReferences: [owner] },
    stringData,
  };
  await client.apply(secret);
  const now = new Date().toISOString();
  const ready = { type: 'Ready', status: 'True', reason: 'SecretSynced', message: 'secret synced' };
  const status = { refreshTime: now, conditions: [{ ...ready, lastTransitionTime: now }] };
  await client.patch({ ...KIND, name, namespace }, { status }, { part: 'status' });
}
