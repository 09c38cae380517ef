import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { memoryOf } from '../src/memory.ts';

const MIB = 2 ** 20;

it('counts what descends from a process, through others, and nothing else', async () => {
  const hold =
    'const held = Buffer.alloc(80 * 2 ** 20, 1); console.log(held.length); setInterval(() => {}, 1e6)';
  // exec would put the child in the place of its parent.
  const shell = spawn('/bin/sh', ['-c', `"${process.execPath}" -e "${hold}"; true`], { detached: true });
  try {
    await once(shell.stdout, 'data');
    const { peak, largest } = await memoryOf(shell.pid ?? 0);
    expect(peak).toBeGreaterThan(80 * MIB);
    expect(largest[0]?.name).toMatch(/^node/);
    const whole = await memoryOf(process.pid);
    expect(whole.peak).toBeGreaterThan(peak);
    expect((await memoryOf(2 ** 22 + 1)).peak).toBe(0);
  } finally {
    process.kill(-(shell.pid ?? 0), 'SIGKILL');
  }
});
