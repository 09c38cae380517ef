/** One rehearsal from start to evidence. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { asFailure, Failure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { makeOwnFolder } from '@sealift/sandbox/own-folder';
import type { Sandbox, startSandbox } from '@sealift/sandbox/sandbox';
import { assertRun } from './assertions/assert-run.ts';
import type { Outcome } from './assertions/outcome.ts';
import { prepareBaseImages } from './base-images.ts';
import { changeSample, separateChange } from './change.ts';
import type { Dependencies } from './dependencies.ts';
import { deploy } from './deploy/deploy.ts';
import { type Deployment, startDeployment } from './deploy/deployment.ts';
import { trustRehearsal } from './deploy/policies.ts';
import type { Change } from './event.ts';
import { whileThere } from './folder.ts';
import { watchMemory } from './memory.ts';
import type { Options } from './options.ts';
import { type PipelineResult, runPipeline, succeeded } from './pipeline.ts';
import { createEvidence, type Evidence } from './report/evidence.ts';
import { type Shown, showAs } from './report/shown.ts';
import { createTimeline } from './report/timeline.ts';
import { createRepositories, type Repositories } from './repositories.ts';
import { ROOT } from './sealift.ts';
import { repositoryFromFiles, repositoryFromWorkingTree, repositoryName } from './sources.ts';
import { type Caller, findCaller } from './workflow/caller.ts';

export type RehearsalDependencies = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Takes a line of progress. */
  readonly write: (line: string) => void;
  readonly startSandbox: typeof startSandbox;
  /** Takes the evidence, and the working folder if it is kept, while that is still there. */
  readonly report?: (evidence: Evidence, kept: string | undefined) => Promise<void>;
};

/**
 * @returns the evidence, good or bad
 * @throws Failure when it could not get that far; everything that was started has ended by then
 * @throws the signal's reason when it was cancelled, likewise
 */
export async function rehearse(options: Options, given: RehearsalDependencies): Promise<Evidence> {
  const folder = await makeOwnFolder('sealift-rehearsal-');
  const dir = folder.path;
  const names: string[] = [];
  const shown = showAs(dir, options.repo ?? SAMPLE, copiesIn(dir, options), () => names);
  const timeline = createTimeline((line) => given.write(shown(line)));
  try {
    const { env, clock, signal, startSandbox } = given;
    const log = createLog((text) => timeline.say('', text));
    const evidence = await whileThere(dir, signal, (still) =>
      rehearseIn(
        ...([dir, options] as const),
        { env, clock, signal: still, timeline, log, startSandbox },
        names,
        shown,
      ),
    );
    await given.report?.(evidence, options.keep ? dir : undefined);
    return evidence;
  } catch (error) {
    throw error instanceof Failure ? asShown(error, shown) : error;
  } finally {
    await (options.keep ? folder.keep() : folder.remove());
    if (options.keep) given.write(`Kept, with all logs: ${dir}`);
  }
}

/** @param names gets those of the repositories that exist in the stand-in only */
async function rehearseIn(
  dir: string,
  options: Options,
  { startSandbox, ...dependencies }: Dependencies & Pick<RehearsalDependencies, 'startSandbox'>,
  names: string[],
  shown: Shown,
): Promise<Evidence> {
  const { timeline, signal } = dependencies;
  const sources = await prepareSources(options, dir);
  const sandbox = await startSandbox({ ...dependencies, dir: path.join(dir, 'sandbox') });
  let deployment: Promise<Deployment> | undefined;
  const watch = options.deploy === undefined ? undefined : watchMemory();
  try {
    await timeline.measure('base images', 'looking at Dockerfiles', () =>
      prepareBaseImages(sandbox, sources.app, dependencies),
    );
    // Base images are those of the change; repositories begin without it.
    const change = await separate(options, sources.app);
    if (options.deploy !== undefined) await trustRehearsal(sources.ops ?? '', sandbox.env);
    const repositories = await createRepositories(sandbox, { ...sources, visibility: options.visibility });
    names.push(
      repositories.app.fullName,
      ...(repositories.ops === undefined ? [] : [repositories.ops.fullName]),
    );
    deployment = beginDeployment(
      options,
      sources.app,
      path.join(dir, 'c'),
      sandbox,
      repositories,
      dependencies,
    );
    const pipeline = await timeline.measure('pipeline', `${options.event} of ${sources.appName}`, () =>
      runPipeline(sandbox, repositories, {
        event: options.event,
        fork: options.fork,
        ...(change === undefined ? {} : { change }),
        onEvent: timeline.event,
        signal,
      }),
    );
    const outcome = await timeline.measure('assertions', 'asking cosign, git and the stand-in', () =>
      assertRun(sandbox, repositories, pipeline),
    );
    const { deploy: asked } = options;
    if (asked === undefined || deployment === undefined || !isReleased(pipeline, outcome))
      return createEvidence(sandbox, pipeline, outcome, timeline, shown);
    const deployed = await deploy(
      {
        ...{ sandbox, repositories, app: sources.app, scenes: asked.scenes },
        deployment: await deployment,
        first: { pipeline, outcome },
      },
      dependencies,
    );
    const { assertions, canaries } = deployed;
    const memory = watch === undefined ? {} : { memory: watch.memory() };
    const all = { ...outcome, assertions: [...outcome.assertions, ...assertions], canaries, ...memory };
    return createEvidence(sandbox, pipeline, { ...all, node: asked.node }, timeline, shown);
  } finally {
    watch?.stop();
    await (await deployment?.catch(() => undefined))?.stop();
    await sandbox.stop();
  }
}

/** The cluster starts while the pipeline runs. What goes wrong with it is said at once, and thrown where it is waited for. */
function beginDeployment(
  { deploy: asked }: Options,
  source: string,
  dir: string,
  sandbox: Sandbox,
  { app, ops }: Repositories,
  dependencies: Dependencies,
): Promise<Deployment> | undefined {
  if (asked === undefined || ops === undefined) return undefined;
  const judged = asked.scenes === 'all' ? source : undefined;
  const starting = startDeployment({ dir, sandbox, app, ops, node: asked.node, judged }, dependencies);
  starting.catch((error: unknown) => dependencies.timeline.say('cluster', asFailure(error).message));
  return starting;
}

const isReleased = ({ result }: PipelineResult, { pullRequest }: Outcome): boolean =>
  succeeded(result) && pullRequest !== undefined;

const SAMPLE = path.join('action-templates', 'sample');
const SAMPLE_OPS = path.join('action-templates', 'ops');

const folderOf = (dir: string, name: 'app' | 'ops') => path.join(dir, 'sources', name);

const copiesIn = (dir: string, { repo, ops }: Options) => [
  { folder: folderOf(dir, 'app'), as: repo ?? SAMPLE },
  { folder: folderOf(dir, 'ops'), as: repo === undefined ? SAMPLE_OPS : (ops ?? 'the ops repository') },
];

type Sources = {
  readonly app: string;
  readonly appName: string;
  readonly ops: string | undefined;
  readonly caller: Caller;
};

async function prepareSources(options: Options, dir: string): Promise<Sources> {
  await mkdir(path.join(dir, 'sources'), { recursive: true });
  const [app, ops] = [folderOf(dir, 'app'), folderOf(dir, 'ops')];
  if (options.repo === undefined) {
    await repositoryFromFiles(path.join(ROOT, SAMPLE), app);
    await repositoryFromFiles(path.join(ROOT, SAMPLE_OPS), ops);
    return { app, appName: 'acme/shop', ops, caller: await findCaller(app) };
  }
  await repositoryFromWorkingTree(options.repo, app);
  if (options.ops !== undefined) await repositoryFromWorkingTree(options.ops, ops);
  return {
    app,
    appName: await repositoryName(options.repo),
    ops: options.ops === undefined ? undefined : ops,
    caller: await findCaller(app),
  };
}

async function separate({ event, repo }: Options, app: string): Promise<Change | undefined> {
  if (event !== 'pull_request') return undefined;
  return repo === undefined ? changeSample(app) : separateChange(app);
}

const asShown = (failure: Failure, shown: Shown): Failure =>
  new Failure(failure.category, {
    code: failure.code,
    cause: shown(failure.message),
    remedy: shown(failure.remedy),
    error: failure.cause,
    ...(failure.location === undefined ? {} : { location: failure.location }),
  });

const createLog = (info: (text: string) => void): Log => ({
  debug: () => {},
  info,
  notice: info,
  warning: info,
  error: info,
  group: (_, work) => work(),
  openGroup: () => () => {},
  secret: () => {},
});
