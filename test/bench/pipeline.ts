/**
 * The pipeline's wall time against a shell script that runs the raw tools one after the other: same sandbox, same sample,
 * same engines, a new commit each time, layers cached for both, Trivy's database downloaded by both.
 */
import { spawn } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { RELEASE_RECORD_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import { ensureEngines } from '@sealift/engines/ensure';
import { prepareBaseImages } from '@sealift/rehearsal/base-images';
import type { Dependencies } from '@sealift/rehearsal/dependencies';
import { runPipeline as runWholePipeline, succeeded } from '@sealift/rehearsal/pipeline';
import { failureOf } from '@sealift/rehearsal/report/evidence';
import { createRepositories, type Repositories } from '@sealift/rehearsal/repositories';
import { ROOT } from '@sealift/rehearsal/sealift';
import { git, repositoryFromFiles } from '@sealift/rehearsal/sources';
import { signingWorkflowRef } from '@sealift/rehearsal/workflow/caller';
import { type Sandbox, startSandbox } from '@sealift/sandbox/sandbox';
import { measured, type Times, timesOf } from './statistics.ts';

export type PipelineBenchmark = {
  readonly sealift: Times;
  readonly serial: Times;
  /** Our median divided by the script's: below 1, ours is faster. */
  readonly ratio: number;
  /** What the script's time is made of. */
  readonly contents: string;
};

export type PipelineOptions = {
  readonly dependencies: Dependencies;
  /** Rounds that are measured; fewer when the time is over, but one at least. */
  readonly rounds: number;
  /** Milliseconds for everything after the sandbox has started. */
  readonly time: number;
};

/** All that the pipeline's jobs have together. */
const PERMISSIONS = {
  contents: 'read',
  packages: 'write',
  'security-events': 'write',
  'id-token': 'write',
} as const;

const SERIAL = fileURLToPath(new URL('serial.sh', import.meta.url));

const CONTENTS =
  'checkout; Trivy database; then per app: buildx build to an OCI layout with provenance and the times of the commit, trivy image, trivy convert to SARIF, ' +
  'gate, SARIF upload and its processing, syft (SPDX and CycloneDX), crane push, cosign sign (index, platform manifest), ' +
  'cosign attest (SBOM, verdict, record, provenance of both), cosign verify (both) and verify-attestation (all five), crane tag; ' +
  'no pull request';

/** One of the two at a new commit. */
type Contestant = (
  change: { readonly from: string; readonly commit: string },
  round: string,
) => Promise<void>;

export async function benchmarkPipeline(options: PipelineOptions): Promise<PipelineBenchmark> {
  const { dependencies } = options;
  const dir = await mkdtemp(path.join(os.tmpdir(), 'sealift-bench-pipeline-'));
  try {
    const app = path.join(dir, 'app');
    const ops = path.join(dir, 'ops');
    await repositoryFromFiles(path.join(ROOT, 'action-templates', 'sample'), app);
    await repositoryFromFiles(path.join(ROOT, 'action-templates', 'ops'), ops);
    const sandbox = await startSandbox({ ...dependencies, dir: path.join(dir, 'sandbox') });
    try {
      await prepareBaseImages(sandbox, app, dependencies);
      const repositories = await createRepositories(sandbox, {
        app,
        appName: 'acme/shop',
        ops,
        // As the script signs: by the public instance.
        visibility: 'public',
      });
      const { crane } = (await ensureEngines(['crane'], { cacheDir: sandbox.cacheDir, ...dependencies }))
        .paths;
      return await compete(app, options, {
        sealift: (change, round) =>
          runPipeline(sandbox, repositories, dependencies, change, path.join(dir, round)),
        serial: (change, round) =>
          runSerial(sandbox, repositories, dependencies, change, { crane, home: path.join(dir, round) }),
      });
    } finally {
      await sandbox.stop();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function compete(
  app: string,
  { dependencies, rounds, time }: PipelineOptions,
  contestants: { readonly sealift: Contestant; readonly serial: Contestant },
): Promise<PipelineBenchmark> {
  const until = performance.now() + time;
  const times = { sealift: [] as number[], serial: [] as number[] };
  const run = async (who: keyof typeof contestants, name: string) => {
    const change = { from: app, commit: await nextCommit(app, `${who} ${name}`) };
    const taken = (await measured(() => contestants[who](change, `${who}-${name}`))).time;
    dependencies.timeline.say(who, `${name}: ${(taken / 1000).toFixed(1)} s`);
    return taken;
  };
  // Fills the builder's cache and the registry, for both: they build the same layers for the same repositories.
  await run('sealift', 'warm-up');
  let longest = 0;
  for (let round = 1; round <= rounds; round++) {
    if (round > 1 && performance.now() + longest > until) break;
    const started = performance.now();
    for (const who of round % 2 === 0 ? (['sealift', 'serial'] as const) : (['serial', 'sealift'] as const))
      times[who].push(await run(who, `round-${round}`));
    longest = Math.max(longest, performance.now() - started);
  }
  const sealift = timesOf(times.sealift);
  const serial = timesOf(times.serial);
  return { sealift, serial, ratio: sealift.median / serial.median, contents: CONTENTS };
}

/** A file that no image holds: layers stay cached, digests change by the commit in the labels. */
async function nextCommit(app: string, text: string): Promise<string> {
  await appendFile(path.join(app, 'CHANGES'), `${text}\n`);
  await git(app, 'add', 'CHANGES');
  await git(app, 'commit', '--quiet', '--message', text);
  return git(app, 'rev-parse', 'HEAD');
}

async function runPipeline(
  sandbox: Sandbox,
  repositories: Repositories,
  { timeline, signal }: Dependencies,
  change: { readonly from: string; readonly commit: string },
  toolCache: string,
): Promise<void> {
  const { result } = await runWholePipeline(
    // As on a hosted runner, nothing of an earlier run is there.
    { ...sandbox, toolCache },
    repositories,
    // Dispatched by hand: all apps, whatever changed.
    { event: 'workflow_dispatch', fork: false, change, onEvent: timeline.event, signal },
  );
  if (!succeeded(result))
    throw new Error(`The pipeline failed: ${failureOf(result, (text) => text)?.reason}`);
}

async function runSerial(
  sandbox: Sandbox,
  repositories: Repositories,
  { timeline, signal }: Dependencies,
  change: { readonly from: string; readonly commit: string },
  { crane, home }: { readonly crane: string; readonly home: string },
): Promise<void> {
  const { app, caller } = repositories;
  const ref = `refs/heads/${app.defaultBranch}`;
  await git(app.gitDir, 'fetch', '--quiet', change.from, change.commit);
  await git(app.gitDir, 'update-ref', ref, change.commit);
  const run = await sandbox.github.startRun({
    repository: app.fullName,
    event: 'workflow_dispatch',
    ref,
    sha: change.commit,
    actor: 'octocat',
    workflowRef: `${app.fullName}/${caller.file}@${ref}`,
    workflowSha: change.commit,
    jobWorkflowRef: signingWorkflowRef(caller),
    jobs: { serial: PERMISSIONS },
  });
  const idToken = run.idTokenRequest('serial');
  await mkdir(home, { mode: 0o700 });
  await runScript({
    timeline,
    signal,
    env: {
      ...sandbox.env,
      PATH: [path.dirname(crane), sandbox.path].join(path.delimiter),
      HOME: home,
      TMPDIR: home,
      REPOSITORY: app.fullName,
      COMMIT: change.commit,
      REF: ref,
      APPS: (await readdir(path.join(change.from, 'apps'))).join(' '),
      IMAGES: `ghcr.io/${app.fullName}`,
      ACTOR: 'octocat',
      TOKEN: run.token('serial'),
      ID_TOKEN_URL: idToken?.url ?? '',
      ID_TOKEN_BEARER: idToken?.token ?? '',
      IDENTITY: `https://github.com/${signingWorkflowRef(caller)}`,
      VERDICT_TYPE,
      RECORD_TYPE: RELEASE_RECORD_TYPE,
    },
  });
  run.end();
}

/** Lines `step <name>` go to the timeline, the rest is shown when it fails. */
async function runScript({
  env,
  timeline,
  signal,
}: Pick<Dependencies, 'timeline' | 'signal'> & {
  readonly env: Readonly<Record<string, string>>;
}): Promise<void> {
  // In a group of its own, so that what it runs ends with it.
  const child = spawn('/bin/bash', [SERIAL], { env, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const stop = () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  signal.addEventListener('abort', stop, { once: true });
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const said: string[] = [];
  let step: { readonly name: string; readonly since: number } | undefined;
  for await (const line of createInterface({ input: child.stderr })) {
    const name = /^step (.+)$/.exec(line)?.[1];
    if (name === undefined) {
      said.push(line);
      continue;
    }
    const now = performance.now();
    if (step !== undefined)
      timeline.say('serial', `${step.name}  ${((now - step.since) / 1000).toFixed(1)} s`);
    step = { name, since: now };
  }
  const exitCode = await exited;
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (exitCode !== 0)
    throw new Error(`The script of raw tools failed at "${step?.name}":\n${said.slice(-15).join('\n')}`);
}
