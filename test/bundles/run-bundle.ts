/** Starts a committed bundle as the runner does. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '../..');

export type BundleRun = {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Lines that the runner takes for commands, without `::debug::`. */
  readonly commands: readonly string[];
  readonly outputs: string;
  /** What it asked the network for. */
  readonly requests: readonly string[];
};

type ActionFile = { inputs?: Record<string, { default?: unknown }> };

/** Values of the expressions that stand in action.yml as defaults. */
const CONTEXT: Readonly<Record<string, string>> = {
  'github.token': 'ghs_0123456789abcdefghijABCDEFGHIJ012345',
  'github.repository': 'acme/shop',
  'github.actor': 'octocat',
};

export async function runBundle(
  action: string,
  inputs: Readonly<Record<string, string>>,
  prepare: (workspace: string) => Promise<void> = async () => {},
): Promise<BundleRun> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bundle-'));
  const requests: string[] = [];
  // Everything that is asked for goes here and is refused.
  const proxy = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.writeHead(403).end();
  });
  proxy.on('connect', (request, socket) => {
    requests.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  try {
    const file = async (name: string, text = '') => {
      await writeFile(path.join(folder, name), text);
      return path.join(folder, name);
    };
    await prepare(folder);
    const child = spawn(process.execPath, [path.join(root, 'dist', action, 'index.js')], {
      cwd: folder,
      env: {
        ...(await inputVariables(action, inputs, folder)),
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        TMPDIR: folder,
        HTTPS_PROXY: proxyUrl,
        HTTP_PROXY: proxyUrl,
        NODE_USE_ENV_PROXY: '1',
        RUNNER_TEMP: folder,
        RUNNER_TOOL_CACHE: path.join(folder, 'tools'),
        GITHUB_WORKSPACE: folder,
        GITHUB_OUTPUT: await file('.output'),
        GITHUB_STATE: await file('.state'),
        GITHUB_STEP_SUMMARY: await file('.summary'),
        GITHUB_EVENT_PATH: await file('.event.json', '{}'),
        GITHUB_EVENT_NAME: 'push',
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_REF: 'refs/heads/main',
        GITHUB_SHA: 'a'.repeat(40),
        GITHUB_RUN_ID: '1',
        GITHUB_RUN_ATTEMPT: '1',
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_API_URL: 'https://api.github.com',
      },
    });
    const out: string[] = [];
    const err: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
    const exitCode = await new Promise<number>((resolve) =>
      child.once('close', (code) => resolve(code ?? -1)),
    );
    const stdout = out.join('');
    return {
      exitCode,
      stdout,
      stderr: err.join(''),
      commands: stdout
        .split('\n')
        .filter((line) => /^\s*::|##\[/.test(line) && !line.startsWith('::debug::')),
      outputs: await readFile(path.join(folder, '.output'), 'utf8'),
      requests,
    };
  } finally {
    proxy.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function inputVariables(
  action: string,
  given: Readonly<Record<string, string>>,
  folder: string,
): Promise<Record<string, string>> {
  const { inputs = {} } = parse(
    await readFile(path.join(root, 'actions', action, 'action.yml'), 'utf8'),
  ) as ActionFile;
  const variables: Record<string, string> = {};
  for (const [name, { default: preset }] of Object.entries(inputs)) {
    const value = given[name] ?? String(preset ?? '');
    variables[`INPUT_${name.toUpperCase()}`] = value.replace(/\$\{\{\s*([\w.]+)\s*\}\}/g, (_, key: string) =>
      key === 'runner.temp' ? folder : (CONTEXT[key] ?? ''),
    );
  }
  const unknown = Object.keys(given).filter((name) => !(name in inputs));
  if (unknown.length > 0) throw new Error(`${action} has no input ${unknown.join(', ')}`);
  return variables;
}
