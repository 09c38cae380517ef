/** One rehearsal from start to evidence. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { configurationFailure } from '@sealift/core/failure';
import { judgeRun } from './assertions/run.ts';
import type { Options } from './options.ts';
import { prepareBases } from './prepare.ts';
import { createEvidence, type Evidence } from './report/evidence.ts';
import { startWorld } from './sandbox.ts';
import { createSite, runScenario, type SiteOptions } from './scenario.ts';
import type { Seams } from './seams.ts';
import { git, repositoryFromFiles, repositoryFromWorkingTree, repositoryName } from './sources.ts';
import { ROOT } from './workflow/suite.ts';

/**
 * @returns the evidence, good or bad
 * @throws Failure when it could not get that far; everything that was started has ended by then
 */
export async function rehearse(options: Options, seams: Seams): Promise<Evidence> {
  const { timeline, signal } = seams;
  const dir = await mkdtemp(path.join(tmpdir(), 'sealift-rehearsal-'));
  try {
    const sources = await prepareSources(options, path.join(dir, 'sources'));
    const world = await startWorld({ ...seams, dir });
    try {
      await timeline.measure('base images', 'looking at Dockerfiles', () =>
        prepareBases(world, sources.app, seams),
      );
      const site = await createSite(world, sources);
      const change = await changeFor(options, sources);
      const result = await timeline.measure('pipeline', `${options.event} of ${sources.appName}`, () =>
        runScenario(world, site, {
          event: options.event,
          fork: options.fork,
          ...(change === undefined ? {} : { change }),
          onEvent: timeline.event,
          signal,
        }),
      );
      const judged = await timeline.measure('judges', 'asking cosign, git and the stand-in', () =>
        judgeRun(world, site, result),
      );
      return createEvidence(world, site.caller.job, result, judged, timeline);
    } finally {
      await world.stop();
    }
  } finally {
    if (options.keep) timeline.say('kept', dir);
    else await rm(dir, { recursive: true, force: true });
  }
}

async function prepareSources(options: Options, dir: string): Promise<SiteOptions> {
  await mkdir(dir, { recursive: true });
  const app = path.join(dir, 'app');
  const ops = path.join(dir, 'ops');
  if (options.repo === undefined) {
    await repositoryFromFiles(path.join(ROOT, 'action-templates', 'sample'), app);
    await repositoryFromFiles(path.join(ROOT, 'action-templates', 'ops'), ops);
    return { app, appName: 'acme/shop', ops };
  }
  await repositoryFromWorkingTree(options.repo, app);
  if (options.ops !== undefined) await repositoryFromWorkingTree(options.ops, ops);
  return {
    app,
    appName: await repositoryName(options.repo),
    ops: options.ops === undefined ? undefined : ops,
  };
}

/**
 * What a pull request changes: in the sample a line of every app; in a repository of the user's the last commit, which
 * is taken out of its base.
 */
async function changeFor(
  options: Options,
  { app }: SiteOptions,
): Promise<{ from: string; commit: string } | undefined> {
  if (options.event !== 'pull_request') return undefined;
  if (options.repo !== undefined) {
    const commit = await git(app, 'rev-parse', 'HEAD');
    const parent = await git(app, 'rev-parse', '--verify', '--quiet', 'HEAD^').catch(() => undefined);
    if (parent === undefined)
      throw configurationFailure({
        cause:
          'The repository has a single commit: there is nothing that a pull request could be compared with.',
        remedy: 'Make a second commit, or use --event push.',
      });
    return { from: app, commit };
  }
  for (const name of await readdir(path.join(app, 'apps'))) {
    const file = path.join(app, 'apps', name, 'Dockerfile');
    await writeFile(file, `${await readFile(file, 'utf8')}# A change to rehearse.\n`);
  }
  await git(app, 'checkout', '--quiet', '-b', 'rehearsal');
  await git(app, 'commit', '--quiet', '--all', '--message', 'A change to rehearse');
  const commit = await git(app, 'rev-parse', 'HEAD');
  await git(app, 'checkout', '--quiet', 'main');
  return { from: app, commit };
}
