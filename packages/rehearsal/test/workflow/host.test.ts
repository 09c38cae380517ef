/** The machine and its GitHub, driven by the workflow runner with a small workflow in place of the pipeline. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Run } from '@sealift/fake-github/run';
import { type StandIn, startStandIn } from '@sealift/fake-github/stand-in';
import type { RunEvent } from '@sealift/workflow-runner/events';
import { createGitHub } from '@sealift/workflow-runner/github';
import type { JobIdentity } from '@sealift/workflow-runner/request';
import { runWorkflow } from '@sealift/workflow-runner/run';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CALLED_WORKFLOW, exportSealift, ROOT, readOwnFile } from '../../src/sealift.ts';
import { createHost } from '../../src/workflow/host.ts';
import { createJobLogs } from '../../src/workflow/job-logs.ts';

let standIn: StandIn;
let folder: string;
let run: Run;
beforeAll(async () => {
  standIn = await startStandIn();
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-host-'));
  await standIn.github.createRepository({ owner: 'acme', name: 'shop', from: standIn.source });
  run = await standIn.startRun({ jobs: {} });
});
afterAll(async () => {
  await standIn.stop();
  await rm(folder, { recursive: true });
});

const sandbox = { env: {}, path: '/usr/bin:/bin', toolCache: '/nonexistent' };
const caller = { slug: 'sealift/sealift' };

const identity = (more: Partial<JobIdentity>): JobIdentity => ({
  ...{
    key: 'release/sign[0]',
    name: 'release / Sign api',
    path: ['release', 'sign'],
    runId: '1',
    runAttempt: 1,
  },
  ...{ repository: 'acme/shop', matrix: undefined, labels: [], checkRunId: 9, environment: 'prod' },
  workflows: [
    {
      repository: 'acme/shop',
      path: '.github/workflows/release.yml',
      ref: 'refs/heads/main',
      sha: 'a'.repeat(40),
    },
    { repository: 'sealift/sealift', path: CALLED_WORKFLOW, ref: 'refs/tags/v1', sha: 'd'.repeat(40) },
  ],
  permissions: { 'id-token': 'write', packages: 'write' },
  ...more,
});

describe('a job', () => {
  const host = () => createHost(sandbox, run, caller, { folder: '/sealift', sha: 'd'.repeat(40) });

  it('finds a Python and services only where the machine has them', async () => {
    const files = { folder: '/sealift', sha: 'd'.repeat(40) };
    const machine = { path: ['/python/bin'], env: { PIP_NO_INDEX: '1' }, service: () => undefined };
    const more = createHost(sandbox, run, caller, files, machine);
    expect(await host().files('actions/setup-python', 'v6')).toBeUndefined();
    expect((await more.files('actions/setup-python', 'v6'))?.folder).toMatch(/setup-python\/$/);
    expect(more.env).toMatchObject({ PATH: '/python/bin:/usr/bin:/bin', PIP_NO_INDEX: '1' });
    expect([host().service, more.service]).toEqual([undefined, machine.service]);
    expect(host().actionInputs?.({ repository: 'Sealift/sealift', ref: 'v1' })).toEqual({ tools: 'system' });
    expect(host().actionInputs?.({ repository: 'actions/checkout', ref: 'v6' })).toEqual({});
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('gets tokens with the claims of its own file, environment and attempt', async () => {
    // A token carries the second in which it is made; the one it is compared with must have the same.
    vi.useFakeTimers({ toFake: ['Date'] });
    const services = await host().startJob(identity({}));
    const { url = '', token = '' } = services.idToken ?? {};
    const response = await fetch(`${url}&audience=sigstore`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { value } = (await response.json()) as { value: string };
    const claims = JSON.parse(Buffer.from(value.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({
      aud: 'sigstore',
      workflow_ref: 'acme/shop/.github/workflows/release.yml@refs/heads/main',
      job_workflow_ref: `sealift/sealift/${CALLED_WORKFLOW}@refs/tags/v1`,
      job_workflow_sha: 'd'.repeat(40),
      environment: 'prod',
      run_attempt: '1',
      check_run_id: '9',
    });
    expect(services.actions).toHaveProperty('ACTIONS_RUNTIME_TOKEN', run.runtimeToken('release/sign[0]'));
  });

  it('gets no identity token without "id-token: write"', async () => {
    const services = await host().startJob(
      identity({ key: 'release/build', permissions: { packages: 'write' } }),
    );
    expect(services.idToken).toBeUndefined();
    await host().endJob?.(identity({ key: 'release/build' }), 'success');
    expect(standIn.github.report(run).jobs['release/build']?.name).toBe('release / Sign api');
  });

  it('finds the called repository, checkout, and nothing else', async () => {
    const { files } = host();
    expect(await files('Sealift/sealift', 'v1')).toEqual({
      folder: '/sealift',
      sha: 'd'.repeat(40),
      ref: 'refs/tags/v1',
    });
    expect(await files('actions/checkout', 'e'.repeat(40))).toMatchObject({ sha: 'e'.repeat(40) });
    expect(await files('actions/checkout', 'v6')).toMatchObject({ sha: 'c'.repeat(40) });
    expect(await files('actions/cache', 'v4')).toBeUndefined();
  });
});

describe('the export of this repository', () => {
  it('is byte for byte what is shipped, and nothing more', async () => {
    const { folder: to } = await exportSealift(path.join(folder, 'export'));
    expect((await readdir(to)).sort()).toEqual(['.github', 'actions', 'dist']);
    for (const name of await readdir(path.join(ROOT, '.github', 'workflows')))
      expect(await readFile(path.join(to, '.github/workflows', name))).toEqual(
        await readFile(path.join(ROOT, '.github/workflows', name)),
      );
    for (const name of await readdir(path.join(ROOT, 'actions')))
      expect(await readFile(path.join(to, 'actions', name, 'action.yml'))).toEqual(
        await readFile(path.join(ROOT, 'actions', name, 'action.yml')),
      );
  });

  it('takes a variation of a file', async () => {
    const { folder: to } = await exportSealift(path.join(folder, 'varied'), { [CALLED_WORKFLOW]: 'name: x' });
    expect(await readFile(path.join(to, CALLED_WORKFLOW), 'utf8')).toBe('name: x');
    expect(await readOwnFile(CALLED_WORKFLOW)).not.toBe('name: x');
  });
});

it('runs a called workflow with actions of its own repository, and keeps a log of each job', async () => {
  const called = `on: { workflow_call: { inputs: { tools: { type: string, default: pinned } } } }
permissions: {}
jobs:
  one:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: $/actions/hello
      - run: 'echo "\${{ job.workflow_ref }} \${{ inputs.tools }}"'
`;
  const action = 'name: hello\nruns:\n  using: composite\n  steps:\n    - { shell: bash, run: echo hello }\n';
  const sealift = path.join(folder, 'small');
  const app = path.join(folder, 'app');
  await write(sealift, { [CALLED_WORKFLOW]: called, 'actions/hello/action.yml': action });
  const uses = `sealift/sealift/${CALLED_WORKFLOW}@v1`;
  await write(app, {
    '.github/workflows/release.yml': `on: push\njobs: { release: { uses: ${uses}, permissions: { contents: read } } }`,
  });
  const jobs = path.join(folder, 'jobs');
  await mkdir(jobs);
  const logs = await createJobLogs(path.join(folder, 'logs'));
  const events: RunEvent[] = [];
  const own = await standIn.startRun({ jobs: {} });
  const result = await runWorkflow({
    github: createGitHub(),
    host: createHost(sandbox, own, caller, { folder: sealift, sha: 'd'.repeat(40) }),
    folder: jobs,
    repository: { name: 'acme/shop', id: 1, ownerId: 2, files: { folder: app, sha: 'a'.repeat(40) } },
    workflow: '.github/workflows/release.yml',
    event: { name: 'push', payload: {}, ref: 'refs/heads/main', sha: 'a'.repeat(40) },
    run: { id: '1', number: 1, attempt: 1 },
    actor: { login: 'alice', id: 3 },
    ...{ secrets: {}, variables: {} },
    onEvent: (event) => {
      events.push(event);
      logs.write(event);
    },
  });
  await logs.close();
  expect(result.conclusion).toBe('success');
  expect(await readdir(path.join(folder, 'logs'))).toEqual(['release.one.log']);
  const log = await readFile(path.join(folder, 'logs', 'release.one.log'), 'utf8');
  expect(log).toContain('\nhello\n');
  // The machine's value of the input, and the reference that signatures name.
  expect(log).toContain(`\n${uses.replace('@v1', '@refs/tags/v1')} system\n`);
  expect(Object.keys(standIn.github.report(own).jobs)).toEqual(['release/one']);
});

async function write(to: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(to, name)), { recursive: true });
    await writeFile(path.join(to, name), text);
  }
}
