import { parseOpsConfig } from '@sealift/core/config/deploy';
import { describe, expect, test } from 'vitest';
import { desiredImage, placeIds, targetsOf } from '../../src/targets/target.ts';
import { release, target } from './sample.ts';

const defaults = {
  file: 'deploy/{app}.yaml',
  path: 'image.tag',
  digestMode: 'none' as const,
  value: '{tag}-x',
};
const parse = (text: string) => parseOpsConfig(text, '.sealift.yml').deploy;

describe('targets', () => {
  test('by the defaults, with the template of the value', () => {
    expect(targetsOf(undefined, defaults, [release('api')], [])).toEqual([
      target('api', { find: { by: 'auto', path: 'image.tag' }, value: '{tag}-x' }),
    ]);
  });

  test('by the configuration: mode and base of the environment, patterns, no template', () => {
    const config = parse(`deploy:
  environments: { prod: { mode: commit, base: live } }
  apps:
    api: [{ file: "envs/{environment}/*.yaml", find: image }]
`);
    expect(targetsOf(config, defaults, [release('api'), release('web')], [])).toEqual([
      target('web', { find: { by: 'auto', path: 'image.tag' }, value: '{tag}-x' }),
      target('api', {
        ...{ environment: 'prod', mode: 'commit', base: 'live', find: { by: 'image' } },
        ...{ file: 'envs/prod/*.yaml', pattern: 'envs/prod/*.yaml' },
      }),
    ]);
  });

  test('of every app by "*"', () => {
    const config = parse('deploy: { apps: { "*": [{ file: "all/{app}.yaml" }] } }\n');
    expect(targetsOf(config, defaults, [release('api')], [])).toMatchObject([
      { file: 'all/api.yaml', value: undefined },
    ]);
  });
});

test('what the file is to say', () => {
  expect(desiredImage(target('api', { digestMode: 'suffix', value: '{tag}' }))).toEqual({
    ...{ app: 'api', image: release('api').image, tag: 'v2', digest: release('api').digest },
    ...{ find: { by: 'auto' }, digestMode: 'suffix', writeName: false, value: '{tag}' },
  });
  expect(desiredImage(target('api'))).not.toHaveProperty('value');
});

describe('the name of the places of an app', () => {
  const [a, b] = [target('api', { file: 'a.yaml' }), target('api', { file: 'b.yaml' })];
  test('is the same whatever the order, the environment and the release', () => {
    const other = { ...a, environment: 'prod', release: release('api', { tag: 'v3' }) };
    expect(placeIds([a, b])).toEqual(placeIds([b, other]));
    expect(placeIds([a, b])['api']).toMatch(/^[0-9a-f]{12}$/);
  });
  test('differs when a place does', () => {
    const ids = [[a], [b], [a, b], [{ ...a, find: { by: 'image' as const } }]].map(
      (targets) => placeIds(targets)['api'],
    );
    expect(new Set(ids).size).toBe(4);
  });
});
