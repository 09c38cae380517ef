import type { Client } from './client/client.ts';
import { isTrue, type KubernetesObject, referenceTo } from './client/object.ts';

/** Milliseconds for the API server to serve them all on a busy machine. */
const PATIENCE = 60_000;

/**
 * Makes kinds known, all at once, and waits until the API server serves them. Before controllers that look for them.
 * @throws Failure `cluster/refused` or `cluster/timeout`
 */
export async function applyCustomResources(
  client: Client,
  definitions: readonly KubernetesObject[],
): Promise<void> {
  // Some projects ship fields that the schema of definitions does not know.
  await Promise.all(definitions.map((definition) => client.apply(definition, { validation: 'Ignore' })));
  await Promise.all(
    definitions.map((definition) =>
      client.waitFor(referenceTo(definition), (seen) => isTrue(seen, 'Established'), {
        what: 'to be served',
        timeout: PATIENCE,
      }),
    ),
  );
}
