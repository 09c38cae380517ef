/** Where the state is kept: what the shipped backends ask of a bucket, and what they refuse. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bucket, startBucket } from './infra/bucket.ts';
import { infraEngines } from './infra/engines.ts';
import { applyWithState, faultsOfState } from './infra/state.ts';
import { startWorld, TERRAFORM, type World } from './infra/world.ts';

const engines = await infraEngines();

const BACKENDS = [
  { file: 'bootstrap/main.tf', key: 'bootstrap.tfstate' },
  { file: 'global/versions.tf', key: 'global.tfstate' },
  { file: 'envs/dev/versions.tf', key: 'dev.tfstate' },
  { file: 'envs/prod/versions.tf', key: 'prod.tfstate' },
  { file: 'envs/dev/delivery/main.tf', key: 'dev-delivery.tfstate' },
  { file: 'envs/prod/delivery/main.tf', key: 'prod-delivery.tfstate' },
] as const;

describe.skipIf(engines === undefined)('state', () => {
  let world: World;
  let bucket: Bucket;
  beforeAll(async () => {
    if (engines === undefined) return;
    world = await startWorld(engines);
    bucket = await startBucket();
  });
  afterAll(async () => {
    await bucket?.stop();
    await world?.stop();
  });

  const backendOf = (file: string) =>
    /^ {2}backend "s3" \{$[\s\S]*?^ {2}\}$/m.exec(readFileSync(path.join(TERRAFORM, file), 'utf8'))?.[0] ??
    '';

  it.each(BACKENDS)('$file: locked by an object, encrypted, at $key', async ({ file, key }) => {
    const faults = await faultsOfState(world, bucket, `terraform {\n${backendOf(file)}\n}\n`);
    expect(faults).toEqual([]);
    expect([...bucket.objects.keys()]).toContain(`/acme-tfstate/${key}`);
    expect([...bucket.objects.keys()].filter((name) => name.endsWith('.tflock'))).toEqual([]);
  });

  it('what is locked is not applied', async () => {
    const folder = world.empty();
    writeFileSync(path.join(folder, 'main.tf'), `terraform {\n${backendOf('global/versions.tf')}\n}\n`);
    bucket.objects.set('/acme-tfstate/global.tfstate.tflock', Buffer.from('{"ID":"somebody"}'));
    const { exitCode, stderr } = await applyWithState(world, bucket, folder);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('Error acquiring the state lock');
    bucket.objects.delete('/acme-tfstate/global.tfstate.tflock');
  });

  it.each([
    { change: ['use_lockfile = true', ''], rule: 'state/locked-by-an-object' },
    { change: ['encrypt      = true', ''], rule: 'state/encrypted' },
    {
      change: ['use_lockfile = true', 'dynamodb_table = "acme-tf-lock"'],
      rule: 'state/no-table',
    },
  ])('without `$change.0` it is refused: $rule', async ({ change: [from = '', to = ''], rule }) => {
    const backend = backendOf('global/versions.tf');
    expect(backend).toContain(from);
    const faults = await faultsOfState(world, bucket, `terraform {\n${backend.replace(from, to)}\n}\n`);
    expect(faults).toContain(rule);
  });
});
