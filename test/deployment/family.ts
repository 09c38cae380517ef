/** Processes of this machine, by who has started whom. */
import { readdirSync, readFileSync } from 'node:fs';

export type Process = {
  readonly pid: number;
  readonly parent: number;
  /** When it was started, in ticks of the kernel: numbers are used again. */
  readonly started: string;
  readonly command: string;
};

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; undefined when it has ended. */
function readProcess(pid: number): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, parent, started] = [fields[0], fields[1], fields[19]];
    // A zombie has ended, and waits for somebody to hear of it.
    if (state === 'Z' || parent === undefined || started === undefined) return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, parent: Number(parent), started, command };
  } catch {
    return undefined;
  }
}

/** A process and all that descend from it, in other namespaces too. */
export function familyOf(root: number): readonly Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
  const family = new Set([root]);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid));
}

/** Those that still run. */
export const alive = (processes: readonly Process[]): readonly Process[] =>
  processes.filter(({ pid, started }) => readProcess(pid)?.started === started);
