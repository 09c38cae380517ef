import type { RunEvent, StepLabel } from '@sealift/workflow-runner/events';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTimeline, shortName, stepName, type Timeline } from '../../src/report/timeline.ts';

const job = { key: 'release/build[0]', name: 'release / Build api (linux/amd64)' };
const step: StepLabel = {
  number: 2,
  name: 'Run $/actions/build-push',
  id: undefined,
  phase: 'main',
};
const ended = (
  more: Partial<Extract<RunEvent, { kind: 'step-ended' }>> & { readonly step?: StepLabel },
): RunEvent => ({
  ...{ kind: 'step-ended', job, step, outcome: 'success', conclusion: 'success', duration: 1_234 },
  ...more,
});

let lines: string[];
let now: number;
let timeline: Timeline;
beforeEach(() => {
  lines = [];
  now = 0;
  timeline = createTimeline(
    (line) => lines.push(line),
    () => now,
  );
});
const texts = () => lines.map((line) => line.replace(/^ *[\d.]+ s {2}/, '').replace(/ {2,}/, ' | '));

describe('what a run tells', () => {
  it.each([
    ['a step', ended({}), 'Build api (linux/amd64) | ✓ build-push  1.2 s'],
    ['a quick one', ended({ duration: 3 }), 'Build api (linux/amd64) | ✓ build-push'],
    [
      'a failed one',
      ended({ outcome: 'failure', conclusion: 'failure' }),
      'Build api (linux/amd64) | ✗ build-push  1.2 s',
    ],
    [
      'a tolerated one',
      ended({ outcome: 'failure' }),
      'Build api (linux/amd64) | ✗ build-push  1.2 s (continue-on-error)',
    ],
    ['a skipped one', ended({ outcome: 'skipped', conclusion: 'skipped' }), undefined],
    // The runner's own last step succeeds in failed jobs too: it says nothing about the job.
    [
      'the end of the runner',
      ended({ step: { ...step, phase: 'complete', name: 'Complete job' } }),
      undefined,
    ],
    [
      'a post step that failed',
      ended({
        step: { ...step, phase: 'post', name: 'Post Run a/b@v1' },
        outcome: 'failure',
        conclusion: 'failure',
        duration: 1,
      }),
      'Build api (linux/amd64) | ✗ Post Run a/b@v1',
    ],
    [
      'an annotation',
      {
        kind: 'annotation',
        job,
        step,
        annotation: { level: 'error', title: 'Scan', message: 'one\ntwo' },
      },
      'Build api (linux/amd64) | error: Scan: one two',
    ],
    [
      'a failed job',
      { kind: 'job-ended', job, conclusion: 'failure', duration: 60_000 },
      'Build api (linux/amd64) | failed after 1 min 0 s',
    ],
    [
      'a cancelled job',
      { kind: 'job-ended', job, conclusion: 'cancelled', duration: 10 },
      'Build api (linux/amd64) | cancelled after 0.0 s',
    ],
    [
      'a good job',
      { kind: 'job-ended', job, conclusion: 'success', duration: 100 },
      'Build api (linux/amd64) | done in 0.1 s',
    ],
    ['a skipped job', { kind: 'job-ended', job, conclusion: 'skipped', duration: 0 }, undefined],
    [
      'a waiting job',
      { kind: 'job-pending', job, group: 'g' },
      'Build api (linux/amd64) | waits for the concurrency group g',
    ],
    ['a waiting run', { kind: 'run-pending', group: 'g' }, 'pipeline | waits for the concurrency group g'],
    ['a log line', { kind: 'log', job, step, line: { text: 'x', source: 'output' } }, undefined],
    ['the end', { kind: 'run-ended', conclusion: 'success' }, undefined],
  ] satisfies readonly (readonly [string, RunEvent, string | undefined])[])('%s', (_, event, expected) => {
    timeline.event(event);
    expect(texts()).toEqual(expected === undefined ? [] : [expected]);
  });
});

it('lets no text of a run stand at the beginning of a line, where it would be a command', () => {
  const message = 'x\n::error::y';
  timeline.event({ kind: 'annotation', job, step, annotation: { level: 'error', message } });
  timeline.say('topic', message);
  expect(lines.filter((line) => /^\s*::/.test(line))).toEqual([]);
});

it('measures a topic, twice if need be', async () => {
  const work = async () => {
    now += 1_500;
    return 'result';
  };
  expect(await timeline.measure('engines', 'looking', work)).toBe('result');
  await timeline.measure('engines', 'again', work);
  expect(timeline.durations).toEqual(new Map([['engines', 3_000]]));
  expect(texts()[1]).toBe('engines | done in 1.5 s');
});

it('shows progress of a topic once in ten seconds', () => {
  timeline.progress('a', '1');
  timeline.progress('b', '1');
  now = 9_999;
  timeline.progress('a', '2');
  now = 10_000;
  timeline.progress('a', '3');
  expect(texts()).toEqual(['a | 1', 'b | 1', 'a | 3']);
});

it.each([
  [{ key: 'plan', name: 'Plan / all' }, 'Plan / all'],
  [{ key: 'release/plan', name: 'release / Plan' }, 'Plan'],
  [{ key: 'release/api/build', name: 'release / api / Build' }, 'api / Build'],
])('%j is shown as %s', (label, expected) => {
  expect(shortName(label)).toBe(expected);
});

it.each([
  ['Run actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd', 'checkout'],
  ['Run $/actions/sign', 'sign'],
  ['Run npm test', 'Run npm test'],
  ['Checkout', 'Checkout'],
])('the step "%s" is shown as %s', (name, expected) => {
  expect(stepName(name)).toBe(expected);
});
