/** The web app in front of the api: each finds what it needs by its Service's name, and policies keep everybody else out. */

import type { Node } from '@sealift/cluster/node/node';
import { formatDuration } from '@sealift/core/text/duration';
import type { Assertion } from '../../assertions/assertion.ts';
import { git } from '../../sources.ts';
import { applyApplication, SHORT_WEB } from '../applications.ts';
import { DATABASE_PORT } from '../node.ts';
import { podsOf } from '../pods.ts';
import { askFrom, isAnswered, isCutOff, type Language, untilSaid } from '../probes.ts';
import type { Released } from '../release.ts';
import type { Stage } from '../stage.ts';
import { type AppName, follow, isHealthyAt } from '../state.ts';
import { strangers } from '../strangers.ts';

/** Milliseconds. */
const LIMIT = 480_000;

/** @param serving whose api is there, and whose image strangers are made of */
export async function webInFront(stage: Stage, node: Node, serving: Released): Promise<readonly Assertion[]> {
  const { ops, client, name: api } = stage;
  const name = { app: 'web', namespace: api.namespace, application: api.application.replace('api', 'web') };
  const commit = await git(ops.gitDir, 'rev-parse', 'main');
  await applyApplication(client, ops.gitDir, name.application, SHORT_WEB);
  await giveAddress(stage, name);
  const { took } = await follow(client, name, {
    what: 'The deployment of the web app',
    until: isHealthyAt(commit),
    limit: LIMIT,
    signal: stage.signal,
    onChange: (text) => stage.progress.say(name.application, text),
  });
  return [
    {
      subject: 'web',
      claim: 'Argo CD has synced it, and everything in it is healthy',
      judge: 'Argo CD',
      ok: true,
      detail: `${commit}, ${formatDuration(took)} after it was asked for`,
    },
    await runsFirst(stage, name),
    ...(await reach(stage, node, name, serving)),
  ];
}

/** In the words of an ingress controller, which nobody plays here: without an address Argo CD waits for one. */
async function giveAddress({ client, signal }: Stage, { app, namespace }: AppName): Promise<void> {
  const ingress = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace, name: app };
  await client.waitFor(ingress, (found) => found !== undefined, {
    ...{ what: 'to be there', timeout: LIMIT, signal },
  });
  const status = { loadBalancer: { ingress: [{ ip: '192.0.2.1' }] } };
  await client.patch(ingress, { status }, { part: 'status' });
}

/** No later release has touched it. */
async function runsFirst({ client, first }: Stage, name: AppName): Promise<Assertion> {
  const digest = first.outcome.releases.find(({ app }) => app === name.app)?.digest ?? '';
  const pods = await podsOf(client, name);
  return {
    subject: name.app,
    claim: 'every pod runs the very image that the pipeline has built and signed',
    judge: 'container runtime',
    ok: digest !== '' && pods.length > 0 && pods.every(({ image }) => image.endsWith(`@${digest}`)),
    detail: pods.map((pod) => `${pod.name} ${pod.image}`).join('\n') || 'there is no pod',
  };
}

type Asker = { readonly container: string; readonly language: Language };

/** What is asked, and what must come of it. */
type Question = {
  readonly subject: 'web' | 'network policies';
  readonly claim: string;
  readonly from: Asker;
  readonly url: string;
  readonly isWished: (said: string) => boolean;
};

async function reach(
  { client, name: api, signal }: Stage,
  node: Node,
  web: AppName,
  serving: Released,
): Promise<readonly Assertion[]> {
  const one = async (name: AppName, language: Language) => {
    const [pod] = (await podsOf(client, name)).filter(({ ready }) => ready);
    return { container: pod?.container ?? '', language, address: pod?.address ?? '' };
  };
  const [fromWeb, fromApi] = [await one(web, 'node'), await one(api, 'python')];
  const image = `${serving.ran.outcome.releases.find(({ app }) => app === api.app)?.image}@${serving.digest}`;
  const { nobody, namesake } = await strangers(client, api.namespace, image, signal);
  const asking = (container: string): Asker => ({ container, language: 'python' });
  const toApi = `http://${fromApi.address}:8000/healthz`;
  const questions: readonly Question[] = [
    {
      subject: 'web',
      claim: "its BFF route brings the items of the api, which it finds by the Service's name",
      from: fromWeb,
      url: 'http://127.0.0.1:3000/api/items',
      isWished: (said) => isAnswered(said) && said.slice(4).startsWith('['),
    },
    {
      subject: 'web',
      claim: 'reaches the api by its name, from Service to pod',
      from: fromWeb,
      url: 'http://api/healthz',
      isWished: isAnswered,
    },
    {
      subject: 'network policies',
      claim: 'the web app does not reach the database',
      from: fromWeb,
      url: `http://${node.gateway}:${DATABASE_PORT}/`,
      isWished: isCutOff,
    },
    {
      subject: 'network policies',
      claim: 'the api does not reach the web app',
      from: fromApi,
      url: `http://${fromWeb.address}:3000/healthz`,
      isWished: isCutOff,
    },
    {
      subject: 'network policies',
      claim: 'a pod of the namespace that no policy names does not reach the api',
      from: asking(nobody),
      url: toApi,
      isWished: isCutOff,
    },
    {
      subject: 'network policies',
      claim: 'nor finds it by its name',
      from: asking(nobody),
      url: 'http://api/healthz',
      isWished: isCutOff,
    },
    {
      subject: 'network policies',
      claim: 'a pod called web in another namespace does not reach the api',
      from: asking(namesake),
      url: toApi,
      isWished: isCutOff,
    },
  ];
  const rows: Assertion[] = [];
  for (const { subject, claim, from, url, isWished } of questions) {
    const said = await untilSaid(() => askFrom(node, from.container, from.language, url), isWished, {
      signal,
    });
    rows.push({
      ...{ subject, claim, ok: isWished(said), judge: 'kernel' },
      detail: `${url}: ${said.slice(0, 300)}`,
    });
  }
  return rows;
}
