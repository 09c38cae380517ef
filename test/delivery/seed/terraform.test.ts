/** The snippets of Terraform, before the checks that should refuse them. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBucket } from '../infra/bucket.ts';
import { infraEngines } from '../infra/engines.ts';
import { testRun } from '../infra/plans.ts';
import { judge } from '../infra/rules.ts';
import { faultsOfState } from '../infra/state.ts';
import { startWorld, type World } from '../infra/world.ts';
import { FAULTS, type Snippet } from './faults.ts';

const engines = await infraEngines();

const textOf = (snippet: string) => readFileSync(path.join(import.meta.dirname, 'snippets', snippet), 'utf8');

/** What a person does after the first error: the arguments that do not exist are taken out. */
const mended = (snippet: string) =>
  textOf(snippet).replace(/^.*\b(?:cluster_name|manage_aws_auth|create_random_password)\b.*\n/gm, '');

const MODULES = { 'vpc.tf': 'vpc', 'eks.tf': 'eks', 'rds.tf': 'rds', 'redis.tf': 'redis' } as const;

const isModule = (snippet: Snippet): snippet is keyof typeof MODULES => snippet in MODULES;

describe.skipIf(engines === undefined)('snippets of Terraform', () => {
  let world: World;
  const broken = new Map<string, readonly string[]>();
  beforeAll(async () => {
    if (engines === undefined) return;
    world = await startWorld(engines);
    const folder = world.empty();
    for (const snippet of Object.keys(MODULES)) writeFileSync(path.join(folder, snippet), mended(snippet));
    writeFileSync(
      path.join(folder, 'seed.tftest.hcl'),
      `${['aws', 'random', 'tls', 'time', 'null', 'cloudinit'].map((name) => `mock_provider "${name}" {}\n`).join('')}
run "pasted" {
  command = plan
}
`,
    );
    await world.tofu(folder, 'init', '-backend=false');
    const { plans, messages } = await testRun(world, folder);
    const [plan] = plans;
    if (plan === undefined) throw new Error(messages);
    // The pipeline that the snippets belong to builds for the runner's own platform.
    for (const { rule, address } of judge(plan, { platforms: ['linux/amd64'], production: true }))
      for (const name of Object.values(MODULES))
        if (address === `module.${name}` || address.includes(`/${name === 'redis' ? 'elasticache' : name}/`))
          broken.set(name, [...(broken.get(name) ?? []), rule]);
  });
  afterAll(() => world?.stop());

  const says = {
    OpenTofu: async (snippet: Snippet) => {
      const folder = world.empty();
      for (const file of new Set(['vpc.tf', snippet])) writeFileSync(path.join(folder, file), textOf(file));
      await world.tofu(folder, 'init', '-backend=false');
      return (await world.tofu(folder, 'validate')).stderr;
    },
    'Terraform rule': async (snippet: Snippet) => {
      if (isModule(snippet)) return (broken.get(MODULES[snippet]) ?? []).join('\n');
      const bucket = await startBucket();
      try {
        return (await faultsOfState(world, bucket, textOf(snippet))).join('\n');
      } finally {
        await bucket.stop();
      }
    },
  };

  test.each(
    FAULTS.flatMap((fault) =>
      fault.check === 'OpenTofu' || fault.check === 'Terraform rule'
        ? [{ ...fault, check: fault.check }]
        : [],
    ),
  )('$snippet: $fault ($says)', async ({ snippet, check, says: expected }) => {
    expect(await says[check](snippet)).toContain(expected);
  });
});
