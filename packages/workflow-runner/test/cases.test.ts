import { readdirSync } from 'node:fs';
import type { Failure } from '@sealift/core/failure';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../src/events.ts';
import type { JobResult } from '../src/result.ts';
import type { Case, ExpectedJob, Finished } from './case.ts';
import { runSmall, type Told } from './run-case.ts';

const folder = new URL('./cases/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'text.ts');
const groups = await Promise.all(
  names.map(async (name) => {
    const module: Record<string, unknown> = await import(new URL(name, folder).href);
    return { name, cases: Object.values(module).filter(Array.isArray).flat() as readonly Case[] };
  }),
);

it('finds the cases', () => {
  expect(groups.flatMap(({ cases }) => cases).length).toBeGreaterThan(120);
});

describe.each(groups)('$name', ({ name, cases }) => {
  // Those that are about who runs at which moment run alone.
  const each = name === 'concurrency.ts' ? it.each(cases) : it.concurrent.each(cases);
  each('$says', async (one) => {
    if ('refused' in one.expect) {
      const { refused } = one.expect;
      const failure = await runSmall(one).then(
        ({ result }) => expect.fail(`it ran: ${JSON.stringify(result, undefined, 1)}`),
        (error: Failure) => error,
      );
      expect(failure.name, failure.stack).toBe('Failure');
      expect(`${failure.message} ${failure.remedy}`).toMatch(refused);
      return;
    }
    const told = await runSmall(one);
    const shown = describeRun(told);
    expect(told.result.conclusion, shown).toBe(one.expect.conclusion);
    if (one.expect.runName !== undefined) expect(told.result.name).toBe(one.expect.runName);
    checkJobs(told, one.expect, shown);
    checkTimes(told.events, one.expect, shown);
  });
});

function checkJobs({ result, events }: Told, expected: Finished, shown: string): void {
  const jobs = Object.entries(expected.jobs ?? {});
  if (expected.onlyJobs === true)
    expect(result.jobs.map(({ name }) => name).toSorted(), shown).toEqual(
      jobs.map(([name]) => name).toSorted(),
    );
  for (const [name, wanted] of jobs) {
    const job = result.jobs.find((one) => one.name === name);
    if (job === undefined) expect.fail(`no job "${name}":\n${shown}`);
    expect(job.conclusion, shown).toBe(wanted.conclusion);
    checkSteps(job, wanted, shown);
    for (const [key, value] of Object.entries(wanted.outputs ?? {}))
      expect(job.outputs[key] ?? '', `output ${key}:\n${shown}`).toBe(value);
    for (const key of wanted.withoutOutputs ?? []) expect(job.outputs[key], shown).toBeUndefined();
    checkLog(linesOf(events, job.key), wanted, shown);
    checkAnnotations(job, wanted, shown);
    if (wanted.summary instanceof RegExp) expect(job.summary, shown).toMatch(wanted.summary);
    else if (wanted.summary !== undefined)
      expect(job.summary.trimEnd(), shown).toBe(wanted.summary.trimEnd());
    if (wanted.environment !== undefined) expect(job.environment?.name, shown).toBe(wanted.environment);
  }
  const everything = linesOf(events, undefined);
  for (const [, { notInLog = [] }] of jobs)
    for (const text of notInLog)
      expect(
        everything.some((line) => has(line, text)),
        `${text}:\n${shown}`,
      ).toBe(false);
}

function checkSteps(job: JobResult, { steps = {} }: ExpectedJob, shown: string): void {
  for (const [name, { outcome, conclusion }] of Object.entries(steps)) {
    const main = job.steps.filter(({ phase }) => phase === 'main');
    const step = main.find(({ id }) => id === name) ?? job.steps.find((one) => one.name === name);
    if (step === undefined) expect.fail(`no step "${name}":\n${shown}`);
    expect(step.outcome, `outcome of ${name}:\n${shown}`).toBe(outcome);
    if (conclusion !== undefined)
      expect(step.conclusion, `conclusion of ${name}:\n${shown}`).toBe(conclusion);
  }
}

function checkLog(lines: readonly string[], { log = [], logInOrder = [] }: ExpectedJob, shown: string): void {
  for (const text of log)
    expect(
      lines.some((line) => has(line, text)),
      `${text} in the log:\n${shown}`,
    ).toBe(true);
  let at = 0;
  for (const text of logInOrder) {
    const found = lines.findIndex((line, index) => index >= at && line.includes(text));
    expect(found, `${text} after line ${at}:\n${shown}`).toBeGreaterThanOrEqual(0);
    at = found + 1;
  }
}

function checkAnnotations(
  job: JobResult,
  { annotations, onlyAnnotations }: ExpectedJob,
  shown: string,
): void {
  for (const { message, ...rest } of annotations ?? []) {
    const found = job.annotations.some(
      (one) =>
        has(one.message, message) &&
        Object.entries(rest).every(([key, value]) => one[key as keyof typeof one] === value),
    );
    expect(found, `annotation ${message}:\n${shown}`).toBe(true);
  }
  if (onlyAnnotations === true) expect(job.annotations.length, shown).toBe(annotations?.length ?? 0);
}

const has = (line: string, text: string | RegExp): boolean =>
  typeof text === 'string' ? line.includes(text) : text.test(line);

/** Without what the runner puts before a step: there the script itself would be found. */
const linesOf = (events: readonly RunEvent[], key: string | undefined): readonly string[] =>
  events.flatMap((event) =>
    event.kind === 'log' && (key === undefined || event.job.key === key) && event.line.source !== 'header'
      ? [event.line.text]
      : [],
  );

function checkTimes(
  events: readonly RunEvent[],
  { inOrder = [], mostAtOnce }: Finished,
  shown: string,
): void {
  let running = 0;
  let most = 0;
  const ended = new Set<string>();
  const started = new Map<string, ReadonlySet<string>>();
  for (const event of events) {
    if (event.kind === 'job-started') {
      running += 1;
      most = Math.max(most, running);
      started.set(event.job.name, new Set(ended));
    }
    if (event.kind !== 'job-ended') continue;
    if (started.has(event.job.name)) running -= 1;
    ended.add(event.job.name);
  }
  if (mostAtOnce !== undefined) expect(most, shown).toBe(mostAtOnce);
  for (const [index, name] of inOrder.entries()) {
    const before = inOrder[index - 1];
    if (before !== undefined)
      expect(started.get(name)?.has(before), `${before} before ${name}:\n${shown}`).toBe(true);
  }
}

function describeRun({ result, events }: Told): string {
  const jobs = result.jobs.map((job) => [
    `job ${job.name}: ${job.conclusion} ${JSON.stringify(job.outputs)}`,
    ...job.steps.map(
      (step) =>
        `  ${step.number} ${step.phase} ${step.id ?? ''} ${step.name}: ${step.outcome}/${step.conclusion}`,
    ),
    ...job.annotations.map((annotation) => `  ${JSON.stringify(annotation)}`),
    ...(job.summary === '' ? [] : [`  summary ${job.summary}`]),
  ]);
  const log = linesOf(events, undefined).filter((line) => line !== '');
  return [...result.annotations.map((one) => JSON.stringify(one)), ...jobs.flat(), 'log:', ...log].join('\n');
}
