import { describe, expect, it } from 'vitest';
import type { PipelineConfig } from '../../src/config/pipeline.ts';
import { MATRIX_LIMIT, type PlanFacts, planRelease } from '../../src/release/plan.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const facts = (changes: Partial<PlanFacts> = {}): PlanFacts => ({
  config: {},
  discovered: ['api', 'web'],
  changed: 'unknown',
  mode: 'publish',
  ref: 'refs/heads/main',
  commit,
  imagePrefix: 'ghcr.io/Acme/Shop',
  platforms: ['linux/amd64'],
  only: [],
  configFile: '.github/sealift.yml',
  ...changes,
});
const appsOf = (changes: Partial<PlanFacts>) => planRelease(facts(changes)).build.map(({ app }) => app);

it('makes one leg per app and platform, with lower-cased image names', () => {
  const plan = planRelease(facts({ platforms: ['linux/amd64', 'linux/arm64/v8', 'linux/arm64'] }));
  expect(plan.build.map(({ app, platform, runner, image }) => [app, platform, runner, image])).toEqual([
    ['api', 'linux/amd64', 'ubuntu-latest', 'ghcr.io/acme/shop/api'],
    ['api', 'linux/arm64', 'ubuntu-24.04-arm', 'ghcr.io/acme/shop/api'],
    ['web', 'linux/amd64', 'ubuntu-latest', 'ghcr.io/acme/shop/web'],
    ['web', 'linux/arm64', 'ubuntu-24.04-arm', 'ghcr.io/acme/shop/web'],
  ]);
  expect(plan.sign.map(({ app }) => app)).toEqual(['api', 'web']);
});

describe('affected apps', () => {
  const config: PipelineConfig = {
    apps: {
      api: { paths: ['services/api/**', 'libs/**'], file: 'services/api/Dockerfile' },
      web: { context: 'apps/web' },
    },
  };
  it.each<[string, Partial<PlanFacts>, readonly string[]]>([
    ['a file of one app', { changed: ['apps/api/app/main.py'] }, ['api']],
    ['a file of none, in the context of all', { changed: ['libs/shared.py'] }, ['api', 'web']],
    ['documents', { changed: ['README.md', 'docs/a.png', '.github/workflows/x.yml', 'apps.md'] }, []],
    ["an app's own document", { changed: ['apps/web/README.md'] }, ['web']],
    ['the configuration', { changed: ['.github/sealift.yml'] }, ['api', 'web']],
    ['nothing', { changed: [] }, []],
    ['unknown', { changed: 'unknown' }, ['api', 'web']],
    ['configured paths', { config, changed: ['libs/x'] }, ['api']],
    ['outside a narrow context', { config, changed: ['libs2/x'] }, []],
    ['the Dockerfile', { config, changed: ['services/api/Dockerfile'] }, ['api']],
    ['a folder whose name begins like an app', { changed: ['apps/api2/x'] }, ['api', 'web']],
  ])('%s', (_, changes, expected) => {
    expect(appsOf(changes)).toEqual(expected);
  });
});

it('says that there is nothing to do when no app is affected', () => {
  const plan = planRelease(facts({ changed: ['README.md'] }));
  expect(plan.mode).toBe('none');
  expect(plan.unaffected).toEqual(['api', 'web']);
});

describe('tags', () => {
  it.each([
    ['refs/heads/main', [`sha-${commit}`, 'main']],
    ['refs/heads/feature/x', [`sha-${commit}`, 'feature-x']],
    ['refs/heads/-', [`sha-${commit}`]],
    ['refs/tags/v1.2.3', ['1.2.3']],
    ['refs/tags/1.2.3-rc.1', ['1.2.3-rc.1']],
    ['refs/tags/nightly/1', ['nightly-1']],
  ])('%s', (ref, tags) => {
    expect(planRelease(facts({ ref })).tags).toEqual(tags);
  });

  it('are none in check mode', () => {
    expect(planRelease(facts({ mode: 'check' })).tags).toEqual([]);
  });
});

describe('refuses', () => {
  const many: PipelineConfig = {
    apps: Object.fromEntries(Array.from({ length: MATRIX_LIMIT + 1 }, (_, index) => [`app-${index}`, {}])),
  };
  it.each<[string, Partial<PlanFacts>, string]>([
    ['no app', { discovered: [] }, 'There is no app'],
    ['an unknown app', { only: ['nope'] }, '"nope" does not exist'],
    ['too many legs', { config: many }, `more than the ${MATRIX_LIMIT}`],
    ['a folder name that no image can have', { discovered: ['My App'] }, 'cannot be an app name'],
    ['a bad prefix', { imagePrefix: 'acme' }, 'is not an image reference'],
    ['a git tag without any usable character', { ref: 'refs/tags/-' }, 'cannot become an image tag'],
  ])('%s', (_, changes, cause) => {
    expect(() => planRelease(facts(changes))).toThrow(cause);
  });
});
