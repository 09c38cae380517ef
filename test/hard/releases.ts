/** Releases in a sandbox, and what holds of every good one. */
import path from 'node:path';
import { assertRun } from '@sealift/rehearsal/assertions/assert-run';
import { readRegistryStorage, type StoredRepository } from '@sealift/rehearsal/assertions/registry-storage';
import { type PipelineOptions, runPipeline, succeeded } from '@sealift/rehearsal/pipeline';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import type { RunEvent } from '@sealift/workflow-runner/events';
import type { RunResult } from '@sealift/workflow-runner/result';
import { expect } from 'vitest';
import type { Fixture } from '../e2e/sandbox.ts';

export type Ran = Awaited<ReturnType<typeof release>>;

/** A run of the fixture's workflow; what it told is kept as text. */
export async function release(
  sandbox: Sandbox,
  { repositories }: Fixture,
  options: Partial<PipelineOptions> = {},
) {
  const told: string[] = [];
  const pipeline = await runPipeline(sandbox, repositories, {
    event: 'push',
    fork: false,
    ...options,
    onEvent: (event) => {
      told.push(textOf(event));
      options.onEvent?.(event);
    },
  });
  return {
    ...pipeline,
    /** Log, annotations, summaries and outputs. */
    told: [
      ...told,
      ...pipeline.result.jobs.flatMap(({ summary, outputs }) => [summary, JSON.stringify(outputs)]),
    ].join('\n'),
    success: succeeded(pipeline.result),
    errors: errorsOf(pipeline.result),
    /** Ids of the jobs that ran. */
    jobs: pipeline.result.jobs.filter(({ conclusion }) => conclusion !== 'skipped').map(({ jobId }) => jobId),
  };
}

const textOf = (event: RunEvent): string =>
  event.kind === 'log'
    ? event.line.text
    : event.kind === 'annotation'
      ? `${event.annotation.title ?? ''}: ${event.annotation.message}`
      : '';

const errorsOf = ({ jobs }: RunResult): readonly string[] =>
  jobs.flatMap(({ name, annotations }) =>
    annotations
      .filter(({ level }) => level === 'error')
      .map(({ title, message }) => `${name}: ${title}: ${message}`),
  );

/** cosign, git, the registry and the stand-in agree: all is there, once, and verifies. */
export async function expectSound(sandbox: Sandbox, { repositories }: Fixture, ran: Ran) {
  expect(ran.errors).toEqual([]);
  expect(ran.success).toBe(true);
  const outcome = await assertRun(sandbox, repositories, ran);
  expect(outcome.assertions.filter(({ ok }) => !ok)).toEqual([]);
  return outcome;
}

/** What a registry of the sandbox holds of an owner, from its files. */
export const stored = async (
  sandbox: Sandbox,
  owner: string,
  registry = 'ghcr',
): Promise<readonly StoredRepository[]> =>
  (await readRegistryStorage(path.join(sandbox.dir, registry))).filter(({ name }) =>
    name.startsWith(`${owner}/`),
  );
