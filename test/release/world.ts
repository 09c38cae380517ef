/** A GitHub with this repository in it, smaller by what a release of it does not need, and a machine for its workflow. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Run } from '@sealift/fake-github/run';
import { type StandIn, startStandIn } from '@sealift/fake-github/stand-in';
import { CHECKOUT } from '@sealift/rehearsal/sealift';
import { createPki } from '@sealift/sandbox/pki/pki';
import type { Service } from '@sealift/sandbox/process';
import { proxyEnvironment } from '@sealift/sandbox/proxy/environment';
import { startProxy } from '@sealift/sandbox/proxy/proxy';
import { OIDC_ISSUER, SIGSTORE_HOSTS } from '@sealift/sandbox/sigstore/hosts';
import { type SigstoreEngine, startSigstore } from '@sealift/sandbox/sigstore/sigstore';
import { createGitHub, type GitHub } from '@sealift/workflow-runner/github';
import { type Host, type JobIdentity, workflowRef } from '@sealift/workflow-runner/request';
import type { RunResult } from '@sealift/workflow-runner/result';
import { runWorkflow } from '@sealift/workflow-runner/run';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const NAME = 'sealift/sealift';
/** The actions that are there: one that the workflow itself uses, and one for a consumer. */
const ACTIONS = ['plan', 'prepare'];
const ATTEST = path.join(import.meta.dirname, 'attest');

export type World = {
  readonly standIn: StandIn;
  readonly folder: string;
  /** For cosign. */
  readonly env: Readonly<Record<string, string>>;
  readonly gitDir: string;
  /** Comes first on PATH: `npm ci` of this machine, and cosign. */
  readonly bin: string;
  git(...args: readonly string[]): string;
  /** Runs a workflow as a push to `main` does. */
  run(options?: RunOptions): Promise<{ readonly result: RunResult; readonly log: string; readonly run: Run }>;
  stop(): Promise<void>;
};

export type RunOptions = {
  /** Default: the repository of the world, with release.yml. */
  readonly repository?: string;
  readonly workflow?: string;
};

/** Files of the working tree that git knows, without what the release of a smaller repository does not touch. */
function trackedFiles(): readonly string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).split('\0');
  return listed.filter((file) => {
    const [top = '', second = ''] = file.split('/');
    // One that a build has taken away is still known to git.
    if (file === '' || !existsSync(path.join(ROOT, file))) return false;
    if (top === 'actions' || top === 'dist') return ACTIONS.includes(second);
    if (top === 'test') return second === 'delivery' && file.includes('/seed/');
    if (top === 'packages') return !file.includes('/test/') || second === 'deploy';
    return true;
  });
}

async function createSource(folder: string): Promise<string> {
  const source = path.join(folder, 'source');
  await mkdir(source);
  const input = execFileSync('tar', ['--create', '--null', '--files-from=-'], {
    ...{ cwd: ROOT, input: trackedFiles().join('\0'), maxBuffer: 1024 ** 3 },
  });
  execFileSync('tar', ['--extract'], { cwd: source, input });
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: source, stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Alice');
  git('config', 'user.email', 'alice@example.com');
  git('add', '--all', '--force');
  git('commit', '--quiet', '--message', 'feat: everything that there is');
  return source;
}

/** `npm ci` of this machine: the packages that are installed, as links where no bundle is made of them. */
async function createNpm(folder: string): Promise<string> {
  const bin = path.join(folder, 'bin');
  await mkdir(bin);
  const npm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  const script = `#!/bin/sh
if [ "$1" != ci ]; then exec ${npm} "$@"; fi
if [ "$GITHUB_JOB" = rebuild ]; then cp -al ${ROOT}/node_modules node_modules; else ln -s ${ROOT}/node_modules node_modules; fi
`;
  await writeFile(path.join(bin, 'npm'), script);
  await chmod(path.join(bin, 'npm'), 0o755);
  return bin;
}

export async function createWorld(engines: Readonly<Record<SigstoreEngine, string>>): Promise<World> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealift-release-'));
  const running: Service[] = [];
  const standIn = await startStandIn();
  const issuer = standIn.github.hosts.get(new URL(OIDC_ISSUER).host);
  if (issuer === undefined) throw new Error('The stand-in has no issuer.');
  const pki = await createPki(path.join(folder, 'pki'), {
    hosts: [new URL(OIDC_ISSUER).host, ...Object.values(SIGSTORE_HOSTS)],
  });
  const proxy = await startProxy({
    hosts: new Map([[new URL(OIDC_ISSUER).host, { handler: issuer }]]),
    tls: pki.tls,
  });
  running.push(proxy);
  const source = await createSource(folder);
  const sigstore = await startSigstore({ engines, pki, dir: path.join(folder, 'sigstore'), proxy });
  running.push(sigstore);
  const env = { ...proxyEnvironment(proxy.proxyUrl, pki.caFile), ...sigstore.env };
  const { gitDir } = await standIn.github.createRepository({
    ...{ owner: 'sealift', name: 'sealift', private: false },
    from: source,
    settings: { immutableReleases: true, actionsMayOpenPullRequests: true },
  });
  const git = (...args: readonly string[]) => gitOf(gitDir, ...args);
  const bin = await createNpm(folder);
  await symlink(engines.cosign, path.join(bin, 'cosign'));
  const machine: Machine = {
    ...{ standIn, folder, gitDir },
    github: createGitHub(),
    env: {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      HOME: folder,
      COSIGN: engines.cosign,
      COSIGN_ENVIRONMENT: JSON.stringify(env),
    },
  };
  return {
    ...{ standIn, folder, env, gitDir, bin },
    git,
    run: (options = {}) => runPush(machine, options),
    stop: async () => {
      for (const service of running.toReversed()) await service.stop();
      await standIn.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Machine = Pick<World, 'standIn' | 'folder' | 'gitDir'> & {
  readonly github: GitHub;
  readonly env: Readonly<Record<string, string>>;
};

const gitOf = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

async function checkOut(gitDir: string, ref: string, folder: string): Promise<string> {
  execFileSync('git', ['clone', '--quiet', gitDir, folder], { stdio: 'pipe' });
  execFileSync('git', ['checkout', '--quiet', '--detach', ref], { cwd: folder, stdio: 'pipe' });
  return gitOf(folder, 'rev-parse', 'HEAD');
}

async function runPush(
  { standIn, folder, gitDir, github, env }: Machine,
  { repository: name = NAME, workflow = '.github/workflows/release.yml' }: RunOptions,
): ReturnType<World['run']> {
  const repository = standIn.github.repository(name);
  if (repository === undefined) throw new Error(`There is no ${name}.`);
  const dir = await mkdtemp(path.join(folder, 'run-'));
  const files = path.join(dir, 'repository');
  const sha = await checkOut(repository.gitDir, 'main', files);
  const jobs = path.join(dir, 'jobs');
  await mkdir(jobs);
  const run = await standIn.startRun({
    ...{ repository: name, sha, workflow: 'release', jobs: {} },
    workflowRef: `${name}/${workflow}@refs/heads/main`,
  });
  const host: Host = {
    labels: ['ubuntu-latest'],
    runner: { name: 'rehearsal', environment: 'github-hosted' },
    node: process.execPath,
    env,
    files: async (used, ref) => {
      const stand = { 'actions/checkout': CHECKOUT, 'actions/attest': ATTEST }[used];
      if (stand !== undefined) return { folder: stand, sha: ref };
      if (used !== NAME) return undefined;
      const pinned = path.join(dir, 'pinned', ref);
      if (!existsSync(pinned)) await checkOut(gitDir, ref, pinned);
      return { folder: pinned, sha: gitOf(gitDir, 'rev-parse', `${ref}^{commit}`) };
    },
    startJob: async (identity) => servicesOf(standIn, run, identity),
    endJob: async ({ key }) => run.endJob(key),
  };
  let log = '';
  const result = await runWorkflow({
    ...{ github, host, folder: jobs, workflow },
    repository: {
      ...{ name, id: repository.id, ownerId: repository.owner.id, visibility: 'public' },
      files: { folder: files, sha },
      defaultBranch: 'main',
    },
    event: { name: 'push', payload: { ref: 'refs/heads/main', after: sha }, ref: 'refs/heads/main', sha },
    run: { id: String(run.runId), number: run.runNumber, attempt: run.runAttempt },
    actor: { login: run.actor.login, id: run.actor.id },
    ...{ secrets: {}, variables: {} },
    // The library of artifacts takes other names for a GitHub Enterprise Server, which has no such store.
    ...{
      serverUrl: standIn.urls.server.replace('127.0.0.1', 'github.localhost'),
      apiUrl: standIn.urls.api,
      graphqlUrl: `${standIn.urls.api}/graphql`,
    },
    onEvent: (event) => {
      if (event.kind === 'log') log += `${event.line.text}\n`;
    },
  });
  await rm(jobs, { recursive: true, force: true });
  return { result, log, run };
}

function servicesOf({ urls }: StandIn, run: Run, identity: JobIdentity) {
  const { key, name, permissions, checkRunId, workflows } = identity;
  const own = workflows.at(-1) ?? workflows[0];
  const job = run.startJob(key, {
    ...{ name, permissions, checkRunId },
    workflow: { ref: workflowRef(own), sha: own.sha },
  });
  return {
    token: job.token,
    actions: {
      ACTIONS_RESULTS_URL: `${urls.results}/`,
      ACTIONS_RUNTIME_TOKEN: run.runtimeToken(key),
    },
    idToken: job.idTokenRequest,
  };
}
