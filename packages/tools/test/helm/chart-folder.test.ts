import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Entry, tarball } from '@sealift/testing/tarball';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeChart } from '../../src/helm/chart-folder.ts';
import { checkDependencies } from '../../src/helm/dependencies.ts';

let temp: string;
beforeEach(async () => {
  temp = await mkdtemp(path.join(tmpdir(), 'sealift-test-'));
});
afterEach(() => rm(temp, { recursive: true, force: true }));

const TOP = 'acme-ops-0123456';
const CHART = { name: `${TOP}/charts/api/Chart.yaml`, content: 'name: api\n' };

const take = async (entries: readonly Entry[], chart = 'charts/api') => {
  const to = path.join(temp, 'chart');
  await takeChart({ kind: 'archive', bytes: tarball(entries) }, chart, to);
  const found = await readdir(to, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(to, path.join(entry.parentPath, entry.name)));
};

/** A pax header with the name of the entry after it. */
const pax = (name: string): Entry => {
  const record = ` path=${name}\n`;
  const length = Buffer.byteLength(record) + 3;
  return { name: 'pax', type: 'x', content: `${length}${record}` };
};

describe('an archive', () => {
  it('gives the chart and nothing else', async () => {
    const long = `${TOP}/charts/api/templates/${'é'.repeat(60)}.yaml`;
    expect(
      await take([
        { name: 'pax_global_header', type: 'g', content: '52 comment=x\n' },
        { name: `${TOP}/`, type: '5' },
        { name: `${TOP}/README.md`, content: 'x' },
        { name: `${TOP}/charts/api-2/Chart.yaml`, content: 'x' },
        { name: `${TOP}/elsewhere`, type: '2' },
        CHART,
        { name: `${TOP}/charts/api/templates/`, type: '5' },
        { name: `${TOP}/charts/api/templates/a.yaml`, content: 'x'.repeat(5_000) },
        pax(long),
        { name: 'cut off', content: 'x' },
      ]),
    ).toEqual(
      ['Chart.yaml', 'templates/a.yaml', `templates/${'é'.repeat(60)}.yaml`].sort((a, b) => (a < b ? -1 : 1)),
    );
    expect(await readFile(path.join(temp, 'chart/Chart.yaml'), 'utf8')).toBe('name: api\n');
  });

  it('of a chart at the root', async () => {
    expect(await take([{ name: `${TOP}/Chart.yaml`, content: 'x' }], '.')).toEqual(['Chart.yaml']);
  });

  it.each([
    ['a way out', [CHART, { name: `${TOP}/charts/api/../../../x`, content: 'x' }], 'has a file named'],
    ['a backslash', [CHART, { name: `${TOP}/charts/api/a\\b`, content: 'x' }], 'has a file named'],
    ['a link', [CHART, { name: `${TOP}/charts/api/x`, type: '2' }], 'has a link'],
    ['a hard link', [CHART, { name: `${TOP}/charts/api/x`, type: '1' }], 'has a link'],
    ['a link in place of the chart', [{ name: `${TOP}/charts/api`, type: '2' }], 'has a link'],
    ['a link above the chart', [{ name: `${TOP}/charts`, type: '2' }], 'has a link'],
    ['a file twice', [CHART, CHART], 'twice'],
    ['no chart', [{ name: `${TOP}/charts/api/values.yaml`, content: 'x' }], 'no Chart.yaml'],
    [
      'too many files',
      [CHART, ...Array.from({ length: 5_000 }, (_, index) => ({ name: `${TOP}/charts/api/${index}` }))],
      'larger than 5000 files',
    ],
  ] as const)('with %s is refused', async (_, entries, message) => {
    await expect(take(entries)).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringContaining(message),
    });
  });

  it('that is broken is a failure of the service', async () => {
    const broken = { kind: 'archive', bytes: tarball([CHART]).subarray(0, 60) } as const;
    await expect(takeChart(broken, 'charts/api', path.join(temp, 'c'))).rejects.toMatchObject({
      category: 'remote',
    });
  });
});

describe('a folder', () => {
  it.each(['../x', '/etc', 'a/../b', 'a//b', 'a\\b'])('is not %s', async (chart) => {
    const taken = takeChart({ kind: 'folder', path: temp }, chart, path.join(temp, 'c'));
    await expect(taken).rejects.toMatchObject({ category: 'configuration' });
  });

  it('behind a link is refused', async () => {
    await mkdir(path.join(temp, 'real/api'), { recursive: true });
    await writeFile(path.join(temp, 'real/api/Chart.yaml'), 'x');
    await symlink('real', path.join(temp, 'charts'));
    const taken = takeChart({ kind: 'folder', path: temp }, 'charts/api', path.join(temp, 'c'));
    await expect(taken).rejects.toMatchObject({ message: expect.stringContaining('has a link, "charts"') });
  });
});

it.each([
  ['missing', [], /redis \(oci:/],
  ['of another name', ['redis-cluster-1.0.0.tgz'], /redis \(oci:/],
  ['packed', ['redis-22.0.0.tgz'], undefined],
  ['unpacked', ['redis'], undefined],
] as const)('a dependency that is %s', async (_, files, message) => {
  await mkdir(path.join(temp, 'charts'));
  for (const file of files) await writeFile(path.join(temp, 'charts', file), '');
  await writeFile(
    path.join(temp, 'Chart.yaml'),
    'dependencies: [{ name: redis, repository: "oci://r.example.com" }]',
  );
  const checked = checkDependencies(temp, 'charts/api');
  if (message === undefined) await checked;
  else
    await expect(checked).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringMatching(message),
    });
});
