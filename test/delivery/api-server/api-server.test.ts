/** Everything of the ops repository, and the snippets, before the API server with the custom resources of real versions. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '@sealift/action-kit/clock';
import { type Cluster, startCluster } from '@sealift/cluster/cluster';
import { defaultCacheDir } from '@sealift/engines/cache';
import type { CustomResourceDefinition } from '@sealift/engines/custom-resources/definition';
import { ensureCustomResources } from '@sealift/engines/custom-resources/ensure';
import { ensureEngines } from '@sealift/engines/ensure';
import { findEngines } from '@sealift/engines/find';
import { createExec } from '@sealift/tools/exec';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ENVIRONMENTS } from '../../../scripts/ops-repository.ts';
import {
  copyOps,
  type Environment,
  type KubernetesObject,
  type OpsCopy,
  parseObjects,
  RENDERINGS,
  readOps,
} from '../ops-repository.ts';
import { FAULTS, type Snippet } from '../seed/faults.ts';
import { manifestOf, paste } from '../seed/paste.ts';

const RELEASED = { image: { tag: `v1.2.3@sha256:${'a'.repeat(64)}` } };

/** Custom resources of the ops repository: each more takes the API server a while. */
const KINDS = new Set([
  'analysistemplates.argoproj.io',
  'applications.argoproj.io',
  'appprojects.argoproj.io',
  'externalsecrets.external-secrets.io',
  'imagevalidatingpolicies.policies.kyverno.io',
  'rollouts.argoproj.io',
  'servicemonitors.monitoring.coreos.com',
]);

/** Of CI, or of a machine with a mirror, it is expected; elsewhere it is used when it is there. */
const wanted = process.env['CI'] !== undefined || process.env['SEALIFT_ENGINE_MIRROR'] !== undefined;
const isThere = process.platform === 'linux' && (wanted || findEngines(['kube', 'helm']) !== undefined);

const filesBelow = async (folder: string) =>
  (
    await readdir(path.join(import.meta.dirname, '../../../action-templates/ops', folder), {
      recursive: true,
    })
  )
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => path.join(folder, file));

const objectsBelow = async (folder: string): Promise<readonly KubernetesObject[]> =>
  (await Promise.all((await filesBelow(folder)).map(readOps))).flatMap(parseObjects);

const isEstablished = (object: object | undefined): boolean => {
  const { status } = (object ?? {}) as {
    status?: { conditions?: readonly { readonly type: string; readonly status: string }[] };
  };
  return status?.conditions?.some(({ type, status: is }) => type === 'Established' && is === 'True') === true;
};

describe.skipIf(!isThere)('the API server', () => {
  let dir: string;
  let cluster: Cluster;
  let ops: OpsCopy;
  beforeAll(async () => {
    const options = {
      cacheDir: defaultCacheDir(process.env),
      env: process.env,
      exec: createExec({ debug: () => {} }),
      log: { debug: () => {}, info: (text: string) => process.stderr.write(`${text}\n`) },
      clock: systemClock,
    };
    const { paths } = await ensureEngines(['kube', 'helm'], options);
    const definitions = (
      await ensureCustomResources(
        ['argo-cd', 'argo-rollouts', 'external-secrets', 'kyverno', 'prometheus-operator'],
        options,
      )
    ).filter(({ metadata }) => KINDS.has(metadata.name));
    expect(definitions).toHaveLength(KINDS.size);
    dir = await mkdtemp(path.join(tmpdir(), 'sealift-api-'));
    cluster = await startCluster({ dir, kube: paths.kube });
    ops = await copyOps(paths.helm);
    await cluster.client.applyAll(definitions);
    const namespaces = await Promise.all(
      ENVIRONMENTS.map((name) => readOps(`cluster/${name}/namespace.yaml`)),
    );
    await cluster.client.applyAll([namespaceOf('argocd'), ...namespaces.flatMap(parseObjects)]);
    // No controllers run here: pods of the dry-run need an account.
    for (const name of ENVIRONMENTS)
      await cluster.client.apply({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace: `shop-${name}` },
      });
    for (const { metadata } of definitions)
      await cluster.client.waitFor(
        { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', name: metadata.name },
        isEstablished,
        { what: 'to be served', timeout: 120_000 },
      );
    // A kind is served seconds before its schema judges: until then everything strict is taken.
    for (const definition of definitions)
      await vi.waitFor(
        async () =>
          expect(await complaints([unknownFieldOf(definition)])).toEqual([
            expect.stringContaining('notAField'),
          ]),
        { timeout: 120_000, interval: 250 },
      );
  });
  afterAll(async () => {
    await cluster?.stop();
    await ops?.remove();
    await rm(dir, { recursive: true, force: true });
  });

  const unknownFieldOf = ({ spec }: CustomResourceDefinition): KubernetesObject => {
    const { group, names, scope, versions } = spec as {
      group: string;
      names: { kind: string };
      scope: string;
      versions: readonly { name: string; served: boolean }[];
    };
    const version = versions.find(({ served }) => served)?.name ?? '';
    const namespace = scope === 'Namespaced' ? { namespace: 'shop-dev' } : {};
    return {
      apiVersion: `${group}/${version}`,
      kind: names.kind,
      metadata: { name: 'wrong', ...namespace },
      notAField: 1,
    } as KubernetesObject;
  };
  const namespaceOf = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  /** As `kubectl apply --server-side --dry-run=server --validate=strict` says it, with warnings. */
  const dryRun = async (object: KubernetesObject, namespace: string) =>
    cluster.kubectl(
      [
        'apply',
        '--server-side',
        '--dry-run=server',
        '--validate=strict',
        '--namespace',
        namespace,
        '-f',
        '-',
      ],
      object,
    );
  /** The same by requests of our own, which take no process each. */
  const complaints = async (objects: readonly KubernetesObject[]) => {
    const said = objects.map((object) =>
      cluster.client.apply(object, { dryRun: true }).then(
        ({ warnings }) => warnings,
        (error: Error) => [`${object.kind} ${object.metadata.name}: ${error.message}`],
      ),
    );
    return (await Promise.all(said)).flat();
  };
  const within =
    (namespace: string) =>
    (object: KubernetesObject): KubernetesObject => ({
      ...object,
      metadata: { ...object.metadata, namespace },
    });

  test.each(RENDERINGS)('takes %s in %s, without a warning', async (app, environment) => {
    const objects = await ops.objects(app, environment, RELEASED);
    expect(await complaints(objects.map(within(`shop-${environment}`)))).toEqual([]);
  });

  test.each(['argocd', 'cluster', 'policies'])('takes all of %s/', async (folder) => {
    const objects = await objectsBelow(folder);
    expect(objects.length).toBeGreaterThan(8);
    expect(await complaints(objects)).toEqual([]);
  });

  test('takes the BuildKit for teams, and its pod', async () => {
    const [namespace, objects] = await Promise.all(
      ['namespace', 'buildkitd'].map(async (name) => {
        const file = path.join(import.meta.dirname, '../../../action-templates/builder', `${name}.yaml`);
        return parseObjects(await readFile(file, 'utf8'));
      }),
    );
    await cluster.client.applyAll(namespace ?? []);
    await cluster.client.applyAll((objects ?? []).filter(({ kind }) => kind === 'ServiceAccount'));
    expect(objects?.map(({ kind }) => kind)).toEqual([
      ...['ServiceAccount', 'ConfigMap', 'StatefulSet', 'Service', 'PodDisruptionBudget', 'NetworkPolicy'],
    ]);
    expect(await complaints(objects ?? [])).toEqual([]);
    const { template } = (objects?.[2]?.['spec'] ?? {}) as {
      template: { spec: { volumes: readonly object[] } };
    };
    // The controller that is not here would add what it claims.
    const volumes = [...template.spec.volumes, { name: 'state', emptyDir: {} }];
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod', namespace: 'builders' } };
    expect(await complaints([{ ...pod, spec: { ...template.spec, volumes } }])).toEqual([]);
  });

  test('would say so of a typing error', async () => {
    const [first] = await objectsBelow('cluster/prod');
    if (first === undefined) throw new Error('There is nothing in cluster/prod.');
    const { ok, text } = await dryRun({ ...first, spec: { podSelectr: {} } }, 'shop-prod');
    expect(ok).toBe(false);
    expect(text).toContain('podSelectr');
  });

  test('enforces Pod Security in each namespace, on the very pods', async () => {
    const pod = (environment: Environment, spec: object) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'pod', namespace: `shop-${environment}` },
      spec: { containers: [{ name: 'a', image: 'ghcr.io/acme/shop/api:v1' }], ...spec },
    });
    for (const environment of ENVIRONMENTS) {
      expect(await complaints([pod(environment, {})])).toEqual([
        expect.stringContaining('violates PodSecurity "restricted:latest"'),
      ]);
      for (const app of ['api', 'web'] as const)
        for (const { spec } of await ops.objects(app, environment, RELEASED)) {
          const { template } = (spec ?? {}) as { template?: { spec: object } };
          if (template === undefined) continue;
          expect(await complaints([pod(environment, withoutAccount(template.spec))])).toEqual([]);
        }
    }
  });

  /** The account is made by the same sync. */
  const withoutAccount = (spec: object): object => ({ ...spec, serviceAccountName: undefined });

  test('denies what trust: does not name, without any engine', async () => {
    const policies = parseObjects(await readOps('policies/stage/sealift.yaml')).filter(({ kind }) =>
      kind.startsWith('ValidatingAdmissionPolicy'),
    );
    await cluster.client.applyAll(policies);
    const [, released] = (await ops.objects('api', 'stage', RELEASED)).flatMap(({ spec }) => {
      const { template } = (spec ?? {}) as { template?: { spec: { containers: readonly object[] } } };
      return template === undefined ? [] : [template.spec];
    });
    if (released === undefined) throw new Error('There are no pods.');
    const withImage = (image: string): KubernetesObject =>
      within('shop-stage')({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'pod' },
        spec: {
          ...withoutAccount(released),
          containers: released.containers.map((container) => ({ ...container, image })),
        },
      });
    const digest = `@sha256:${'a'.repeat(64)}`;
    const denied = [expect.stringContaining('lets in no image like these, or they have no digest')];
    // The API server takes a moment until it knows a policy.
    await expect
      .poll(() => complaints([withImage(`docker.io/acme/shop/api${digest}`)]), { timeout: 60_000 })
      .toEqual(denied);
    for (const image of [
      'ghcr.io/acme/shop/api:v1',
      `ghcr.io/acme/shop/worker${digest}`,
      `ghcr.io/other/shop/api${digest}`,
      `ghcr.io.example.com/acme/shop/api${digest}`,
    ])
      expect(await complaints([withImage(image)])).toEqual(denied);
    expect(await complaints([withImage(`ghcr.io/acme/shop/api:v1${digest}`)])).toEqual([]);
  });

  describe('refuses snippets', () => {
    const inPlace = async (snippet: Snippet): Promise<readonly KubernetesObject[]> => {
      if (snippet === 'deployment.yaml' || snippet === 'security-context.yaml') {
        const pasted = await paste(snippet, await ops.objects('api', 'dev', RELEASED));
        return pasted.filter(({ kind }) => kind === 'Deployment');
      }
      return [await manifestOf(snippet)];
    };
    test.each(FAULTS.filter(({ check }) => check === 'API server: strict dry-run'))(
      '$snippet: $fault',
      async ({ snippet, fault, says }) => {
        const objects = fault.includes('context of a pod')
          ? [await podContext(snippet)]
          : await inPlace(snippet);
        const answers = await Promise.all(objects.map((object) => dryRun(object, 'shop-dev')));
        expect(answers.map(({ ok }) => ok)).toEqual([false]);
        expect(answers[0]?.text).toContain(says);
      },
    );
    /** The snippet one level higher. */
    const podContext = async (snippet: Snippet): Promise<KubernetesObject> => {
      const [deployment] = await inPlace(snippet);
      const { spec } = deployment as unknown as {
        spec: { template: { spec: { containers: { securityContext: object }[] } } };
      };
      const securityContext = spec.template.spec.containers[0]?.securityContext;
      const pod = { ...spec.template.spec, securityContext };
      return {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'api' },
        spec: { ...spec, template: { ...spec.template, spec: pod } },
      };
    };

    test.each(FAULTS.filter(({ check }) => check === 'API server: warning of Pod Security'))(
      '$snippet: $fault',
      async ({ snippet, says }) => {
        const pasted = await paste(snippet, await ops.objects('api', 'dev', RELEASED));
        const deployment = pasted.find(({ kind }) => kind === 'Deployment');
        const job = pasted.find(({ kind }) => kind === 'Job');
        const { ok, text } = await dryRun(deployment ?? job ?? (await manifestOf(snippet)), 'shop-dev');
        expect(ok).toBe(true);
        expect(text).toContain('would violate PodSecurity "restricted:latest"');
        expect(text).toContain(says);
      },
    );
  });
});
