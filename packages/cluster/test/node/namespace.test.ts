import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNamespace, PATHS } from '../../src/node/namespace.ts';
import { startRelay } from '../../src/node/relay.ts';
import { occupyNamespace } from './occupy.ts';

const ROOT = process.platform === 'linux' && process.getuid?.() === 0;
if (!ROOT) process.stderr.write('\nNAMESPACES OF A NODE ARE NOT TESTED: that needs root on Linux.\n\n');

const hierarchies = (): readonly string[] => [
  '/sys/fs/cgroup',
  ...readdirSync('/sys/fs/cgroup').map((name) => `/sys/fs/cgroup/${name}`),
];
const cgroupExists = (name: string) => hierarchies().some((folder) => existsSync(path.join(folder, name)));

/** The parent of a container's group is whoever's: nobody but the test removes it. */
const removeEmpty = (name: string) => {
  for (const folder of hierarchies().map((each) => path.join(each, name)))
    if (existsSync(folder)) rmdirSync(folder);
};

/** Processes of this machine whose command line has the text. */
const processesWith = (text: string): readonly string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
      } catch {
        return false;
      }
    });

async function eventually(claim: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 300; tries++) {
    if (claim()) return true;
    await sleep(20);
  }
  return false;
}

describe.skipIf(!ROOT)('a namespace', () => {
  let dir = '';
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'sealift-ns-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('has a network of its own, whose loopback is up', async () => {
    const namespace = await createNamespace();
    try {
      const { stdout } = await namespace.run({ file: 'ip', args: ['-brief', 'link'], env: PATHS });
      expect(stdout.trim().split('\n')).toHaveLength(1);
      expect(stdout).toMatch(/^lo\s+UNKNOWN/);
    } finally {
      await namespace.stop();
    }
  });

  it('tells what a command said when it fails, and what has ended by itself', async () => {
    const namespace = await createNamespace();
    try {
      await expect(
        namespace.run({ file: 'ip', args: ['link', 'show', 'none'], env: PATHS }),
      ).rejects.toMatchObject({ code: 'cluster/node-step', message: expect.stringContaining('"none"') });
      await namespace.start({
        name: 'short',
        file: '/bin/false',
        args: [],
        log: path.join(dir, 'short.log'),
      });
      expect(await eventually(() => namespace.ended.has('short'))).toBe(true);
      expect(namespace.ended.get('short')).toBe('it ended with 1');
      await expect(
        namespace.start({ name: 'none', file: '/no/such', args: [], log: path.join(dir, 'none.log') }),
      ).rejects.toMatchObject({ message: expect.stringContaining('ENOENT') });
    } finally {
      await namespace.stop();
    }
    await expect(namespace.run({ file: 'true', args: [] })).rejects.toMatchObject({
      code: 'cluster/no-namespaces',
    });
  });

  it('reaches a server outside through a relay on the same port, and pods are reached through its proxy', async () => {
    const seen: (string | undefined)[] = [];
    const server = http.createServer((request, response) => {
      seen.push(request.url);
      response.end('outside');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const namespace = await createNamespace();
    const socketPath = path.join(dir, 'out.sock');
    const stop = await startRelay({ from: { socketPath }, to: { host: '127.0.0.1', port } });
    try {
      const here = { host: '127.0.0.1', port };
      await namespace.relay({ from: here, to: { socketPath } });
      const wayIn = path.join(dir, 'in.sock');
      // The loopback stands for a pod, whose server is the relay.
      await namespace.wayIn(wayIn, '127.0.0.0/24');
      const ask = (url: string) =>
        new Promise<readonly [number | undefined, string]>((resolve, reject) => {
          const request = http.get({ socketPath: wayIn, path: url }, (answer) => {
            let text = '';
            answer.setEncoding('utf8').on('data', (part: string) => {
              text += part;
            });
            answer.on('end', () => resolve([answer.statusCode, text]));
          });
          request.on('error', reject);
        });
      expect(await ask(`http://127.0.0.1:${port}/metrics?x=1`)).toEqual([200, 'outside']);
      expect(seen).toEqual(['/metrics?x=1']);
      expect((await ask('http://127.0.0.1:1/'))[0]).toBe(502);
      expect((await ask('http://127.0.1.1:80/'))[0]).toBe(502);
      expect((await ask('http://localhost/'))[0]).toBe(502);
    } finally {
      await stop();
      await namespace.stop();
      server.close();
    }
  });

  it('leaves no process, mount, network device or control group when it is stopped', async () => {
    const namespace = await createNamespace();
    const mark = `sleep-${process.pid}-stopped`;
    await occupyNamespace(namespace, dir, mark);
    expect(processesWith(mark).length).toBeGreaterThan(0);
    const own = `${mark}/container`;
    for (const group of [namespace.cgroup, own]) expect(cgroupExists(group)).toBe(true);
    await namespace.stop();
    expect(processesWith(mark)).toEqual([]);
    for (const group of [namespace.cgroup, own]) expect(cgroupExists(group)).toBe(false);
    removeEmpty(mark);
  });

  it('leaves nothing either when its parent is killed', async () => {
    const mark = `sleep-${process.pid}-killed`;
    const parent = spawn(
      process.execPath,
      ['--conditions=source', path.join(import.meta.dirname, 'parent.ts'), dir, mark],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    const { cgroup } = JSON.parse(line) as { cgroup: string };
    expect(processesWith(mark).length).toBeGreaterThan(0);
    const links = readdirSync('/sys/class/net');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(await eventually(() => processesWith(mark).length === 0)).toBe(true);
    for (const group of [cgroup, `${mark}/container`])
      expect(await eventually(() => !cgroupExists(group))).toBe(true);
    removeEmpty(mark);
    expect(await eventually(() => processesWith(cgroup).length === 0)).toBe(true);
    expect(readdirSync('/sys/class/net')).toEqual(links);
    expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(`${dir}/mounted`);
  });
});
