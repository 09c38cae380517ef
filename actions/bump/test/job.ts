/** One bump with its inputs as a workflow gives them, and of the world only what a test says. */
import { createInputReader } from '@sealift/action-kit/inputs';
import { createGitHubClient } from '@sealift/github/client/client';
import type { Head } from '@sealift/github/repository/ops-repository';
import { fakeClock } from '@sealift/testing/clock';
import { type MemoryLog, memoryLog } from '@sealift/testing/log';
import type { Dependencies } from '../src/context.ts';
import { loadInputs } from '../src/inputs.ts';
import type { BumpJob } from '../src/planning/bump-job.ts';
import { type Edits, editsAt } from '../src/planning/edits.ts';
import { planTargets } from '../src/planning/targets.ts';
import { parseImages } from '../src/reading/image-lines.ts';
import { declaredDefault } from './ops.ts';

export type TestJob = { readonly job: BumpJob; readonly edits: Edits; readonly log: MemoryLog };

/**
 * @param files of the base of acme/ops
 * @param images lines of the input
 */
export async function jobOf(
  files: Readonly<Record<string, string>>,
  images: string,
  given: Readonly<Record<string, string>>,
  dependencies: Partial<Pick<Dependencies, 'env' | 'exec' | 'fetch' | 'resolveTool'>>,
): Promise<TestJob> {
  const values: Readonly<Record<string, string>> = {
    ...{ repository: 'acme/ops', token: 'ghs_test', verify: 'off', 'source-commit': '*', images },
    ...given,
  };
  const inputs = loadInputs(createInputReader((name) => values[name] ?? declaredDefault(name)));
  const log = memoryLog();
  const unexpected = (what: string) => () => Promise.reject(new Error(`${what} is not expected here.`));
  const world: Dependencies = {
    env: {},
    log,
    clock: fakeClock(),
    signal: new AbortController().signal,
    summary: unexpected('A summary'),
    fetch: unexpected('A request'),
    exec: unexpected('A process'),
    resolveTool: unexpected('A tool'),
    ...dependencies,
  };
  const client = createGitHubClient({ ...world, token: 'ghs_test', apiUrl: 'https://api.github.com' });
  const targets = planTargets(inputs, parseImages(images.split('\n')), undefined);
  const destination = { client, repository: inputs.repository, base: 'main', branch: 'bump' };
  const none = new Map();
  const job: BumpJob = {
    context: {
      ...{ client, close: async () => {}, notReleased: [], source: undefined, inputs, dependencies: world },
      origin: { repository: 'acme/shop', ref: 'main', run: '17', runUrl: undefined },
      images: {
        policy: undefined,
        verify: async ({ tag = 'unknown', ...release }) => ({ ...release, tag }),
        facts: async () => ({ unknown: 'nothing is known here' }),
        record: async () => ({ unknown: 'nothing is known here' }),
        digestOf: async () => undefined,
      },
      hasTrust: true,
      rebase: 'auto',
      onMerge: new Map(),
      downgradeCheck: {
        ancestry: async () => none,
        orderOf: unexpected('An order'),
      },
      mergeCheck: unexpected('A merge'),
    },
    bump: {
      ...{ mode: 'pull-request', group: 'rolling', key: '', environment: undefined, targets },
      ...{ base: undefined, branch: 'bump' },
    },
    ...{ kind: 'deploy', destination, targets },
  };
  return { job, edits: await editsAt(inputs.repository, headOf(files), targets), log };
}

const headOf = (files: Readonly<Record<string, string>>): Head => ({
  branch: 'main',
  commit: 'c'.repeat(40),
  tree: 'd'.repeat(40),
  files: new Map(
    Object.entries(files).map(([path, text]) => [path, { path, mode: '100644', blob: 'e'.repeat(40), text }]),
  ),
});
