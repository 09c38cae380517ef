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
    bail: 1,
    reporters: [{}],
    maxWorkers: 1,
    testTimeout: 30_000,
    include: ['packages/*/test/**/*.test.ts'],
  },
  { resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source'] } } },
);

/** Changed for the question before, and restored since. */
let last: string | undefined;

async function answer({ file, tests }: Question): Promise<Answer> {
  for (const changed of [last ?? file, file]) vitest.invalidateFile(path.join(root, changed));
  last = file;
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
