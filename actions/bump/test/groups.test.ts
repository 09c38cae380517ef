/** Environments, bases and groups mean the same in both configuration files. */
import { afterEach, describe, expect, test } from 'vitest';
import { API_VALUES, newer, type Ops, record, startOps, WEB_VALUES } from './ops.ts';

const FILE = 'deploy/{app}/{environment}.yaml';
const config = (bases: boolean): string => `environments:
  staging: {${bases ? 'base: staging' : ''}}
  prod: {${bases ? 'base: production' : ''}}
apps:
  "*": [{ file: "${FILE}", path: image.tag }]
`;
const nested = (text: string) => `deploy:\n${text.replace(/^(?=.)/gm, '  ')}`;
const FILES = {
  'deploy/api/staging.yaml': API_VALUES,
  'deploy/api/prod.yaml': API_VALUES,
  'deploy/web/staging.yaml': WEB_VALUES,
  'deploy/web/prod.yaml': WEB_VALUES,
};

let ops: Ops;
afterEach(() => ops.stop());

/** Branch and base of each pull request. */
async function bumps(
  where: 'input' | 'file',
  bases: boolean,
  inputs: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const text = config(bases);
  ops = await startOps({ ...FILES, ...(where === 'file' ? { '.sealift.yml': nested(text) } : {}) });
  for (const base of ['staging', 'production']) ops.git('branch', base, 'main');
  const given = { ...inputs, ...(where === 'input' ? { config: text } : {}) };
  if (inputs['operation'] === undefined) await ops.bump([record('api'), record('web')], given);
  else await other(given);
  const { data } = await ops.api('GET', '/pulls?state=open');
  return (data as { head: { ref: string }; base: { ref: string } }[])
    .map(({ head, base }) => `${head.ref} -> ${base.ref}`)
    .toSorted();
}

/** A promotion or a rollback, where staging and prod deploy different releases and have deployed others before. */
async function other(given: Readonly<Record<string, string>>): Promise<void> {
  const values = (tag: string) => `image: { tag: ${tag} }\n`;
  const [older, next] = [record('api'), newer('api')];
  for (const branch of ['main', 'staging', 'production']) {
    await ops.commit(branch, { 'deploy/api/prod.yaml': values(older.deployTag) });
    await ops.commit(branch, {
      'deploy/api/staging.yaml': values(next.deployTag),
      'deploy/api/prod.yaml': values(given['operation'] === 'promote' ? older.deployTag : next.deployTag),
    });
  }
  const images = { records: [older, next], tags: {} };
  const tags = Object.fromEntries(images.records.map((each) => [`${IMAGE}:${each.deployTag}`, each.digest]));
  const verify = {
    verify: 'required',
    'certificate-identity': 'https://github.com/acme/x/.github/workflows/y.yml@refs/heads/main',
  };
  await ops.bump([], { ...verify, images: `api=${IMAGE}`, ...given }, globalThis.fetch, { ...images, tags });
}

const IMAGE = 'ghcr.io/acme/shop/api';
const NAME = 'sealift/acme-shop/main';
const PROMOTE = { operation: 'promote', from: 'staging', environments: 'prod' };
const ROLLBACK = { operation: 'rollback', environments: 'prod' };

describe.each(['input', 'file'] as const)('by the %s', (where) => {
  test.each<[string, boolean, Readonly<Record<string, string>>, readonly string[]]>([
    ['rolling', false, {}, [`${NAME} -> main`]],
    ['rolling', true, {}, [`${NAME}.onto-production -> production`, `${NAME}.onto-staging -> staging`]],
    ['environment', false, { group: 'environment' }, [`${NAME}.prod -> main`, `${NAME}.staging -> main`]],
    [
      'environment',
      true,
      { group: 'environment' },
      [`${NAME}.prod -> production`, `${NAME}.staging -> staging`],
    ],
    ['app', false, { group: 'app' }, [`${NAME}.api -> main`, `${NAME}.web -> main`]],
    [
      'app',
      true,
      { group: 'app' },
      [
        `${NAME}.api.onto-production -> production`,
        `${NAME}.api.onto-staging -> staging`,
        `${NAME}.web.onto-production -> production`,
        `${NAME}.web.onto-staging -> staging`,
      ],
    ],
    [
      'environment, a branch of its own name',
      false,
      { group: 'environment', branch: 'sealift/to-{environment}' },
      ['sealift/to-prod -> main', 'sealift/to-staging -> main'],
    ],
    [
      'rolling, a branch by base',
      true,
      { branch: 'sealift/to-{base}' },
      ['sealift/to-production -> production', 'sealift/to-staging -> staging'],
    ],
    [
      'one environment that is chosen',
      true,
      { environments: 'prod' },
      [`${NAME}.onto-production -> production`],
    ],
    ['a promotion', false, PROMOTE, [`${NAME}.promote.prod -> main`]],
    ['a promotion by app', true, { ...PROMOTE, group: 'app' }, [`${NAME}.promote.prod.api -> production`]],
    ['a rollback', false, ROLLBACK, [`${NAME}.rollback-17 -> main`]],
    ['a rollback', true, ROLLBACK, [`${NAME}.rollback-17.onto-production -> production`]],
  ])('group: %s, own bases: %s', async (_, bases, inputs, expected) => {
    expect(await bumps(where, bases, inputs)).toEqual(expected);
  });

  test('two bases cannot share a branch that is named', async () => {
    await expect(bumps(where, true, { branch: 'sealift/bump' })).rejects.toThrow(
      'Two pull requests of this run would have the branch "sealift/bump"',
    );
  });

  test('what neither file completes is refused', async () => {
    await expect(bumps(where, false, { branch: 'sealift/{environment}' })).rejects.toThrow(
      '"{environment}" in "branch" is not a known placeholder',
    );
    await ops.stop();
    await expect(bumps(where, false, { environments: 'live' })).rejects.toThrow(
      'There is no environment "live"',
    );
  });
});
