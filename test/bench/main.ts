// npm run bench [-- --only cold|plan|push|bump|edits|signing|pipeline] [--json]: each measurement next to the raw tool in the same run.
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Log } from '@sealift/core/log';
import { defaultCacheDir } from '@sealift/engines/cache';
import { ensureEngines } from '@sealift/engines/ensure';
import type { Dependencies } from '@sealift/rehearsal/dependencies';
import { createTimeline } from '@sealift/rehearsal/report/timeline';
import { benchmarkBump } from './bump.ts';
import { benchmarkColdStart } from './cold-start.ts';
import { benchmarkEdits } from './edits.ts';
import { benchmarkPipeline } from './pipeline.ts';
import { benchmarkPlan } from './plan.ts';
import { benchmarkPush } from './push.ts';
import { type Results, renderResults } from './report.ts';
import { benchmarkSigning } from './signing.ts';

const PARTS = ['cold', 'plan', 'push', 'bump', 'edits', 'signing', 'pipeline'] as const;

const SIGNING_ROUNDS = 3;
/** Milliseconds. Rounds stop before; this ends what hangs. */
const PIPELINE_TIME = 290_000;
const DEADLINE = 1_800_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, json: { type: 'boolean', default: false } },
  });
  const unknown = values.only?.find((name) => !PARTS.some((part) => part === name));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}": use ${PARTS.join(', ')}.`);
  const wanted = (part: (typeof PARTS)[number]) => values.only?.includes(part) ?? true;

  const dependencies = createDependencies();
  const results: Results = {
    ...(wanted('cold') ? { coldStart: await benchmarkColdStart() } : {}),
    ...(wanted('plan') ? { plan: benchmarkPlan() } : {}),
    ...(wanted('push') ? { push: await push(dependencies) } : {}),
    ...(wanted('bump') ? { bump: await benchmarkBump() } : {}),
    ...(wanted('edits') ? { edits: await benchmarkEdits() } : {}),
    ...(wanted('signing')
      ? { signing: await benchmarkSigning({ dependencies, rounds: SIGNING_ROUNDS }) }
      : {}),
    ...(wanted('pipeline')
      ? { pipeline: await benchmarkPipeline({ dependencies, rounds: 2, time: PIPELINE_TIME }) }
      : {}),
  };
  process.stdout.write(values.json ? `${JSON.stringify(results, undefined, 2)}\n` : renderResults(results));
}

async function push(dependencies: Dependencies) {
  const { paths } = await ensureEngines(['crane', 'registry'], {
    cacheDir: defaultCacheDir(dependencies.env),
    ...dependencies,
  });
  return benchmarkPush({ crane: paths.crane, registry: paths.registry });
}

/** Progress goes to stderr, results to stdout. */
function createDependencies(): Dependencies {
  const timeline = createTimeline((line) => process.stderr.write(`${line}\n`));
  const cancelled = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => cancelled.abort(new Error('Stopped.')));
  const info = (text: string) => timeline.say('', text);
  const log: Log = {
    ...{ debug: () => {}, info, notice: info, warning: info, error: info },
    group: (_, work) => work(),
    openGroup: () => () => {},
    secret: () => {},
  };
  return {
    env: process.env,
    timeline,
    log,
    clock: {
      now: () => Date.now(),
      sleep: async (milliseconds, signal) =>
        sleep(milliseconds, undefined, signal === undefined ? {} : { signal }),
    },
    signal: AbortSignal.any([cancelled.signal, AbortSignal.timeout(DEADLINE)]),
  };
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
// Connections that are kept alive to servers that have ended would hold the process.
process.exit();
