/** The cluster on loopback, with the real engines: a push becomes a deployment, a good one is promoted, a bad one is not. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Application,
  applicationNamed,
  isDeployed,
  refresh,
} from '@sealift/cluster/argo-cd/application';
import type { KubernetesObject, Reference } from '@sealift/cluster/client/object';
import { type Cluster, startCluster } from '@sealift/cluster/cluster';
import { type Delivery, startDelivery } from '@sealift/cluster/delivery';
import { type PretendedMetrics, startPretendedMetrics } from '@sealift/cluster/pretended/metrics';
import { createExec } from '@sealift/tools/exec';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findClusterEngines } from './cluster/engines.ts';

const engines = await findClusterEngines();

const exec = createExec({ debug: () => {} });
/** Milliseconds for one release, on a machine that does other things too. */
const RELEASE = 90_000;

type Rollout = KubernetesObject & {
  readonly status?: {
    readonly phase?: string;
    readonly stableRS?: string;
    readonly currentPodHash?: string;
  };
};
const rollout: Reference = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  name: 'api',
  namespace: 'shop',
};

describe.skipIf(engines === undefined)('a cluster on loopback', () => {
  let folder: string;
  let cluster: Cluster;
  let delivery: Delivery;
  let metrics: PretendedMetrics;
  const git = async (...args: readonly string[]): Promise<string> => {
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, GIT_CONFIG_NOSYSTEM: '1' };
    const identity = ['-c', 'user.name=ops', '-c', 'user.email=ops@example.invalid'];
    const options = { cwd: path.join(folder, 'ops'), env, timeout: 30_000 };
    const { exitCode, stdout, stderr } = await exec('git', [...identity, ...args], options);
    if (exitCode !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  /** Commits values. @returns the commit */
  const release = async (tag: string): Promise<string> => {
    await writeFile(
      path.join(folder, 'ops/values-release.yaml'),
      JSON.stringify({ image: `example.invalid/shop/api:${tag}`, prometheus: delivery.prometheus?.url }),
    );
    await git('add', '--all');
    await git('commit', '--quiet', '--message', tag);
    return git('rev-parse', 'HEAD');
  };
  const settled = (revision: string, done: (application: Application | undefined) => boolean) =>
    cluster.client.waitFor<Application>(
      applicationNamed('api'),
      (seen) => seen?.status?.sync?.revision === revision && done(seen),
      { what: `to an end with ${revision}`, timeout: RELEASE },
    );
  const stable = async () => (await cluster.client.get<Rollout>(rollout))?.status?.stableRS;

  beforeAll(async () => {
    if (engines === undefined) return;
    folder = await mkdtemp(path.join(tmpdir(), 'sealift-cluster-'));
    const { kube, argocd, rollouts, redis, prometheus, customResources } = engines;
    const started: [string, number][] = [];
    cluster = await startCluster({
      dir: path.join(folder, 'c'),
      kube,
      controllers: true,
      progress: ({ part, state, elapsed }) => {
        if (state === 'ready') started.push([part, elapsed]);
      },
    });
    metrics = await startPretendedMetrics({
      behaviour: (image) => ({ errors: image.endsWith(':bad') ? 0.2 : 0 }),
    });
    delivery = await startDelivery(cluster, {
      customResources,
      pretendedNodes: {},
      podMetrics: {},
      prometheus: { program: prometheus, longestInterval: 1_000, addressOf: metrics.addressOf },
      rollouts: { program: rollouts },
      argoCd: { programs: { argocd, redis }, env: { PATH: process.env['PATH'] ?? '' } },
    });
    const memory = [...(await cluster.memory())].map(([name, size]) => [name, Math.round(size / 2 ** 20)]);
    process.stdout.write(`ready after (ms): ${JSON.stringify(started)}; MiB: ${JSON.stringify(memory)}\n`);
    await cp(path.join(import.meta.dirname, 'cluster/chart'), path.join(folder, 'ops'), { recursive: true });
    await git('init', '--quiet', '--initial-branch', 'main');
  }, 300_000);

  afterAll(async () => {
    await cluster?.stop();
    await metrics?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  test('judges objects strictly before anything is kept', async () => {
    const { client } = cluster;
    await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    const { apiVersion, kind } = rollout;
    const metadata = { name: 'x', namespace: 'shop' };
    const object = { apiVersion, kind, metadata, spec: { replicaz: 2 } };
    const judge = () => client.apply(object, { dryRun: true }).then(() => 'taken', String);
    // Server-side apply judges by the schema of a kind only seconds after the kind is served.
    await expect.poll(judge, { timeout: 60_000, interval: 500 }).toContain('replicaz');
    expect(await client.get({ ...rollout, name: 'x' })).toBeUndefined();
  });

  test('deploys the first commit, after its hook', async () => {
    const commit = await release('1');
    await cluster.client.apply({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'api', namespace: 'argocd' },
      spec: {
        project: 'default',
        destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' },
        source: {
          repoURL: `file://${folder}/ops`,
          targetRevision: 'main',
          path: '.',
          helm: { valueFiles: ['values-release.yaml'] },
        },
        syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
      },
    });
    await settled(commit, (seen) => isDeployed(seen, commit));
    const job = { apiVersion: 'batch/v1', kind: 'Job', name: 'migrate', namespace: 'shop' };
    expect(await cluster.client.get(job)).toMatchObject({ status: { succeeded: 1 } });
  });

  test('promotes a release whose canary does well', async () => {
    const before = await stable();
    const commit = await release('2');
    await refresh(cluster.client, 'api');
    await settled(commit, (seen) => isDeployed(seen, commit));
    expect(await stable()).not.toBe(before);
    const found = await delivery.prometheus?.query(
      'count by (rollouts_pod_template_hash) (http_requests_total{namespace="shop",status="200"})',
    );
    expect(found?.map(({ labels }) => labels['rollouts_pod_template_hash'])).toContain(await stable());
  });

  test('aborts a release whose canary fails, and leaves what runs alone', async () => {
    const before = await stable();
    const commit = await release('bad');
    await refresh(cluster.client, 'api');
    await settled(commit, (seen) => seen?.status?.health?.status === 'Degraded');
    expect(await cluster.client.get<Rollout>(rollout)).toMatchObject({
      status: { phase: 'Degraded', stableRS: before, abort: true },
    });
  });
});
