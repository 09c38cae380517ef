/** What other jobs of a run, and other runs, put into the artifact store as the record of a release. */
import { openArchive } from '@sealift/evidence/archive';
import { archiveOf } from './artifact-store.ts';
import type { ReleaseWorld } from './world.ts';

type Files = Record<string, string>;

/** Files of the record that the sign job saved. */
export async function savedRecord({ artifacts }: ReleaseWorld): Promise<Files> {
  const own = artifacts.stored.findLast(({ name }) => name === 'release--api');
  if (own === undefined) throw new Error('no record was saved');
  const { names, read } = await openArchive(own.bytes, own.name);
  const files: Files = {};
  for (const name of names) files[name] = (await read(name, 1024 * 1024)).toString('utf8');
  return files;
}

/** Puts another record, made of the saved one, where the bump job looks for it. */
export async function replaceRecord(
  world: ReleaseWorld,
  change: (record: Record<string, unknown>) => unknown,
  name = 'release--api',
): Promise<void> {
  const files = await savedRecord(world);
  const record = JSON.parse(files['record.json'] ?? '') as Record<string, unknown>;
  world.artifacts.put(name, archiveOf({ ...files, 'record.json': JSON.stringify(change(record)) }));
}
