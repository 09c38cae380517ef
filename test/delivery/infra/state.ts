/** What a backend does, seen from its bucket. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ExecResult } from '@sealift/tools/exec';
import type { Bucket } from './bucket.ts';
import type { World } from './world.ts';

/** A backend's settings that lead it to the bucket on loopback. */
const settings = (bucket: Bucket) => [
  `endpoints={s3="${bucket.endpoint}",dynamodb="${bucket.endpoint}"}`,
  'access_key=test',
  'secret_key=test',
  'use_path_style=true',
  'skip_credentials_validation=true',
  'skip_metadata_api_check=true',
  'skip_requesting_account_id=true',
  'skip_region_validation=true',
];

/** Applies a root that has something to put into its state. */
export async function applyWithState(world: World, bucket: Bucket, folder: string): Promise<ExecResult> {
  writeFileSync(path.join(folder, 'output.tf'), 'output "something" {\n  value = 1\n}\n');
  const initialised = await world.tofu(
    folder,
    'init',
    ...settings(bucket).map((setting) => `-backend-config=${setting}`),
  );
  return initialised.exitCode === 0
    ? world.tofu(folder, 'apply', '-auto-approve', '-input=false', '-lock-timeout=0s')
    : initialised;
}

/** Names of the rules that a backend breaks. */
export async function faultsOfState(
  world: World,
  bucket: Bucket,
  backend: string,
): Promise<readonly string[]> {
  const folder = world.empty();
  writeFileSync(path.join(folder, 'backend.tf'), backend);
  // A state that did not change would not be written again.
  bucket.objects.clear();
  const from = bucket.asked.length;
  const { exitCode, stderr } = await applyWithState(world, bucket, folder);
  const asked = bucket.asked.slice(from);
  const lock = asked.find(
    ({ method, path: object, headers }) =>
      method === 'PUT' && object.endsWith('.tflock') && headers['if-none-match'] === '*',
  );
  const state = asked.find(({ method, path: object }) => method === 'PUT' && object.endsWith('.tfstate'));
  const table = asked.some(({ headers }) => String(headers['x-amz-target'] ?? '').startsWith('DynamoDB'));
  return [
    ...(lock === undefined ? ['state/locked-by-an-object'] : []),
    ...(state?.headers['x-amz-server-side-encryption'] === undefined ? ['state/encrypted'] : []),
    ...(table ? ['state/no-table'] : []),
    ...(exitCode !== 0 && !table ? [`state/applies: ${stderr}`] : []),
  ];
}
