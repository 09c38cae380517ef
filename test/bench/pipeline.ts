/** The pipeline's wall time next to the raw tools, called one after the other by a shell script, in the same world. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ensureEngines } from '@sealift/rehearsal/engines/ensure';
import { prepareBases } from '@sealift/rehearsal/prepare';
import { createTimeline } from '@sealift/rehearsal/report/timeline';
import { createSite, runScenario, type Site } from '@sealift/rehearsal/scenario';
import { git, repositoryFromFiles } from '@sealift/rehearsal/sources';
import { calledWorkflowRef } from '@sealift/rehearsal/workflow/run-workflow';
import { ROOT } from '@sealift/rehearsal/workflow/suite';
import { startWorld, type World } from '@sealift/rehearsal/world';

export type PipelineTimes = {
  /** Seconds, one per round. */
  readonly pipeline: readonly number[];
  readonly script: readonly number[];
};

const ROUNDS = 2;

export async function measurePipeline(tell: (line: string) => void): Promise<PipelineTimes> {
  const dir = await mkdtemp(path.join(tmpdir(), 'sealift-bench-'));
  const nothing = () => {};
  const seams = {
    env: process.env,
    timeline: createTimeline(nothing),
    log: {
      debug: nothing,
      info: tell,
      notice: nothing,
      warning: nothing,
      error: nothing,
      secret: nothing,
      group: <T>(_: string, work: () => Promise<T>) => work(),
    },
    clock: { now: () => Date.now(), sleep: async (milliseconds: number) => sleep(milliseconds) },
    signal: new AbortController().signal,
  };
  try {
    const world = await startWorld({ ...seams, dir: path.join(dir, 'world') });
    try {
      const app = path.join(dir, 'app');
      const ops = path.join(dir, 'ops');
      await repositoryFromFiles(path.join(ROOT, 'action-templates/sample'), app);
      await repositoryFromFiles(path.join(ROOT, 'action-templates/ops'), ops);
      await prepareBases(world, app, seams);
      const site = await createSite(world, { app, appName: 'acme/shop', ops });
      tell('warming: the first run builds what later runs find cached');
      await runPipeline(world, site);
      const pipeline: number[] = [];
      const script: number[] = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        // A new commit that changes no byte of an image: everything is done again, but the layers are cached.
        const commit = await newCommit(app, round);
        script.push(await seconds(() => runScript(world, site, app, commit)));
        tell(`round ${round}: raw tools ${script.at(-1)?.toFixed(1)} s`);
        pipeline.push(await seconds(() => runPipeline(world, site, { from: app, commit })));
        tell(`round ${round}: pipeline ${pipeline.at(-1)?.toFixed(1)} s`);
      }
      return { pipeline, script };
    } finally {
      await world.stop();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

async function newCommit(app: string, round: number): Promise<string> {
  for (const name of ['api', 'web']) await writeFile(path.join(app, 'apps', name, 'NOTES.txt'), `${round}\n`);
  await git(app, 'add', '--all');
  await git(app, 'commit', '--quiet', '--message', `Round ${round}`);
  return git(app, 'rev-parse', 'HEAD');
}

async function runPipeline(
  world: World,
  site: Site,
  change?: { from: string; commit: string },
): Promise<void> {
  const { workflow } = await runScenario(world, site, {
    event: 'push',
    fork: false,
    onEvent: () => {},
    ...(change === undefined ? {} : { change }),
  });
  if (!workflow.success)
    throw new Error(
      `the pipeline failed: ${JSON.stringify(workflow.jobs.map(({ annotations }) => annotations))}`,
    );
}

async function runScript(world: World, site: Site, app: string, commit: string): Promise<void> {
  const { paths } = await ensureEngines(['crane'], {
    cacheDir: world.cacheDir,
    env: process.env,
    log: { debug: () => {}, info: () => {} },
    clock: { now: () => Date.now(), sleep: async (milliseconds) => sleep(milliseconds) },
  });
  const run = await world.github.startRun({
    repository: site.app.fullName,
    event: 'push',
    ref: 'refs/heads/main',
    sha: await git(site.app.gitDir, 'rev-parse', 'refs/heads/main'),
    actor: 'octocat',
    workflowRef: `${site.app.fullName}/.github/workflows/script.yml@refs/heads/main`,
    jobWorkflowRef: calledWorkflowRef(site.caller),
    jobs: { script: { packages: 'write', 'id-token': 'write' } },
  });
  const request = run.idTokenRequest('script');
  await promisify(execFile)(
    'bash',
    [path.join(ROOT, 'test/bench/raw-tools.sh'), app, 'ghcr.io/acme/script', commit],
    {
      maxBuffer: 64 * 1024 * 1024,
      env: {
        ...world.env,
        PATH: `${path.dirname(paths.crane)}:${world.path}`,
        REGISTRY_TOKEN: run.token('script'),
        ID_TOKEN_REQUEST_URL: request?.url ?? '',
        ID_TOKEN_REQUEST_TOKEN: request?.token ?? '',
        IDENTITY: `https://github.com/${calledWorkflowRef(site.caller)}`,
        REPOSITORY: site.app.fullName,
      },
    },
  );
}
