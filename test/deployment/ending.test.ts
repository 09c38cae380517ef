/** A deployment that is ended in the middle, softly or hard: nothing of it stays, and the next one starts clean. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { DELIVERY_ENGINES, NETWORK_ENGINES } from '@sealift/engines/engine';
import { findEngines } from '@sealift/engines/find';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { obstacle } from '../e2e/sandbox.ts';
import { alive, familyOf, type Process } from './family.ts';

const available = findEngines([...DELIVERY_ENGINES, ...NETWORK_ENGINES, 'crane']) !== undefined;
if (!available)
  process.stderr.write('\nTHE END OF A DEPLOYMENT IS NOT TESTED: its engines are not in the cache yet.\n\n');

const ROOT = path.resolve(import.meta.dirname, '../..');
/** Milliseconds until it has come to its node, on a machine that does much else. */
const LIMIT = 400_000;

/** What it must be in the middle of: servers, a node with its namespaces, and steps of the pipeline. */
const RUNNING = [
  /buildkitd/,
  /fulcio/,
  /registry/,
  /postgres/,
  /kube-apiserver/,
  /kubelet/,
  /containerd/,
  /prometheus/,
  // In a pod.
  /dns-server/,
];

type Started = {
  /** `npm run` without npm: a wrapper, which starts the command. */
  readonly wrapper: ChildProcess;
  readonly family: readonly Process[];
  readonly groups: readonly string[];
  readonly main: number;
};

/** Short: paths of unix sockets in it have room for 107 bytes. */
const folder = mkdtempSync('/tmp/end-');
// PostgreSQL runs as another user, who must be able to walk through.
chmodSync(folder, 0o711);
/** To be ended whatever comes. */
const started: (readonly Process[])[] = [];

/** A real deployment that has come as far as its node, while the pipeline runs. */
async function startDeployment(): Promise<Started> {
  const wrapper = spawn(
    process.execPath,
    ['scripts/node24.mjs', 'packages/rehearsal/src/main.ts', '--deploy', '--scenes', 'essential'],
    {
      cwd: ROOT,
      // A group of its own, as a terminal gives to a command: Ctrl-C goes to all of it.
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, CI: 'true', TMPDIR: folder },
    },
  );
  const lines: string[] = [];
  createInterface({ input: wrapper.stdout }).on('line', (line) => lines.push(line));
  const family = () => familyOf(wrapper.pid ?? 0);
  try {
    for (const deadline = Date.now() + LIMIT; !isInTheMiddle(family()); await sleep(500))
      if (wrapper.exitCode !== null || Date.now() > deadline)
        throw new Error(`it did not come to its node:\n${lines.slice(-30).join('\n')}`);
  } finally {
    started.push(family());
  }
  const found = family();
  const main = found.find(({ parent, command }) => parent === wrapper.pid && command.includes('main.ts'));
  return { wrapper, family: found, groups: groupsOf(found), main: main?.pid ?? 0 };
}

const isInTheMiddle = (family: readonly Process[]): boolean =>
  RUNNING.every((program) => family.some(({ command }) => program.test(command)));

/** Control groups that containers of a family are in, by their folders. */
const groupsOf = (family: readonly Process[]): readonly string[] => {
  const groups = family.flatMap(({ pid }) => {
    try {
      return readFileSync(`/proc/${pid}/cgroup`, 'utf8').match(/\/k8s\.io\/[0-9a-f]+$/gm) ?? [];
    } catch {
      return [];
    }
  });
  return readdirSync('/sys/fs/cgroup').flatMap((tree) =>
    [...new Set(groups)].map((group) => `/sys/fs/cgroup/${tree}${group}`).filter((each) => existsSync(each)),
  );
};

const folders = () => readdirSync(folder).filter((name) => name.startsWith('sealift-'));

const commands = (processes: readonly Process[]) => processes.map(({ command }) => command.slice(0, 200));

const nothingOf = async ({ family, groups }: Started): Promise<void> => {
  await expect.poll(() => commands(alive(family)), { timeout: 60_000, interval: 200 }).toEqual([]);
  await expect.poll(() => groups.filter((group) => existsSync(group)), { timeout: 10_000 }).toEqual([]);
};

afterEach(() => {
  for (const family of started.splice(0)) for (const { pid } of alive(family)) process.kill(pid, 'SIGKILL');
});

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

describe.skipIf(obstacle !== undefined || !available)('a deployment in the middle', () => {
  it('leaves no process and no control group when it is killed; the next one removes its folders, and leaves nothing at Ctrl-C', {
    timeout: 2 * LIMIT + 180_000,
  }, async () => {
    const killed = await startDeployment();
    expect(killed.groups).not.toEqual([]);
    process.kill(killed.main, 'SIGKILL');
    await nothingOf(killed);
    const left = folders();
    expect(left).not.toEqual([]);

    const interrupted = await startDeployment();
    for (const name of left) expect(folders()).not.toContain(name);
    const end = once(interrupted.wrapper, 'exit');
    process.kill(-(interrupted.wrapper.pid ?? 0), 'SIGINT');
    expect(await end).toEqual([130, null]);
    await nothingOf(interrupted);
    expect(folders()).toEqual([]);
  });
});
