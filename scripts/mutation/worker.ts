/** Runs tests in the copy, again and again in one process. Started by scripts/mutate.ts, which ends it when it hangs. */
import path from 'node:path';
import { createVitest } from 'vitest/node';

export type Question = { readonly file: string; readonly tests: readonly string[] };
export type Answer = { readonly passed: boolean; readonly ran: number };

const [root = '.'] = process.argv.slice(2);
const vitest = await createVitest(
  'test',
  {
    root,
    config: false,
    watch: false,
    // No bail: a run that is cancelled may still load files, and leave a changed one in memory after it was restored.
    reporters: [{}],
    maxWorkers: 1,
    // The runner ends what hangs, by a limit that follows the machine. A test that is only slow must not count as failed.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    include: ['packages/*/test/**/*.test.ts'],
  },
  { resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source'] } } },
);

/** Changed for some question, and restored since. */
const changed = new Set<string>();

/** Milliseconds that the tests of a file took last. */
const took = new Map<string, number>();

/** The quick files first, and no more when one has failed: most changes are seen by them. */
async function answer({ file, tests }: Question): Promise<Answer> {
  changed.add(file);
  const wanted = tests.map((test) => path.join(root, test));
  const all = await vitest.globTestSpecifications();
  const chosen = all
    .filter(({ moduleId }) => wanted.some((test) => moduleId.startsWith(test)))
    .toSorted((a, b) => (took.get(a.moduleId) ?? 0) - (took.get(b.moduleId) ?? 0));
  let ran = 0;
  for (const specification of chosen) {
    for (const each of changed) vitest.invalidateFile(path.join(root, each));
    const started = performance.now();
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
    took.set(specification.moduleId, performance.now() - started);
    // Those of earlier questions are among them, with what came of them then.
    const own = testModules.filter(({ moduleId }) => moduleId === specification.moduleId);
    ran += own.reduce((sum, module) => sum + module.children.size, 0);
    if (unhandledErrors.length > 0 || own.length === 0 || !own.every((module) => module.ok()))
      return { passed: false, ran };
  }
  return { passed: true, ran };
}

process.on('message', (question: Question) => {
  void answer(question).then((said) => process.send?.(said));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
