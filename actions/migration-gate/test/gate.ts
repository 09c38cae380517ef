/** The gate on a repository, as a step would run it, with everything real but GitHub. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createInputReader } from '@sealift/action-kit/inputs';
import { findEngines } from '@sealift/engines/find';
import { memoryLog } from '@sealift/testing/log';
import { createExec } from '@sealift/tools/exec';
import { parse } from 'yaml';
import { loadInputs } from '../src/inputs.ts';
import type { Finding } from '../src/judge/finding.ts';
import { run } from '../src/run.ts';
import { type Files, makeRepository } from './project.ts';

const ACTION = path.join(import.meta.dirname, '..', 'action.yml');

export type GateOptions = {
  readonly base: Files;
  readonly change: Files;
  readonly url: string;
  /** Folder of Alembic's programs. */
  readonly programs: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly labels?: readonly string[];
  /** Seconds since 1970. */
  readonly baseTime?: number;
  readonly fetch?: typeof globalThis.fetch;
  readonly event?: string;
};

export type GateRun = {
  readonly failure: Error | undefined;
  readonly outputs: Readonly<Record<string, string>>;
  readonly findings: readonly (Omit<Finding, 'revision'> & { readonly revision?: string })[];
  readonly summary: string;
  readonly sarif: string;
  readonly log: readonly string[];
};

export async function runGate(options: GateOptions): Promise<GateRun> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gate-'));
  const workspace = path.join(folder, 'workspace');
  const temp = path.join(folder, 'temp');
  await mkdir(temp);
  try {
    const commits = await makeRepository(workspace, options.base, options.change, options.baseTime);
    const event = {
      pull_request: {
        number: 7,
        labels: (options.labels ?? []).map((name) => ({ name })),
        base: { sha: commits.base },
        head: { repo: { full_name: 'acme/shop' } },
      },
    };
    const eventFile = path.join(temp, 'event.json');
    await writeFile(eventFile, JSON.stringify(event));
    const outputs: Record<string, string> = {};
    const log = memoryLog();
    const summary: string[] = [];
    const squawk = findEngines(['squawk'])?.squawk;
    const failure = await run(await inputsOf(options), {
      env: {
        PATH: `${options.programs}:/usr/bin:/bin`,
        HOME: folder,
        GITHUB_WORKSPACE: workspace,
        RUNNER_TEMP: temp,
        GITHUB_EVENT_NAME: options.event ?? 'pull_request',
        GITHUB_EVENT_PATH: eventFile,
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_SHA: commits.head,
        GITHUB_REF: 'refs/pull/7/merge',
        SECRET_OF_THE_JOB: 'must stay here',
      },
      log,
      clock: { now: () => Date.now(), sleep: (milliseconds) => sleep(milliseconds) },
      fetch: options.fetch ?? (() => Promise.reject(new Error('no network'))),
      summary: async (markdown) => void summary.push(markdown),
      signal: new AbortController().signal,
      setOutput: (name, value) => {
        outputs[name] = value;
      },
      exec: createExec(log),
      // Without it nothing is said of its rules; a program that finds nothing takes its place.
      resolveTool: async () => ({ path: squawk ?? (await emptySquawk(temp)), version: '2.70.0' }),
    }).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
    );
    const sarif = outputs['sarif-file'] === undefined ? '' : await readFile(outputs['sarif-file'], 'utf8');
    return {
      failure,
      outputs,
      findings: JSON.parse(outputs['findings'] ?? '[]') as GateRun['findings'],
      summary: summary.join('\n'),
      sarif,
      log: log.lines,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function emptySquawk(folder: string): Promise<string> {
  const file = path.join(folder, 'squawk');
  await writeFile(file, '#!/bin/sh\necho "[]"\n', { mode: 0o755 });
  return file;
}

async function inputsOf({ url, inputs = {} }: GateOptions) {
  const action = parse(await readFile(ACTION, 'utf8')) as { inputs: Record<string, { default?: unknown }> };
  const given: Readonly<Record<string, string>> = {
    'working-directory': 'api',
    'database-url': url.replace('postgresql:', 'postgresql+psycopg:'),
    token: 'ghs_token_of_the_job',
    timeout: '5',
    // Each start of Alembic takes seconds.
    'require-downgrade': 'false',
    ...inputs,
  };
  return loadInputs(createInputReader((name) => given[name] ?? String(action.inputs[name]?.default ?? '')));
}
