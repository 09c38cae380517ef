import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeOwnFolder } from '../src/own-folder.ts';

let within: string;
beforeEach(async () => {
  within = await mkdtemp(path.join(tmpdir(), 'own-folder-'));
});
afterEach(() => rm(within, { recursive: true, force: true }));

/** Makes a folder as another process does, and ends by `end`. */
async function leftBy(end: 'kill' | 'keep'): Promise<string> {
  const source = path.resolve(import.meta.dirname, '../src/own-folder.ts');
  const script = `
    import { makeOwnFolder } from ${JSON.stringify(source)};
    const folder = await makeOwnFolder('mine-', ${JSON.stringify(within)});
    if (${JSON.stringify(end)} === 'keep') await folder.keep();
    console.log(folder.path);
    setInterval(() => {}, 1000);
  `;
  const child = spawn(
    process.execPath,
    ['--conditions=source', '--input-type=module', '--eval', script],
    // Where packages are found.
    { cwd: path.resolve(import.meta.dirname, '..'), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await once(child, 'exit');
  return String(said).trim();
}

it('removes what a killed process has left, and nothing that was kept, is in use or has another name', async () => {
  const kept = await leftBy('keep');
  const left = await leftBy('kill');
  expect(existsSync(left)).toBe(true);
  const other = await makeOwnFolder('others-', within);
  const first = await makeOwnFolder('mine-', within);
  const second = await makeOwnFolder('mine-', within);
  expect(existsSync(left)).toBe(false);
  for (const folder of [kept, other.path, first.path, second.path]) expect(existsSync(folder)).toBe(true);
  await first.remove();
  await second.keep();
  await other.remove();
  expect((await readdir(within)).toSorted()).toEqual(
    [kept, second.path].map((folder) => path.basename(folder)).toSorted(),
  );
  expect(await readdir(second.path)).toEqual([]);
});
