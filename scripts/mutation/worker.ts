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
    testTimeout: 30_000,
    include: ['packages/*/test/**/*.test.ts'],
  },
  { resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source'] } } },
);

/** Changed for some question, and restored since. */
const changed = new Set<string>();

async function answer({ file, tests }: Question): Promise<Answer> {
  changed.add(file);
  for (const each of changed) vitest.invalidateFile(path.join(root, each));
  const wanted = tests.map((test) => path.join(root, test));
  const all = await vitest.globTestSpecifications();
  const chosen = all.filter(({ moduleId }) => wanted.some((test) => moduleId.startsWith(test)));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(chosen);
  const ran = testModules.reduce((sum, module) => sum + module.children.size, 0);
  return { passed: unhandledErrors.length === 0 && testModules.every((module) => module.ok()), ran };
}

process.on('message', (question: Question) => {
  void answer(question).then((said) => process.send?.(said));
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
