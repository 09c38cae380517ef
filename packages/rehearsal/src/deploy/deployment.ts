/** Everything past the pull request: a cluster, its node, what deploys to it, what judges, and what apps need. */
import path from 'node:path';
import { type Cluster, startCluster } from '@sealift/cluster/cluster';
import { type Delivery, startDelivery } from '@sealift/cluster/delivery';
import type { Node } from '@sealift/cluster/node/node';
import { type PretendedMetrics, startPretendedMetrics } from '@sealift/cluster/pretended/metrics';
import type { Behaviour } from '@sealift/cluster/pretended/traffic';
import type { Digest } from '@sealift/core/image/digest';
import type { CustomResourceDefinition } from '@sealift/engines/custom-resources/definition';
import { ensureCustomResources } from '@sealift/engines/custom-resources/ensure';
import { DELIVERY_ENGINES, NETWORK_ENGINES } from '@sealift/engines/engine';
import { ensureEngines } from '@sealift/engines/ensure';
import { ensurePostgres, ensureSystemPrograms } from '@sealift/engines/system-programs';
import type { Repository } from '@sealift/fake-github/state';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import type { Dependencies } from '../dependencies.ts';
import { prepareMachine } from '../gate/machine.ts';
import type { NodeChoice } from '../options.ts';
import type { Machine } from '../workflow/host.ts';
import { applyPlatform, RATE } from './applications.ts';
import { allowArgoCd, pullConfig, writePullConfig } from './credentials.ts';
import { type Database, startDatabase } from './database.ts';
import { DATABASE_PORT, startRehearsalNode } from './node.ts';
import type { Fault } from './sample-changes.ts';
import { startSecretStore } from './secret-store.ts';

export type Deployment = {
  readonly cluster: Cluster;
  readonly ground: Ground;
  readonly prometheus: NonNullable<Delivery['prometheus']>;
  /** Makes images that nobody has released. */
  readonly crane: string;
  /** What the migration gate runs on; undefined where no scene is about it. */
  readonly gateMachine: Machine | undefined;
  stop(): Promise<void>;
};

/** What pods run on. */
export type Ground =
  | { readonly kind: 'real'; readonly node: Node; readonly database: Database }
  | {
      readonly kind: 'pretended';
      /** How pods of an image are to behave. */
      readonly pretend: (digest: Digest, fault: Fault | undefined) => void;
      readonly metrics: PretendedMetrics;
    };

export type DeploymentOptions = {
  /** New folder below a short path. */
  readonly dir: string;
  readonly sandbox: Sandbox;
  readonly app: Repository;
  readonly ops: Repository;
  readonly node: NodeChoice;
  /** Folder of the sample whose migration gate is to judge; undefined where no scene is about it. */
  readonly judged: string | undefined;
};

export const ENVIRONMENT = 'prod';
const CUSTOM_RESOURCES = [
  'argo-cd',
  'argo-rollouts',
  'kyverno',
  'external-secrets',
  'prometheus-operator',
] as const;

/** Kinds that neither the ops repository nor a controller here asks for: each costs the API server a second. */
export const isNeeded = ({ metadata: { name } }: CustomResourceDefinition): boolean =>
  (!name.endsWith('.external-secrets.io') || name.startsWith('externalsecrets.')) &&
  (!name.endsWith('.monitoring.coreos.com') || name.startsWith('servicemonitors.')) &&
  !name.startsWith('applicationsets.');

/** @throws Failure of what could not be had or started; nothing is left running then */
export async function startDeployment(
  options: DeploymentOptions,
  dependencies: Dependencies,
): Promise<Deployment> {
  const { dir, sandbox, ops } = options;
  const { timeline, signal } = dependencies;
  const [found, gateMachine] = await timeline.measure('engines', 'looking for what deploys', () =>
    Promise.all([
      ensureDelivery(sandbox, options.node, dependencies),
      options.judged === undefined ? undefined : prepareMachine(sandbox, options.judged, dependencies),
    ]),
  );
  const cluster = await startCluster({ dir, kube: found.engines.kube, controllers: true, signal });
  try {
    const ground = await startGround(cluster, options, found, dependencies);
    const { prometheus } = await startDelivery(cluster, {
      ...(await deliveryOptions(options, found)),
      ...(ground.kind === 'pretended' ? { pretendedNodes: {} } : {}),
      prometheus: {
        program: found.programs.prometheus,
        ...(ground.kind === 'real'
          ? { proxyUrl: ground.node.proxyUrl }
          : { addressOf: ground.metrics.addressOf }),
      },
    });
    if (prometheus === undefined) throw new Error('Prometheus was asked for');
    const stopStore = startSecretStore(cluster.client, secretsFor(ground));
    await cluster.add('secret-store', async () => ({ name: 'secret-store', stop: async () => stopStore() }));
    await allowArgoCd(cluster.client, sandbox.github, ops);
    await applyPlatform(cluster.client, ops.gitDir, ENVIRONMENT);
    timeline.say('cluster', 'Kubernetes, Argo CD, Argo Rollouts, Prometheus and Kyverno are up');
    return { cluster, ground, prometheus, crane: found.engines.crane, gateMachine, stop: cluster.stop };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function startGround(
  cluster: Cluster,
  { sandbox, app, node: wanted }: DeploymentOptions,
  found: Found,
  dependencies: Dependencies,
): Promise<Ground> {
  if (wanted === 'pretended') {
    const faults = new Map<string, Fault | undefined>();
    const metrics = await cluster.add('pretended-metrics', () =>
      startPretendedMetrics({
        rate: RATE,
        behaviour: (image) => behaviourOf(faults.get(image.split('@')[1] ?? '')),
      }),
    );
    return { kind: 'pretended', metrics, pretend: (digest, fault) => void faults.set(digest, fault) };
  }
  const database = await cluster.add('postgres', ({ logs }) =>
    startDatabase(sandbox.exec, found.postgres, logs),
  );
  const system = systemOptions(sandbox, dependencies);
  const node = await cluster.add('node', () =>
    startRehearsalNode(cluster, {
      ...{ sandbox, repository: app.fullName, database, system },
      kubeRouter: found.engines['kube-router'],
    }),
  );
  return { kind: 'real', node, database };
}

/** As the code of the sample's faults does. */
export const behaviourOf = (fault: Fault | undefined): Behaviour => {
  if (fault === undefined) return {};
  const share = 1 / fault.share;
  return fault.kind === 'slow' ? { slowShare: share, slowSeconds: 0.9 } : { errors: share };
};

type SecretGround =
  | { readonly kind: 'real'; readonly node: Pick<Node, 'gateway'>; readonly database: Pick<Database, 'url'> }
  | { readonly kind: 'pretended' };

/** By key in the secret store. */
export const secretsFor = (ground: SecretGround): Readonly<Record<string, string>> => ({
  [`shop/${ENVIRONMENT}/api/DATABASE_URL`]:
    ground.kind === 'real' ? ground.database.url(ground.node.gateway, DATABASE_PORT) : 'pretended',
});

const systemOptions = ({ cacheDir, exec }: Sandbox, { env, log, signal }: Dependencies) => ({
  ...{ cacheDir, env, exec, log, signal },
});

type Found = Awaited<ReturnType<typeof ensureDelivery>>;

async function ensureDelivery(sandbox: Sandbox, node: NodeChoice, dependencies: Dependencies) {
  const { env, log, clock, signal, timeline } = dependencies;
  const system = systemOptions(sandbox, dependencies);
  const [engines, programs, postgres, customResources] = await Promise.all([
    ensureEngines([...DELIVERY_ENGINES, 'crane', ...(node === 'real' ? NETWORK_ENGINES : [])], {
      ...{ cacheDir: sandbox.cacheDir, env, log, clock, signal },
      progress: ({ engine, provider, state, detail }) => {
        if (provider !== 'cache' && state !== 'skipped')
          timeline.progress('engines', `${engine} (${provider}) ${detail}`);
      },
    }),
    ensureSystemPrograms(['prometheus', 'redis-server'], system),
    ensurePostgres(system),
    ensureCustomResources(CUSTOM_RESOURCES, system),
  ]);
  return { engines: engines.paths, programs, postgres, customResources: customResources.filter(isNeeded) };
}

async function deliveryOptions({ dir, sandbox, app }: DeploymentOptions, found: Found) {
  const { engines, programs, customResources } = found;
  const env = { ...sandbox.env, PATH: sandbox.path };
  const docker = pullConfig(sandbox.github, 'kyverno', app.fullName);
  const { TUF_MIRROR: mirror = '', TUF_ROOT_JSON: root = '' } = sandbox.env;
  return {
    customResources,
    podMetrics: {},
    rollouts: { program: engines['argo-rollouts'] },
    argoCd: { programs: { argocd: engines.argocd, redis: programs['redis-server'] }, env },
    kyverno: {
      program: engines.kyverno,
      tuf: { mirror, root },
      env: { ...env, DOCKER_CONFIG: await writePullConfig(path.join(dir, 'kyverno-docker'), docker) },
    },
  };
}
