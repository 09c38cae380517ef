import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { tryLock, withLock } from '../src/lock.ts';

let number = 0;
const unique = () => `/lock-test/${process.pid}/${number++}`;

describe('the lock', () => {
  it('is held by one', async () => {
    const folder = unique();
    const first = await tryLock(folder);
    expect(await tryLock(folder)).toBeUndefined();
    await first?.release();
    const second = await tryLock(folder);
    expect(second).toBeDefined();
    await second?.release();
  });

  it('lets one after the other work, also after an error', async () => {
    const folder = unique();
    const log: string[] = [];
    const work = (name: string, fails: boolean) =>
      withLock(folder, async () => {
        log.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
      });
    await Promise.allSettled([work('a', true), work('b', false), work('c', false)]);
    expect(log).toHaveLength(6);
    for (let at = 0; at < 6; at += 2) expect(log[at]?.replace('begins', 'ends')).toBe(log[at + 1]);
  });

  it('is free when its process was killed', async () => {
    const folder = unique();
    const url = new URL('../src/lock.ts', import.meta.url);
    const script = `const { tryLock } = await import(${JSON.stringify(url.href)}); console.log((await tryLock(${JSON.stringify(folder)})) !== undefined); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [text] = await once(child.stdout, 'data');
    expect(String(text).trim()).toBe('true');
    expect(await tryLock(folder)).toBeUndefined();
    const taken = withLock(folder, async () => 'mine');
    child.kill('SIGKILL');
    expect(await taken).toBe('mine');
  });

  it('is not waited for after an abort', async () => {
    const folder = unique();
    const held = await tryLock(folder);
    const controller = new AbortController();
    const waiting = withLock(folder, async () => {}, { signal: controller.signal });
    controller.abort(new Error('stop'));
    await expect(waiting).rejects.toThrow('stop');
    await held?.release();
  });
});
