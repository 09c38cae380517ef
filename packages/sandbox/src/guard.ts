/** Ends what a process has started when it cannot itself: after `kill -9` of it nobody else would. */
import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

export type Guard = {
  /** @param group of processes; its number is that of the process that leads it */
  watch(group: number): void;
  forget(group: number): void;
};

/** Each line is the whole list. The pipe ends with the parent, however that ends. */
const SCRIPT = 'while read -r line; do groups=$line; done; [ -z "$groups" ] || kill -s KILL -- $groups';

/** A shell beside this process for as long as there is something to watch. */
export function createGuard(): Guard {
  const groups = new Set<number>();
  let shell: Writable | undefined;
  const tell = () => {
    if (groups.size > 0) shell ??= startShell();
    shell?.write(`${[...groups].map((group) => -group).join(' ')}\n`);
    if (groups.size > 0) return;
    shell?.end();
    shell = undefined;
  };
  return {
    watch: (group) => {
      groups.add(group);
      tell();
    },
    forget: (group) => {
      if (groups.delete(group)) tell();
    },
  };
}

function startShell(): Writable {
  const child = spawn('/bin/sh', ['-c', SCRIPT], {
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    // A Ctrl-C at the terminal must not end the guard before what it guards.
    detached: true,
  });
  child.unref();
  child.once('error', () => {});
  // A shell that is gone guards nothing more; the parent's own clean-up still does.
  child.stdin.on('error', () => {});
  return child.stdin;
}

/** One for all that this process starts. */
export const guard: Guard = createGuard();
