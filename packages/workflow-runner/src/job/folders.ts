/** Where a job works. Each job has all of it for itself, as on a fresh machine. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

export type JobFolders = {
  readonly home: string;
  /** RUNNER_WORKSPACE, the folder above the workspace. */
  readonly work: string;
  /** GITHUB_WORKSPACE, empty at first. */
  readonly workspace: string;
  /** RUNNER_TEMP */
  readonly temp: string;
  /** Where the files behind GITHUB_ENV and the like are made. */
  readonly commands: string;
  readonly toolCache: string;
};

/**
 * @param root of the run
 * @param key of the job
 * @param repository `owner/name`
 */
export async function createFolders(
  root: string,
  key: string,
  repository: string,
  toolCache: string | undefined,
): Promise<JobFolders> {
  // Ids of jobs have no dots: what is made here of two keys is never the same.
  const base = path.join(root, key.replace(/[/[]/g, '.').replaceAll(']', ''));
  const name = repository.split('/')[1] ?? repository;
  const work = path.join(base, 'work', name);
  const temp = path.join(base, 'work', '_temp');
  const folders = {
    home: path.join(base, 'home'),
    work,
    workspace: path.join(work, name),
    temp,
    commands: path.join(temp, '_runner_file_commands'),
    toolCache: toolCache ?? path.join(base, 'tools'),
  };
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true });
  return folders;
}
