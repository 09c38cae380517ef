/** Prometheus' own judge of queries, on written series. https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/ */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultCacheDir } from '@sealift/engines/cache';
import { ensureSystemProgram } from '@sealift/engines/system-programs';
import { createExec } from '@sealift/tools/exec';

const exec = createExec({ debug: () => {} });

/** Of PATH, or out of Debian's package; undefined, and stderr says why, where neither is to be had. */
export async function findPromtool(): Promise<string | undefined> {
  const { env } = process;
  const log = { info: (text: string) => process.stderr.write(`${text}\n`) };
  try {
    return await ensureSystemProgram('promtool', { cacheDir: defaultCacheDir(env), env, exec, log });
  } catch (error) {
    process.stderr.write(`\n!!! NOT TESTED: queries by promtool. ${String(error)}\n\n`);
    return undefined;
  }
}

/** A series in promtool's notation: `0+60x40` begins at 0 and grows by 60 at each of 40 scrapes. */
export type Series = { readonly series: string; readonly values: string };

export type Expectation = {
  readonly query: string;
  /** undefined: nothing at all. */
  readonly value: number | undefined;
};

export type Scenario = {
  readonly name: string;
  readonly series: readonly Series[];
  readonly expectations: readonly Expectation[];
};

/** Seconds between scrapes. */
export const SCRAPE = 15;
/** When everything is asked. */
const AT = '8m';

/**
 * Values are compared after rounding to a millionth.
 * @returns what does not hold, in promtool's words; empty when everything does
 */
export async function testQueries(promtool: string, scenarios: readonly Scenario[]): Promise<string> {
  const tests = scenarios.map(({ name, series, expectations }) => ({
    name,
    interval: `${SCRAPE}s`,
    input_series: series,
    promql_expr_test: expectations.map(({ query, value }) => ({
      expr: `round((${query}), 0.000001)`,
      eval_time: AT,
      exp_samples: value === undefined ? [] : [{ labels: '{}', value }],
    })),
  }));
  return run(promtool, ['test', 'rules'], { evaluation_interval: `${SCRAPE}s`, tests });
}

/** @returns what is wrong with the grammar of the queries; empty when nothing is */
export const checkQueries = (promtool: string, queries: readonly string[]): Promise<string> =>
  run(promtool, ['check', 'rules'], {
    groups: [{ name: 'analysis', rules: queries.map((expr, at) => ({ record: `query:${at}`, expr })) }],
  });

/** YAML is a superset of JSON. */
async function run(promtool: string, args: readonly string[], content: object): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sealift-promtool-'));
  try {
    const file = path.join(folder, 'file.yaml');
    await writeFile(file, JSON.stringify(content));
    const { exitCode, stdout, stderr } = await exec(promtool, [...args, file], {
      env: { PATH: '/usr/bin:/bin' },
      timeout: 60_000,
    });
    return exitCode === 0 ? '' : `${stdout}${stderr}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
