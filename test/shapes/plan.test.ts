/** What the plan says of each shape, without building: its apps, and what a change of one file means for them. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { git } from '@sealift/rehearsal/sources';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { createExec } from '@sealift/tools/exec';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { run } from '../../actions/plan/src/run.ts';
import { createShape, readShape, SHAPES, type Shape } from './shapes.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shape-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const workspace = () => path.join(folder, 'repository');

/** Names of the apps that a push from `before` to the head releases. */
async function planned(shape: Shape, before: string): Promise<readonly string[]> {
  const eventFile = path.join(folder, 'event.json');
  await writeFile(eventFile, JSON.stringify({ before, after: await git(workspace(), 'rev-parse', 'HEAD') }));
  const log = memoryLog();
  const outputs = await run(
    {
      config: '.github/sealift.yml',
      apps: [],
      platforms: ['linux/amd64'],
      imagePrefix: `ghcr.io/acme/${shape.name}`,
      copyTo: [],
      ignoreFiles: [],
      releases: undefined,
      token: undefined,
      prepared: shape.prepared,
      mode: 'auto',
      rebuild: false,
    },
    {
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        GITHUB_REPOSITORY: `acme/${shape.name}`,
        GITHUB_WORKSPACE: workspace(),
        GITHUB_EVENT_NAME: 'push',
        GITHUB_EVENT_PATH: eventFile,
        GITHUB_RUN_ID: '1',
        GITHUB_REF: 'refs/heads/main',
        GITHUB_SHA: await git(workspace(), 'rev-parse', 'HEAD'),
      },
      log,
      clock: fakeClock(Date.parse('2026-11-26T12:00:00Z')),
      summary: async () => {},
      fetch: () => Promise.reject(new Error('nobody asks GitHub')),
      signal: new AbortController().signal,
      exec: createExec(log),
      resolveTool: () => Promise.reject(new Error('no tool is needed')),
    },
  );
  const { include } = JSON.parse(outputs['release-matrix']) as { include: { app: string; image: string }[] };
  for (const { app, image } of include) expect(image).toBe(`ghcr.io/acme/${shape.name}/${app}`);
  return include.map(({ app }) => app);
}

async function changed(shape: Shape, file: string): Promise<readonly string[]> {
  const before = await git(workspace(), 'rev-parse', 'HEAD');
  const changing = path.join(workspace(), file);
  await mkdir(path.dirname(changing), { recursive: true });
  const text = await readFile(changing, 'utf8').catch(() => '');
  await writeFile(changing, `${text}\n`);
  await git(workspace(), 'add', '--all');
  await git(workspace(), 'commit', '--quiet', '--message', 'A change');
  return planned(shape, before);
}

it('the documentation shows the very configurations', async () => {
  const page = await readFile(new URL('../../docs/shapes.md', import.meta.url), 'utf8');
  for (const { name, prepared } of SHAPES) {
    const config = await readShape(name, '.github/sealift.yml').catch(() => '');
    expect(page).toContain(config === '' ? 'no configuration' : `\n${config}`);
    const caller = await readShape(name, '.github/workflows/release.yml');
    if (prepared) {
      const own = caller.split('\n').filter((line) => /^ {6}prepared?(?:-files)?: /.test(line));
      expect(own).toHaveLength(2);
      expect(page).toContain(own.join('\n'));
    } else expect(page).toContain(`\n${caller}`);
  }
});

describe.each(SHAPES)('$name', (shape) => {
  beforeEach(() => createShape(shape, workspace()));

  it('has its apps, each with an image of its own', async () => {
    expect(await planned(shape, '0'.repeat(40))).toEqual(shape.apps);
  });

  it('releases those that a changed file is part of', async () => {
    expect(await changed(shape, shape.own[0])).toEqual(shape.own[1]);
    expect(await changed(shape, shape.shared)).toEqual(shape.apps);
    expect(await changed(shape, shape.none)).toEqual([]);
  });

  it('needs one line of configuration at most', async () => {
    const lines = (await readShape(shape.name, '.github/sealift.yml').catch(() => '')).trim().split('\n');
    expect(lines).toHaveLength(1);
    const { jobs } = parse(await readShape(shape.name, '.github/workflows/release.yml')) as {
      jobs: { release: { with: Record<string, string> } };
    };
    const prepared = shape.prepared ? ['prepare', 'prepared-files'] : [];
    expect(Object.keys(jobs.release.with)).toEqual(['ops-repository', ...prepared]);
  });
});
