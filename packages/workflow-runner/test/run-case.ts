/** Runs one small workflow through the public entry, with real children in a folder of its own. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunEvent } from '../src/events.ts';
import { createGitHub } from '../src/github.ts';
import type { Host, RepositoryFiles, RunRequest } from '../src/request.ts';
import type { RunResult } from '../src/result.ts';
import { runWorkflow } from '../src/run.ts';

export type Files = Readonly<Record<string, string>>;

const SHA = '1234567890abcdef1234567890abcdef12345678';

export type SmallRun = {
  readonly files: Files;
  readonly remote?: Readonly<Record<string, Files>>;
  readonly event?: {
    readonly name: string;
    readonly payload?: Readonly<Record<string, unknown>>;
    readonly inputs?: Readonly<Record<string, string>>;
    readonly ref?: string;
  };
  readonly secrets?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly minute?: number;
  readonly cancelAt?: string;
  /** Anything of the request, for tests that look at it. */
  readonly request?: Partial<RunRequest>;
  readonly host?: Partial<Host>;
};

export type Told = {
  readonly result: RunResult;
  readonly events: readonly RunEvent[];
  readonly folder: string;
};

/** A folder that is gone after the work. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'workflow-runner-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function writeFiles(folder: string, files: Files): Promise<RepositoryFiles> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return { folder, sha: SHA };
}

export const runSmall = (run: SmallRun): Promise<Told> =>
  inFolder(async (folder) => {
    const events: RunEvent[] = [];
    const cancel = new AbortController();
    const request = await createRequest(run, folder, {
      signal: cancel.signal,
      onEvent: (event) => {
        events.push(event);
        if (run.cancelAt !== undefined && event.kind === 'log' && event.line.source === 'output')
          if (event.line.text.includes(run.cancelAt)) cancel.abort();
      },
    });
    return { result: await runWorkflow(request), events, folder };
  });

/** A push to refs/heads/main of acme/shop, unless the run says something else. */
export async function createRequest(
  run: SmallRun,
  folder: string,
  more: Partial<RunRequest>,
): Promise<RunRequest> {
  const files = await writeFiles(path.join(folder, 'repository'), run.files);
  const remote = new Map<string, RepositoryFiles>();
  for (const [name, remoteFiles] of Object.entries(run.remote ?? {}))
    remote.set(name, await writeFiles(path.join(folder, 'remote', name.replaceAll('/', '_')), remoteFiles));
  const jobs = path.join(folder, 'jobs');
  await mkdir(jobs, { recursive: true });
  let tokens = 0;
  const ref = run.event?.ref ?? 'refs/heads/main';
  return {
    github: createGitHub(),
    host: {
      labels: ['ubuntu-latest', 'ubuntu-24.04', 'ubuntu-22.04'],
      runner: { name: 'GitHub Actions 1', environment: 'github-hosted' },
      node: process.execPath,
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
      files: async (repository, at) => remote.get(`${repository}@${at}`),
      startJob: async () => ({ token: `ghs_token_of_job_${++tokens}_0123456789` }),
      ...run.host,
    },
    folder: jobs,
    repository: { name: 'acme/shop', id: 1001, ownerId: 77, files },
    workflow: '.github/workflows/main.yml',
    event: {
      name: run.event?.name ?? 'push',
      payload: run.event?.payload ?? { ref, repository: { full_name: 'acme/shop' } },
      ref,
      sha: SHA,
      ...(run.event?.inputs === undefined ? {} : { inputs: run.event.inputs }),
    },
    run: { id: '4711', number: 12, attempt: 1 },
    actor: { login: 'mona', id: 5 },
    secrets: run.secrets ?? {},
    variables: run.variables ?? {},
    timing: {
      minute: run.minute ?? 60_000,
      interrupt: 300,
      terminate: 200,
      drain: 1_000,
    },
    ...more,
    ...run.request,
  };
}
