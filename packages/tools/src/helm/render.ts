/** One run of `helm template`, without a cluster and without the network. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { singleLine } from '@sealift/core/text/sanitize';
import type { ValuesFile } from '@sealift/deploy/chart-check/values';
import { childEnvironment, type Exec, type ExecResult } from '../exec.ts';
import { CHART, helmEnvironment, type TemplateOptions, templateArguments, valuesFile } from './arguments.ts';

export type RenderOptions = Omit<TemplateOptions, 'valuesFiles'> & {
  /** Path of the helm executable. */
  readonly helm: string;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Pick<Log, 'debug'>;
  readonly signal?: AbortSignal;
  /** Absolute path of a chart folder that nobody else writes to. */
  readonly chart: string;
  /** In the order in which they are laid over each other. */
  readonly values: readonly ValuesFile[];
  /** An existing private folder; this run works in a new one below it. */
  readonly work: string;
};

/** `failed`: what Helm says about this chart with these values, on one line; another run says the same. */
export type Rendering =
  | { readonly kind: 'rendered'; readonly text: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Milliseconds. A large umbrella chart takes two seconds. */
const DEADLINE = 60_000;
/** Characters of one rendering. Half a thousand objects have 2 MB. */
export const MAX_RENDERING = 20 * 1024 * 1024;
const LONGEST_REASON = 800;

/**
 * @throws Failure `configuration` for a name that is none and for output that is too long, `remote` on a deadline and
 * when Helm cannot be started
 */
export async function renderChart(options: RenderOptions): Promise<Rendering> {
  const args = templateArguments({ ...options, valuesFiles: options.values.length });
  const folder = await mkdtemp(path.join(options.work, 'render-'));
  try {
    const home = path.join(folder, 'home');
    await mkdir(home);
    await symlink(options.chart, path.join(folder, CHART), 'dir');
    for (const [index, { text }] of options.values.entries())
      await writeFile(path.join(folder, valuesFile(index)), text, { mode: 0o600, flag: 'wx' });
    const result = await options.exec(options.helm, args, {
      cwd: folder,
      env: childEnvironment(options.env, [], helmEnvironment(home)),
      timeout: DEADLINE,
      onLine: (line, stream) => {
        // The rendering may hold secrets.
        if (stream === 'stderr') options.log.debug(line);
      },
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (result.timedOut) throw tooSlow();
    if (result.exitCode !== 0) return { kind: 'failed', reason: reasonOf(result, options.values) };
    if (result.stdout.length > MAX_RENDERING) throw tooLong(result.stdout.length);
    return { kind: 'rendered', text: result.stdout };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Helm's last error without what it logs on the way, with the user's names of the values files. */
function reasonOf(result: ExecResult, values: readonly ValuesFile[]): string {
  const lines = stripVTControlCharacters(result.stderr).split('\n');
  const first = lines.findLastIndex((line) => line.startsWith('Error: '));
  const text = (first === -1 ? lines.slice(-8) : lines.slice(first))
    .filter((line) => !/^Use --debug flag to render out invalid YAML/.test(line))
    .join(' ')
    .replace(/^Error: /, '')
    .replace(/\bvalues-(\d+)\.yaml\b/g, (name, index: string) => values[Number(index)]?.path ?? name);
  const reason = singleLine(text).replace(/\s+/g, ' ').trim().replace(/\.+$/, '');
  if (reason === '') return `it ended with ${result.exitCode} and without a message`;
  return reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON)}…` : reason;
}

const tooSlow = (): Failure =>
  remoteFailure({
    code: 'helm/timeout',
    cause: `Helm did not render the chart within ${DEADLINE / 1_000} seconds.`,
    remedy: 'Run the job again; if it happens again, look for a template that loops, or leave out "chart".',
  });

const tooLong = (length: number): Failure =>
  configurationFailure({
    code: 'helm/not-usable',
    cause: `The chart renders ${length} characters, more than the ${MAX_RENDERING} that are compared.`,
    remedy: 'Give the chart of one app, or leave out "chart".',
  });
