/** The chart check through the bundle, with the real Helm. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '@sealift/action-kit/clock';
import { defaultCacheDir } from '@sealift/engines/cache';
import { ensureEngines } from '@sealift/engines/ensure';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changedLines, type Ops, record } from '../../actions/bump/test/ops.ts';
import { startBundledOps } from '../bundles/bump-bundle.ts';

const CHARTS = path.resolve(import.meta.dirname, '../../packages/tools/test/helm/charts');
const IMAGE = 'ghcr.io/acme/shop/api';

const filesOf = (chart: string): readonly (readonly [string, string])[] =>
  readdirSync(path.join(CHARTS, chart), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [`charts/${chart}/${path.relative(path.join(CHARTS, chart), file)}`, readFileSync(file, 'utf8')];
    });

describe.skipIf(process.platform !== 'linux')('a chart', () => {
  let ops: Ops;
  beforeAll(async () => {
    const { paths } = await ensureEngines(['helm'], {
      cacheDir: defaultCacheDir(process.env),
      env: process.env,
      log: { debug: () => {}, info: (text) => process.stderr.write(`${text}\n`) },
      clock: systemClock,
    });
    ops = await startBundledOps(
      {
        ...Object.fromEntries(['plain', 'label-from-tag'].flatMap(filesOf)),
        'values/api.yaml': `image:\n  repository: ${IMAGE}\n  tag: v1\n`,
      },
      { unconfined: true, env: { PATH: `${path.dirname(paths.helm)}:/usr/bin:/bin` } },
    );
  });
  afterAll(() => ops?.stop());

  const bump = (inputs: Readonly<Record<string, string>>) =>
    ops.bump([record('api')], {
      file: 'values/{app}.yaml',
      tools: 'system',
      supersede: 'false',
      'digest-mode': 'suffix',
      ...inputs,
    });

  test('that takes a digest behind the tag: nothing is said', async () => {
    await bump({ chart: 'charts/plain', branch: 'plain' });
    expect(ops.log.filter((line) => line.startsWith('warning: The chart'))).toEqual([]);
    expect(changedLines(ops, 'main', 'plain')).toHaveLength(2);
    expect(ops.pulls().at(-1)?.body).toContain('Chart');
  });

  test('that makes a label of the tag: the bump is made, and the reviewer is told', async () => {
    await bump({ chart: 'charts/label-from-tag', branch: 'label' });
    expect(ops.log.join('\n')).toMatch(/warning: The chart charts\/label-from-tag does not deploy "api"/);
    expect(ops.pulls().at(-1)?.body).toMatch(/label/i);
  });

  test('the same, when that is to stop it: nothing is written', async () => {
    const refs = ops.refs();
    await expect(
      bump({ chart: 'charts/label-from-tag', branch: 'stopped', 'chart-check': 'fail' }),
    ).rejects.toMatchObject({ category: 'policy', message: expect.stringMatching(/label/i) });
    expect(ops.refs()).toBe(refs);
  });

  test('switched off: neither Helm nor the archive is asked for', async () => {
    ops.requests.length = 0;
    await bump({ chart: 'charts/label-from-tag', branch: 'off', 'chart-check': 'off' });
    expect(ops.requests.filter((line) => /tarball|codeload/.test(line))).toEqual([]);
  });

  test('that is not there is said in the pull request, and stops what is to be stopped', async () => {
    await bump({ chart: 'charts/none', branch: 'none' });
    expect(ops.pulls().at(-1)?.body).toContain('charts/none');
    const refs = ops.refs();
    await expect(
      bump({ chart: 'charts/none', branch: 'none-stopped', 'chart-check': 'fail' }),
    ).rejects.toThrow('charts/none');
    expect(ops.refs()).toBe(refs);
  });
});
