// npm run rehearse: see docs/rehearsal.md.
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { anchorOf, asFailure, failedWith } from '@sealift/core/failure';
import { startSandbox } from '@sealift/sandbox/sandbox';
import { parseOptions, USAGE } from './options.ts';
import { whenOrphaned } from './orphaned.ts';
import { rehearse } from './rehearse.ts';
import { renderEvidence } from './report/render.ts';
import { openFile, saveReport, startDetached } from './report/save.ts';

const say = (text: string) => process.stderr.write(`${text}\n`);

async function main(): Promise<number> {
  const options = await parseOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  if (options === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  const write = options.json ? say : (text: string) => process.stdout.write(`${text}\n`);
  const cancelled = new AbortController();
  const cancel = () => {
    if (cancelled.signal.aborted) return;
    write('Stopping: jobs are cancelled, then everything that was started is ended.');
    cancelled.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, cancel);
  whenOrphaned(cancel);
  let report: string | undefined;
  const evidence = await rehearse(options, {
    report: async (found, kept) => {
      report = await saveReport(found, options, { kept, temporary: tmpdir() }, new Date());
    },
    env: process.env,
    write,
    startSandbox,
    clock: {
      now: () => Date.now(),
      sleep: async (milliseconds, signal) =>
        sleep(milliseconds, undefined, signal === undefined ? {} : { signal }),
    },
    signal: cancelled.signal,
  });
  if (options.json) process.stdout.write(`${JSON.stringify(evidence, undefined, 2)}\n`);
  else write(renderEvidence(evidence));
  if (report !== undefined) write(`Report: ${report}`);
  if (report !== undefined && options.open)
    await openFile(report, { env: process.env, platform: process.platform, start: startDetached });
  return evidence.success ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  const interrupted = error instanceof Error && error.name === 'AbortError';
  const failure = asFailure(error);
  // What is wrong with an option, the usage explains.
  const page = failedWith(failure, 'rehearsal/options')
    ? ''
    : `\nMore: docs/troubleshooting.md#${anchorOf(failure.code)}`;
  if (interrupted) say('Stopped.');
  else say(`\n${failure.message}\n${failure.remedy}${page}`);
  if (failedWith(failure, 'sealift/bug') && !interrupted && failure.cause instanceof Error)
    say(failure.cause.stack ?? '');
  process.exitCode = interrupted ? 130 : 1;
}
// Connections that are kept alive to servers that have ended would hold the process.
process.exit();
