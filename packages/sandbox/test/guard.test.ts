import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

/** Starts a sleeper under a guard, says its number, and dies as the test wants. */
const PARENT = `
import { spawn } from 'node:child_process';
import { createGuard } from ${JSON.stringify(path.resolve(import.meta.dirname, '../src/guard.ts'))};
const guard = createGuard();
const kept = spawn('sleep', ['300'], { detached: true, stdio: 'ignore' });
const forgotten = spawn('sleep', ['300'], { detached: true, stdio: 'ignore' });
guard.watch(kept.pid);
guard.watch(forgotten.pid);
guard.forget(forgotten.pid);
console.log(kept.pid + ' ' + forgotten.pid);
setInterval(() => {}, 1000);
`;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('ends what it watches when its parent is killed, and nothing that it was told to forget', async () => {
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', PARENT], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] ?? '' },
  });
  const said = await new Promise<string>((resolve) =>
    parent.stdout.once('data', (text) => resolve(String(text))),
  );
  const [kept = 0, forgotten = 0] = said.trim().split(' ').map(Number);
  try {
    expect(isAlive(kept)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(kept), { timeout: 20_000 }).toBe(false);
    expect(isAlive(forgotten)).toBe(true);
  } finally {
    process.kill(-forgotten, 'SIGKILL');
  }
});
