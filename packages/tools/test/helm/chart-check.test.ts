/** The real Helm over small charts, where it is in the cache of engines. */
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ChartValues } from '@sealift/deploy/chart-check/values';
import { findEngines } from '@sealift/engines/find';
import { CASES, expectedOf, RENDERED } from '@sealift/testing/chart-changes';
import { memoryLog } from '@sealift/testing/log';
import { type Entry, tarball } from '@sealift/testing/tarball';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createExec } from '../../src/exec.ts';
import { type ChartCheckOptions, checkChart } from '../../src/helm/chart-check.ts';
import type { FetchCharts } from '../../src/helm/remote-dependencies.ts';
import { renderChart } from '../../src/helm/render.ts';

const engines = findEngines(['helm']);
const CHARTS = path.join(import.meta.dirname, 'charts');

const valuesOf = (...files: ChartValues['files']): ChartValues => ({
  ...{ files, parameters: [], ownValues: true, unread: [] },
});

const [sample] = CASES;
if (sample === undefined) throw new Error('no cases');

describe.skipIf(engines === undefined)('with the real Helm', () => {
  let temp: string;
  beforeEach(async () => {
    temp = await mkdtemp(path.join(tmpdir(), 'sealift-test-'));
  });
  afterEach(async () => {
    // Nothing stays behind, whatever happened.
    expect((await readdir(temp)).filter((name) => name.startsWith('sealift-'))).toEqual([]);
    await rm(temp, { recursive: true, force: true });
  });

  const log = memoryLog();
  const common = () => ({
    helm: engines?.helm ?? '',
    exec: createExec(log),
    // A configuration of the user that would break every run.
    env: {
      ...process.env,
      RUNNER_TEMP: temp,
      HELM_NAMESPACE: 'other',
      HELM_DRIVER: 'sql',
      HELM_DEBUG: 'true',
    },
    log,
    releaseName: 'api',
    namespace: 'shop',
  });
  const check = (chart: string, after: string, more: Partial<ChartCheckOptions> = {}) =>
    checkChart({
      ...common(),
      source: { kind: 'folder', path: CHARTS },
      chart,
      before: valuesOf({ path: 'deploy/values.yaml', text: sample.before }),
      after: valuesOf({ path: 'deploy/values.yaml', text: after }),
      expected: expectedOf(sample),
      tagPath: ['image', 'tag'],
      ...more,
    });

  it.each(CASES)('$name', async (each) => {
    const { problems } = await check(each.chart, each.after, {
      before: valuesOf({ path: 'deploy/values.yaml', text: each.before }),
      expected: expectedOf(each),
    });
    expect(problems.map(({ severity, code, path = '' }) => `${severity} ${code} ${path}`.trim())).toEqual(
      each.problems,
    );
    for (const variant of ['before', 'after'] as const) {
      const rendered = await renderChart({
        ...common(),
        chart: path.join(CHARTS, each.chart),
        values: [{ path: 'values.yaml', text: each[variant] }],
        work: temp,
      });
      if (rendered.kind === 'failed') throw new Error(rendered.reason);
      await expect(
        rendered.text.replace(/(password: ")\w+/, '$1AAAAAAAAAAAAAAAAAAAAAAAA'),
      ).toMatchFileSnapshot(path.join(RENDERED, `${each.name}.${variant}.yaml`));
    }
  });

  it('names the digest key that the chart has', async () => {
    const { problems } = await check(
      'digest-appended',
      `image: { tag: "1.5.0@${expectedOf(sample).digest}" }`,
      {
        expected: { ...expectedOf(sample), mode: 'suffix' },
      },
    );
    expect(problems.map(({ remedy }) => remedy)).toEqual([
      'Use "digest-mode: field" with image.digest, which this chart has.',
    ]);
  });

  it('explains what a schema refuses', async () => {
    const { problems } = await check(
      'strict-schema',
      `image: { tag: "1.5.0@${expectedOf(sample).digest}" }`,
      {
        expected: { ...expectedOf(sample), mode: 'suffix' },
      },
    );
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'render-failed',
        cause: expect.stringMatching(/values\.schema\.json refuses the new values: .*\/image\/tag.*pattern/),
        remedy: expect.stringContaining('digest-mode: none'),
      }),
    ]);
    const { problems: number } = await check('strict-schema', 'image: { tag: 1.10 }');
    expect(number[0]?.remedy).toBe('Put the value into quotes in the values file.');
  });

  it('takes the chart out of an archive of the repository, values files in their order', async () => {
    const bytes = await archiveOf('plain');
    const { problems, notes } = await check('charts/plain', 'image: { tag: "1.5.0" }', {
      source: { kind: 'archive', bytes },
      before: valuesOf(
        { path: 'a.yaml', text: 'image: { tag: "1.5.0" }' },
        { path: 'b.yaml', text: 'image: { tag: "1.4.0" }' },
      ),
      after: valuesOf(
        { path: 'a.yaml', text: 'image: { tag: "1.4.0" }' },
        { path: 'b.yaml', text: 'image: { tag: "1.5.0" }' },
      ),
    });
    expect({ problems, notes }).toEqual({ problems: [], notes: [] });
  });

  it('lays parameters over files, as Argo CD gives them', async () => {
    const chart = path.join(temp, 'c');
    await mkdir(path.join(chart, 'templates'), { recursive: true });
    await writeFile(path.join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: c\nversion: 1.0.0\n');
    await writeFile(path.join(chart, 'templates/x.yaml'), 'all: {{ toJson .Values | quote }}\n');
    const given = (name: string, value: string, forceString = false) => ({ name, value, forceString });
    const rendered = await renderChart({
      ...common(),
      ...{ chart, work: temp, values: [{ path: 'v.yaml', text: 'a: { b: 0, c: 0 }' }] },
      parameters: [given('a.b', '1.10', true), given('list', '{x,y}'), given('text', 'x,y'), given('n', '1')],
    });
    expect(rendered.kind === 'rendered' && JSON.parse(/"(.*)"/.exec(rendered.text)?.[0] ?? '')).toBe(
      '{"a":{"b":"1.10","c":0},"list":["x","y"],"n":1,"text":"x,y"}',
    );
  });

  it('leaves the own values of a chart out where its deployer replaces them', async () => {
    await cp(path.join(CHARTS, 'plain'), path.join(temp, 'c/plain'), { recursive: true });
    await writeFile(path.join(temp, 'c/plain/values.yaml'), 'own: here\n');
    await writeFile(
      path.join(temp, 'c/plain/templates/y.yaml'),
      'a: {{ required "own is missing" .Values.own }}\n',
    );
    const source = { kind: 'folder', path: path.join(temp, 'c') } as const;
    await expect(check('plain', sample.after, { source })).resolves.toBeDefined();
    const after = { ...valuesOf({ path: 'v.yaml', text: sample.after }), ownValues: false };
    await expect(check('plain', '', { source, after })).rejects.toThrow('own is missing');
  });

  it('says that a value is random in every rendering, and never what a Secret holds', async () => {
    const { notes, problems } = await check('selected', 'image: { tag: "1.5.0" }');
    expect(notes).toContain('1 value is different at every rendering and not compared.');
    expect(JSON.stringify({ notes, problems })).not.toMatch(/password/);
  });

  it('does not fetch dependencies', async () => {
    await expect(check('umbrella', 'image: { tag: "1.5.0" }')).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringContaining('redis (oci://registry.example.com/charts)'),
      remedy: expect.stringContaining('helm dependency build'),
    });
  });

  describe('fetches the charts of others that it builds on', () => {
    const PINNED = '3.2.1';
    /** @param given what a repository at charts.example.com and the registry there answer */
    const fetched = async (repository: string, given: Partial<FetchCharts>, lock = PINNED) => {
      const asked: string[] = [];
      const none = async (what: string): Promise<never> => {
        throw new Error(`${what} is not asked for`);
      };
      await cp(path.join(CHARTS, 'plain'), path.join(temp, 'api'), { recursive: true });
      await writeFile(
        path.join(temp, 'api/Chart.yaml'),
        `apiVersion: v2\nname: api\nversion: 1.0.0\ndependencies: [{name: base, version: 3.x.x, repository: "${repository}"}]\n`,
      );
      if (lock !== '')
        await writeFile(
          path.join(temp, 'api/Chart.lock'),
          `dependencies: [{name: base, version: ${lock}, repository: "${repository}"}]\ndigest: sha256:0\n`,
        );
      const fetchCharts: FetchCharts = {
        http: async (url, limit) => {
          asked.push(url.href);
          return given.http === undefined ? none(url.href) : given.http(url, limit);
        },
        oci: async (image, tag, limit) => {
          asked.push(`${image.registry}/${image.repository}:${tag}`);
          return given.oci === undefined ? none(tag) : given.oci(image, tag, limit);
        },
      };
      const source = { kind: 'folder', path: temp } as const;
      return { ...(await check('api', sample.after, { source, fetchCharts })), asked };
    };
    const archive = tarball([
      { name: 'base/Chart.yaml', content: `apiVersion: v2\nname: base\nversion: ${PINNED}\n` },
      {
        name: 'base/templates/x.yaml',
        content: 'kind: ConfigMap\nmetadata: {name: base}\nr: {{ randAlpha 9 }}\n',
      },
    ]);
    const RANDOM = '1 value is different at every rendering and not compared.';
    const sha = createHash('sha256').update(archive).digest('hex');
    const indexOf = (digest: string, url = 'base-3.2.1.tgz') =>
      Buffer.from(
        `apiVersion: v1\nentries:\n  base:\n  - {version: 3.2.1, digest: ${digest}, urls: ["${url}"]}\n`,
      );

    it('from an HTTPS repository, by the version of the lock and the sum of the index', async () => {
      const { notes, asked } = await fetched('https://charts.example.com/stable', {
        http: async (url) => (url.pathname.endsWith('index.yaml') ? indexOf(sha) : archive),
      });
      expect(notes).toContain(RANDOM);
      expect(asked).toEqual([
        'https://charts.example.com/stable/index.yaml',
        'https://charts.example.com/stable/base-3.2.1.tgz',
      ]);
    });

    it('from a registry', async () => {
      const { notes, asked } = await fetched('oci://registry.example.com/charts', {
        oci: async () => archive,
      });
      expect(notes).toContain(RANDOM);
      expect(asked).toEqual(['registry.example.com/charts/base:3.2.1']);
    });

    it.each<[string, string, Partial<FetchCharts>, string, RegExp]>([
      [
        'of another sum',
        'https://charts.example.com',
        { http: async (url) => (url.pathname.endsWith('index.yaml') ? indexOf('0'.repeat(64)) : archive) },
        PINNED,
        /is not what its index says/,
      ],
      [
        'of an index that leads to plain HTTP',
        'https://charts.example.com',
        { http: async () => indexOf(sha, 'http://x/y.tgz') },
        PINNED,
        /has no base 3\.2\.1/,
      ],
      [
        'that the registry does not have',
        'oci://registry.example.com/charts',
        { oci: async () => undefined },
        PINNED,
        /has no base 3\.2\.1/,
      ],
      ['by plain HTTP', 'http://charts.example.com', {}, PINNED, /base \(http:/],
      [
        'with a login in the address',
        'https://me:secret@charts.example.com',
        {},
        PINNED,
        /not in the repository/,
      ],
      ['of a range that nobody pinned', 'https://charts.example.com', {}, '', /not in the repository/],
    ])('but none %s', async (_, repository, given, lock, message) => {
      await expect(fetched(repository, given, lock)).rejects.toThrow(message);
    });
  });

  describe('that builds on a chart beside it', () => {
    const dependsOn = async (repository: string) => {
      await cp(path.join(CHARTS, 'plain'), path.join(temp, 'repository/apps/api'), { recursive: true });
      await cp(path.join(CHARTS, 'selected'), path.join(temp, 'repository/apps/base'), { recursive: true });
      await cp(path.join(CHARTS, 'selected'), path.join(temp, 'base'), { recursive: true });
      await writeFile(path.join(temp, 'repository/apps/base/Chart.yaml'), chartFile('base'));
      await writeFile(
        path.join(temp, 'repository/apps/api/Chart.yaml'),
        `${chartFile('api')}dependencies: [{name: base, version: 1.x.x, repository: "${repository}"}]\n`,
      );
      const source = { kind: 'folder', path: path.join(temp, 'repository') } as const;
      return check('apps/api', sample.after, { source });
    };
    const chartFile = (name: string) => `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`;

    it('takes it along', async () => {
      const { notes } = await dependsOn('file://../base');
      // What only that one renders.
      expect(notes).toContain('1 value is different at every rendering and not compared.');
    });

    it.each(['file://../../../base', 'file:///etc', 'file://../none', 'https://charts.example.com'])(
      'but not from %s',
      async (repository) => {
        await expect(dependsOn(repository)).rejects.toMatchObject({
          code: 'helm/missing-dependencies',
          message: expect.stringContaining(`base (${repository})`),
        });
      },
    );
  });

  it('does not fetch what a schema refers to', async () => {
    await cp(path.join(CHARTS, 'strict-schema'), path.join(temp, 'remote'), { recursive: true });
    await writeFile(
      path.join(temp, 'remote/values.schema.json'),
      '{ "$ref": "https://schemas.example.com/values.json" }',
    );
    await expect(
      check('remote', 'image: { tag: "1.5.0" }', { source: { kind: 'folder', path: temp } }),
    ).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringContaining('schemas.example.com'),
      remedy: expect.stringContaining('without the network'),
    });
  });

  it('templates cannot read the environment or files outside the chart', async () => {
    await cp(path.join(CHARTS, 'plain'), path.join(temp, 'c/plain'), { recursive: true });
    await writeFile(path.join(temp, 'outside'), 'SECRET');
    const chart = path.join(temp, 'c/plain');
    const render = async (template: string) => {
      await writeFile(path.join(chart, 'templates/x.yaml'), `kind: ConfigMap\ndata:\n  a: ${template}\n`);
      const values = [{ path: 'values.yaml', text: sample.before }];
      return await renderChart({ ...common(), chart, values, work: temp });
    };
    expect(await render('{{ env "HOME" | quote }}')).toEqual({
      kind: 'failed',
      reason: expect.stringContaining('function "env" not defined'),
    });
    expect(await render('{{ .Files.Get "../../outside" | quote }}')).toEqual({
      kind: 'rendered',
      text: expect.stringContaining('a: ""'),
    });
  });

  it('refuses links', async () => {
    await mkdir(path.join(temp, 'c'));
    await cp(path.join(CHARTS, 'plain'), path.join(temp, 'c/plain'), { recursive: true });
    await symlink('/etc/passwd', path.join(temp, 'c/plain/templates/x.yaml'));
    await expect(
      check('plain', 'image: { tag: "1.5.0" }', { source: { kind: 'folder', path: path.join(temp, 'c') } }),
    ).rejects.toMatchObject({ category: 'configuration', message: expect.stringContaining('has a link') });
  });

  it('says that a chart does not even render with the old values', async () => {
    await expect(
      check('plain', 'image: { tag: "1.5.0" }', {
        before: valuesOf({ path: 'deploy/api.yaml', text: 'image: [' }),
      }),
    ).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringContaining('deploy/api.yaml'),
    });
  });
});

/** As GitHub makes it: one folder at the top, named after the commit. */
async function archiveOf(chart: string): Promise<Uint8Array> {
  const files = await readdir(path.join(CHARTS, chart), { recursive: true, withFileTypes: true });
  const entries: Entry[] = [
    { name: 'acme-ops-0123456/', type: '5' },
    { name: 'acme-ops-0123456/README.md', content: 'x' },
  ];
  for (const file of files.filter((entry) => entry.isFile())) {
    const full = path.join(file.parentPath, file.name);
    entries.push({
      name: `acme-ops-0123456/charts/${chart}/${path.relative(path.join(CHARTS, chart), full)}`,
      content: await readFile(full, 'utf8'),
    });
  }
  return tarball(entries);
}
