/**
 * Dockerfiles, ignore files and links of the checkout, and whether all that the configuration names is there: what can be
 * wrong is found before a minute of building is spent.
 */
import { readlink, stat } from 'node:fs/promises';
import path from 'node:path';
import { readInWorkspace, resolveInWorkspace } from '@sealift/action-kit/workspace-path';
import { mapBounded } from '@sealift/core/bounded';
import { findTarget, isUnderstood } from '@sealift/core/dockerfile/reads';
import { readDockerfile } from '@sealift/core/dockerfile/stages';
import { configurationFailure } from '@sealift/core/failure';
import { type App, contextOf, fileOf } from '@sealift/core/release/plan/apps';
import { localContexts, wantedTexts } from '@sealift/core/release/plan/build-files';
import { decodeText } from '@sealift/core/text/decode';
import type { Git } from './git.ts';

/** Bytes of a Dockerfile or ignore file. */
const MAX_TEXT = 1024 * 1024;
/** Links of a repository that are looked at. */
const MAX_LINKS = 10_000;
const PARALLEL = 16;

/**
 * Texts by path, of those files that exist.
 * @throws Failure `plan/no-dockerfile`, `plan/no-context`, `plan/no-target`, `plan/no-files`; `action/link-outside`,
 *   `action/bad-file`, `text/not-utf8`
 */
export async function readBuildInputs(
  workspace: string,
  apps: readonly App[],
  configFile: string,
): Promise<ReadonlyMap<string, string>> {
  const files = [...new Set(apps.flatMap(wantedTexts))];
  const texts = new Map<string, string>();
  await mapBounded(files, PARALLEL, async (file) => {
    const bytes = await readInWorkspace(workspace, file, MAX_TEXT);
    if (bytes !== undefined) texts.set(file, decodeText(bytes, file));
  });
  await mapBounded(apps, PARALLEL, async (app) => {
    requireTarget(app, texts.get(fileOf(app)), configFile);
    await requireFolder(workspace, app, 'context', contextOf(app));
    for (const [name, folder] of localContexts(app))
      await requireFolder(workspace, app, `build context "${name}"`, folder);
    for (const key of ['paths', 'ignore'] as const)
      for (const pattern of app.config[key] ?? []) await requireFiles(workspace, app, key, pattern);
  });
  return texts;
}

function requireTarget({ name, config, ...app }: App, text: string | undefined, configFile: string): void {
  const file = fileOf({ name, config, ...app });
  if (text === undefined)
    throw configurationFailure({
      code: 'plan/no-dockerfile',
      cause: `The app "${name}" has no Dockerfile: ${file} does not exist.`,
      remedy: `Give the path of its Dockerfile as "file" of the app in ${configFile}, or remove the app.`,
      location: { file: configFile },
    });
  const dockerfile = readDockerfile(text);
  // Another frontend may know stages in another way.
  if (!isUnderstood(dockerfile)) return;
  const { target = '' } = config;
  if (findTarget(dockerfile, target) !== undefined) return;
  const names = dockerfile.stages.flatMap((stage) => stage.name ?? []);
  throw configurationFailure({
    code: 'plan/no-target',
    cause:
      target === ''
        ? `${file}, the Dockerfile of the app "${name}", has no FROM.`
        : `${file}, the Dockerfile of the app "${name}", has no stage "${target}".`,
    remedy:
      dockerfile.stages.length === 0
        ? 'Begin the file with a FROM, or give the path of another Dockerfile as "file" of the app.'
        : names.length === 0
          ? 'Name a stage with FROM … AS <name>, or leave "target" out.'
          : `Use one of ${names.join(', ')}, or leave "target" out for the last one.`,
    location: { file },
  });
}

async function requireFolder(workspace: string, app: App, what: string, folder: string): Promise<void> {
  if (folder === '..' || folder.startsWith('../') || folder.startsWith('/'))
    throw configurationFailure({
      code: 'plan/no-context',
      cause: `The ${what} of the app "${app.name}", ${folder}, lies outside the repository.`,
      remedy: 'Give the path of a folder of the repository, relative to its root.',
    });
  const real = await resolveInWorkspace(workspace, folder);
  if (real !== undefined && (await stat(real)).isDirectory()) return;
  throw configurationFailure({
    code: 'plan/no-context',
    cause: `The ${what} of the app "${app.name}", ${folder}, ${real === undefined ? 'does not exist' : 'is no folder'}.`,
    remedy: 'Give the path of a folder of the repository, relative to its root.',
  });
}

/** A folder alone is a pattern of no file. */
async function requireFiles(workspace: string, app: App, key: string, pattern: string): Promise<void> {
  const plain = pattern.replace(/^!/, '');
  if (/[*?[\]{}\\]/.test(plain)) return;
  const found = await stat(path.join(workspace, plain)).catch(() => undefined);
  if (found?.isDirectory() !== true) return;
  throw configurationFailure({
    code: 'plan/no-files',
    cause: `"${pattern}" under "${key}" of the app "${app.name}" is a folder, and patterns match files only.`,
    remedy: `Write ${pattern}/** for everything in it.`,
  });
}

/** Targets of the links of the checkout, by path. */
export async function readLinks(workspace: string, git: Git): Promise<ReadonlyMap<string, string>> {
  const links = new Map<string, string>();
  await mapBounded((await git.links()).slice(0, MAX_LINKS), PARALLEL, async (link) => {
    const target = await readlink(path.join(workspace, link)).catch(() => undefined);
    if (target !== undefined) links.set(link, target);
  });
  return links;
}
