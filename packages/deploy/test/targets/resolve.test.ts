import { type DeployConfig, mergeDeployConfigs, parseOpsConfig } from '@sealift/core/config/deploy';
import { Failure } from '@sealift/core/failure';
import { describe, expect, test } from 'vitest';
import { resolveTargets, type TargetDefaults } from '../../src/targets/resolve.ts';

const defaults: TargetDefaults = {
  file: 'deploy/helm/{app}/values-prod.yaml',
  path: 'apps.{app}.tag',
  digestMode: 'none',
};
const parse = (text: string): DeployConfig => parseOpsConfig(text, '.sealift.yml').deploy ?? {};

const FULL = `deploy:
  environments:
    staging: { mode: commit }
    prod: { base: main }
  apps:
    api:
      - file: deploy/{app}/values-{environment}.yaml
        chart: charts/{app}
      - file: k8s/**/api-*.yaml
        environment: prod
        path: containers[name={app}].image
        digest-mode: suffix
    "*":
      - file: deploy/{app}/kustomization.yaml
        environment: staging
        find: image
        write-name: true
`;

describe('targets', () => {
  const config = parse(FULL);
  test('by environment in the order of promotion, then by app', () => {
    expect(resolveTargets(config, defaults, ['api', 'web'])).toEqual([
      {
        ...{ app: 'api', environment: 'staging', file: 'deploy/api/values-staging.yaml' },
        ...{ find: { by: 'auto' }, digestMode: 'none', writeName: false, chart: 'charts/api' },
      },
      {
        ...{ app: 'web', environment: 'staging', file: 'deploy/web/kustomization.yaml' },
        ...{ find: { by: 'image' }, digestMode: 'none', writeName: true },
      },
      {
        ...{ app: 'api', environment: 'prod', file: 'deploy/api/values-prod.yaml' },
        ...{ find: { by: 'auto' }, digestMode: 'none', writeName: false, chart: 'charts/api' },
      },
      {
        ...{ app: 'api', environment: 'prod', file: 'k8s/**/api-*.yaml' },
        ...{
          find: { by: 'auto', path: 'containers[name=api].image' },
          digestMode: 'suffix',
          writeName: false,
        },
      },
    ]);
  });
  test('a selection leaves the others out', () => {
    const files = (selected: string[]) =>
      resolveTargets(config, defaults, ['api', 'web'], selected).map(({ file }) => file);
    expect(files(['staging'])).toEqual(['deploy/api/values-staging.yaml', 'deploy/web/kustomization.yaml']);
    expect(() => files(['dev'])).toThrow(/no environment "dev"/);
    expect(() => resolveTargets(config, defaults, ['web'], ['prod'])).toThrow(/None of the apps/);
  });
  test('without a configuration the inputs say it; a dot in a name is part of the name', () => {
    expect(resolveTargets(undefined, defaults, ['a.b'])).toEqual([
      {
        ...{ app: 'a.b', environment: undefined, file: 'deploy/helm/a.b/values-prod.yaml' },
        ...{ find: { by: 'auto', path: 'apps["a.b"].tag' }, digestMode: 'none', writeName: false },
      },
    ]);
    const each = { ...defaults, file: '{environment}/{app}.yaml' };
    expect(resolveTargets(undefined, each, ['x'], ['dev', 'prod']).map(({ file }) => file)).toEqual([
      'dev/x.yaml',
      'prod/x.yaml',
    ]);
    expect(() => resolveTargets(undefined, each, ['x'])).toThrow(/there are no environments/);
  });
  test.each([
    ['[{ file: a.yaml, find: path }]', /find: path and no path/],
    ['[{ file: a.yaml, find: image, path: t }]', /find: image and a path/],
    ['[{ file: a.yaml, path: t, digest-path: d }]', /digest-path and digest-mode: none/],
    ['[{ file: a.yaml, digest-path: d, digest-mode: field }]', /digest-path and no path/],
    ['[{ file: "{tag}.yaml" }]', /"\{tag\}"/],
  ])('%s is refused', (targets, message) => {
    expect(() => resolveTargets(parse(`deploy: {apps: {api: ${targets}}}\n`), defaults, ['api'])).toThrow(
      message,
    );
  });
});

test.each([
  ['deploy:\n  apps:\n    api:\n      - file: ../x\n', 4, 'deploy.apps.api.0.file'],
  ['deploy:\n  apps:\n    api:\n      - file: .git/config\n', 4, 'deploy.apps.api.0.file'],
  ['deploy:\n  apps:\n    api:\n      - file: a\n        path: "a["\n', 5, 'deploy.apps.api.0.path'],
  ['deploy:\n  apps:\n    api: []\n', 3, 'deploy.apps.api'],
  ['deploy:\n  environments:\n    prod: {mode: push}\n', 3, 'deploy.environments.prod.mode'],
  ['apps: {}\n', 1, 'apps'],
])('%j names its line', (text, line, place) => {
  try {
    parse(text);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(Failure);
    expect((error as Failure).location).toEqual({ file: '.sealift.yml', line });
    expect((error as Failure).message).toContain(`"${place}"`);
  }
});

test('two repositories say it together, and never the same', () => {
  const app = { apps: { api: [{ file: 'a.yaml' }] } };
  const ops = { apps: { web: [{ file: 'b.yaml' }] }, environments: { prod: {} } };
  expect(mergeDeployConfigs(app, ops)).toEqual({
    apps: { ...app.apps, ...ops.apps },
    environments: { prod: {} },
  });
  expect(mergeDeployConfigs(undefined, ops)).toBe(ops);
  expect(() => mergeDeployConfigs(app, app)).toThrow(/the app "api"/);
  expect(() => mergeDeployConfigs(ops, { environments: {} })).toThrow(/the environments/);
});
