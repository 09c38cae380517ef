import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';

const action = path.resolve(import.meta.dirname, '..');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const name of ['output', 'state', 'summary']) await writeFile(path.join(folder, name), '');
});

/** Starts the action as the runner does: inputs with their defaults, files for outputs and state. */
async function start(env: Readonly<Record<string, string>>): Promise<{ code: number; stdout: string }> {
  const { inputs } = parse(await readFile(path.join(action, 'action.yml'), 'utf8')) as {
    inputs: Record<string, { default: unknown }>;
  };
  const given = Object.entries(inputs).map(([name, { default: value }]) => [
    `INPUT_${name.toUpperCase()}`,
    name === 'token' ? 'ghs_token' : String(value),
  ]);
  const child = spawn(
    process.execPath,
    ['--conditions=source', '--no-warnings', path.join(action, 'src/main.ts')],
    {
      env: {
        ...Object.fromEntries(given),
        PATH: process.env['PATH'],
        GITHUB_OUTPUT: path.join(folder, 'output'),
        GITHUB_STATE: path.join(folder, 'state'),
        GITHUB_STEP_SUMMARY: path.join(folder, 'summary'),
        INPUT_LAYOUT: path.join(folder, 'gone'),
        INPUT_IMAGE: 'ghcr.io/acme/shop/api',
        RUNNER_TEMP: folder,
        ...env,
      },
    },
  );
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)));
  return { code, stdout };
}

async function github(status: object): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(status));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const uploads = JSON.stringify({ owner: 'acme', repo: 'shop', ids: ['sarif-1'] });

it('main: one annotation with cause and remedy, no stack, and a mark for the post step', async () => {
  const { code, stdout } = await start({});
  expect(code).toBe(1);
  const shown = stdout
    .split('\n')
    .filter((line) => !line.startsWith('::debug::') && !line.startsWith('::add-mask::'));
  expect(shown.filter((line) => line.startsWith('::error'))).toEqual([
    expect.stringMatching(
      /^::error title=Configuration error::There is no image layout at .* Give the folder /,
    ),
  ]);
  expect(shown.join('\n')).not.toMatch(/ at \w+ \(/);
  expect(await readFile(path.join(folder, 'state'), 'utf8')).toContain('sealift-main-started');
  expect(await readFile(path.join(folder, 'output'), 'utf8')).toBe('');
});

it('post: the same file, told by its state, asks for the upload and scans nothing', async () => {
  const { url, asked } = await github({ processing_status: 'complete' });
  const { code, stdout } = await start({
    'STATE_sealift-main-started': 'true',
    STATE_uploads: uploads,
    GITHUB_API_URL: url,
  });
  expect(stdout).toContain('has processed the code scanning upload sarif-1');
  expect(code).toBe(0);
  expect(asked).toEqual(['GET /repos/acme/shop/code-scanning/sarifs/sarif-1']);
});

it('post: a rejected upload fails the job with the reason', async () => {
  const { url } = await github({ processing_status: 'failed', errors: ['::add-mask::too many results'] });
  const { code, stdout } = await start({
    'STATE_sealift-main-started': 'true',
    STATE_uploads: uploads,
    GITHUB_API_URL: url,
  });
  expect(code).toBe(1);
  expect(stdout).toMatch(/::error title=Service failure::GitHub could not process .*too many results/);
  expect(stdout).not.toMatch(/^::add-mask::too/m);
});

it('post: nothing was uploaded, nothing is asked', async () => {
  const { code } = await start({
    'STATE_sealift-main-started': 'true',
    GITHUB_API_URL: 'http://127.0.0.1:1',
  });
  expect(code).toBe(0);
});
