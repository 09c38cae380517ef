import type { Client } from '@sealift/cluster/client/client';
import type { Point } from '@sealift/cluster/prometheus/prometheus';
import { remoteFailure } from '@sealift/core/failure';
import { expect, it } from 'vitest';
import { type CanaryQuestion, readCanary } from '../../src/deploy/canary.ts';
import type { AppState } from '../../src/deploy/state.ts';

const NAME = { app: 'api', namespace: 'shop-prod', application: 'api-prod' };
const STARTED = Date.parse('2026-01-02T03:04:00Z');

const run = (name: string, created: string, phase: string, value: string) => ({
  metadata: { name, creationTimestamp: created },
  spec: {
    args: [{ name: 'canary-hash', value: 'new' }],
    metrics: [
      {
        name: 'error-rate',
        successCondition: 'len(result) > 0 && result[0] < 0.005',
        provider: { prometheus: { query: 'errors{hash="{{args.canary-hash}}"}' } },
      },
    ],
  },
  status: {
    phase,
    metricResults: [
      { name: 'error-rate', phase, measurements: [{ phase, value, finishedAt: '2026-01-02T03:04:30Z' }] },
    ],
  },
});
const client = {
  list: async () => [
    run('second', '2026-01-02T03:04:20Z', 'Failed', '[0.2]'),
    run('first', '2026-01-02T03:04:10Z', 'Successful', '[0]'),
  ],
} as unknown as Client;

const at = (time: number, weight: number) => ({ at: time, state: { rollout: { weight } } as AppState });
const followed = {
  states: [at(0, 0), at(1_000, 10), at(2_000, 10), at(30_000, 50), at(40_000, 0)],
  ...{ started: STARTED, took: 60_000 },
};
const question: CanaryQuestion = {
  ...{ subject: 'x', digest: 'sha256:a', end: 'taken back', followed, canary: 'new', stable: 'old' },
};

const read = (answer: (query: string) => Promise<readonly Point[]>, failures: string[] = []) =>
  readCanary({ client, prometheus: { queryRange: (query) => answer(query) } }, NAME, question, (why) =>
    failures.push(why),
  );

it('asks what the analysis asked, of both templates, and counts from the merge', async () => {
  const canary = await read(async (query) => [
    {
      at: STARTED + 2_000,
      value: query === 'errors{hash="new"}' ? 0.2 : query === 'errors{hash="old"}' ? 0 : -1,
    },
  ]);
  expect(canary).toEqual({
    ...{ subject: 'x', digest: 'sha256:a', end: 'taken back', took: 60_000 },
    weights: [
      { at: 0, weight: 0 },
      { at: 1_000, weight: 10 },
      { at: 30_000, weight: 50 },
      { at: 40_000, weight: 0 },
    ],
    metrics: [
      {
        name: 'error-rate',
        successCondition: 'len(result) > 0 && result[0] < 0.005',
        canary: [{ at: 2_000, value: 0.2 }],
        stable: [{ at: 2_000, value: 0 }],
        measurements: [
          { at: 30_000, phase: 'Successful', value: '[0]' },
          { at: 30_000, phase: 'Failed', value: '[0.2]' },
        ],
      },
    ],
  });
});

it('has no numbers where Prometheus gives none, and says why', async () => {
  const failures: string[] = [];
  const canary = await read(
    () => Promise.reject(remoteFailure({ code: 'cluster/bad-query', cause: 'gone', remedy: 'x' })),
    failures,
  );
  expect(canary.metrics[0]).toMatchObject({ canary: [], stable: [] });
  expect(failures).toEqual(['gone', 'gone']);
});

it.each([
  ['promoted', 100],
  ['taken back', 0],
] as const)('a canary that was %s ends with %d %% of the pods', async (end, weight) => {
  const { weights } = await readCanary(
    { client, prometheus: { queryRange: async () => [] } },
    NAME,
    { ...question, end },
    () => {},
  );
  expect(weights.at(-1)).toEqual({ at: 40_000, weight });
});
