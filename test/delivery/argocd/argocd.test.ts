/** Projects, Applications and policies against what the charts render. */
import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import { parseOpsConfig } from '@sealift/core/config/deploy';
import { trustRuleOf } from '@sealift/core/config/trust-rule';
import { createMatcher } from '@sealift/core/text/glob';
import { findEngines } from '@sealift/engines/find';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APPS, ENVIRONMENTS, policyFiles } from '../../../scripts/ops-repository.ts';
import {
  copyOps,
  type KubernetesObject,
  OPS,
  type OpsCopy,
  objectOf,
  parseObjects,
  RENDERINGS,
  readOps,
} from '../ops-repository.ts';

const engines = findEngines(['helm']);

const objectsBelow = async (folder: string): Promise<readonly KubernetesObject[]> => {
  const files = await readdir(path.join(OPS, folder), { recursive: true });
  const texts = await Promise.all(
    files.filter((file) => file.endsWith('.yaml')).map((file) => readOps(path.join(folder, file))),
  );
  return texts.flatMap(parseObjects);
};
const projectOf = async (name: string) =>
  objectOf(await objectsBelow('argocd/projects'), 'AppProject', name).spec as Project;

type Kind = { readonly group: string; readonly kind: string };
type Project = {
  readonly clusterResourceWhitelist: readonly Kind[];
  readonly namespaceResourceWhitelist: readonly Kind[];
  readonly destinations: readonly { readonly namespace: string }[];
};
type Source = { readonly path: string; readonly helm?: { readonly valueFiles: readonly string[] } };
type Application = {
  readonly project: string;
  readonly source?: Source;
  readonly sources?: readonly Source[];
  readonly destination: { readonly namespace: string };
};

const kindOf = ({ apiVersion, kind }: KubernetesObject): string =>
  `${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}/${kind}`;
const listed = (kinds: readonly Kind[]) => kinds.map(({ group, kind }) => `${group}/${kind}`);

describe.skipIf(engines === undefined)('the project of the apps', () => {
  let ops: OpsCopy;
  beforeAll(async () => {
    ops = await copyOps(engines?.helm ?? '');
  });
  afterAll(() => ops?.remove());

  test('allows exactly the kinds that the charts render, and nothing of the cluster', async () => {
    const project = await projectOf('shop');
    const rendered = await Promise.all(RENDERINGS.map(([app, environment]) => ops.objects(app, environment)));
    expect(listed(project.namespaceResourceWhitelist)).toEqual(
      [...new Set(rendered.flat().map(kindOf))].toSorted(),
    );
    expect(project.clusterResourceWhitelist).toEqual([]);
  });
});

test('the project of the platform allows exactly what lies in its folders', async () => {
  const project = await projectOf('shop-platform');
  const objects = (await Promise.all(['argocd', 'cluster', 'policies'].map(objectsBelow))).flat();
  const allowed = [...project.clusterResourceWhitelist, ...project.namespaceResourceWhitelist];
  expect(listed(allowed).toSorted()).toEqual([...new Set(objects.map(kindOf))].toSorted());
});

test.each(RENDERINGS)(
  'the Application of %s in %s leads to its chart, values and namespace',
  async (app, environment) => {
    const { metadata, spec } = objectOf(
      parseObjects(await readOps(`argocd/applications/${app}-${environment}.yaml`)),
      'Application',
    );
    const { project, source, destination } = spec as Application;
    expect(metadata.name).toBe(`${app}-${environment}`);
    expect(project).toBe('shop');
    expect(destination.namespace).toBe(`shop-${environment}`);
    expect((await projectOf(project)).destinations.map(({ namespace }) => namespace)).toContain(
      destination.namespace,
    );
    expect(source).toMatchObject({
      path: `deploy/helm/${app}`,
      helm: { releaseName: app, valueFiles: [`values-${environment}.yaml`] },
    });
    for (const file of ['Chart.yaml', `values-${environment}.yaml`])
      await access(path.join(OPS, source?.path ?? '', file));
  },
);

test.each(ENVIRONMENTS)('the namespace of %s comes before its apps', async (environment) => {
  const { metadata, spec } = objectOf(
    parseObjects(await readOps(`argocd/applications/cluster-${environment}.yaml`)),
    'Application',
  );
  const { project, sources = [] } = spec as Application;
  expect(project).toBe('shop-platform');
  expect(Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'])).toBeLessThan(0);
  for (const source of sources) await access(path.join(OPS, source.path));
  const objects = await objectsBelow(`cluster/${environment}`);
  expect(objectOf(objects, 'Namespace').metadata.name).toBe(`shop-${environment}`);
  expect(objectOf(objects, 'NetworkPolicy').spec).toEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  });
});

test('there is an Application for each app and environment, and no other', async () => {
  expect((await readdir(path.join(OPS, 'argocd/applications'))).toSorted()).toEqual(
    [...APPS, 'cluster']
      .flatMap((name) => ENVIRONMENTS.map((environment) => `${name}-${environment}.yaml`))
      .toSorted(),
  );
});

test('policies are what trust: says', async () => {
  const trust = await readOps('.sealift.yml');
  for (const [file, content] of policyFiles(() => trust)) expect(await readOps(file)).toBe(content);
});

test.each(RENDERINGS)(
  'trust: lets releases and promotions of %s change its values of %s, and nothing else',
  async (app, environment) => {
    const text = await readOps('.sealift.yml');
    const config = parseOpsConfig(text, '.sealift.yml').trust;
    if (config === undefined) throw new Error('There is no trust.');
    const isAllowed = (file: string, said: string | undefined) =>
      createMatcher(trustRuleOf({ config, text }, app, said).files ?? [], 'wildcards')(file);
    for (const said of [environment, undefined]) {
      expect(isAllowed(`deploy/helm/${app}/values-${environment}.yaml`, said)).toBe(true);
      for (const file of [
        `deploy/helm/${app}/values.yaml`,
        `deploy/helm/other/values-${environment}.yaml`,
        `deploy/helm/${app}/templates/values-${environment}.yaml`,
        `cluster/${environment}/quota.yaml`,
        `policies/${environment}/sealift.yaml`,
      ])
        expect([file, isAllowed(file, said)]).toEqual([file, false]);
    }
  },
);
