import type { Client } from './client/client.ts';
import type { KubernetesObject } from './client/object.ts';

/** Milliseconds for the API server to serve them all on a busy machine. */
const PATIENCE = 120_000;

/** https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/ */
type Spec = {
  readonly group: string;
  readonly names: { readonly kind: string };
  readonly versions: readonly { readonly name: string; readonly served: boolean }[];
};

/**
 * Makes kinds known, all at once, and waits until the API server serves them. Before controllers that look for them.
 * Unknown fields below `spec` are refused to server-side apply only seconds later (seen on a busy machine, up to 6 s).
 * @throws Failure `cluster/refused` or `cluster/timeout`
 */
export async function applyCustomResources(
  client: Client,
  definitions: readonly KubernetesObject[],
): Promise<void> {
  // Some projects ship fields that the schema of definitions does not know.
  await Promise.all(definitions.map((definition) => client.apply(definition, { validation: 'Ignore' })));
  const kinds = servedKinds(definitions);
  await Promise.all(
    [...kinds].map(([place, names]) =>
      client.until(async () => ((await serves(client, place, names)) ? true : undefined), {
        what: `${place} with ${[...names].join(', ')}`,
        timeout: PATIENCE,
      }),
    ),
  );
}

/** Kinds by group and version. */
export function servedKinds(
  definitions: readonly KubernetesObject[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const kinds = new Map<string, Set<string>>();
  for (const definition of definitions) {
    const { group, names, versions } = (definition as KubernetesObject & { spec: Spec }).spec;
    for (const { name } of versions.filter(({ served }) => served)) {
      const place = `${group}/${name}`;
      kinds.set(place, (kinds.get(place) ?? new Set()).add(names.kind));
    }
  }
  return kinds;
}

/** Definitions are large: what is served is asked of discovery, whose answer is small. */
async function serves(client: Client, place: string, kinds: ReadonlySet<string>): Promise<boolean> {
  const { status, text } = await client.connection.send({ method: 'GET', path: `/apis/${place}` });
  if (status !== 200) return false;
  const { resources = [] }: { readonly resources?: readonly { readonly kind: string }[] } = JSON.parse(text);
  const served = new Set(resources.map(({ kind }) => kind));
  return [...kinds].every((kind) => served.has(kind));
}
