/** Dockerfiles of an app, against a registry on loopback that answers and one that does not. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Sandbox } from '@sealift/sandbox/sandbox';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prepareBaseImages } from '../src/base-images.ts';
import { createTimeline } from '../src/report/timeline.ts';

let app: string;
let server: Server;
let registry: string;
beforeEach(async () => {
  app = await mkdtemp(path.join(tmpdir(), 'sealift-bases-'));
  server = createServer((_, response) => response.end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  registry = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(app, { recursive: true });
});

async function prepare(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(app, name)), { recursive: true });
    await writeFile(path.join(app, name), text);
  }
  const said: string[] = [];
  const none = () => {};
  const sandbox = {
    ...{ cacheDir: path.join(app, 'cache'), ports: { ghcr: 1, mirror: 1 } },
    exec: () => Promise.reject(new Error('nothing is to be started')),
  } as unknown as Sandbox;
  await prepareBaseImages(sandbox, app, {
    env: {},
    timeline: createTimeline(
      (line) => said.push(line),
      () => 0,
    ),
    log: {
      ...{ debug: none, info: none, notice: none, warning: none, error: none, secret: none },
      group: (_, work) => work(),
      openGroup: () => () => {},
    },
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    signal: new AbortController().signal,
  });
  return said.map((line) => line.slice(10).replace('base images', '').trim());
}

const pulled = (image: string) => `${registry}/${image} (registry) pulled from ${registry}`;

it('looks at the Dockerfile of each app, in the order of their names', async () => {
  expect(
    await prepare({
      'apps/web/Dockerfile': `FROM ${registry}/acme/web:2\n`,
      'apps/api/Dockerfile': `FROM ${registry}/acme/api:1\nFROM scratch\nCOPY --from=0 /a /a\n`,
      'apps/notes.txt': 'no app',
      Dockerfile: `FROM ${registry}/acme/unused:1\n`,
    }),
  ).toEqual([pulled('acme/api:1'), pulled('acme/web:2')]);
});

it('needs nothing where there is no Dockerfile', async () => {
  expect(await prepare({})).toEqual([]);
});

it('takes file, target and arguments from the configuration', async () => {
  expect(
    await prepare({
      '.github/sealift.yml':
        'apps:\n  api:\n    file: docker/api\n    target: first\n    build-args: { BASE: "7" }\n  web: {}\n',
      'docker/api': `ARG BASE=1\nFROM ${registry}/acme/base:$BASE AS first\nFROM ${registry}/acme/unused:1\n`,
      'apps/web/Dockerfile': `FROM ${registry}/acme/web:2\n`,
      'apps/other/Dockerfile': `FROM ${registry}/acme/other:1\n`,
    }),
  ).toEqual([pulled('acme/base:7'), pulled('acme/web:2')]);
});

it('refuses an image that can neither be pulled nor made, with its place', async () => {
  const refusal = prepare({ 'apps/api/Dockerfile': 'FROM scratch\nFROM localhost:1/acme/base:1\n' });
  await expect(refusal).rejects.toThrow('nothing stands in for that registry');
  await expect(refusal).rejects.toMatchObject({
    category: 'configuration',
    location: { file: path.join(app, 'apps/api/Dockerfile'), line: 2 },
  });
});
