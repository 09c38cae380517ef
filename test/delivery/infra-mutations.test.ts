/** Faults put into the shipped Terraform: each must be seen, or the checks check nothing. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { infraEngines } from './infra/engines.ts';
import { readModuleFacts } from './infra/facts.ts';
import { type Change, CLUSTER, DATABASE, JUDGED } from './infra/judged-changes.ts';
import { testRun } from './infra/plans.ts';
import { judge, RULES } from './infra/rules.ts';
import { standIns, startWorld, type World } from './infra/world.ts';

const engines = await infraEngines();

function change(folder: string, { file, from, to }: Change): void {
  const at = path.join(folder, file);
  const text = readFileSync(at, 'utf8');
  expect(text).toContain(from);
  writeFileSync(at, text.replace(from, to));
}

const REFUSED = [
  {
    kind: 'an argument of an older major',
    root: 'envs/prod',
    change: { file: CLUSTER, from: 'kubernetes_version =', to: 'cluster_version =' },
    says: 'An argument named "cluster_version" is not expected here.',
  },
  {
    kind: 'a value of another type',
    root: 'envs/prod',
    change: {
      file: CLUSTER,
      from: 'deletion_protection = var.protected',
      to: 'deletion_protection = "never"',
    },
    says: 'a bool is required',
  },
  {
    kind: 'an output that the module does not have',
    root: 'envs/prod',
    change: { file: DATABASE, from: 'module.eks.node_security_group_id', to: 'module.eks.nodes_id' },
    says: 'This object does not have an attribute named "nodes_id".',
  },
  {
    kind: 'an input that is left out',
    root: 'envs/prod',
    change: { file: 'envs/prod/main.tf', from: '  protected           = true\n', to: '' },
    says: 'The argument "protected" is required, but no definition was found.',
  },
  {
    kind: 'an attribute that the module would drop in silence',
    root: 'envs/prod',
    change: { file: CLUSTER, from: 'before_compute = true\n', to: 'before_computing = true\n' },
    says: 'has no addons.*.before_computing.',
  },
  {
    kind: 'an argument that a resource does not have',
    root: 'global',
    change: { file: 'global/network.tf', from: 'route_table_ids   =', to: 'route_tables =' },
    says: 'An argument named "route_tables" is not expected here.',
  },
  {
    kind: 'an argument of a resource that is left out',
    root: 'envs/prod',
    change: {
      file: 'modules/platform/secrets.tf',
      from: '  secret_id = aws_secretsmanager_secret.cache[each.value].id\n',
      to: '',
    },
    says: 'The argument "secret_id" is required, but no definition was found.',
  },
  {
    kind: 'a block that a resource does not have',
    root: 'bootstrap',
    change: { file: 'bootstrap/main.tf', from: 'versioning_configuration {', to: 'versioning {' },
    says: 'Blocks of type "versioning" are not expected here.',
  },
] as const;

it('every rule has a fault that it is about', () => {
  const about = new Set(JUDGED.flatMap(({ changes }) => changes.map(({ rule }) => rule)));
  expect(RULES.map(({ name }) => name).filter((name) => !about.has(name))).toEqual([]);
});

describe.skipIf(engines === undefined)('faults in the infrastructure', () => {
  let world: World;
  beforeAll(async () => {
    if (engines !== undefined) world = await startWorld(engines);
  });
  afterAll(() => world?.stop());

  it.each(REFUSED)('$kind is refused', async ({ root, change: mutation, says }) => {
    const folder = world.copy();
    change(folder, mutation);
    const at = path.join(folder, root);
    expect(await world.tofu(at, 'init', '-backend=false')).toMatchObject({ exitCode: 0 });
    const { exitCode, stderr } = await world.tofu(at, 'validate');
    expect(exitCode).toBe(1);
    expect(stderr.replace(/\s+/g, ' ')).toContain(says);
  });

  it('an input that a new version of a module does not have any more is refused', async () => {
    if (engines === undefined) return;
    const facts = readModuleFacts().map((module) => {
      const { manage_master_user_password: _gone, ...inputs } = module.inputs;
      return { ...module, inputs };
    });
    const later = await startWorld(engines, standIns(facts));
    try {
      const at = path.join(later.copy(), 'envs/prod');
      await later.tofu(at, 'init', '-backend=false');
      expect((await later.tofu(at, 'validate')).stderr).toContain(
        'An argument named "manage_master_user_password" is not expected here.',
      );
    } finally {
      await later.stop();
    }
  });

  it.each([
    { kind: 'a version that does not exist', from: 'version = "21.19.0"', to: 'version = "21.99.0"' },
    { kind: 'a major before these inputs', from: 'version = "21.19.0"', to: 'version = "~> 20.0"' },
  ])('$kind is not installed', async ({ from, to }) => {
    const folder = world.copy();
    change(folder, { file: CLUSTER, from, to });
    const { exitCode, stderr } = await world.tofu(path.join(folder, 'envs/prod'), 'init', '-backend=false');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Unresolvable module version constraint');
  });

  it('a provider that is too old for a module is not installed', async () => {
    const folder = world.copy();
    change(folder, { file: 'envs/prod/versions.tf', from: '"6.66.0"', to: '"6.20.0"' });
    const { stderr } = await world.tofu(path.join(folder, 'envs/prod'), 'init', '-backend=false');
    expect(stderr.replace(/\s+/g, ' ')).toContain('no available releases match the given constraints');
  });

  it.each(JUDGED)('$root: each of $changes.length values is seen', async ({ root, changes }) => {
    const folder = world.copy();
    for (const one of changes) change(folder, one);
    const test = path.join(root, 'tests', `${path.basename(root)}.tftest.hcl`);
    const [, ...others] = readFileSync(path.join(folder, test), 'utf8')
      .split(/^(?=run ")/m)
      .slice(1);
    for (const other of others) change(folder, { file: test, from: other, to: '' });
    await world.tofu(path.join(folder, root), 'init', '-backend=false');
    const { plans, messages } = await testRun(world, path.join(folder, root));
    const [plan] = plans;
    if (plan === undefined) throw new Error(messages);
    const found = judge(plan, { platforms: ['linux/amd64', 'linux/arm64'], production: true });
    expect([...new Set(found.map(({ rule }) => rule))].toSorted()).toEqual(
      changes.map(({ rule }) => rule).toSorted(),
    );
  });
});
