import type { Client } from '@sealift/cluster/client/client';
import type { Reference } from '@sealift/cluster/client/object';
import { describe, expect, it } from 'vitest';
import {
  type AppState,
  follow,
  isAbortedAt,
  isHealthyAt,
  type RolloutState,
  readState,
} from '../../src/deploy/state.ts';

const NAME = { app: 'api', namespace: 'shop-prod', application: 'api-prod' };

const application = {
  status: {
    sync: { status: 'Synced', revision: 'abc' },
    health: { status: 'Healthy' },
    operationState: { phase: 'Succeeded', message: 'done', operation: { sync: { revision: 'abc' } } },
  },
};
const rollout = {
  metadata: { name: 'api', generation: 2 },
  spec: {
    replicas: 3,
    strategy: {
      canary: { steps: [{ setWeight: 10 }, { analysis: {} }, { setWeight: 50 }, { analysis: {} }] },
    },
  },
  status: {
    observedGeneration: '2',
    phase: 'Healthy',
    stableRS: 'one',
    currentPodHash: 'one',
    readyReplicas: 3,
    currentStepIndex: 4,
  },
};

/** Each answer in its turn, the last one for ever. */
const clientOf = (answers: readonly { application?: object; rollout?: object }[]): Client => {
  let turn = 0;
  return {
    get: async ({ kind }: Reference) => {
      const answer = answers[Math.min(turn, answers.length - 1)];
      if (kind === 'Application') return answer?.application;
      turn += 1;
      return answer?.rollout;
    },
  } as unknown as Client;
};

describe('readState', () => {
  it('takes what both controllers say', async () => {
    expect(await readState(clientOf([{ application, rollout }]), NAME)).toEqual({
      revision: 'abc',
      sync: 'Synced',
      health: 'Healthy',
      operation: { phase: 'Succeeded', message: 'done', revision: 'abc' },
      rollout: {
        phase: 'Healthy',
        message: '',
        aborted: false,
        weight: 0,
        step: 4,
        stable: 'one',
        current: 'one',
        ready: 3,
        desired: 3,
      },
    });
  });

  it.each([
    ['before its first step', { currentStepIndex: 0 }, 10],
    ['while it is judged', { currentStepIndex: 1 }, 10],
    ['at its second weight', { currentStepIndex: 3 }, 50],
    ['past its last step', { currentStepIndex: 4 }, 50],
    ['taken back', { currentStepIndex: 1, abort: true }, 0],
    ['promoted', { currentStepIndex: 4, stableRS: 'two' }, 0],
  ])('knows the weight of a canary %s', async (_, status, weight) => {
    const canary = { ...rollout, status: { ...rollout.status, currentPodHash: 'two', ...status } };
    const state = await readState(clientOf([{ application, rollout: canary }]), NAME);
    expect(state.rollout?.weight).toBe(weight);
  });

  it('takes no phase of a Rollout that its controller has not seen in this form', async () => {
    const newer = { ...rollout, metadata: { name: 'api', generation: 3 } };
    const state = await readState(clientOf([{ application, rollout: newer }]), NAME);
    expect(state.rollout?.phase).toBe('');
    expect(isHealthyAt('abc')(state)).toBe(false);
  });

  it('knows an app that nobody has deployed yet', async () => {
    expect(await readState(clientOf([{}]), NAME)).toMatchObject({ revision: '', rollout: undefined });
  });
});

const state = (more: Partial<AppState>, ofRollout: Partial<RolloutState> = {}): AppState => ({
  ...{ revision: 'abc', sync: 'Synced', health: 'Healthy' },
  operation: { phase: 'Succeeded', message: '', revision: 'abc' },
  rollout: {
    ...{ phase: 'Healthy', message: '', aborted: false, weight: 0, step: 4 },
    ...{ stable: 'one', current: 'one', ready: 3, desired: 3 },
    ...ofRollout,
  },
  ...more,
});

it.each([
  ['as wished', state({}), true],
  ['at another commit', state({ revision: 'old' }), false],
  ['not yet applied', state({ sync: 'OutOfSync' }), false],
  ['not well', state({ health: 'Progressing' }), false],
  ['a canary beside what is stable', state({}, { current: 'two' }), false],
  ['pods that are missing', state({}, { ready: 2 }), false],
  ['nothing there', { ...state({}), rollout: undefined }, false],
] as const)('healthy: %s', (_, seen, healthy) => {
  expect(isHealthyAt('abc')(seen)).toBe(healthy);
});

const DOWN = { health: 'Degraded' } as const;
it.each([
  ['taken back', state(DOWN, { phase: 'Degraded', aborted: true }), true],
  ['of the commit before', state({ ...DOWN, revision: 'old' }, { phase: 'Degraded', aborted: true }), false],
  ['degraded for another reason', state(DOWN, { phase: 'Degraded' }), false],
  ['still going', state({}, { phase: 'Progressing', aborted: true }), false],
] as const)('aborted: %s', (_, seen, aborted) => {
  expect(isAbortedAt('abc')(seen)).toBe(aborted);
});

describe('follow', () => {
  const options = (more: object = {}) => ({
    what: 'The deployment',
    until: isHealthyAt('abc'),
    limit: 10_000,
    signal: new AbortController().signal,
    onChange: () => undefined,
    ...more,
  });
  const status = { ...rollout.status, phase: 'Progressing', readyReplicas: 0 };
  const starting = { ...rollout, status: { ...status, currentStepIndex: 1, currentPodHash: 'two' } };

  it('keeps each state that is new, and tells it once', async () => {
    const told: string[] = [];
    const client = clientOf([
      { application },
      { application, rollout: starting },
      { application, rollout: starting },
      { application, rollout },
    ]);
    const { states } = await follow(client, NAME, options({ onChange: (text: string) => told.push(text) }));
    expect(states.map(({ state: seen }) => seen.rollout?.phase)).toEqual([
      undefined,
      'Progressing',
      'Healthy',
    ]);
    expect(told).toEqual([
      'abc Synced Healthy',
      'abc Synced Healthy, rollout Progressing 10 % 0/3',
      'abc Synced Healthy, rollout Healthy 3/3',
    ]);
  });

  it('gives up when the time is over, or when it cannot come true any more', async () => {
    const client = clientOf([{ application, rollout: starting }]);
    await expect(follow(client, NAME, options({ limit: 0 }))).rejects.toMatchObject({
      code: 'rehearsal/not-reached',
      message: expect.stringContaining('The deployment was not reached'),
    });
    await expect(follow(client, NAME, options({ unless: () => true }))).rejects.toMatchObject({
      code: 'rehearsal/not-reached',
    });
    await expect(follow(client, NAME, options({ signal: AbortSignal.abort() }))).rejects.toThrow('abort');
  });
});
