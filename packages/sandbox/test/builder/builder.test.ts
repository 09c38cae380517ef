import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http2 from 'node:http2';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builderConfig } from '../../src/builder/config.ts';
import { isServing } from '../../src/builder/health.ts';
import { detectHostTrust, requireBuildHost } from '../../src/builder/host.ts';
import { withHostTrust } from '../../src/builder/inject-trust.ts';
import { writeRuncWrapper } from '../../src/builder/runc-wrapper.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("BuildKit's configuration", () => {
  it('names mirrors, plain registries and sockets', () => {
    const config = builderConfig({
      root: '/cache/a "b"',
      socket: '/run/s',
      traceSocket: '/run/t',
      runc: '/usr/sbin/runc',
      mirrors: { 'docker.io': ['127.0.0.1:1'] },
      plainHttp: ['127.0.0.1:1', '127.0.0.1:2'],
      keepMegabytes: 100,
    });
    expect(config).toContain('root = "/cache/a \\"b\\""');
    expect(config).toContain('address = ["unix:///run/s"]');
    expect(config).toContain('[registry."docker.io"]\n  mirrors = ["127.0.0.1:1"]\n[registry');
    expect(config).toContain('[registry."127.0.0.1:1"]\n  http = true');
    expect(config).toContain('[registry."127.0.0.1:2"]\n  http = true');
    expect(config).toContain('maxUsedSpace = "100MB"');
  });
});

describe("the host's trust in RUN lines", () => {
  const trust = { bundle: '/etc/ca.crt', proxies: { HTTPS_PROXY: 'http://proxy:1' } };

  it('adds a mount and variables, and keeps what the Dockerfile sets', () => {
    const before = {
      ociVersion: '1.2.0',
      mounts: [{ destination: '/proc' }],
      process: { args: ['sh'], env: ['PATH=/bin', 'SSL_CERT_FILE=/own.pem', 'A=1=2'] },
    };
    const after = withHostTrust(before, trust);
    expect(after).toMatchObject({ ociVersion: '1.2.0', process: { args: ['sh'] } });
    expect(after.mounts).toEqual([
      { destination: '/proc' },
      { destination: '/dev/host-ca.crt', type: 'bind', source: '/etc/ca.crt', options: ['rbind', 'ro'] },
    ]);
    expect(after.process?.env).toEqual(
      expect.arrayContaining([
        'SSL_CERT_FILE=/own.pem',
        'A=1=2',
        'PIP_CERT=/dev/host-ca.crt',
        'HTTPS_PROXY=http://proxy:1',
      ]),
    );
    expect(after.process?.env?.filter((each) => each.startsWith('SSL_CERT_FILE='))).toHaveLength(1);
  });

  it('leaves certificates alone where the host has no private authority', () => {
    const after = withHostTrust({ mounts: [], process: { env: [] } }, { proxies: { NO_PROXY: 'a' } });
    expect(after).toEqual({ mounts: [], process: { env: ['NO_PROXY=a'] } });
  });

  it('is put in by the wrapper before runc starts, with runc getting its very arguments', async () => {
    const runc = path.join(folder, "it's runc");
    await writeFile(runc, '#!/bin/sh\nfor each in "$@"; do echo "[$each]"; done\ncat "$4/config.json"\n');
    await chmod(runc, 0o755);
    const bundle = path.join(folder, 'a bundle');
    await mkdir(bundle);
    await writeFile(path.join(bundle, 'config.json'), JSON.stringify({ process: { env: [] } }));
    const wrapper = await writeRuncWrapper(folder, runc, trust);
    const args = ['--log', 'a b', 'run', bundle];
    const plain = execFileSync(wrapper, args, { encoding: 'utf8', env: {} });
    expect(plain).toBe(`${args.map((each) => `[${each}]\n`).join('')}{"process":{"env":[]}}`);
    const output = execFileSync(wrapper, ['--log', 'x', '--bundle', bundle], { encoding: 'utf8', env: {} });
    expect(output).toContain('CURL_CA_BUNDLE=/dev/host-ca.crt');
    const again = JSON.parse(await readFile(path.join(bundle, 'config.json'), 'utf8'));
    expect(again.mounts).toHaveLength(1);
  });

  it('ends with an error when the container cannot be prepared', async () => {
    const wrapper = await writeRuncWrapper(folder, '/bin/true', trust);
    expect(() =>
      execFileSync(wrapper, ['run', '--bundle', '/nowhere'], { stdio: 'ignore', env: {} }),
    ).toThrow();
  });

  it('is found in the environment', async () => {
    const file = path.join(folder, 'own.pem');
    await writeFile(file, '');
    expect(await detectHostTrust({ SSL_CERT_FILE: file, https_proxy: 'http://p' })).toEqual({
      bundle: file,
      proxies: { https_proxy: 'http://p' },
    });
  });
});

describe('the health check', () => {
  const serve = async (answer: Buffer) => {
    const server = http2.createServer();
    server.on('stream', (stream, headers) => {
      stream.resume();
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' });
      stream.end(headers[':path'] === '/grpc.health.v1.Health/Check' ? answer : undefined);
    });
    const socket = path.join(folder, 'health.sock');
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    return { socket, close: () => server.close() };
  };

  it.each([
    ['SERVING', [0, 0, 0, 0, 2, 8, 1], true],
    ['NOT_SERVING', [0, 0, 0, 0, 2, 8, 2], false],
    ['nothing', [], false],
  ])('%s', async (_, answer, expected) => {
    const { socket, close } = await serve(Buffer.from(answer));
    expect(await isServing(socket)).toBe(expected);
    close();
  });

  it('says no where nobody listens', async () => {
    expect(await isServing(path.join(folder, 'none.sock'))).toBe(false);
  });
});

describe('the host', () => {
  it('must be used by root', () => {
    expect(() => requireBuildHost(1000)).toThrow(
      expect.objectContaining({ category: 'configuration', message: expect.stringContaining('needs root') }),
    );
    expect(() => requireBuildHost(0)).not.toThrow();
  });
});
