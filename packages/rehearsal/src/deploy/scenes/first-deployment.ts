/** The merge of the first release: from an empty namespace to pods that serve. */

import type { KubernetesObject } from '@sealift/cluster/client/object';
import { formatDuration } from '@sealift/core/text/duration';
import type { Assertion } from '../../assertions/assertion.ts';
import { podsOf } from '../pods.ts';
import type { Released } from '../release.ts';
import { migrationHead } from '../sample-changes.ts';
import type { Stage } from '../stage.ts';
import { follow, isHealthyAt } from '../state.ts';

/** Milliseconds: images are pulled, the database is empty, and pods start one after the other. */
const LIMIT = 480_000;

export async function firstDeployment(stage: Stage, released: Released): Promise<readonly Assertion[]> {
  const { client, name, progress, signal } = stage;
  const { took } = await follow(client, name, {
    what: 'The first deployment',
    until: isHealthyAt(released.commit),
    limit: LIMIT,
    signal,
    onChange: (text) => progress.say(name.application, text),
  });
  return [
    {
      subject: 'first deployment',
      claim: 'Argo CD has synced the merge commit, and everything in it is healthy',
      judge: 'Argo CD',
      ok: true,
      detail: `${released.commit}, ${formatDuration(took)} after the merge`,
    },
    await runsReleased(stage, released),
    ...(await isMigrated(stage, released)),
    await jobRan(stage, released),
  ];
}

/** The container runtime and the registry's own files name the same digest. */
export async function runsReleased({ client, name, real }: Stage, { digest }: Released): Promise<Assertion> {
  const pods = (await podsOf(client, name)).map((pod) => ({
    name: pod.name,
    image: real === undefined ? pod.wanted : pod.image,
  }));
  return {
    subject: name.app,
    claim: `every pod ${real === undefined ? 'asks for' : 'runs'} the very image that the pipeline has built and signed`,
    judge: real === undefined ? 'API server' : 'container runtime',
    ok: pods.length > 0 && pods.every(({ image }) => image.endsWith(`@${digest}`)),
    detail: pods.map((pod) => `${pod.name} ${pod.image}`).join('\n') || 'there is no pod',
  };
}

/** The database's own word on its revision. */
export async function isMigrated({ app, real }: Stage, { source }: Released): Promise<readonly Assertion[]> {
  if (real === undefined) return [];
  const wanted = await migrationHead(app, source);
  const found = await real.database.query('SELECT version_num FROM alembic_version');
  return [
    {
      subject: 'database',
      claim: 'is at the newest revision of the released commit',
      judge: 'PostgreSQL',
      ok: found === wanted,
      detail: `${found}, wanted ${wanted}`,
    },
  ];
}

type Job = KubernetesObject & {
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly { image: string }[] } };
  };
  readonly status?: { readonly succeeded?: number; readonly completionTime?: string };
};

async function jobRan({ client, name }: Stage, { digest }: Released): Promise<Assertion> {
  const { namespace, app } = name;
  const job = await client.get<Job>({
    apiVersion: 'batch/v1',
    kind: 'Job',
    namespace,
    name: `${app}-migrate`,
  });
  const image = job?.spec.template.spec.containers[0]?.image ?? '';
  const first = (await podsOf(client, name)).length > 0;
  return {
    subject: 'migration',
    claim: 'ran to its end in the released image, as a hook of the sync',
    judge: 'API server',
    ok: job?.status?.succeeded === 1 && image.endsWith(`@${digest}`) && first,
    detail:
      job === undefined ? 'there is no Job' : `${image}, ended ${job.status?.completionTime ?? 'never'}`,
  };
}
