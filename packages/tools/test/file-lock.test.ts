import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fakeClock } from '@sealift/testing/clock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tryLock, withFileLock } from '../src/file-lock.ts';

describe('the lock', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sealift-lock-'));
    file = path.join(folder, 'a.lock');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is held by one', async () => {
    const first = await tryLock(file);
    expect(await tryLock(file)).toBeUndefined();
    await first?.release();
    expect(await readdir(folder)).toEqual([]);
    const second = await tryLock(file);
    expect(second).toBeDefined();
    await second?.release();
  });

  it('lets one after the other work, also after an error', async () => {
    const log: string[] = [];
    const work = (name: string, fails: boolean) =>
      withFileLock(file, {}, async () => {
        log.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
      });
    await Promise.allSettled([work('a', true), work('b', false), work('c', false)]);
    expect(log).toHaveLength(6);
    for (let at = 0; at < 6; at += 2) expect(log[at]?.replace('begins', 'ends')).toBe(log[at + 1]);
  });

  it.runIf(process.platform === 'linux')('is free as soon as its process was killed', async () => {
    const url = new URL('../src/file-lock.ts', import.meta.url);
    const script = `const { tryLock } = await import(${JSON.stringify(url.href)}); console.log((await tryLock(${JSON.stringify(file)})) !== undefined); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--conditions=source', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [text] = await once(child.stdout, 'data');
    expect(String(text).trim()).toBe('true');
    // Without a heartbeat: a process that can be seen is not judged by it.
    await utimes(file, 0, 0);
    expect(await tryLock(file)).toBeUndefined();
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    const started = performance.now();
    expect(await withFileLock(file, {}, async () => 'mine')).toBe('mine');
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(await readdir(folder)).toEqual([]);
  });

  it('whose number another process has now is free', async () => {
    const held = await tryLock(file);
    const mark = JSON.parse(await readFile(file, 'utf8'));
    await held?.release();
    await writeFile(file, JSON.stringify({ ...mark, id: 'x', process: `${process.pid} 1` }));
    const taken = await tryLock(file);
    expect(taken).toBeDefined();
    await taken?.release();
  });

  it.each([
    ['another machine or container', '{"id":"x","processes":"elsewhere","process":"1 1"}'],
    ['no process that can be seen', '{"id":"x"}'],
    ['nothing yet', ''],
    ['nothing that is understood', 'somebody'],
  ])('of %s is held until 30 seconds after its last heartbeat', async (_, mark) => {
    const clock = fakeClock();
    await writeFile(file, mark);
    await utimes(file, clock.time / 1000, clock.time / 1000);
    clock.time += 30_000;
    expect(await tryLock(file, clock)).toBeUndefined();
    clock.time += 1;
    const lock = await tryLock(file, clock);
    expect(lock).toBeDefined();
    expect((await stat(file)).mtimeMs).toBe(clock.time);
    await lock?.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('that was taken over is left alone', async () => {
    const lock = await tryLock(file);
    await writeFile(file, 'another');
    await lock?.release();
    expect(await readFile(file, 'utf8')).toBe('another');
  });

  it('is taken over by one of many', async () => {
    for (let round = 0; round < 20; round += 1) {
      await writeFile(file, 'dead');
      await utimes(file, 0, 0);
      const taken = await Promise.all(Array.from({ length: 20 }, () => tryLock(file)));
      expect(taken.filter((lock) => lock !== undefined)).toHaveLength(1);
      for (const lock of taken) await lock?.release();
      expect(await readdir(folder)).toEqual([]);
    }
  });

  it('is taken over although another one ended while it did the same', async () => {
    for (const name of [file, `${file}.takeover`]) {
      await writeFile(name, 'dead');
      await utimes(name, 0, 0);
    }
    expect(await withFileLock(file, {}, async () => 'mine')).toBe('mine');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not waited for after an abort, and says once that it waits', async () => {
    const held = await tryLock(file);
    const controller = new AbortController();
    const told: number[] = [];
    const waiting = withFileLock(
      file,
      { signal: controller.signal, onWait: () => told.push(1) },
      async () => {},
    );
    setTimeout(() => controller.abort(new Error('stop')), 600);
    await expect(waiting).rejects.toThrow('stop');
    expect(told).toHaveLength(1);
    await held?.release();
  });

  it('in a folder that does not exist is an error', async () => {
    await expect(tryLock(path.join(folder, 'none', 'a.lock'))).rejects.toThrow('ENOENT');
  });
});
