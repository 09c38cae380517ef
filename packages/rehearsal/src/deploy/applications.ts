/** The Applications that a team would apply once, from its ops repository, with lengths that fit a rehearsal. */
import type { Client } from '@sealift/cluster/client/client';
import type { KubernetesObject } from '@sealift/cluster/client/object';
import { configurationFailure } from '@sealift/core/failure';
import { parse } from 'yaml';
import { git } from '../sources.ts';
import { DATABASE_PORT } from './node.ts';
import { applicationNamed } from './state.ts';

type Application = KubernetesObject & {
  readonly spec: {
    readonly source?: { readonly helm?: object };
    readonly syncPolicy?: object;
  };
};

/** Of the ops repository's main branch. @throws Failure `rehearsal/ops` */
async function read<T extends KubernetesObject>(gitDir: string, file: string): Promise<T> {
  const text = await git(gitDir, 'show', `main:${file}`).catch((error: Error) => {
    throw configurationFailure({
      code: 'rehearsal/ops',
      cause: `The ops repository has no ${file}, which a deployment begins with.`,
      remedy: 'Rehearse with the sample, or copy action-templates/ops.',
      error,
    });
  });
  return parse(text) as T;
}

/** A failure that is tried again looks like one that is still being worked on. */
const ONE_TRY = { retry: { limit: 0 } };

/** Projects, namespace, quotas, and the policies that admission goes by. */
export async function applyPlatform(client: Client, gitDir: string, environment: string): Promise<void> {
  for (const project of ['platform', 'shop'])
    await client.apply(await read(gitDir, `argocd/projects/${project}.yaml`));
  const application = await read<Application>(gitDir, `argocd/applications/cluster-${environment}.yaml`);
  await client.apply(application);
  await client.waitFor<
    KubernetesObject & { status?: { sync?: { status?: string }; health?: { status?: string } } }
  >(
    applicationNamed(application.metadata.name),
    (found) => found?.status?.sync?.status === 'Synced' && found.status.health?.status === 'Healthy',
    { what: 'to be synced and healthy', timeout: 90_000 },
  );
}

/** @param values that are laid over those of the environment */
export async function applyApplication(
  client: Client,
  gitDir: string,
  name: string,
  values: object,
): Promise<void> {
  const application = await read<Application>(gitDir, `argocd/applications/${name}.yaml`);
  const { spec } = application;
  await client.apply({
    ...application,
    spec: {
      ...spec,
      source: { ...spec.source, helm: { ...spec.source?.helm, valuesObject: values } },
      syncPolicy: { ...spec.syncPolicy, ...ONE_TRY },
    },
  } as KubernetesObject);
}

/** Requests a second of the users, and the fewest that a canary is judged by. */
export const RATE = 20;

/**
 * The shipped templates with shorter times, and so with fewer requests: what a canary is judged by here shows that it is
 * judged, not that half a percent of errors would be seen in 10 seconds.
 * @param database address that the api may reach, where policies are enforced
 */
export const shortTimes = (prometheus: string, database: string | undefined): object => ({
  ...(database === undefined
    ? {}
    : { networkPolicy: { to: { addresses: [{ cidr: `${database}/32`, ports: [DATABASE_PORT] }] } } }),
  // One process a pod instead of two: this machine runs all of them.
  config: { WEB_CONCURRENCY: '1' },
  preStopSleepSeconds: 5,
  serviceMonitor: { interval: '2s' },
  rollout: { analysis: { prometheus, window: '10s', interval: '5s', count: 2, minimumRequests: 20 } },
});

/** The web app's: it is judged by time and readiness, and its first release walks no steps. */
export const SHORT_WEB = { preStopSleepSeconds: 5 };
