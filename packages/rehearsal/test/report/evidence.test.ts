import type { Annotation, Conclusion } from '@sealift/workflow-runner/events';
import type { JobResult, RunResult, StepResult } from '@sealift/workflow-runner/result';
import { describe, expect, it } from 'vitest';
import { succeeded } from '../../src/pipeline.ts';
import { failureOf, slowestSteps, unusedPermissions } from '../../src/report/evidence.ts';
import { renderEvidence } from '../../src/report/render.ts';
import { sampleEvidence } from './sample.ts';

const same = (text: string) => text;

const step = (name: string, conclusion: Conclusion, annotations: readonly Annotation[] = []): StepResult => ({
  ...{ number: 1, name, id: undefined, phase: 'main', outcome: conclusion, conclusion },
  ...{ outputs: {}, annotations, duration: name.length * 100 },
});
const job = (key: string, conclusion: Conclusion, steps: readonly StepResult[] = []): JobResult => ({
  ...{ key, name: key.replaceAll('/', ' / '), jobId: key.split('/').at(-1) ?? '', conclusion, outputs: {} },
  ...{ steps, annotations: steps.flatMap(({ annotations }) => annotations), summary: '' },
  ...{ environment: undefined, duration: 1 },
});
const run = (conclusion: RunResult['conclusion'], jobs: readonly JobResult[]): RunResult => ({
  ...{ name: 'release', conclusion, annotations: [], jobs, duration: 1 },
});
const error = (message: string): Annotation => ({ level: 'error', message });

describe('a run', () => {
  it.each([
    ['with a good job', run('success', [job('a', 'success'), job('b', 'skipped')]), true],
    ['that failed', run('failure', [job('a', 'failure')]), false],
    ['in which every job was skipped', run('success', [job('a', 'skipped')]), false],
    ['without jobs', run('success', []), false],
  ])('%s', (_, result, expected) => {
    expect(succeeded(result)).toBe(expected);
  });
});

describe('why it failed', () => {
  it('is what the failing step says, not its exit code', () => {
    const failing = step('Run $/actions/scan', 'failure', [
      error('Process completed with exit code 1.'),
      error('1 critical vulnerability in /tmp/x'),
    ]);
    const jobs = [
      job('release/plan', 'success'),
      job('release/build', 'failure', [step('a', 'success'), failing]),
    ];
    expect(failureOf(run('failure', jobs), (text) => text.replace('/tmp/x', 'the app'))).toEqual({
      job: 'build',
      step: 'scan',
      reason: '1 critical vulnerability in the app',
    });
  });
  it('is the exit code where nothing else was said', () => {
    const jobs = [
      job('a', 'failure', [step('Run x', 'failure', [error('Process completed with exit code 1.')])]),
    ];
    expect(failureOf(run('failure', jobs), same)).toMatchObject({
      reason: 'Process completed with exit code 1.',
    });
  });
  it('is what the run says when no job failed', () => {
    const cancelled = { ...run('cancelled', []), annotations: [error('Canceling since another run waits')] };
    expect(failureOf(cancelled, same)).toEqual({
      job: '',
      step: '',
      reason: 'Canceling since another run waits',
    });
    expect(failureOf(run('success', [job('a', 'skipped')]), same)?.reason).toBe(
      'The run ended as "success".',
    );
  });
  it('is nothing for a good run', () => {
    expect(failureOf(run('success', [job('a', 'success')]), same)).toBeUndefined();
  });
});

describe('"never used" is said of a permission', () => {
  const use = (...unused: readonly string[]) => ({
    ...{ name: '', granted: {}, used: {}, excess: [] },
    unused: unused.map((permission) => ({ permission, granted: 'read' as const, used: 'none' as const })),
  });
  const unused = (
    uses: Readonly<Record<string, ReturnType<typeof use>>>,
    conclusions: Readonly<Record<string, Conclusion>>,
  ) =>
    unusedPermissions(
      { jobs: uses },
      { jobs: Object.entries(conclusions).map(([key, conclusion]) => job(key, conclusion)) },
    );

  it('of a job that succeeded without it', () => {
    expect(unused({ a: use('contents', 'packages') }, { a: 'success' })).toEqual({
      a: ['contents: read', 'packages: read'],
    });
  });
  it('not of a job that failed or was cancelled on the way', () => {
    expect(unused({ a: use('contents'), b: use('contents') }, { a: 'failure', b: 'cancelled' })).toEqual({});
  });
  it('not of a job that never ran', () => {
    expect(unused({}, { a: 'skipped' })).toEqual({});
  });
  it('of a matrix when no leg used it, and all of them succeeded', () => {
    const legs = { 'r/b[0]': use('contents', 'packages'), 'r/b[1]': use('packages') };
    expect(unused(legs, { 'r/b[0]': 'success', 'r/b[1]': 'success' })).toEqual({ 'r/b': ['packages: read'] });
    expect(unused(legs, { 'r/b[0]': 'success', 'r/b[1]': 'failure' })).toEqual({});
  });
});

it('names the five slowest steps', () => {
  const steps = Array.from({ length: 7 }, (_, index) => step('x'.repeat(index + 1), 'success'));
  expect(
    slowestSteps(run('success', [job('r/a', 'success', steps)])).map(({ duration }) => duration),
  ).toEqual([700, 600, 500, 400, 300]);
});

const evidence = sampleEvidence;

describe('the table at the end', () => {
  it('says what was released and asserted, and where time went', () => {
    expect(renderEvidence(evidence).split('\n')).toEqual([
      ...['', 'Evidence', ''],
      `  api: ghcr.io/acme/shop/api@sha256:${'b'.repeat(64)}`,
      ...['       tags main', ''],
      ...['  ✓ api: is signed', '  ✗ api: has an SBOM', '      none'],
      ...['  ✗ web: is signed', '      one', '      two', ''],
      '  acme/ops#1 (in the stand-in, not on github.com): Deploy',
      ...['      -a', '      +b', '', '  The job "release/bump" never used contents: read.', ''],
      '  Time: engines 0.1 s · services – · base images – · pipeline 25 s · assertions –',
      '  The slowest steps, some of them at the same time:',
      '       8.1 s  scan  Build api',
      ...['', 'Everything holds.', ''],
    ]);
  });
  it('says where it failed', () => {
    const failure = { job: 'Plan', step: 'plan', reason: 'a\nb' };
    const bare = { releases: [], pullRequest: undefined, slowestSteps: [] };
    const text = renderEvidence({ ...evidence, ...bare, success: false, failure });
    expect(text).toContain('nothing was released');
    expect(text).toContain('The rehearsal failed in the job Plan, step plan:\na\nb\n');
    const nowhere = { job: '', step: '', reason: 'x' };
    expect(renderEvidence({ ...evidence, success: false, failure: nowhere })).toContain('failed:\nx\n');
  });
  it('says when the pipeline ran but something does not hold', () => {
    expect(renderEvidence({ ...evidence, success: false })).toContain('what is marked ✗ does not hold');
  });
  it('shows no link that leads nowhere', () => {
    expect(renderEvidence(evidence)).not.toContain('https://github.com');
  });
});
