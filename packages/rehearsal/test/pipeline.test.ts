/** Runs with their events, repositories and assertions, of a small workflow in place of the pipeline: no engine needed. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type StandIn, startStandIn } from '@sealift/fake-github/stand-in';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import type { RunEvent } from '@sealift/workflow-runner/events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assertRun } from '../src/assertions/assert-run.ts';
import { type PipelineOptions, runPipeline, succeeded } from '../src/pipeline.ts';
import { createEvidence } from '../src/report/evidence.ts';
import { createRepositories, type Repositories } from '../src/repositories.ts';
import { APP_WORKFLOW, CALLED_WORKFLOW, readOwnFile } from '../src/sealift.ts';
import { git, repositoryFromFiles } from '../src/sources.ts';

let standIn: StandIn;
let folder: string;
let sandbox: Sandbox;
let repositories: Repositories;
beforeAll(async () => {
  standIn = await startStandIn();
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-pipeline-'));
  sandbox = {
    ...{ dir: path.join(folder, 'sandbox'), github: standIn.github, env: {}, path: '/usr/bin:/bin' },
    ...{ toolCache: folder, proxy: { refused: new Map([['example.org:443', 2]]) } },
    engines: {
      paths: {},
      provided: { trivy: { path: '/x', version: '1', provider: 'cache', origin: 'wheel' } },
    },
  } as unknown as Sandbox;
  const files = path.join(folder, 'files');
  await mkdir(path.join(files, '.github/workflows'), { recursive: true });
  await writeFile(
    path.join(files, '.github/workflows/release.yml'),
    await readOwnFile('action-templates/workflows/release.yml'),
  );
  await repositoryFromFiles(files, path.join(folder, 'app'));
  await repositoryFromFiles(files, path.join(folder, 'ops'));
  repositories = await createRepositories(sandbox, {
    app: path.join(folder, 'app'),
    appName: 'acme/shop',
    ops: path.join(folder, 'ops'),
  });
});
afterAll(async () => {
  await standIn.stop();
  await rm(folder, { recursive: true });
});

const workflow = (run: string) => `on:
  workflow_call:
    inputs: { ops-repository: { type: string } }
    secrets: { ops-app-private-key: { required: false } }
permissions: {}
jobs:
  only:
    runs-on: ubuntu-latest
    steps:
      - run: ${JSON.stringify(run)}
        env:
          KEY: \${{ secrets.ops-app-private-key }}
          APP: \${{ vars.OPS_APP_ID }}
`;
const run = (script: string, more: Partial<PipelineOptions> = {}) =>
  runPipeline(sandbox, repositories, {
    ...{ event: 'push', fork: false, onEvent: () => {}, ...more },
    instead: { [CALLED_WORKFLOW]: workflow(script) },
  });

it('gives a push the key and the number of the App; what does not hold is told', async () => {
  const events: RunEvent[] = [];
  const pipeline = await run(
    'test -n "$KEY" && test -n "$APP" && echo "key $KEY" >> "$GITHUB_STEP_SUMMARY"',
    {
      onEvent: (event) => events.push(event),
    },
  );
  expect(succeeded(pipeline.result)).toBe(true);
  expect(pipeline.identity).toBe(`https://github.com/sealift/sealift/${APP_WORKFLOW}@refs/tags/v1`);
  expect(events.at(-1)).toEqual({ kind: 'run-ended', conclusion: 'success' });
  const outcome = await assertRun(sandbox, repositories, pipeline);
  expect(outcome.releases).toEqual([]);
  expect(outcome.assertions.filter(({ ok }) => !ok).map(({ subject, detail }) => [subject, detail])).toEqual([
    ['pull request', 'none is open'],
    ['network', 'example.org:443 (2×)'],
  ]);
  const evidence = createEvidence(
    sandbox,
    pipeline,
    outcome,
    { durations: new Map([['pipeline', 1.4]]), phases: () => [] },
    (text) => text,
  );
  expect(evidence).toMatchObject({ success: false, failure: undefined, durations: { pipeline: 1 } });
  expect(evidence.summaries['release / only']).toMatch(/^key \*\*\*/);
});

it('gives a fork neither', async () => {
  const change = await repositoryChange();
  const pipeline = await run('test -z "$KEY" && test -z "$APP"', {
    event: 'pull_request',
    fork: true,
    change,
  });
  expect(succeeded(pipeline.result)).toBe(true);
  const outcome = await assertRun(sandbox, repositories, pipeline);
  expect(outcome.assertions).toContainEqual(
    expect.objectContaining({ claim: 'nothing was pushed, signed or opened', ok: true }),
  );
});

it('ends a cancelled run, and says so', async () => {
  const cancelled = new AbortController();
  const lines: string[] = [];
  const ended = run('echo started; sleep 60', {
    signal: cancelled.signal,
    onEvent: (event) => {
      if (event.kind === 'log' && event.line.text === 'started') cancelled.abort();
      // The check that a ruleset requires always runs: after a cancelled release it fails.
      if (event.kind === 'job-ended' && event.job.name !== 'Images') lines.push(event.conclusion);
    },
  });
  await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
  expect(lines).toEqual(['cancelled']);
});

async function repositoryChange() {
  const from = path.join(folder, 'app');
  await writeFile(path.join(from, 'new'), 'x');
  await git(from, 'add', '--all');
  await git(from, 'commit', '--quiet', '--message', 'x');
  return { from, commit: await git(from, 'rev-parse', 'HEAD') };
}
