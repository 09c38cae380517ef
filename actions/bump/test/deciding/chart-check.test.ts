/** Which charts are rendered, with what, and what becomes of the answer. What Helm itself says is tested beside it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { RENDERED } from '@sealift/testing/chart-changes';
import { tarball } from '@sealift/testing/tarball';
import type { Exec, ExecResult } from '@sealift/tools/exec';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkCharts, describeProblem } from '../../src/deciding/chart-check.ts';
import { jobOf } from '../job.ts';

const DIGEST = `sha256:${'b'.repeat(64)}`;
const IMAGE = `ghcr.io/acme/shop/api:1.5.0@${DIGEST}`;
const FILE = 'deploy/api.yaml';
const VALUES = 'image:\n  tag: "1.4.0"\n';
const INPUTS = { file: 'deploy/{app}.yaml', chart: 'charts/{app}' };

const rendered = (name: string) => readFile(path.join(RENDERED, `${name}.yaml`), 'utf8');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'bump-chart-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Run = {
  readonly args: readonly string[];
  readonly values: string;
  /** The last values file. */
  readonly last: string;
  readonly template: string;
};

type Given = {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly images?: string;
  /** What else the repository has. */
  readonly archive?: Readonly<Record<string, string>>;
  /** What Helm answers for these values. */
  readonly helm?: (values: string) => Promise<Partial<ExecResult>> | Partial<ExecResult>;
};

/** Helm is asked whether the values hold the new tag, and answers what the real one has rendered. */
async function check(given: Given = {}) {
  const runs: Run[] = [];
  const asked: string[] = [];
  const helm =
    given.helm ??
    (async (values: string) => ({
      stdout: await rendered(values.includes('1.5.0') ? 'plain-none.after' : 'plain-none.before'),
    }));
  const exec: Exec = async (file, args, { cwd = '' }) => {
    expect(file).toBe('/bin/helm');
    const values = await readFile(path.join(cwd, 'values-0.yaml'), 'utf8');
    const last = args.findLast((each) => each.startsWith('--values='))?.slice('--values='.length) ?? '';
    runs.push({
      args,
      values,
      last: await readFile(path.join(cwd, last), 'utf8'),
      template: await readFile(path.join(cwd, 'chart/templates/x.yaml'), 'utf8'),
    });
    return {
      exitCode: 0,
      stdout: '',
      stderr: '',
      timedOut: false,
      ...(await helm(await readFile(path.join(cwd, last), 'utf8'))),
    };
  };
  const chart = (app: string) => [
    {
      name: `acme-ops-c/charts/${app}/Chart.yaml`,
      content: `apiVersion: v2\nname: ${app}\nversion: 1.0.0\n`,
    },
    { name: `acme-ops-c/charts/${app}/templates/x.yaml`, content: `kind: ${app}\n` },
  ];
  const more = Object.entries(given.archive ?? {}).map(([name, content]) => ({
    name: `acme-ops-c/${name}`,
    content,
  }));
  const archive = tarball([{ name: 'acme-ops-c/', type: '5' }, ...['api', 'web'].flatMap(chart), ...more]);
  const { job, edits, log } = await jobOf(
    given.files ?? { [FILE]: VALUES },
    given.images ?? `api=${IMAGE}`,
    { ...INPUTS, ...given.inputs },
    {
      env: { RUNNER_TEMP: folder },
      exec,
      resolveTool: async (name) => {
        asked.push(name);
        return { path: `/bin/${name}`, version: '4.0.0' };
      },
      fetch: async (input) => {
        asked.push(new URL(input instanceof Request ? input.url : input).pathname);
        return new Response(new Uint8Array(archive), { headers: { 'content-type': 'application/x-gzip' } });
      },
    },
  );
  const answer = checkCharts(job, edits);
  // Whoever looks at the runs has waited for the answer.
  return { answer, runs, asked, log, edits };
}

const levels = (lines: readonly string[], level: string) => lines.filter((line) => line.startsWith(level));

test('the chart of the commit is rendered with the values as they are and as they will be', async () => {
  const { answer, runs, asked, log, edits } = await check();
  const [target] = edits.targets.map((edit) => edit.target);
  expect([...(await answer)]).toEqual([[target, { problems: [], notes: [] }]]);
  expect(asked).toEqual(['helm', `/repos/acme/ops/tarball/${'c'.repeat(40)}`]);
  expect(runs.map(({ values }) => values).toSorted()).toEqual([
    VALUES,
    VALUES,
    VALUES.replace('1.4.0', '1.5.0'),
  ]);
  for (const { args, template } of runs) {
    expect(template).toBe('kind: api\n');
    expect(args).toEqual(expect.arrayContaining(['template', '--namespace=default', 'api', './chart']));
  }
  expect(log.lines.filter((line) => !line.startsWith('debug'))).toEqual([]);
});

test('for an environment it is its namespace', async () => {
  const config = JSON.stringify({
    environments: { prod: {} },
    apps: {
      api: [{ file: 'deploy/{environment}.yaml', find: 'path', path: 'image.tag', chart: 'charts/api' }],
    },
  });
  const { answer, runs } = await check({ inputs: { config }, files: { 'deploy/prod.yaml': VALUES } });
  expect((await answer).size).toBe(1);
  expect(runs.every(({ args }) => args.includes('--namespace=prod'))).toBe(true);
});

describe('nothing is fetched or rendered', () => {
  test.each<[string, Given]>([
    ['switched off', { inputs: { 'chart-check': 'off' } }],
    ['without a chart', { inputs: { chart: '' } }],
    ['where nothing changes', { files: { [FILE]: 'image:\n  tag: "1.5.0"\n' } }],
  ])('%s', async (_name, given) => {
    const { answer, runs, asked } = await check(given);
    expect((await answer).size).toBe(0);
    expect({ runs, asked }).toEqual({ runs: [], asked: [] });
  });
});

test('one archive serves all charts, and an app that does not change is left out', async () => {
  const { answer, runs, asked } = await check({
    files: { [FILE]: VALUES, 'deploy/web.yaml': VALUES, 'deploy/jobs.yaml': 'image:\n  tag: "1.5.0"\n' },
    images: ['api', 'web', 'jobs'].map((app) => `${app}=ghcr.io/acme/shop/${app}:1.5.0@${DIGEST}`).join('\n'),
    // No image of "web" is among what is rendered.
    inputs: { 'chart-check': 'warn' },
  });
  expect([...(await answer).keys()].map(({ app }) => app)).toEqual(['api', 'web']);
  expect(asked.filter((each) => each.includes('tarball'))).toHaveLength(1);
  expect(new Set(runs.map(({ template }) => template))).toEqual(new Set(['kind: api\n', 'kind: web\n']));
});

describe('a chart that does not read the value', () => {
  const unread: Given = { helm: async () => ({ stdout: await rendered('plain-none.before') }) };

  test('"warn": said in the log, and handed on for the pull request', async () => {
    const { answer, log } = await check(unread);
    const [result] = [...(await answer).values()];
    expect(result?.problems).toMatchObject([{ severity: 'error', code: 'not-read' }]);
    expect(levels(log.lines, 'info')).toEqual([expect.stringMatching(/^info api, chart charts\/api: /)]);
    expect(levels(log.lines, 'warning')).toEqual([
      expect.stringMatching(/^warning The chart charts\/api does not deploy "api" as it should/),
    ]);
  });

  test('"fail": a policy violation with the remedy', async () => {
    const { answer, log } = await check({ ...unread, inputs: { 'chart-check': 'fail' } });
    await expect(answer).rejects.toMatchObject({
      category: 'policy',
      code: 'bump/chart-check',
      message: expect.stringMatching(/^The chart charts\/api does not deploy "api" as it should/),
      remedy: expect.stringMatching(/\w/),
    });
    expect(levels(log.lines, 'warning')).toEqual([]);
  });
});

test('of several errors the first is told, and how many more there are', async () => {
  const { answer, log } = await check({
    inputs: { 'digest-mode': 'suffix', 'chart-check': 'fail' },
    helm: async (values) => ({
      stdout: await rendered(values.includes('1.5.0') ? 'label-suffix.after' : 'label-suffix.before'),
    }),
  });
  await expect(answer).rejects.toMatchObject({
    code: 'bump/chart-check',
    message: expect.stringMatching(/app\.kubernetes\.io\/version.* \(and 1 more, see the log\)$/),
  });
  expect(levels(log.lines, 'info')).toHaveLength(2);
});

test('what is only a warning stops nothing, even with "fail"', async () => {
  const { answer, log } = await check({
    inputs: { 'chart-check': 'fail' },
    helm: async (values) => ({
      stdout: await rendered(values.includes('1.5.0') ? 'shared-none.after' : 'shared-none.before'),
    }),
  });
  const [result] = [...(await answer).values()];
  expect(result?.problems).toMatchObject([{ severity: 'warning', code: 'other-image' }]);
  expect(levels(log.lines, 'info')).toHaveLength(1);
  expect(levels(log.lines, 'warning')).toEqual([]);
});

test('new values that do not render are a problem of the chart', async () => {
  const { answer } = await check({
    helm: async (values) =>
      values.includes('1.5.0')
        ? { exitCode: 1, stderr: 'Error: values.schema.json refuses\n' }
        : { stdout: await rendered('plain-none.before') },
  });
  const [result] = [...(await answer).values()];
  expect(result?.problems).toMatchObject([{ severity: 'error', code: 'render-failed' }]);
});

describe('what keeps a chart from being rendered', () => {
  const broken: Given = {
    helm: () => ({ exitCode: 1, stderr: 'Error: a value of another file is required\n' }),
  };
  const gone: Given = { files: { [FILE]: VALUES }, inputs: { chart: 'charts/none' } };

  test.each([
    [
      'reasons of its own',
      broken,
      /does not render with the values as they are: a value of another file is required/,
    ],
    ['that it is not there', gone, /There is no Helm chart in "charts\/none"/],
  ])('%s: "warn" says so and goes on, "fail" stops', async (_, given, message) => {
    const { answer, log } = await check({ ...given, inputs: { ...given.inputs, 'chart-check': 'warn' } });
    const [result] = [...(await answer).values()];
    expect(result).toEqual({ problems: [], notes: [expect.stringMatching(message)] });
    expect(levels(log.lines, 'warning')).toEqual([expect.stringMatching(message)]);
    const strict = await check({ ...given, inputs: { ...given.inputs, 'chart-check': 'fail' } });
    await expect(strict.answer).rejects.toThrow(message);
  });
});

describe('values are those of', () => {
  const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: api-live }
spec:
  source:
    repoURL: https://github.com/acme/ops
    path: charts/api
    helm: { releaseName: shop-api, valueFiles: [/common.yaml, /${FILE}, /none.yaml] }
  destination: { namespace: shop }
`;
  const more = { 'argocd/api.yaml': application, 'common.yaml': 'replicas: 3\n' };

  test('the Application that renders the chart with the file', async () => {
    const { answer, runs } = await check({ archive: more });
    const [result] = [...(await answer).values()];
    expect(runs[0]?.args).toEqual(
      expect.arrayContaining(['--namespace=shop', '--values=values-1.yaml', 'shop-api']),
    );
    expect(runs.map(({ values }) => values)).toEqual(Array(3).fill('replicas: 3\n'));
    expect(runs.map(({ last }) => last).toSorted()).toEqual([
      VALUES,
      VALUES,
      VALUES.replace('1.4.0', '1.5.0'),
    ]);
    expect(result?.notes).toEqual(['Not all that Application api-live gives it could be read: none.yaml.']);
  });

  test('the configuration, before it', async () => {
    const { answer, runs } = await check({
      archive: more,
      inputs: { 'chart-values': `${FILE}\ncommon.yaml` },
    });
    await answer;
    expect(runs.map(({ last }) => last)).toEqual(Array(3).fill('replicas: 3\n'));
    expect(runs[0]?.args).toContain('api');
  });

  test('the file alone, where the Application does not name it', async () => {
    const other = application.replace(`/${FILE}, `, '');
    const { answer } = await check({ archive: { ...more, 'argocd/api.yaml': other } });
    const [result] = [...(await answer).values()];
    expect(result?.notes).toEqual([
      `Application api-live renders it without ${FILE}: it was rendered with that file alone.`,
    ]);
  });
});

test.each([
  [{ cause: 'It is not read.' }, 'It is not read.'],
  [{ object: 'Deployment api', cause: 'Wrong.' }, 'Deployment api: Wrong.'],
  [
    { object: 'Deployment api', path: 'spec.image', before: 'a', after: 'b', cause: 'Wrong.' },
    'Deployment api, spec.image: Wrong. ("a" → "b")',
  ],
  [{ path: 'spec.image', after: 'b', cause: 'New.' }, 'spec.image: New. ("" → "b")'],
])('the words for %j', (problem, words) => {
  expect(describeProblem({ code: 'not-read', severity: 'error', remedy: 'None.', ...problem })).toBe(words);
});
