import { describe, expect, it } from 'vitest';
import { suggestPatterns } from '../../../src/config/discover.ts';
import { parsePipelineConfig } from '../../../src/config/pipeline.ts';
import { contextOf } from '../../../src/release/plan/apps.ts';
import { listApps } from '../../../src/release/plan/listing.ts';

const list = (line: string, found: readonly string[], dockerfiles: readonly string[] = []) =>
  listApps({
    config: parsePipelineConfig(line, 'x.yml'),
    configFile: '.github/sealift.yml',
    found,
    dockerfiles,
    repositoryName: 'shop',
    imagePrefix: 'ghcr.io/Acme/shop',
    only: [],
  }).map((app) => [app.name, app.config.file, contextOf(app)]);

describe('one line for a shape', () => {
  it.each<[string, string, readonly string[], readonly unknown[]]>([
    ['the default', '', ['apps/api/Dockerfile'], [['api', 'apps/api/Dockerfile', '.']]],
    [
      'another folder',
      'discover: services/*/Dockerfile',
      ['services/job/Dockerfile'],
      [['job', 'services/job/Dockerfile', '.']],
    ],
    [
      'by the end of the name',
      'discover: docker/Dockerfile.*',
      ['docker/Dockerfile.web'],
      [['web', 'docker/Dockerfile.web', '.']],
    ],
    [
      'by the beginning of the name',
      'discover: build/*.Dockerfile',
      ['build/api.Dockerfile'],
      [['api', 'build/api.Dockerfile', '.']],
    ],
    [
      'folders at the top',
      'discover: "*/Dockerfile"',
      ['vote/Dockerfile', 'worker/Dockerfile'],
      [
        ['vote', 'vote/Dockerfile', '.'],
        ['worker', 'worker/Dockerfile', '.'],
      ],
    ],
    ['one at the top', 'discover: Dockerfile', ['Dockerfile'], [['shop', 'Dockerfile', '.']]],
    [
      'each in its own context',
      'discover: { file: src/*/Dockerfile, context: "src/{app}/" }',
      ['src/cart/Dockerfile'],
      [['cart', 'src/cart/Dockerfile', 'src/cart']],
    ],
    [
      'deeper',
      'discover: { file: src/*/docker/Containerfile, context: "{folder}/.." }',
      ['src/cart/docker/Containerfile'],
      [['cart', 'src/cart/docker/Containerfile', 'src/cart']],
    ],
    [
      'at any depth',
      'discover: "**/Dockerfile"',
      ['a/b/cart/Dockerfile', 'web/Dockerfile'],
      [
        ['cart', 'a/b/cart/Dockerfile', '.'],
        ['web', 'web/Dockerfile', '.'],
      ],
    ],
    [
      'several',
      'discover: [services/*/Dockerfile, jobs/*/Dockerfile]',
      ['jobs/b/Dockerfile', 'services/a/Dockerfile'],
      [
        ['a', 'services/a/Dockerfile', '.'],
        ['b', 'jobs/b/Dockerfile', '.'],
      ],
    ],
    [
      'teams',
      'discover: teams/*/*/Dockerfile',
      ['teams/red/api/Dockerfile'],
      [['red-api', 'teams/red/api/Dockerfile', '.']],
    ],
    [
      'and more of one',
      'discover: services/*/Dockerfile\napps: { a: { target: x }, own: { file: own/D } }',
      ['services/a/Dockerfile'],
      [
        ['a', 'services/a/Dockerfile', '.'],
        ['own', 'own/D', '.'],
      ],
    ],
    [
      'only those that are named',
      'apps: { own: { file: own/D } }',
      ['apps/api/Dockerfile'],
      [['own', 'own/D', '.']],
    ],
  ])('%s', (_, line, found, expected) => {
    expect(list(line, found)).toEqual(expected);
  });

  it('the image of the one at the top is that of the repository', () => {
    const [app] = listApps({
      config: { discover: 'Dockerfile' },
      configFile: 'x.yml',
      found: ['Dockerfile'],
      dockerfiles: [],
      repositoryName: 'shop',
      imagePrefix: 'ghcr.io/Acme/shop',
      only: [],
    });
    expect(app?.config.image).toBe('ghcr.io/acme/shop');
  });
});

it('without an app, says what there is and what to write', () => {
  expect(() => list('', [], ['services/a/Dockerfile', 'services/b/Dockerfile'])).toThrow(
    'There is no app: no apps/*/Dockerfile, and .github/sealift.yml names none. The repository has these Dockerfiles: services/a/Dockerfile, services/b/Dockerfile.',
  );
  const files = Array.from({ length: 40 }, (_, at) => `x${at}/Dockerfile`);
  expect(() => list('', [], files)).toThrow('and 30 more.');
});

it('suggests patterns under which they would be apps', () => {
  expect(
    suggestPatterns([
      'services/a/Dockerfile',
      'services/b/Dockerfile',
      'docker/Dockerfile.web',
      'docker/api.Dockerfile',
      'Dockerfile',
      'vote/Containerfile',
    ]),
  ).toEqual([
    'services/*/Dockerfile',
    'docker/Dockerfile.*',
    'docker/*.Dockerfile',
    'Dockerfile',
    '*/Containerfile',
  ]);
});

it('two Dockerfiles are not one app', () => {
  expect(() => list('discover: "**/Dockerfile"', ['a/x/Dockerfile', 'b/x/Dockerfile'])).toThrow(
    'a/x/Dockerfile and b/x/Dockerfile are both the Dockerfile of an app "x"',
  );
});
