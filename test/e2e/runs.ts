/** Runs of the pipeline in a sandbox, and what they leave behind. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { assertRun } from '@sealift/rehearsal/assertions/assert-run';
import { readRegistryStorage } from '@sealift/rehearsal/assertions/registry-storage';
import { type PipelineOptions, runPipeline, succeeded } from '@sealift/rehearsal/pipeline';
import { expect } from 'vitest';
import type { Fixture, TestSandbox } from './sandbox.ts';

/** Runs the pipeline and asserts what every run must leave behind. */
export const run = async (
  { sandbox }: TestSandbox,
  { repositories }: Fixture,
  options: Partial<PipelineOptions> = {},
) => {
  const pipeline = await runPipeline(sandbox, repositories, {
    event: 'push',
    fork: false,
    onEvent: () => {},
    ...options,
  });
  const outcome = await assertRun(sandbox, repositories, pipeline);
  const errors = pipeline.result.jobs.flatMap(({ name, annotations }) =>
    annotations
      .filter(({ level }) => level === 'error')
      .map(({ title, message }) => `${name}: ${title}: ${message}`),
  );
  /** Ids below the calling job, of the jobs that ran. */
  const ran = pipeline.result.jobs
    .filter(({ conclusion }) => conclusion !== 'skipped')
    .map(({ jobId }) => jobId);
  return { ...pipeline, success: succeeded(pipeline.result), outcome, errors, ran };
};
export type Ran = Awaited<ReturnType<typeof run>>;

/** Everything holds; a failure shows what does not. */
export const expectSound = ({ result, outcome, errors, success }: Ran) => {
  expect(errors).toEqual([]);
  expect(result.annotations).toEqual([]);
  expect(outcome.assertions.filter(({ ok }) => !ok)).toEqual([]);
  expect(success).toBe(true);
};

/** Repositories of an owner in the registry, as they stand on its disk. */
export const stored = async ({ sandbox }: TestSandbox, owner: string) =>
  (await readRegistryStorage(path.join(sandbox.dir, 'ghcr'))).filter(({ name }) =>
    name.startsWith(`${owner}/`),
  );

/** Bytes. The images here are small: it is a statement. */
export async function largestBlob({ sandbox }: TestSandbox): Promise<number> {
  const blobs = path.join(sandbox.dir, 'ghcr', 'storage', 'docker', 'registry', 'v2', 'blobs');
  const files = await readdir(blobs, { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((file) => file.name === 'data')
    .map(async (file) => (await stat(path.join(file.parentPath, file.name))).size);
  return Math.max(...(await Promise.all(sizes)));
}

/** The reusable workflow without one line of one job's permissions. */
export function without(workflow: string, job: string, permission: string): string {
  const start = workflow.indexOf(`\n  ${job}:\n`);
  const line = new RegExp(`\\n      ${permission}\\b[^\\n]*`);
  const rest = workflow.slice(start);
  expect(rest).toMatch(line);
  const emptied = rest.replace(line, '').replace(/\n {4}permissions:\n(?! {6})/, '\n    permissions: {}\n');
  return workflow.slice(0, start) + emptied;
}
