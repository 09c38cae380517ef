/** The Terraform of the templates, with every argument, type and output checked, and what each module would be given. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { infraEngines } from './infra/engines.ts';
import { type Plan, testRun } from './infra/plans.ts';
import { judge } from './infra/rules.ts';
import { startWorld, type World } from './infra/world.ts';

const engines = await infraEngines();

/** What has tests of its own, with the number of runs that must pass: a file that is not found passes nothing. */
const TESTED = [
  { folder: 'bootstrap', runs: 2 },
  { folder: 'global', runs: 7 },
  { folder: 'modules/platform', runs: 10 },
  { folder: 'modules/delivery', runs: 3 },
  { folder: 'envs/dev', runs: 2 },
  { folder: 'envs/prod', runs: 2 },
] as const;
const ROOTS = ['bootstrap', 'global', 'envs/dev', 'envs/prod', 'envs/dev/delivery', 'envs/prod/delivery'];

describe.skipIf(engines === undefined)('infrastructure', () => {
  let world: World;
  let folder: string;
  beforeAll(async () => {
    if (engines === undefined) return;
    world = await startWorld(engines);
    folder = world.copy();
  });
  afterAll(() => world?.stop());

  it('is formatted as `tofu fmt` does', async () => {
    const { stdout } = await world.tofu(folder, 'fmt', '-check', '-recursive', '-diff');
    expect(stdout).toBe('');
  });

  it.each(ROOTS)('%s is valid', async (root) => {
    expect(await world.tofu(`${folder}/${root}`, 'init', '-backend=false')).toMatchObject({ exitCode: 0 });
    expect(await world.tofu(`${folder}/${root}`, 'validate')).toMatchObject({ exitCode: 0, stderr: '' });
  });

  const plans = new Map<string, readonly Plan[]>();
  it.each(TESTED)(
    '$folder passes its own tests',
    async ({ folder: root, runs }) => {
      await world.tofu(`${folder}/${root}`, 'init', '-backend=false');
      const run = await testRun(world, `${folder}/${root}`);
      expect(run).toMatchObject({ failed: [], passed: expect.objectContaining({ length: runs }) });
      plans.set(root, run.plans);
    },
    600_000,
  );

  const planOf = (root: string, run: string) => {
    const plan = (plans.get(root) ?? []).find((one) => one.run === run);
    if (plan === undefined) throw new Error(`no plan of ${run} in ${root}`);
    return plan;
  };

  it.each([
    { root: 'global', run: 'each_role_has_one_subject', modules: 9, production: true },
    { root: 'envs/prod', run: 'as_shipped', modules: 4, production: true },
    { root: 'envs/dev', run: 'as_shipped', modules: 4, production: false },
  ])(
    '$root gives its $modules modules nothing that a rule is against',
    ({ root, run, modules, production }) => {
      const plan = planOf(root, run);
      expect(plan.given).toHaveLength(modules);
      expect(judge(plan, { platforms: ['linux/amd64', 'linux/arm64'], production })).toEqual([]);
    },
  );

  it('nodes are of the architecture that the images have', () => {
    const groups = (run: string) =>
      planOf('modules/platform', run).given.flatMap(({ inputs }) =>
        'eks_managed_node_groups' in inputs ? [inputs['eks_managed_node_groups']] : [],
      );
    expect(groups('images_for_both_run_on_arm64')).toMatchObject([
      { arm64: { ami_type: 'AL2023_ARM_64_STANDARD', instance_types: ['m7g.large'] } },
    ]);
    expect(groups('images_for_x86_run_on_x86')).toMatchObject([
      { amd64: { ami_type: 'AL2023_x86_64_STANDARD', instance_types: ['m7i.large'] } },
    ]);
  });

  it('a role is taken by one subject of one repository', () => {
    const roles = planOf('global', 'each_role_has_one_subject').given.flatMap(({ address, inputs }) =>
      'oidc_subjects' in inputs
        ? [[address, inputs['oidc_subjects'], inputs['oidc_audiences'], inputs['trust_policy_conditions']]]
        : [],
    );
    const bound = (id: string) => [
      { test: 'StringEquals', variable: 'token.actions.githubusercontent.com:repository_id', values: [id] },
    ];
    expect(roles.toSorted()).toEqual([
      [
        'module.github_role["apply-dev"]',
        ['repo:acme@123456/infra@456790:environment:infra-dev'],
        ['sts.amazonaws.com'],
        bound('456790'),
      ],
      [
        'module.github_role["apply-prod"]',
        ['repo:acme@123456/infra@456790:environment:infra-prod'],
        ['sts.amazonaws.com'],
        bound('456790'),
      ],
      [
        'module.github_role["images"]',
        ['repo:acme@123456/shop@456789:ref:refs/heads/main'],
        ['sts.amazonaws.com'],
        bound('456789'),
      ],
      [
        'module.github_role["plan"]',
        ['repo:acme@123456/infra@456790:environment:infra-plan'],
        ['sts.amazonaws.com'],
        bound('456790'),
      ],
    ]);
  });
});
