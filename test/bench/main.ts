// npm run bench: what Sealift costs, next to the raw tools in the same run. Machines are noisy: read the ratios.
//
//   npm run bench [-- --only cold|push|pipeline] [--json]
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { defaultCacheDir } from '@sealift/rehearsal/engines/cache';
import { ensureEngines } from '@sealift/rehearsal/engines/ensure';
import { ROOT } from '@sealift/rehearsal/workflow/suite';
import { EXEMPT, measureColdStarts, SIZE_TARGET, START_TARGET } from './cold-start.ts';
import { measurePipeline } from './pipeline.ts';
import { benchmarkPush } from './push.ts';

const PARTS = ['cold', 'push', 'pipeline'] as const;
const { values } = parseArgs({
  options: { only: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const chosen = PARTS.filter((part) => values.only === undefined || values.only === part);
if (chosen.length === 0) throw new Error(`--only takes one of ${PARTS.join(', ')}`);

const say = (line: string) => (values.json ? process.stderr : process.stdout).write(`${line}\n`);
const mark = (met: boolean) => (met ? '✓' : '✗ target missed');
const milliseconds = (value: number) => `${Math.round(value)} ms`.padStart(7);
const results: Record<string, unknown> = {};

if (chosen.includes('cold')) {
  const cold = measureColdStarts(path.join(ROOT, 'dist'));
  results['cold'] = cold;
  say(
    `\nCold start and size (targets ${START_TARGET} ms, ${SIZE_TARGET / 1e6} MB; node alone ${Math.round(cold.node)} ms)\n`,
  );
  for (const { action, size, fastest, median } of cold.bundles) {
    const met = EXEMPT.includes(action) || (fastest <= START_TARGET && size <= SIZE_TARGET);
    say(
      `  ${action.padEnd(11)} fastest ${milliseconds(fastest)}  median ${milliseconds(median)}  ${(fastest / cold.node).toFixed(1)}× node  ${(size / 1e6).toFixed(2)} MB  ${EXEMPT.includes(action) ? 'exempt' : mark(met)}`,
    );
  }
}

if (chosen.includes('push')) {
  const { paths } = await ensureEngines(['crane', 'registry'], {
    cacheDir: defaultCacheDir(process.env),
    env: process.env,
    log: { debug: () => {}, info: say },
    clock: { now: () => Date.now(), sleep: async (time) => sleep(time) },
  });
  const push = await benchmarkPush({ crane: paths.crane, registry: paths.registry });
  results['push'] = push;
  say(
    `\nPush of the same layout, ${(push.bytes / 1e6).toFixed(0)} MB, into an empty repository (target 0.9 of crane)\n`,
  );
  say(
    `  sealift ${milliseconds(push.sealift)}   crane ${milliseconds(push.crane)} (without its start-up)   throughput ${push.ratio.toFixed(2)} of crane's  ${mark(push.ratio >= 0.9)}`,
  );
}

if (chosen.includes('pipeline')) {
  say('\nThe pipeline next to a shell script of the raw tools: sample apps, layers cached (target 1.0)\n');
  const { pipeline, script } = await measurePipeline((line) => say(`  ${line}`));
  const ratio = Math.min(...pipeline) / Math.min(...script);
  results['pipeline'] = { pipeline, script, ratio };
  say(
    `\n  pipeline ${Math.min(...pipeline).toFixed(1)} s   script ${Math.min(...script).toFixed(1)} s   ratio ${ratio.toFixed(2)}  ${mark(ratio <= 1)}`,
  );
  say(
    '  The script does what test/bench/raw-tools.sh says; it opens no pull request and uploads no findings.',
  );
}

if (values.json) process.stdout.write(`${JSON.stringify(results, undefined, 2)}\n`);
process.exit();
