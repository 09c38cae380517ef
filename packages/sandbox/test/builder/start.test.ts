/** The real BuildKit, where its engine is in the cache and this is root. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findEngines } from '@sealift/engines/find';
import { findOnPath } from '@sealift/engines/system-programs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBuilder } from '../../src/builder/start.ts';

const engines = process.getuid?.() === 0 ? findEngines(['buildkitd']) : undefined;
if (process.getuid?.() !== 0) process.stderr.write('\n!!! NOT TESTED: BuildKit needs root.\n\n');

describe.skipIf(engines === undefined)('BuildKit', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'sealift-test-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const start = async () =>
    startBuilder({
      engine: engines?.buildkitd ?? '',
      // Looked for at start, run only by a build.
      runc: (await findOnPath('runc', process.env)) ?? '/bin/true',
      dir,
      cache: path.join(dir, 'cache'),
    });
  const socketOf = ({ endpoint }: { endpoint: string }) => endpoint.replace('unix://', '');

  it('is there when it starts and gone when it stops', async () => {
    const builder = await start();
    expect(builder.cached).toBe(true);
    expect((await stat(socketOf(builder))).isSocket()).toBe(true);
    const pid = Number(await readFile(path.join(dir, 'cache', 'sealift.pid'), 'utf8'));
    expect((await readFile(`/proc/${pid}/comm`, 'utf8')).trim()).toBe('buildkitd');
    await builder.stop();
    await expect(stat(path.dirname(socketOf(builder)))).rejects.toThrow('ENOENT');
    expect(await readdir(dir)).toEqual(['cache', 'logs']);
  });

  it('gives a second one at the same time a folder of its own, and the cache to the next', async () => {
    const first = await start();
    const second = await start();
    expect(second.cached).toBe(false);
    await second.stop();
    await first.stop();
    expect(await readdir(dir)).toEqual(['cache', 'logs']);
    const third = await start();
    expect(third.cached).toBe(true);
    await third.stop();
  });

  it('ends the daemon of a rehearsal that was killed', async () => {
    const url = new URL('../../src/builder/start.ts', import.meta.url);
    const options = { engine: engines?.buildkitd, runc: '/bin/true', dir, cache: path.join(dir, 'cache') };
    const script = `const { startBuilder } = await import(${JSON.stringify(url.href)});
      console.log((await startBuilder(${JSON.stringify(options)})).endpoint); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--conditions=source', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [endpoint] = await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const builder = await start();
    expect(builder.cached).toBe(true);
    await builder.stop();
    // What the killed one left in the system's folder for temporary files goes with it.
    expect(existsSync(path.dirname(String(endpoint).trim().replace('unix://', '')))).toBe(false);
  });
});
