/**
 * A runner behind a proxy that wants a login, with a private certificate authority: every network path of the actions
 * goes through it, by the environment alone.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { selfSigned } from '@sealift/testing/certificate';
import { listen, type ProxyDouble, startProxy } from '@sealift/testing/proxy-double';
import { afterAll, beforeAll, expect, test } from 'vitest';

const HOSTS = ['api', 'oidc', 'results', 'registry', 'downloads', 'cloud', 'aws'].map(
  (name) => `${name}.acme.example`,
);
const script = path.join(import.meta.dirname, 'each-path.ts');
/** A token as the runner gives it for artifacts. */
const RUNTIME_TOKEN = [{}, { scp: 'Actions.Results:1:2' }, {}]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');

let server: Server;
let port: number;
let folder: string;
let asked: string[];
/** Characters of a header that every answer has. */
let padding = 0;

beforeAll(async () => {
  const pem = await selfSigned('*.acme.example');
  folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-network-'));
  await writeFile(path.join(folder, 'ca.pem'), pem.cert);
  await writeFile(path.join(folder, 'blob'), 'layer');
  server = createServer(pem, async (request, response) => {
    for await (const _ of request);
    const host = request.headers.host ?? '';
    asked.push(host);
    // What the artifact library reads with is Node's own client, with its limit of 16 KiB.
    if (padding > 0 && host !== 'results.acme.example') response.setHeader('x-padding', 'a'.repeat(padding));
    response.setHeader('content-type', 'application/json');
    if (host.startsWith('registry.') && request.method === 'POST')
      return void response.writeHead(202, { location: '/v2/upload' }).end();
    if (host.startsWith('registry.') && request.method === 'PUT') return void response.writeHead(201).end();
    if (host.startsWith('registry.')) return void response.writeHead(404).end();
    if (host.startsWith('downloads.')) return void response.end('a tool');
    response.end(JSON.stringify({ value: 'a.b.c', artifacts: [] }));
  });
  port = await listen(server);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function run(
  env: Readonly<Record<string, string>>,
  without: readonly string[] = [],
): Promise<Readonly<Record<string, unknown>>> {
  asked = [];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=source', '--disable-warning=ExperimentalWarning', script, ...without],
    {
      env: {
        ...{ PATH: process.env['PATH'] ?? '', HOME: folder, RUNNER_TEMP: folder },
        ACTIONS_ID_TOKEN_REQUEST_URL: 'https://oidc.acme.example/token?v=1',
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer',
        ACTIONS_RESULTS_URL: 'https://results.acme.example/',
        ACTIONS_RUNTIME_TOKEN: RUNTIME_TOKEN,
        ...{ GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: '1' },
        ...env,
      },
      timeout: 60_000,
    },
  );
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n')));
}

const through = (proxy: ProxyDouble): Readonly<Record<string, string>> => ({
  HTTPS_PROXY: proxy.url.replace('//', '//octo:p%40ss@'),
  NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.pem'),
});
const EXPECTED = {
  octokit: 200,
  oidc: 'a.b.c',
  artifacts: 0,
  registry: 'absent',
  blobs: 'uploaded',
  tools: 'a tool',
  clouds: { value: 'a.b.c' },
  aws: 200,
};

test('through the proxy, with its login, and answers of 60 KB of headers', async () => {
  padding = 60_000;
  const proxy = await startProxy(Object.fromEntries(HOSTS.map((host) => [host, port])));
  try {
    expect(await run(through(proxy))).toEqual(EXPECTED);
    expect([...new Set(proxy.seen)].sort()).toEqual(HOSTS.map((host) => `CONNECT ${host}:443`).sort());
    expect(new Set(proxy.logins)).toEqual(new Set([`Basic ${Buffer.from('octo:p@ss').toString('base64')}`]));
    expect([...new Set(asked)].sort()).toEqual([...HOSTS].sort());
  } finally {
    await proxy.close();
  }
});

/** It tries for half a minute, whatever is wrong. */
const SLOW = ['artifacts'];

test('NO_PROXY keeps each of them off the proxy', async () => {
  padding = 0;
  const proxy = await startProxy(Object.fromEntries(HOSTS.map((host) => [host, port])));
  try {
    const results = await run({ ...through(proxy), NO_PROXY: 'acme.example' }, SLOW);
    // Nobody else knows those names.
    for (const [name, result] of Object.entries(results)) expect(String(result), name).toMatch(/^failed: /);
    expect(proxy.seen).toEqual([]);
  } finally {
    await proxy.close();
  }
});

test('without the private authority nothing is sent', async () => {
  padding = 0;
  const proxy = await startProxy(Object.fromEntries(HOSTS.map((host) => [host, port])));
  try {
    const results = await run({ HTTPS_PROXY: proxy.url }, SLOW);
    for (const [name, result] of Object.entries(results)) expect(String(result), name).toMatch(/^failed: /);
    expect(asked).toEqual([]);
  } finally {
    await proxy.close();
  }
});
