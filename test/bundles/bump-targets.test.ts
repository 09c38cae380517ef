/** Every kind of place that a tag can stand in, through the bundle: the diff in git is the judge. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changedLines, digestOf, type Ops, record } from '../../actions/bump/test/ops.ts';
import { startBundledOps } from './bump-bundle.ts';

const IMAGE = 'ghcr.io/acme/shop/api';
const OLD = 'sha-0000000';
const OLD_DIGEST = digestOf('0');
const TAG = record('api').deployTag;
const DIGEST = record('api').digest;

type Row = {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Old text → new text of each changed line, in their order; empty: unchanged otherwise. */
  readonly changes: readonly (readonly [string, string])[];
};

const ROWS: readonly Row[] = [
  {
    name: 'Helm values by path',
    file: 'a/values.yaml',
    text: `image:\n  repository: ${IMAGE}\n  tag: ${OLD} # set by the pipeline\n`,
    changes: [[`  tag: ${OLD} # set`, `  tag: ${TAG} # set`]],
  },
  {
    name: 'a position in a list',
    file: 'b/values.yaml',
    text: `services:\r\n  - name: api\r\n    tag: '${OLD}'\r\n  - name: web\r\n    tag: '${OLD}'\r\n`,
    inputs: { path: 'services[0].tag' },
    changes: [[`    tag: '${OLD}'\r`, `    tag: '${TAG}'\r`]],
  },
  {
    name: 'an item by its name',
    file: 'c/deployment.yaml',
    text: `kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: proxy\n          image: envoy:1\n        - name: api\n          image: ${IMAGE}:${OLD}\n`,
    inputs: { path: 'spec.template.spec.containers[name=api].image' },
    changes: [[`image: ${IMAGE}:${OLD}`, `image: ${IMAGE}:${TAG}`]],
  },
  {
    name: 'Helm values by image, with registry and repository apart',
    file: 'd/values.yaml',
    text: `sidecar: {image: {repository: envoyproxy/envoy, tag: "1"}}\napi:\n  image:\n    registry: ghcr.io\n    repository: acme/shop/api\n    tag: "${OLD}"\n`,
    inputs: { find: 'image' },
    changes: [[`    tag: "${OLD}"`, `    tag: "${TAG}"`]],
  },
  {
    name: 'a digest of its own',
    file: 'e/values.yaml',
    text: `image:\n  repository: ${IMAGE}\n  tag: ${OLD}\n  digest: "${OLD_DIGEST}"\n`,
    inputs: { 'digest-mode': 'field' },
    changes: [
      [`  tag: ${OLD}`, `  tag: ${TAG}`],
      [`  digest: "${OLD_DIGEST}"`, `  digest: "${DIGEST}"`],
    ],
  },
  {
    name: 'a digest behind the tag',
    file: 'f/values.yaml',
    text: `image:\n  tag: ${OLD}@${OLD_DIGEST}\n`,
    inputs: { 'digest-mode': 'suffix' },
    changes: [[`${OLD}@${OLD_DIGEST}`, `${TAG}@${DIGEST}`]],
  },
  {
    name: 'kustomize',
    file: 'g/kustomization.yaml',
    text: `resources: [deployment.yaml]\nimages:\n- name: ${IMAGE}\n  newTag: ${OLD}\n- name: redis\n  newTag: "7"\n`,
    inputs: { find: 'image' },
    changes: [[`  newTag: ${OLD}`, `  newTag: ${TAG}`]],
  },
  {
    name: 'manifests of several documents',
    file: 'h/all.yaml',
    text: `kind: ConfigMap\nmetadata: {name: api}\n---\nkind: CronJob\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          initContainers:\n            - image: "${IMAGE}:${OLD}"\n          containers:\n            - image: ${IMAGE}:${OLD}\n`,
    inputs: { find: 'image' },
    changes: [
      [`- image: "${IMAGE}:${OLD}"`, `- image: "${IMAGE}:${TAG}"`],
      [`- image: ${IMAGE}:${OLD}`, `- image: ${IMAGE}:${TAG}`],
    ],
  },
  {
    name: 'Argo CD parameters',
    file: 'i/application.yaml',
    text: `apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    helm:\n      parameters:\n        - {name: image.repository, value: ${IMAGE}}\n        - name: image.tag\n          value: ${OLD}\n`,
    inputs: { find: 'image' },
    changes: [[`          value: ${OLD}`, `          value: ${TAG}`]],
  },
  {
    name: 'Argo CD valuesObject',
    file: 'j/application.yaml',
    text: `apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  sources:\n    - helm:\n        valuesObject:\n          image: {repository: ${IMAGE}, tag: ${OLD}}\n`,
    inputs: { find: 'image' },
    changes: [[`tag: ${OLD}}`, `tag: ${TAG}}`]],
  },
  {
    name: 'Flux HelmRelease',
    file: 'k/release.yaml',
    text: `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values:\n    image:\n      repository: ${IMAGE}\n      tag: ${OLD}\n`,
    inputs: { find: 'image' },
    changes: [[`      tag: ${OLD}`, `      tag: ${TAG}`]],
  },
  {
    name: 'a marker',
    file: 'l/values.yaml',
    text: `apps:\n  first: "${OLD}" # sealift: web:tag\n  second: "${OLD}" # sealift: api:tag\n`,
    inputs: { find: 'marker' },
    changes: [[`  second: "${OLD}"`, `  second: "${TAG}"`]],
  },
  {
    name: 'JSON',
    file: 'm/values.json',
    text: `{"image": {"repository": "${IMAGE}", "tag": "${OLD}"},\n "replicas": 2}`,
    changes: [[`"tag": "${OLD}"`, `"tag": "${TAG}"`]],
  },
  {
    name: 'TOML',
    file: 'n/app.toml',
    text: `[image]\nrepository = "${IMAGE}" # ours\ntag = '${OLD}'\n`,
    changes: [[`tag = '${OLD}'`, `tag = '${TAG}'`]],
  },
];

let ops: Ops;
beforeAll(async () => {
  ops = await startBundledOps({
    'README.md': '# Ops\n',
    ...Object.fromEntries(ROWS.map(({ file, text }) => [file, text])),
    // A folder for each environment, and one that is not of this app.
    'envs/prod/api.yaml': `image: {repository: ${IMAGE}, tag: ${OLD}}\n`,
    'envs/staging/api.yaml': `image: {repository: ${IMAGE}, tag: ${OLD}}\n`,
    'envs/prod/web.yaml': `image: {repository: ghcr.io/acme/shop/web, tag: ${OLD}}\n`,
    'bin/run.sh': '#!/bin/sh\n',
  });
});
afterAll(() => ops.stop());

const between = async (inputs: Readonly<Record<string, string>>) => {
  const outputs = await ops.bump([record('api')], { supersede: 'false', ...inputs });
  expect(ops.git('fsck', '--strict', '--no-dangling')).toBe('');
  return { outputs, lines: changedLines(ops, 'main', outputs.branch) };
};

test.each(ROWS)('$name', async ({ file, changes, inputs = {} }) => {
  const { outputs, lines } = await between({ file, branch: `rows/${file}`, ...inputs });
  expect(outputs.changed).toBe('true');
  expect(lines).toHaveLength(2 * changes.length);
  const removed = lines.filter((line) => line.startsWith('-'));
  const added = lines.filter((line) => line.startsWith('+'));
  for (const [index, [before, after]] of changes.entries()) {
    expect(removed[index]).toContain(before);
    // Nothing of the line but the value.
    expect(added[index]?.slice(1)).toBe(removed[index]?.slice(1).replace(before, after));
  }
  expect(ops.git('diff', '--name-only', 'main', outputs.branch).trim()).toBe(file);
});

describe('which files', () => {
  test('a pattern: those that name the image', async () => {
    const { outputs, lines } = await between({
      file: 'envs/*/*.yaml',
      find: 'image',
      branch: 'rows/pattern',
    });
    expect(lines).toHaveLength(4);
    expect(ops.git('diff', '--name-only', 'main', outputs.branch).trim().split('\n')).toEqual([
      'envs/prod/api.yaml',
      'envs/staging/api.yaml',
    ]);
  });

  test('the configuration of the app repository', async () => {
    const { outputs } = await between({
      branch: 'rows/config',
      config: JSON.stringify({
        environments: { staging: {}, prod: {} },
        apps: { api: [{ file: 'envs/{environment}/{app}.yaml', find: 'image' }] },
      }),
      environments: 'prod',
    });
    expect(ops.git('diff', '--name-only', 'main', outputs.branch).trim()).toBe('envs/prod/api.yaml');
  });

  test('the configuration of the ops repository, which one question more reads', async () => {
    await ops.commit('main', {
      '.sealift.yml': 'deploy:\n  apps:\n    "*":\n      - {file: "envs/prod/{app}.yaml", path: image.tag}\n',
    });
    ops.requests.length = 0;
    const { outputs } = await between({ branch: 'rows/ops-config' });
    expect(ops.git('diff', '--name-only', 'main', outputs.branch).trim()).toBe('envs/prod/api.yaml');
    expect(ops.requests.filter((line) => line === 'POST /graphql Ops')).toHaveLength(2);
  });

  test('an app that both configurations name is refused', async () => {
    await ops.commit('main', {
      '.sealift.yml': 'deploy:\n  apps:\n    api:\n      - {file: "envs/prod/{app}.yaml", path: image.tag}\n',
    });
    await expect(
      between({ branch: 'rows/both', config: '{"apps":{"api":[{"file":"envs/staging/api.yaml"}]}}' }),
    ).rejects.toMatchObject({ category: 'configuration', message: expect.stringContaining('"api"') });
    await ops.commit('main', { '.sealift.yml': '# nothing\ndeploy: {apps: {}}\n' });
  });
});
