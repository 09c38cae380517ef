import type { RunEvent } from '@sealift/workflow-runner/events';
import { expect, it } from 'vitest';
import { createPhases } from '../../src/report/phases.ts';

const job = { key: 'release/plan', name: 'release / Plan' };
const step = { number: 1, name: 'Run x', id: undefined, phase: 'main' } as const;
const started: readonly RunEvent[] = [
  { kind: 'job-started', job },
  { kind: 'step-started', job, step },
];
const ended: readonly RunEvent[] = [
  { kind: 'step-ended', job, step, outcome: 'failure', conclusion: 'success', duration: 1 },
  { kind: 'job-ended', job, conclusion: 'success', duration: 1 },
];

it('knows when phases, jobs and steps began and ended, each run in the phase that it belongs to', () => {
  let time = 0;
  const phases = createPhases(() => time++, 'pipeline');
  const tell = (events: readonly RunEvent[]) => {
    for (const event of events) phases.event(event);
  };
  const engines = phases.begin('engines', 'looking');
  const first = phases.begin('pipeline', 'push of a');
  tell(started);
  engines('success');
  tell(ended);
  first('success');
  const scene = phases.begin('deployment', 'a good release');
  const second = phases.begin('pipeline', 'push of b');
  tell([...started, ...ended]);
  second('success');
  scene('failure');
  const jobAt = (from: number, steps: readonly [number, number], to: number) => ({
    ...{ key: 'release/plan', name: 'release / Plan', conclusion: 'success', started: from, ended: to },
    steps: [{ name: 'Run x', outcome: 'failure', started: steps[0], ended: steps[1] }],
  });
  expect(phases.all()).toEqual([
    { topic: 'engines', text: 'looking', started: 0, ended: 4, outcome: 'success', jobs: [] },
    {
      ...{ topic: 'pipeline', text: 'push of a', started: 1, ended: 7, outcome: 'success' },
      jobs: [jobAt(2, [3, 5], 6)],
    },
    { topic: 'deployment', text: 'a good release', started: 8, ended: 15, outcome: 'failure', jobs: [] },
    {
      ...{ topic: 'pipeline', text: 'push of b', started: 9, ended: 14, outcome: 'success' },
      jobs: [jobAt(10, [11, 12], 13)],
    },
  ]);
});

it('says of what goes on that it does, until now', () => {
  let time = 0;
  const phases = createPhases(() => time, 'pipeline');
  phases.begin('pipeline', 'x');
  for (const event of started) phases.event(event);
  time = 5;
  expect(phases.all()).toEqual([
    {
      ...{ topic: 'pipeline', text: 'x', started: 0, ended: 5, outcome: 'running' },
      jobs: [
        {
          ...{ ...job, conclusion: 'running', started: 0, ended: 5 },
          steps: [{ name: 'Run x', outcome: 'running', started: 0, ended: 5 }],
        },
      ],
    },
  ]);
});

it('takes events of a run that nobody measures', () => {
  const phases = createPhases(() => 0, 'pipeline');
  for (const event of [...started, ...ended]) phases.event(event);
  expect(phases.all()).toEqual([]);
});
