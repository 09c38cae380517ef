import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { memoryLog } from '@sealift/testing/log';
import { createExec } from '@sealift/tools/exec';
import { describe, expect, it } from 'vitest';
import { findConfinement, runConfined } from '../src/running/confinement.ts';

const exec = createExec({ debug: () => {} });
const signal = new AbortController().signal;
const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin' };

async function isRunning(word: string): Promise<boolean> {
  const pids = (await readdir('/proc')).filter((each) => /^[0-9]+$/.test(each));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.some((line) => line.includes(word));
}

const confined = await findConfinement(randomBytes(8).toString('hex'), { exec, env, log: memoryLog() });

describe.each([
  ['in a namespace', confined],
  ['by a mark', { prefix: [], mark: randomBytes(8).toString('hex') }],
])('%s', (_how, confinement) => {
  const run = (script: string, timeout = 20_000) => {
    const log = memoryLog();
    const command = { words: ['sh', '-c', script], cwd: tmpdir(), env, timeout };
    return runConfined(command, confinement, { exec, log, signal }).then((ended) => ({
      ...ended,
      lines: log.lines,
    }));
  };

  it('tells how a command ended, and its last words', async () => {
    expect(await run('echo a; echo b >&2; exit 3')).toMatchObject({
      success: false,
      reason: 'it ended with 3',
    });
    expect(await run('echo a')).toMatchObject({ success: true, lastLines: ['a'] });
  });

  it('gives the environment that is named, and nothing else', async () => {
    const { lines } = await run('env');
    const names = lines.map((line) => /^info (\w+)=/.exec(line)?.[1]).sort();
    expect(names.filter((name) => !['PWD', '_', 'SHLVL', 'OLDPWD'].includes(name ?? ''))).toEqual([
      'PATH',
      'SEALIFT_GATE_RUN',
    ]);
  });

  it('leaves nothing of what stays behind', async () => {
    const word = `9${Math.floor(Math.random() * 1e9)}`;
    const ended = await run(`setsid sleep ${word} >/dev/null 2>&1 </dev/null & echo started`);
    expect(ended.success).toBe(true);
    expect(await isRunning(word)).toBe(false);
  });

  it('ends what does not end, and all that it started', { timeout: 30_000 }, async () => {
    const word = `8${Math.floor(Math.random() * 1e9)}`;
    const ended = await run(`trap "" TERM; setsid sleep ${word} & sleep ${word}`, 300);
    expect(ended).toMatchObject({
      success: false,
      reason: expect.stringContaining('it was ended after') as string,
    });
    expect(await isRunning(word)).toBe(false);
  });

  it('shows as much as a person would read', { timeout: 30_000 }, async () => {
    const { lines, lastLines } = await run(
      'yes 0123456789 | head -n 300000; head -c 3000000 /dev/zero | tr "\\0" x',
    );
    expect(lines.length).toBeLessThan(2_010);
    expect(lines.at(-1)).toMatch(/^info \(30000\d lines, 6[\d]{6} characters in all/);
    expect(lastLines.join('').length).toBeLessThan(10_000);
  });
});

it('says so where there is no namespace to be had', async () => {
  const log = memoryLog();
  const found = await findConfinement('x', { exec, env: { PATH: '/nowhere' }, log });
  expect(found.prefix).toEqual([]);
  expect(log.lines).toEqual([expect.stringContaining('This machine lets nobody make a namespace')]);
});
