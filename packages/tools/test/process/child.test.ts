import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { superviseChild } from '../../src/process/child.ts';

it('ends a child at once that starts after the job was cancelled', async () => {
  const cancelled = new AbortController();
  const supervised = superviseChild({ timeout: 60_000, signal: cancelled.signal, input: undefined });
  cancelled.abort();
  const ended = await supervised.start(async () => once(spawn('sleep', ['30']), 'exit'));
  supervised.release();
  // Not SIGKILL, which comes after a time of grace.
  expect(ended).toEqual([null, 'SIGTERM']);
  expect([supervised.exitCode(), supervised.timedOut()]).toEqual([-1, false]);
});

it('leaves a child alone that nobody ends', async () => {
  const supervised = superviseChild({ timeout: 60_000, signal: undefined, input: undefined });
  const ended = await supervised.start(async () => once(spawn('true'), 'exit'));
  supervised.release();
  expect(ended).toEqual([0, null]);
  expect(supervised.exitCode()).toBe(0);
});
