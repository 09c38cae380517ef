import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { pauseImage, pauseProgram } from '../../src/node/pause-image.ts';

it.skipIf(process.platform !== 'linux')(
  'the program waits until it is killed, without computing',
  async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'sealift-pause-'));
    try {
      const file = path.join(dir, 'pause');
      await writeFile(file, pauseProgram(), { mode: 0o755 });
      const child = spawn(file);
      await once(child, 'spawn');
      // A stopped or continued process comes back from the system call: it must wait again.
      for (const signal of ['SIGSTOP', 'SIGCONT', 'SIGWINCH'] as const) child.kill(signal);
      await sleep(100);
      expect(child.exitCode).toBeNull();
      child.kill('SIGKILL');
      expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  },
);

it('the image is the same on every machine of an architecture', () => {
  const name = 'rehearsal.local/pause:1';
  expect(pauseImage(name, 'arm64')).toEqual(pauseImage(name, 'arm64'));
  expect(pauseImage(name, 'arm64')).not.toEqual(pauseImage(name, 'x64'));
  expect(() => pauseImage(name, 's390x')).toThrow('no pause program for s390x');
});
