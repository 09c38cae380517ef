/** What deploys a chart, and with which values: as Argo CD and Flux read their manifests. */
import type { Deployer } from '@sealift/deploy/chart-check/deployers/deployer';
import { describe, expect, test } from 'vitest';
import { addressIn } from '../../src/chart-check/chart-index.ts';
import { deployersOf, findDeployers, manifestsOf, withTexts } from '../../src/chart-check/deployers/find.ts';
import { valuesNamed, valuesOf } from '../../src/chart-check/values.ts';

const REPOSITORY = 'acme/ops';
const manifests = (texts: Readonly<Record<string, string>>) =>
  manifestsOf(REPOSITORY, new Map(Object.entries(texts)), Object.keys(texts));
const find = (texts: Readonly<Record<string, string>>, chart = 'charts/api') =>
  findDeployers(manifests(texts), chart);

const application = (spec: string, name = 'api-prod') =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: ${name} }\nspec:\n${spec.replace(/^(?=.)/gm, '  ')}`;
const SOURCE = `source:
  repoURL: https://github.com/acme/ops.git
  path: charts/api
  helm:
    releaseName: api
    ignoreMissingValueFiles: true
    valueFiles: [values-prod.yaml, ../../envs/prod/api.yaml, /shared.yaml, "https://example.com/x.yaml"]
    values: "replicas: 1"
    valuesObject: { replicas: 2 }
    parameters: [{ name: image.tag, value: v1, forceString: true }]
destination: { namespace: shop }
`;
const files = ({ layers }: Deployer) =>
  layers.flatMap((layer) => (layer.kind === 'file' ? [layer.path] : []));
const texts = ({ layers }: Deployer) =>
  layers.flatMap((layer) => (layer.kind === 'text' ? [layer.text] : []));

describe('an Application', () => {
  test('gives files in their order, then its own values, then parameters', () => {
    const [found, ...others] = find({ 'argocd/api.yaml': application(SOURCE) });
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      ...{ name: 'Application api-prod', releaseName: 'api', namespace: 'shop', ownValues: true },
      parameters: [{ name: 'image.tag', value: 'v1', forceString: true }],
      unread: ['the values file https://example.com/x.yaml'],
    });
    if (found === undefined) throw new Error('none');
    expect(files(found)).toEqual(['charts/api/values-prod.yaml', 'envs/prod/api.yaml', 'shared.yaml']);
    // The object counts, and the text beside it does not.
    expect(texts(found)).toEqual(['{"replicas":2}']);
  });

  test('of several sources takes values files of another by its name', () => {
    const sources = `sources:
  - { repoURL: "git@github.com:acme/ops", path: ./charts/api/, helm: { valueFiles: [$values/envs/prod/api.yaml, $other/x.yaml] } }
  - { repoURL: "https://github.com/Acme/Ops", ref: values }
  - { repoURL: "https://github.com/acme/elsewhere", ref: other }
`;
    const [found] = find({ 'a.yaml': application(sources) });
    expect(found && files(found)).toEqual(['envs/prod/api.yaml']);
    expect(found).toMatchObject({ releaseName: 'api-prod', unread: ['the values file $other/x.yaml'] });
  });

  test.each([
    ['of another chart', SOURCE.replace('charts/api', 'charts/web')],
    ['of another repository', SOURCE.replace('acme/ops', 'acme/charts')],
    ['of a chart from a chart repository', SOURCE.replace('path: charts/api', 'chart: api')],
    ['that leads out of the repository', SOURCE.replace('charts/api', '../charts/api')],
  ])('%s is not one', (_, source) => {
    expect(find({ 'a.yaml': application(source) })).toEqual([]);
  });

  test('is told from others by the file that it reads, or stands in', () => {
    const all = find({
      'a.yaml': application(SOURCE.replaceAll('prod', 'dev'), 'api-dev'),
      'b.yaml': application(SOURCE),
    });
    expect(deployersOf(all, 'envs/prod/api.yaml').map(({ name }) => name)).toEqual(['Application api-prod']);
    expect(deployersOf(all, 'a.yaml').map(({ name }) => name)).toEqual(['Application api-dev']);
    expect(deployersOf(all, 'other.yaml')).toEqual([]);
  });

  test('that is edited itself', () => {
    const before = manifests({ 'a.yaml': application(SOURCE) });
    const after = withTexts(
      before,
      new Map([['a.yaml', application(SOURCE.replace('value: v1', 'value: v2'))]]),
    );
    expect(findDeployers(after, 'charts/api')[0]?.parameters).toMatchObject([{ value: 'v2' }]);
  });
});

describe('an ApplicationSet', () => {
  const set = (generators: string, name = '{{.path.basename}}', valueFile = '/{{.path.path}}/values.yaml') =>
    `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: apis }
spec:
  generators: ${generators}
  template:
    metadata: { name: 'api-${name}' }
    spec:
      source: { repoURL: 'https://github.com/acme/ops', path: charts/api, helm: { valueFiles: ['${valueFile}'] } }
`;
  const envs = { 'envs/dev/values.yaml': 'a: 1', 'envs/prod/values.yaml': 'a: 2', 'envs/README.md': '' };
  const made = (text: string) =>
    find({ 'set.yaml': text, ...envs }).map((each) => [each.name, files(each).join() || each.unread.join()]);

  test.each([
    ['folders', set('[{ git: { directories: [{ path: "envs/*" }, { path: "envs/dev", exclude: true }] } }]')],
    [
      'folders, in the older way',
      set('[{ git: { directories: [{ path: envs/prod }] } }]', '{{path.basename}}', '/{{path}}/values.yaml'),
    ],
    ['files', set('[{ git: { files: [{ path: "envs/prod/*.yaml" }] } }]')],
    ['a list', set('[{ list: { elements: [{ env: prod }] } }]', '{{ .env }}', '/envs/{{env}}/values.yaml')],
    [
      'a matrix',
      set(
        '[{ matrix: { generators: [{ list: { elements: [{ env: prod }] } }, { list: { elements: [{ f: values }] } }] } }]',
        '{{env}}',
        '/envs/{{env}}/{{f}}.yaml',
      ),
    ],
  ])('of %s', (_, text) => {
    expect(made(text)).toEqual([['Application api-prod', 'envs/prod/values.yaml']]);
  });

  test('of clusters, which nobody here knows', () => {
    expect(made(set('[{ clusters: {} }]', '{{name}}', '/envs/{{name}}/values.yaml'))).toEqual([
      ['Application api-{{name}}', 'the values file /envs/{{name}}/values.yaml'],
    ]);
  });
});

describe('a HelmRelease', () => {
  const release = (more: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: api, namespace: shop }
spec:
  chart: { spec: { chart: ./charts/api, sourceRef: { kind: GitRepository, name: ops }${more} } }
  targetNamespace: live
  valuesFrom:
    - { kind: ConfigMap, name: common }
    - { kind: ConfigMap, name: made, valuesKey: prod.yaml }
    - { kind: ConfigMap, name: host, valuesKey: host, targetPath: ingress.host }
    - { kind: Secret, name: secret }
  values: { image: { tag: v1 } }
`;
  const rest = {
    'maps.yaml':
      'kind: ConfigMap\napiVersion: v1\nmetadata: { name: common }\ndata: { values.yaml: "a: 1" }\n---\nkind: ConfigMap\napiVersion: v1\nmetadata: { name: host }\ndata: { host: api.example.com }\n',
    'flux/kustomization.yaml':
      'configMapGenerator:\n  - { name: made, files: ["prod.yaml=values/prod.yaml"] }\n',
    'flux/values/prod.yaml': 'b: 2',
  };

  test('lays what it refers to under its own values', () => {
    const [found] = find({ 'hr.yaml': release(''), ...rest });
    expect(found).toMatchObject({
      ...{ name: 'HelmRelease api', releaseName: 'live-api', namespace: 'live', ownValues: true },
      parameters: [{ name: 'ingress.host', value: 'api.example.com' }],
      unread: ['values.yaml of the Secret secret'],
      layers: [
        { kind: 'text', text: 'a: 1' },
        { kind: 'file', path: 'flux/values/prod.yaml' },
        { kind: 'text', text: '{"image":{"tag":"v1"}}' },
      ],
    });
  });

  test('replaces the values of the chart', () => {
    const [found] = find({
      'hr.yaml': release(', valuesFiles: [charts/api/values.yaml, charts/api/prod.yaml]'),
    });
    expect(found?.ownValues).toBe(false);
    expect(found && files(found)).toEqual(['charts/api/values.yaml', 'charts/api/prod.yaml']);
  });

  test('of a chart that lies in another repository is not one', () => {
    const source =
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: ops }\nspec: { url: "https://github.com/acme/charts" }\n';
    expect(find({ 'hr.yaml': release(''), 'source.yaml': source })).toEqual([]);
    expect(find({ 'hr.yaml': release(''), 'source.yaml': source.replace('charts"', 'ops"') })).toHaveLength(
      1,
    );
  });
});

test('what is no manifest, broken or hostile is none', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\nkind: Application\n`;
  expect(
    find({ 'a.yaml': 'kind: Application\n  x: [', 'b.yaml': '{{ if }}\nkind: Application', 'c.yaml': bomb }),
  ).toEqual([]);
});

test('files that are not there are said, and the edited one is the last unless it is named', () => {
  const { texts: known } = manifests({ 'a.yaml': 'a', 'b.yaml': 'b' });
  const order = (named: readonly string[]) => {
    const { files: read, unread } = valuesNamed(named, 'b.yaml', { texts: known });
    return [read.map(({ path }) => path), unread];
  };
  expect(order(['a.yaml'])).toEqual([['a.yaml', 'b.yaml'], []]);
  expect(order(['b.yaml', 'a.yaml', 'c.yaml'])).toEqual([['b.yaml', 'a.yaml'], ['c.yaml']]);
  const [deployer] = find({ 'x.yaml': application(SOURCE.replace('ignoreMissingValueFiles: true', '')) });
  expect(deployer && valuesOf(deployer, { texts: new Map([['shared.yaml', 'x: 1']]) })).toMatchObject({
    files: [{ path: 'shared.yaml' }, { path: 'x.yaml', text: '{"replicas":2}' }],
    unread: [
      'the values file https://example.com/x.yaml',
      'charts/api/values-prod.yaml',
      'envs/prod/api.yaml',
    ],
  });
});

describe('the index of a chart repository', () => {
  const sha = 'a'.repeat(64);
  const index = `apiVersion: v1
entries:
  redis-cluster:
  - version: 1.0.0
    urls: [other.tgz]
  redis:
  - apiVersion: v2
    digest: ${sha}
    urls:
    - https://example.com/redis-2.0.0.tgz
    version: 2.0.0
  - version: 1.0.0
    urls: [redis-1.0.0.tgz]
  zookeeper:
  - version: 2.0.0
    urls: [zookeeper.tgz]
generated: "2026-01-01"
`;
  test.each([
    ['2.0.0', { url: 'https://example.com/redis-2.0.0.tgz', sha256: sha }],
    ['1.0.0', { url: 'redis-1.0.0.tgz', sha256: undefined }],
    ['3.0.0', undefined],
  ])('says where %s is', (version, expected) => {
    expect(addressIn(index, 'redis', version)).toEqual(expected);
    expect(addressIn(index.replaceAll('\n', '\r\n'), 'redis', version)).toEqual(expected);
  });

  test.each(['', 'entries:\n', '{"entries":{}}', 'entries:\n  redis:\n  - [\n'])(
    '%j says nothing',
    (text) => {
      expect(addressIn(text, 'redis', '1.0.0')).toBeUndefined();
    },
  );
});
