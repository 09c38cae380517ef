/** How much memory a rehearsal holds, with everything that it has started. */
import { readdir, readFile } from 'node:fs/promises';

export type Memory = {
  /** Bytes at the moment when they were most. */
  readonly peak: number;
  /** At that moment, by name of the program, the largest first. */
  readonly largest: readonly { readonly name: string; readonly bytes: number }[];
};

export type MemoryWatch = {
  /** Of all looks so far. */
  memory(): Memory;
  stop(): void;
};

/** Milliseconds between two looks. Each reads a file of every process, which costs the kernel a walk over its pages. */
const INTERVAL = 10_000;
const SHOWN = 5;

/** Ends with `stop()`; it holds no process back from ending. */
export function watchMemory(root = process.pid): MemoryWatch {
  let most: Memory = { peak: 0, largest: [] };
  let busy = false;
  const look = async () => {
    if (busy) return;
    busy = true;
    const now = await memoryOf(root).catch(() => most);
    if (now.peak > most.peak) most = now;
    busy = false;
  };
  const timer = setInterval(() => void look(), INTERVAL);
  timer.unref();
  return { memory: () => most, stop: () => clearInterval(timer) };
}

/**
 * Of a process and all that descend from it, in other namespaces too: kubelet, containers, processes of pods. Pages that
 * several share count once (proportional set size, https://docs.kernel.org/filesystems/proc.html).
 */
export async function memoryOf(root: number): Promise<Memory> {
  const parents = await parentsOf();
  const family = [...parents.keys()].filter((pid) => descends(pid, root, parents));
  const sizes = new Map<string, number>();
  let peak = 0;
  for (const pid of family) {
    const [bytes, name] = await Promise.all([proportionalSize(pid), nameOf(pid)]);
    peak += bytes;
    sizes.set(name, (sizes.get(name) ?? 0) + bytes);
  }
  const largest = [...sizes]
    .map(([name, bytes]) => ({ name, bytes }))
    .toSorted((left, right) => right.bytes - left.bytes)
    .slice(0, SHOWN);
  return { peak, largest };
}

async function parentsOf(): Promise<ReadonlyMap<number, number>> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // The name of the program, in brackets, may hold anything.
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = stat
      .slice(stat.lastIndexOf(')') + 1)
      .trim()
      .split(' ')[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  return parents;
}

function descends(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 0; at = parents.get(at))
    if (at === root) return true;
  return false;
}

async function proportionalSize(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1_024;
}

/** Of the program that it was started as: several are one file. */
async function nameOf(pid: number): Promise<string> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const [first = ''] = command.split('\0');
  return first.split(' ')[0]?.split('/').at(-1)?.replace(/:$/, '') || 'others';
}
