/** The inputs `load` and `test`, and archives for `docker load`: the layout's own bytes for the engine of a machine. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import { formatPlatform } from '@sealift/core/image/platform';
import { formatImageReference } from '@sealift/core/image/reference';
import { singleLine } from '@sealift/core/text/sanitize';
import type { Layout, PlatformManifest } from '@sealift/registry/layout';
import { writeImageArchive } from '@sealift/tools/container-engine/archive';
import { type ContainerEngine, findContainerEngine } from '@sealift/tools/container-engine/find';
import { loadImage } from '@sealift/tools/container-engine/load';
import { hostPlatform } from '@sealift/tools/container-engine/platform';
import { findProgram } from '@sealift/tools/process/find-program';
import { withTemporaryFolder } from '@sealift/tools/temporary-folder';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';

type Needed = Pick<Dependencies, 'env' | 'log' | 'exec' | 'signal'>;

/** Milliseconds. The job's own limit ends it earlier. */
const TEST_DEADLINE = 3_600_000;

/**
 * Before an hour of building, not after it.
 * @throws Failure `container-engine/none`
 */
export async function engineFor(
  { load, test }: Pick<Inputs, 'load' | 'test'>,
  dependencies: Needed,
): Promise<ContainerEngine | undefined> {
  if (!load && test === undefined) return undefined;
  const engine = await findContainerEngine(load ? 'Loading the image' : 'The input "test"', dependencies);
  dependencies.log.info(`The image will be loaded in ${engine.name} ${engine.version}`);
  return engine;
}

/**
 * Loads the image, of several platforms the one of this machine, and runs the test against it.
 * @throws Failure `build-push/other-platform`, `build-push/test-failed`, `container-engine/…`
 */
export async function tryImage(
  engine: ContainerEngine,
  inputs: Pick<Inputs, 'load' | 'test' | 'tags'>,
  layout: Layout,
  workspace: string,
  dependencies: Needed,
): Promise<void> {
  const { load, test } = inputs;
  const image = own(layout);
  const tags = load ? inputs.tags.map(formatImageReference) : [];
  const loaded = await loadImage(engine, layout, image, tags, dependencies);
  try {
    const names = tags.length === 0 ? '' : `, as ${tags.join(', ')}`;
    dependencies.log.info(`${engine.name} has the image ${loaded.id}${names}`);
    if (test !== undefined) await runTest(test, loaded.id, engine, workspace, dependencies);
  } finally {
    // Without a name it would be swept away: that of `load` without tags is its digest.
    if (!load || tags.length > 0) await loaded.close();
  }
}

/**
 * Writes the archives of `outputs`, over what is there.
 * @throws Failure `build-push/other-platform`, `build-push/no-archive`
 */
export async function writeArchives(
  { archives, tags }: Pick<Inputs, 'archives' | 'tags'>,
  layout: Layout,
  workspace: string,
  log: Dependencies['log'],
): Promise<void> {
  for (const { destination, names } of archives) {
    const image = own(layout);
    const file = path.resolve(workspace, destination);
    try {
      await mkdir(path.dirname(file), { recursive: true });
      await rm(file, { force: true });
      await writeImageArchive(
        layout,
        image,
        (names.length > 0 ? names : tags).map(formatImageReference),
        file,
      );
    } catch (error) {
      throw configurationFailure({
        code: 'build-push/no-archive',
        cause: `The archive "${destination}" cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
        remedy: 'Give "dest" in "outputs" the path of a file in a folder that this job may write to.',
        error,
      });
    }
    log.info(`${destination} holds the image ${image.digest}`);
  }
}

/** The only image; of several, the one that runs here. */
function own({ platformManifests }: Layout): PlatformManifest {
  const [only, ...others] = platformManifests;
  if (only !== undefined && others.length === 0) return only;
  const host = hostPlatform();
  const image = platformManifests.find(({ platform }) => formatPlatform(platform) === host);
  if (image !== undefined) return image;
  const built = platformManifests.map(({ platform }) => formatPlatform(platform)).join(', ');
  throw configurationFailure({
    code: 'build-push/other-platform',
    cause: `This machine runs ${host}, and the image is for ${built}.`,
    remedy: `Build for ${host} too, run the job on a machine of that platform, or leave out "load" and "test".`,
  });
}

/** What a `run:` step does not see either, and what only this step may write. */
const isOwn = (name: string): boolean =>
  /^(?:INPUT_|STATE_|ACTIONS_)/.test(name) ||
  ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'].includes(name);

async function runTest(
  test: string,
  image: string,
  engine: ContainerEngine,
  workspace: string,
  dependencies: Needed,
): Promise<void> {
  const { env, log } = dependencies;
  const inherited = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || isOwn(name) ? [] : [[name, value] as const],
  );
  const bash = await findProgram('bash', env['PATH']);
  const shell = bash === undefined ? ['/bin/sh', '-e'] : [bash, '--noprofile', '--norc', '-eo', 'pipefail'];
  const [file = '', ...args] = shell;
  const result = await withTemporaryFolder(env, 'test', async (folder) => {
    const script = path.join(folder, 'test.sh');
    await writeFile(script, test.replaceAll('{image}', image), { mode: 0o600 });
    return log.group(`Testing ${image}`, () =>
      dependencies.exec(file, [...args, script], {
        cwd: workspace,
        env: { ...Object.fromEntries(inherited), SEALIFT_IMAGE: image, SEALIFT_ENGINE: engine.file },
        timeout: TEST_DEADLINE,
        signal: dependencies.signal,
        onLine: (line) => log.info(singleLine(line)),
      }),
    );
  });
  if (result.exitCode === 0) return;
  const last = singleLine(`${result.stdout}\n${result.stderr}`.trim().split('\n').at(-1) ?? '').slice(0, 300);
  if (result.timedOut)
    throw remoteFailure({
      code: 'build-push/timed-out',
      cause: `The command of "test" did not end within ${TEST_DEADLINE / 60_000} minutes.`,
      remedy: 'Let it end by itself, and give what it starts a time limit.',
    });
  throw configurationFailure({
    code: 'build-push/test-failed',
    cause: `The command of "test" ended with ${result.exitCode}${last === '' ? '' : `; it last said: ${last}`}.`,
    remedy: 'Correct the image or the test; nothing was pushed.',
  });
}
