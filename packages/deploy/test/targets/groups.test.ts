import { describe, expect, test } from 'vitest';
import { type GroupRules, groupTargets } from '../../src/targets/groups.ts';
import { target } from './sample.ts';

const origin = { repository: 'acme/shop', ref: 'main', run: '17', runUrl: undefined };
const rules: GroupRules = {
  group: 'rolling',
  kind: 'deploy',
  mode: 'pull-request',
  base: undefined,
  branch: undefined,
};
const targets = [
  target('api', { environment: 'staging' }),
  target('web', { environment: 'staging' }),
  target('api', { environment: 'prod', file: 'b.yaml' }),
];
const groups = (change: Partial<GroupRules>, of = targets) =>
  groupTargets({ ...rules, ...change }, of, origin).map(({ branch, key, environment, targets: members }) => [
    branch,
    key,
    environment,
    members.map(({ app }) => app).join(),
  ]);

describe('groups', () => {
  test.each<[Partial<GroupRules>, unknown]>([
    [{}, [['sealift/acme-shop/main', '', undefined, 'api,web,api']]],
    [{ group: 'run' }, [['sealift/acme-shop/main.run-17', '17', undefined, 'api,web,api']]],
    [
      { group: 'app' },
      [
        ['sealift/acme-shop/main.api', 'api', undefined, 'api,api'],
        ['sealift/acme-shop/main.web', 'web', 'staging', 'web'],
      ],
    ],
    [
      { group: 'environment' },
      [
        ['sealift/acme-shop/main.staging', 'staging', 'staging', 'api,web'],
        ['sealift/acme-shop/main.prod', 'prod', 'prod', 'api'],
      ],
    ],
    [{ kind: 'rollback' }, [['sealift/acme-shop/main.rollback-17', '', undefined, 'api,web,api']]],
    [{ kind: 'promote' }, [['sealift/acme-shop/main.promote', '', undefined, 'api,web,api']]],
    [
      { kind: 'promote', group: 'app' },
      [
        ['sealift/acme-shop/main.promote.api', 'api', undefined, 'api,api'],
        ['sealift/acme-shop/main.promote.staging.web', 'web', 'staging', 'web'],
      ],
    ],
    [
      { kind: 'promote', group: 'environment' },
      [
        ['sealift/acme-shop/main.promote.staging', 'staging', 'staging', 'api,web'],
        ['sealift/acme-shop/main.promote.prod', 'prod', 'prod', 'api'],
      ],
    ],
    [{ branch: 'bump/{run}' }, [['bump/17', '', undefined, 'api,web,api']]],
    [{ mode: 'commit' }, [[undefined, '', undefined, 'api,web,api']]],
  ])('%j', (change, expected) => {
    expect(groups(change)).toEqual(expected);
  });

  test('an environment with a mode of its own, and one with a base of its own', () => {
    const own = [
      target('api', { environment: 'staging', mode: 'commit' }),
      target('api', { environment: 'prod', base: 'live' }),
    ];
    const made = groupTargets({ ...rules, base: 'main' }, own, origin);
    expect(made.map(({ mode, base }) => [mode, base])).toEqual([
      ['commit', 'main'],
      ['pull-request', 'live'],
    ]);
  });

  test('two that would have the same branch', () => {
    expect(() => groups({ group: 'app', branch: 'bump' })).toThrow(
      expect.objectContaining({
        code: 'targets/shared-branch',
        message: 'Two pull requests of this run would have the branch "bump": for api and for web.',
        remedy: 'Put {app} into "branch", or leave it empty.',
      }),
    );
    const bases = [target('api', { base: 'a' }), target('api', { base: 'b' })];
    expect(() => groups({ branch: 'bump' }, bases)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/for api on a and for api on b\.$/),
        remedy: expect.stringContaining('{base}'),
      }),
    );
  });

  test('a base of an environment tells branches apart', () => {
    const bases = [target('api', { base: 'a' }), target('api', { base: 'main' })];
    expect(groups({ base: 'main' }, bases).map(([branch]) => branch)).toEqual([
      'sealift/acme-shop/main.onto-a',
      'sealift/acme-shop/main',
    ]);
  });
});
