/** bump's bundle, started as a runner starts it, against the ops repository of the action's own tests. */

import { outputNames } from '../../actions/bump/src/run.ts';
import { type Execute, type Ops, startOps } from '../../actions/bump/test/ops.ts';
import { type Given, runBundle } from './bundle.ts';

/** Codes of failures by the titles of their annotations. */
const CATEGORIES: Readonly<Record<string, string>> = {
  'Configuration error': 'configuration',
  'Policy violation': 'policy',
  'Service failure': 'remote',
  'Internal error': 'internal',
};

export class BundleFailure extends Error {
  readonly category: string;
  readonly location: { readonly file: string; readonly line?: number } | undefined;
  constructor(title: string, message: string, file: string | undefined, line: string | undefined) {
    super(message);
    this.category = CATEGORIES[title] ?? title;
    this.location = file === undefined ? undefined : { file, ...(line ? { line: Number(line) } : {}) };
  }
}

const byBundle =
  ({ env: more = {}, ...given }: Pick<Given, 'env' | 'unconfined'>): Execute =>
  async ({ inputs, env, log, summary, images }) => {
    if (images !== undefined) throw new Error('A bundle asks real registries.');
    const run = await runBundle('bump', {
      ...given,
      inputs,
      env: { ...env, NO_PROXY: '127.0.0.1', ...more },
    });
    if (run.requests.length > 0) throw new Error(`It left the machine: ${run.requests.join(', ')}`);
    for (const { name, message } of run.commands) log.push(`${name}: ${message}`);
    summary(run.summary);
    const last = run.annotations.findLast(({ name }) => name === 'error');
    if (run.exitCode !== 0 && last !== undefined)
      throw new BundleFailure(
        last.properties['title'] ?? '',
        last.message,
        last.properties['file'],
        last.properties['line'],
      );
    if (run.exitCode !== 0) throw new Error(`${run.stdout}\n${run.stderr}`);
    return Object.fromEntries(outputNames.map((name) => [name, run.outputs[name] ?? ''])) as Awaited<
      ReturnType<Execute>
    >;
  };

export const startBundledOps = (
  files?: Readonly<Record<string, string>>,
  given: Pick<Given, 'env' | 'unconfined'> = {},
): Promise<Ops> => startOps(files, byBundle(given));
