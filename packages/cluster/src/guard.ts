/** Ends servers when the process that started them cannot: after `kill -9` of it nobody else would. */
import { spawn } from 'node:child_process';

export type Guard = {
  /** @param pid of a process that leads its own group */
  watch(pid: number): void;
  forget(pid: number): void;
  /** Ends the guard alone. */
  release(): void;
};

/** Each line is the whole list. The pipe ends with the parent, however that ends. */
const SCRIPT = 'while read -r line; do groups=$line; done; [ -z "$groups" ] || kill -s KILL -- $groups';

export function startGuard(): Guard {
  const groups = new Set<number>();
  const child = spawn('/bin/sh', ['-c', SCRIPT], {
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    // A Ctrl-C at the terminal must not end the guard before what it guards.
    detached: true,
  });
  child.unref();
  child.once('error', () => {});
  // A shell that is gone guards nothing more; the parent's own stop() still does.
  child.stdin.on('error', () => {});
  const tell = () => void child.stdin.write(`${[...groups].map((pid) => -pid).join(' ')}\n`);
  return {
    watch: (pid) => {
      groups.add(pid);
      tell();
    },
    forget: (pid) => {
      groups.delete(pid);
      tell();
    },
    release: () => {
      groups.clear();
      tell();
      child.stdin.end();
    },
  };
}
