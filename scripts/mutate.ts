/**
 * Whether the tests see it when a decision is turned round: changes one place at a time in a copy of the workspace,
 * runs the tests that should notice, and prints what they did not.
 *
 *   npm run mutate -- [beginning of a path …] [--sample <number>] [--seed <number>]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ACCEPTED } from '../test/mutation/accepted.ts';
import { type MutationTarget, TARGETS } from '../test/mutation/targets.ts';
import { copyWorkspace } from './mutation/copy.ts';
import { type Mutation, mutationsOf } from './mutation/mutations.ts';
import type { Answer, Question } from './mutation/worker.ts';

const ROOT = path.dirname(import.meta.dirname);
/** Milliseconds. A change may make a loop that does not end. */
const FIRST_RUN = 600_000;
const SLOWER = 3;
const LEAST_RUN = 20_000;
const ROUNDS = 3;
/** Share of the changes that tests must see. */
const GOAL = 0.9;

type Mutant = { readonly target: MutationTarget; readonly source: string; readonly mutation: Mutation };

/** One process that answers one question at a time, and is replaced when it hangs. */
class Runner {
  readonly #root: string;
  #child: ChildProcess | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  /** @param longest milliseconds */
  async ask(question: Question, longest: number): Promise<Answer | 'ended'> {
    this.#child ??= await this.#start();
    const child = this.#child;
    const limit = new AbortController();
    child.send(question);
    const said = await Promise.race([
      once(child, 'message', limit).then(([answer]) => answer as Answer),
      // A change that takes all memory ends the process.
      once(child, 'exit', limit).then(() => 'ended' as const),
      sleep(longest, 'ended' as const, limit),
    ]);
    limit.abort();
    if (said === 'ended') this.stop();
    return said;
  }

  stop(): void {
    const { pid, exitCode, signalCode } = this.#child ?? {};
    if (pid !== undefined && exitCode === null && signalCode === null)
      try {
        process.kill(-pid, 'SIGKILL');
      } catch (error) {
        // It ended by itself a moment ago; the copy has to go all the same.
        if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
      }
    this.#child = undefined;
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(path.join(import.meta.dirname, 'mutation/worker.ts'), [this.#root], {
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    return child;
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const chosen = TARGETS.filter(
  ({ file }) => positionals.length === 0 || positionals.some((prefix) => file.startsWith(prefix)),
);
const all = chosen.flatMap((target): readonly Mutant[] => {
  const source = readFileSync(path.join(ROOT, target.file), 'utf8');
  return mutationsOf(source).map((mutation) => ({ target, source, mutation }));
});
const mutants = sample(all, Number(values.sample ?? all.length), Number(values.seed));
const say = (line: string) => process.stdout.write(`${line}\n`);

/** A file that cannot be loaded must fail its tests, and the same file restored must not, or nothing above counts. */
async function isMeasured(runner: Runner, copy: string, target: MutationTarget): Promise<boolean> {
  const file = path.join(copy, target.file);
  const source = readFileSync(file, 'utf8');
  writeFileSync(file, "throw new Error('broken');\n");
  const broken = await runner.ask(target, FIRST_RUN);
  writeFileSync(file, source);
  const restored = await runner.ask(target, FIRST_RUN);
  if (broken !== 'ended' && !broken.passed && restored !== 'ended' && restored.passed) return true;
  const words = (answer: Answer | 'ended') =>
    answer === 'ended' ? 'ended' : answer.passed ? 'passed' : 'failed';
  say(
    `The tests ${target.tests.join(', ')} do not follow changes of ${target.file}: they ${words(broken)} with a broken one and ${words(restored)} with the restored one, so nothing can be said.`,
  );
  return false;
}

async function run(runner: Runner, copy: string): Promise<boolean> {
  const limits = new Map<string, number>();
  for (const target of new Map(mutants.map(({ target: one }) => [one.tests.join(), one])).values()) {
    const started = performance.now();
    const unchanged = await runner.ask(target, FIRST_RUN);
    limits.set(target.tests.join(), LEAST_RUN + SLOWER * (performance.now() - started));
    if (unchanged !== 'ended' && unchanged.passed && unchanged.ran > 0) continue;
    say(`The tests ${target.tests.join(', ')} do not pass without any change: nothing can be said.`);
    return false;
  }
  let [seen, accepted] = [0, 0];
  for (const [index, mutant] of mutants.entries()) {
    if (await isSeen(mutant, runner, copy, limits)) seen += 1;
    else if (isAccepted(mutant)) accepted += 1;
    else say(`survived  ${describe(mutant)}`);
    if ((index + 1) % 10 === 0) say(`${index + 1} of ${mutants.length}`);
  }
  for (const target of new Set(mutants.map(({ target: one }) => one)))
    if (!(await isMeasured(runner, copy, target))) return false;
  const counted = mutants.length - accepted;
  const share = counted === 0 ? 1 : seen / counted;
  say(
    `${seen} of ${counted} changes were seen (${(share * 100).toFixed(1)} %), ${accepted} accepted ones beside; ${all.length} are possible.`,
  );
  return share >= GOAL;
}

/** @param limits milliseconds by tests; raised when the machine has become slower than it was */
async function isSeen(
  { target, source, mutation }: Mutant,
  runner: Runner,
  copy: string,
  limits: Map<string, number>,
): Promise<boolean> {
  const file = path.join(copy, target.file);
  const changed = source.slice(0, mutation.start) + mutation.replacement + source.slice(mutation.end);
  for (let round = 0; round < ROUNDS; round++) {
    const limit = limits.get(target.tests.join()) ?? FIRST_RUN;
    writeFileSync(file, changed);
    const answer = await runner.ask(target, limit);
    writeFileSync(file, source);
    if (answer !== 'ended') return !answer.passed;
    // A loop without an end, or a machine that is busier than at the start: what is not changed tells which.
    const unchanged = await runner.ask(target, limit);
    if (unchanged !== 'ended') return true;
    limits.set(target.tests.join(), 2 * limit);
  }
  return true;
}

const lineOf = ({ source, mutation }: Mutant) => {
  const before = source.lastIndexOf('\n', mutation.start - 1) + 1;
  const after = source.indexOf('\n', mutation.start);
  return source.slice(before, after === -1 ? undefined : after).trim();
};

const isAccepted = (mutant: Mutant): boolean =>
  ACCEPTED.some(
    ({ file, line, change }) =>
      file === mutant.target.file && line === lineOf(mutant) && change === mutant.mutation.change,
  );

function describe(mutant: Mutant): string {
  const { target, source, mutation } = mutant;
  const line = source.slice(0, mutation.start).split('\n').length;
  return `${target.file}:${line}  ${mutation.change}  in  ${lineOf(mutant)}`;
}

/** The same sample for the same seed: https://en.wikipedia.org/wiki/Linear_congruential_generator */
function sample<T>(items: readonly T[], size: number, seed: number): readonly T[] {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  const order = items.map((_, index) => ({ index, key: next() })).toSorted((a, b) => a.key - b.key);
  return order
    .slice(0, size)
    .toSorted((a, b) => a.index - b.index)
    .flatMap(({ index }) => items.slice(index, index + 1));
}

const copy = copyWorkspace(ROOT);
const runner = new Runner(copy);
const end = () => {
  runner.stop();
  rmSync(copy, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    end();
    process.exit(1);
  });
try {
  process.exitCode = (await run(runner, copy)) ? 0 : 1;
} finally {
  end();
}
