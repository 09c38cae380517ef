// The sample's own tests, run for real as its ci.yml runs them: pytest on a real PostgreSQL, jest, and Playwright through
// both apps. `npm run test:sample`; it needs Python, PostgreSQL, npm and Chromium, and the package registries.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultCacheDir } from '@sealift/engines/cache';
import { ensurePythonEnvironment } from '@sealift/engines/python';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exec, findMachine, has, mustRun, PYTHON } from './machine.ts';
import { type Postgres, startPostgres } from './postgres.ts';

const SAMPLE = path.resolve(import.meta.dirname, '../../../action-templates/sample');
const MINUTE = 60_000;

const machine = await findMachine(process.env);
const withApi = has(machine, ['python', 'postgres'], process.env);
const withWeb = has(machine, ['npm'], process.env);
const withBrowser = has(machine, ['python', 'postgres', 'npm', 'chromium'], process.env);

/** Nothing of this repository's own environment decides what the sample's tools do. */
const env = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  LC_ALL: 'C.UTF-8',
  CI: process.env['CI'],
  PYTHONDONTWRITEBYTECODE: '1',
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NO_COLOR: '1',
  ...registries(),
};

/** Where this machine's pip and npm are told to look. */
function registries() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) =>
      /^(?:pip|npm_config|https?_proxy|no_proxy|ssl_cert|node_extra|requests_ca)/i.test(name),
    ),
  );
}

let folder: string;
let postgres: Postgres | undefined;
const inSample = (...names: readonly string[]) => path.join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sample-'));
  await cp(SAMPLE, folder, {
    recursive: true,
    filter: (source) => !/\/(?:node_modules|\.next|\.venv)$/.test(source),
  });
  if (machine.postgres !== undefined) postgres = await startPostgres(machine.postgres, ['shop', 'e2e']);
});
afterAll(async () => {
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** Kept from run to run. @returns the python of these requirements */
const pythonWith = async (requirements: string): Promise<string> =>
  path.join(
    await ensurePythonEnvironment(PYTHON, requirements, {
      ...{ cacheDir: defaultCacheDir(process.env), env: process.env, exec },
      log: { info: () => {} },
    }),
    'python',
  );

describe.skipIf(!withApi)('apps/api', () => {
  let python: string;
  const inApi = (args: readonly string[]) =>
    mustRun(python, args, {
      cwd: inSample('apps/api'),
      env: { ...env, DATABASE_URL: postgres?.url('shop') },
      timeout: 10 * MINUTE,
    });

  beforeAll(async () => {
    python = await pythonWith(inSample('apps/api/requirements-dev.txt'));
  });

  it('lacks no requirement and has none that contradict', async () => {
    expect(await inApi(['-m', 'pip', 'check'])).toContain('No broken requirements');
    const image = await requirementsOf('requirements.txt');
    const tests = await requirementsOf('requirements-dev.txt');
    expect(image.filter((line) => !tests.includes(line))).toEqual([]);
  });

  const requirementsOf = async (name: string) =>
    (await readFile(inSample('apps/api', name), 'utf8'))
      .split('\n')
      .filter((line) => /^[a-z].*==/.test(line));

  it('is clean for ruff and mypy', async () => {
    await inApi(['-m', 'ruff', 'check', '--no-cache', '.']);
    await inApi(['-m', 'ruff', 'format', '--no-cache', '--check', '.']);
    await inApi(['-m', 'mypy']);
  });

  it('passes pytest with its coverage', async () => {
    const said = await inApi(['-m', 'pytest', '--cov', '--cov-report=term']);
    expect(said).toMatch(/\d{2,} passed/);
    expect(said).not.toMatch(/\d+ (?:skipped|xfailed|deselected)/);
    expect(said).toContain('Required test coverage of 90.0% reached');
  });
});

describe.skipIf(!withWeb)('apps/web', () => {
  const inWeb = (...args: readonly string[]) =>
    mustRun('npm', args, { cwd: inSample('apps/web'), env, timeout: 15 * MINUTE });

  beforeAll(() => inWeb('ci', '--ignore-scripts', '--no-audit', '--no-fund'));

  it('is clean for Biome and TypeScript', async () => {
    await inWeb('run', 'lint');
    await inWeb('run', 'types');
  });

  it("has the types of the api's committed document", () => inWeb('run', 'generate:check'));

  it('passes jest with its coverage', () => inWeb('test'));

  it('changes no file of its own when it is built', async () => {
    await inWeb('run', 'build');
    for (const name of ['tsconfig.json', 'package.json', 'package-lock.json'])
      expect(await readFile(inSample('apps/web', name), 'utf8'), name).toBe(
        await readFile(path.join(SAMPLE, 'apps/web', name), 'utf8'),
      );
  });
});

describe.skipIf(!withBrowser)('both apps', () => {
  it('pass Playwright on a real PostgreSQL', async () => {
    const cwd = inSample('e2e');
    await mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd,
      env,
      timeout: 10 * MINUTE,
    });
    await mustRun('npm', ['run', 'types'], { cwd, env, timeout: 5 * MINUTE });
    const python = await pythonWith(inSample('apps/api/requirements-dev.txt'));
    const said = await mustRun('npm', ['test'], {
      cwd,
      env: { ...env, E2E_DATABASE_URL: postgres?.url('e2e'), PYTHON: python, CHROMIUM: machine.chromium },
      timeout: 10 * MINUTE,
    });
    expect(said).toMatch(/\d+ passed/);
  });
});
