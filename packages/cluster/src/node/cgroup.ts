/** The part of the host's tree of control groups that a node's containers live in. It is the one thing of a node that no namespace takes away. */
import { readdir, readFile, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const TREE = '/sys/fs/cgroup';
const PREFIX = 'sealift-node-';
/** Milliseconds for the kernel to take ended processes out. */
const PATIENCE = 3_000;

/** A name that tells whose it is. */
export const cgroupName = (owner: number, at: number): string => `${PREFIX}${owner}-${at}`;

/** One folder for each hierarchy of version 1, or the only one of version 2. */
async function folders(tree: string): Promise<readonly string[]> {
  const names = await readdir(tree, { withFileTypes: true }).catch(() => []);
  return [tree, ...names.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(tree, name))];
}

/** Removes a group with all below it, as soon as its processes are gone. What stays after that is left. */
export async function removeCgroup(name: string, tree = TREE): Promise<void> {
  await Promise.all((await folders(tree)).map((folder) => removeFolder(path.join(folder, name))));
}

/** Somebody else may remove the same group, or one below it, at the same time. */
async function removeFolder(folder: string, deadline = Date.now() + PATIENCE): Promise<void> {
  while (!(await removed(folder)) && Date.now() < deadline) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const below = entries.filter((entry) => entry.isDirectory());
    await Promise.all(below.map(({ name }) => removeFolder(path.join(folder, name), deadline)));
    await sleep(20);
  }
}

const removed = (folder: string): Promise<boolean> =>
  rmdir(folder).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  );

/**
 * Groups that processes of this PID namespace are in, but those that this process is in itself: the container runtime puts
 * each container into one of its own choice. As paths in a hierarchy, e.g. `/k8s.io/0123…`.
 */
export async function groupsOfOthers(proc = '/proc'): Promise<readonly string[]> {
  const own = new Set(await groupsOf(path.join(proc, 'self')));
  const names = (await readdir(proc)).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(names.map((name) => groupsOf(path.join(proc, name))));
  return [...new Set(all.flat())].filter((group) => !own.has(group));
}

/** https://man7.org/linux/man-pages/man7/cgroups.7.html, /proc/pid/cgroup: `hierarchy:controllers:path` */
async function groupsOf(folder: string): Promise<readonly string[]> {
  const text = await readFile(path.join(folder, 'cgroup'), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => /^\d+:[^:]*:(\/.+)$/.exec(line)?.[1] ?? []);
}

/** Groups of nodes whose owner has ended without a chance to remove them. */
export async function removeStaleCgroups(isAlive: (owner: number) => boolean, tree = TREE): Promise<void> {
  const names = (
    await Promise.all((await folders(tree)).map((folder) => readdir(folder).catch(() => [])))
  ).flat();
  const stale = [...new Set(names)].filter((name) => {
    const owner = new RegExp(`^${PREFIX}(\\d+)-\\d+$`).exec(name)?.[1];
    return owner !== undefined && !isAlive(Number(owner));
  });
  await Promise.all(stale.map((name) => removeCgroup(name, tree)));
}
