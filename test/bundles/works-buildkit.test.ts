/** The bundle of build-push on the real BuildKit: what unit tests can only assume of it. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { createChain, EXTENDED_KEY_USAGE, privatePem } from '@sealift/sandbox/pki/certificates';
import { startRegistry } from '@sealift/sandbox/registry/registry';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBuildTools, startFreshBuilder } from './buildkit.ts';
import { type BundleRun, type Given, runBundle } from './bundle.ts';

const tools = await findBuildTools();

const BASE = `FROM scratch AS base
COPY busybox /bin/busybox
RUN ["/bin/busybox", "--install", "-s", "/bin"]
`;
const EPOCH = '1767323045';

describe.skipIf(tools === undefined)('build-push on BuildKit', () => {
  const closing: (() => Promise<unknown>)[] = [];
  let endpoint = '';
  let registry = '';
  let silent = '';

  beforeAll(async () => {
    if (tools === undefined) return;
    const dir = await mkdtemp(path.join(tmpdir(), 'sealift-registry-'));
    closing.push(() => rm(dir, { recursive: true, force: true }));
    const service = await startRegistry({ name: 'caches', engine: tools.registry, dir });
    closing.push(() => service.stop());
    registry = `127.0.0.1:${service.port}`;
    const server = createServer(() => {});
    silent = `127.0.0.1:${await listen(server)}`;
    closing.push(async () => server.close());
    endpoint = await startBuildKit();
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  async function startBuildKit(): Promise<string> {
    if (tools === undefined) throw new Error('there is no BuildKit');
    const builder = await startFreshBuilder(tools, [registry, silent]);
    closing.push(() => builder.stop());
    return builder.endpoint;
  }

  const build = (dockerfile: string, given: Given = {}): Promise<BundleRun> =>
    runBundle('build-push', {
      ...given,
      deadline: 120_000,
      files: { Dockerfile: dockerfile },
      inputs: {
        endpoint,
        tools: 'system',
        'require-pinned-bases': 'off',
        'source-date-epoch': EPOCH,
        ...given.inputs,
      },
      env: { SEALIFT_TOOLS: tools?.tools, ...given.env },
      prepare: ({ workspace }) => copyFile(tools?.busybox ?? '', path.join(workspace, 'busybox')),
    });

  test('the log has every line of every step, in groups of which none mixes with another', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => index);
    const dockerfile = `${BASE}FROM base AS a
RUN for i in $(seq 0 39); do echo "a $i"; sleep 0.05; done
FROM base AS b
RUN for i in $(seq 0 39); do echo "b $i"; sleep 0.05; done; echo "::error::obeyed"; printf '\\033[31mred\\033[0m\\n'
FROM base
COPY --from=a /bin/busybox /a
COPY --from=b /bin/busybox /b
`;
    const run = await build(dockerfile);
    expect(run.exitCode, run.stdout + run.stderr).toBe(0);
    const shown = run.stdout.split('\n');
    for (const stage of ['a', 'b']) {
      const from = shown.indexOf(`${stage} 0`);
      expect(shown.slice(from, from + 40)).toEqual(lines.map((line) => `${stage} ${line}`));
      expect(shown[from - 1]).toMatch(new RegExp(`^::group::\\[${stage} 1/1\\] RUN for i`));
    }
    expect(shown).toContain('red');
    expect(run.annotations).toEqual([]);
    expect(run.summary).toContain('| Slowest steps | |');
  });

  test('a RUN that fails: all it said, and its line', async () => {
    const run = await build(`${BASE}RUN for i in $(seq 1 80); do echo "line $i"; done; exit 3\n`);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('\nline 1\n');
    expect(run.annotations).toHaveLength(1);
    expect(run.annotations[0]).toMatchObject({
      name: 'error',
      properties: { file: 'Dockerfile', line: '4' },
    });
    expect(run.annotations[0]?.message).toContain('it ended with exit code: 3');
    expect(run.annotations[0]?.message).toContain('line 80');
  });

  test('two builds of a commit are one image, unless the times of the build are asked for', async () => {
    const dockerfile = `${BASE}RUN echo x > /made && mkdir /folder && date > /dev/null\n`;
    const manifest = async (inputs: Readonly<Record<string, string>> = {}) => {
      const run = await build(dockerfile, { inputs: { 'no-cache': 'true', ...inputs } });
      expect(run.exitCode, run.stdout + run.stderr).toBe(0);
      return (JSON.parse(run.outputs['platforms'] ?? '') as { digest: string }[])[0]?.digest;
    };
    const first = await manifest();
    expect(await manifest()).toBe(first);
    expect(await manifest({ 'rewrite-timestamp': 'false' })).not.toBe(first);
  });

  test('the next commit, with another time, builds from the cache', async () => {
    const dockerfile = `${BASE}WORKDIR /app\nRUN echo slow > made\n`;
    const at = (time: string) => build(dockerfile, { inputs: { 'source-date-epoch': time } });
    const first = await at('1700000000');
    expect(first.exitCode, first.stdout + first.stderr).toBe(0);
    const second = await at('1700000060');
    expect(second.stdout).toMatch(/^=> CACHED \[[^\]]+\] WORKDIR \/app$/m);
    expect(second.stdout).toMatch(/^=> CACHED \[[^\]]+\] RUN echo slow > made$/m);
    expect(second.annotations).toEqual([]);
    // A Dockerfile that asks for the time is built with it.
    const asking = await build(`${BASE}ARG SOURCE_DATE_EPOCH\nRUN echo "at $SOURCE_DATE_EPOCH"\n`, {
      inputs: { 'source-date-epoch': '1700000060' },
    });
    expect(asking.stdout).toContain('at 1700000060');
  });

  test('a cache is written when the image is there, and read by a builder that has nothing', async () => {
    const cache = `type=registry,ref=${registry}/caches/{app}:{platform}`;
    const inputs = { 'cache-from': cache, 'cache-to': `${cache},mode=max`, 'cache-scope': 'api' };
    const dockerfile = `${BASE}RUN echo cached > /cached\n`;
    const unmerged = await build(dockerfile, { inputs, env: { GITHUB_EVENT_NAME: 'pull_request' } });
    expect(unmerged.summary).toContain(`api:linux-amd64\` | not there yet |`);
    expect(unmerged.summary).not.toContain('written');
    const first = await build(dockerfile, { inputs });
    expect(first.exitCode, first.stdout + first.stderr).toBe(0);
    expect(first.summary).toContain(`/caches/api:linux-amd64\` | written |`);
    const second = await build(dockerfile, { inputs: { ...inputs, endpoint: await startBuildKit() } });
    // What only led to a step that is cached is not always said to be.
    expect(second.summary).toMatch(/, [23] of 3 steps cached/);
    expect(second.summary).toContain(`/caches/api:linux-amd64\` | read |`);
    expect(second.outputs['digest']).toBeDefined();
    expect([...first.annotations, ...second.annotations]).toEqual([]);
  });

  test('caches that hang or refuse delay a build by seconds and fail nothing', async () => {
    const run = await build(`${BASE}RUN echo silence > /x\n`, {
      inputs: {
        'cache-from': `type=registry,ref=${silent}/x:cache`,
        'cache-to': 'type=registry,ref=127.0.0.1:1/x:cache',
        'cache-timeout': '5',
      },
    });
    expect(run.exitCode, run.stdout + run.stderr).toBe(0);
    const said = run.annotations.map(({ message }) => message).join('\n');
    expect(said).toContain(`The cache ${silent}/x:cache did not answer within 5 s.`);
    expect(said).toContain('The cache 127.0.0.1:1/x:cache could not be written');
    expect(run.annotations.every(({ name }) => name === 'warning')).toBe(true);
  });

  test('the record of a build is what Docker Desktop imports; without an artifact store that is said', async () => {
    let record: Buffer | undefined;
    const run = await build(BASE, { inputs: { record: 'true' } });
    expect(run.exitCode, run.stdout + run.stderr).toBe(0);
    const [, content] = Object.entries(run.left).find(([name]) => name.endsWith('.dockerbuild')) ?? [];
    if (content !== undefined) record = Buffer.from(content, 'latin1');
    // A gzip archive.
    expect(record?.subarray(0, 2).toString('hex')).toBe('1f8b');
    expect(run.annotations.map(({ properties }) => properties['title'])).toEqual(['Record of the build']);
  });

  test('a daemon that asks for a certificate gets that of the job, which is gone afterwards', async () => {
    const usages = { server: EXTENDED_KEY_USAGE.serverAuth, client: '1.3.6.1.5.5.7.3.2' };
    const server = await createChain('server', usages.server, { hosts: ['buildkitd'] });
    const client = await createChain('client', usages.client, { hosts: ['runner'] });
    const socket = endpoint.replace('unix://', '');
    const proxy = createTlsServer({
      key: privatePem(server.key),
      cert: server.certificates.slice(0, 2).join(''),
      ca: client.certificates.at(-1) ?? '',
      requestCert: true,
      rejectUnauthorized: true,
      ALPNProtocols: ['h2'],
    });
    proxy.on('secureConnection', (connection) => {
      const daemon = connect(socket);
      for (const end of [connection, daemon]) end.on('error', () => connection.destroy());
      connection.pipe(daemon).pipe(connection);
    });
    proxy.on('tlsClientError', () => {});
    const port = await listen(proxy);
    const inputs = {
      endpoint: `tcp://127.0.0.1:${port}`,
      'driver-opts': 'servername=buildkitd',
      'endpoint-ca': server.certificates.at(-1) ?? '',
    };
    const key = privatePem(client.key);
    const run = await build(BASE, {
      inputs: {
        ...inputs,
        'endpoint-cert': client.certificates.slice(0, 2).join(''),
        'endpoint-key': key,
      },
    });
    expect(run.exitCode, run.stdout + run.stderr).toBe(0);
    const secret = key.split('\n')[1] ?? '';
    expect(Object.values(run.left).join('')).not.toContain(secret);
    expect(
      run.commands.filter(({ name, message }) => name === 'add-mask' && message === secret),
    ).toHaveLength(1);
    const refused = await build(BASE, { inputs });
    expect(refused.exitCode).toBe(1);
    expect(refused.annotations[0]?.message).toContain('buildx cannot reach the BuildKit daemon');
    proxy.close();
  });
});

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
