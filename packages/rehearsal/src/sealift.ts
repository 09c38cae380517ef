/** The repository that holds the reusable workflows and the actions: this one, as a user would get it from GitHub. */
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RepositoryFiles } from '@sealift/workflow-runner/request';

/** Folder of this repository. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const WORKFLOWS = '.github/workflows';
export const CALLED_WORKFLOW = `${WORKFLOWS}/build-and-push.yml`;
/** What the called workflow calls for each app. */
export const APP_WORKFLOW = `${WORKFLOWS}/release-app.yml`;

/** Text of a file of this repository. */
export const readOwnFile = (file: string): Promise<string> => readFile(path.join(ROOT, file), 'utf8');

/** What certificates say of the called workflow's commit; this working tree may have none yet. */
export const SEALIFT_COMMIT = 'd'.repeat(40);

/**
 * Copies what a run may use to a new folder, byte for byte: workflows, each action's interface, the committed bundles.
 * Nothing else of the working tree can be reached from it.
 * @param instead text by path, for a test that varies a file
 */
export async function exportSealift(
  to: string,
  instead: Readonly<Record<string, string>> = {},
): Promise<RepositoryFiles> {
  await mkdir(to, { recursive: true });
  await cp(path.join(ROOT, WORKFLOWS), path.join(to, WORKFLOWS), { recursive: true });
  for (const name of await readdir(path.join(ROOT, 'actions'))) {
    const file = path.join('actions', name, 'action.yml');
    await mkdir(path.join(to, path.dirname(file)), { recursive: true });
    await cp(path.join(ROOT, file), path.join(to, file));
  }
  await cp(path.join(ROOT, 'dist'), path.join(to, 'dist'), { recursive: true });
  for (const [file, text] of Object.entries(instead)) await writeFile(path.join(to, file), text);
  return { folder: to, sha: SEALIFT_COMMIT };
}

/** What stands in for actions/checkout, which cannot be fetched where GitHub cannot be reached. */
export const CHECKOUT = fileURLToPath(new URL('../checkout/', import.meta.url));
/** The same for actions/setup-python. */
export const SETUP_PYTHON = fileURLToPath(new URL('../setup-python/', import.meta.url));
