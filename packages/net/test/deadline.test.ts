import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startDeadline } from '../src/deadline.ts';

test('without a parent', async () => {
  const deadline = startDeadline(20);
  expect(deadline.ended()).toBeUndefined();
  await once(deadline.signal, 'abort');
  expect(deadline.ended()).toBe('deadline');
});

test('tells which of both was first', async () => {
  const job = new AbortController();
  const deadline = startDeadline(20, job.signal);
  const cancelled = startDeadline(60_000, job.signal);
  expect([deadline.ended(), cancelled.ended()]).toEqual([undefined, undefined]);
  await once(deadline.signal, 'abort');
  expect([deadline.ended(), cancelled.ended()]).toEqual(['deadline', undefined]);
  job.abort();
  expect([deadline.ended(), cancelled.ended()]).toEqual(['deadline', 'cancelled']);
  expect(startDeadline(60_000, job.signal).ended()).toBe('cancelled');
});
