/**
 * The action as the runner starts it, against the real distribution server under the name ghcr.io: token service,
 * own TLS and a CONNECT proxy between them. crane looks at the result independently.
 */
import { execFile } from 'node:child_process';
import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findEngines } from '@sealift/engines/find';
import { createPki, type Pki } from '@sealift/sandbox/pki/pki';
import type { Fault } from '@sealift/sandbox/proxy/faults';
import { type ProxyServer, startProxy } from '@sealift/sandbox/proxy/proxy';
import { startRegistry } from '@sealift/sandbox/registry/registry';
import { buildLayout, layoutWriter } from '@sealift/testing/image-layouts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const engines = findEngines(['registry', 'crane', 'cosign']);
const run = promisify(execFile);
const main = path.resolve(import.meta.dirname, '../src/main.ts');
const ISSUER = 'ghcr.io';

describe.skipIf(engines === undefined)('publish to ghcr.io', () => {
  let folder: string;
  let pki: Pki;
  let proxy: ProxyServer;
  let stopRegistry: () => Promise<void>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-publish-'));
    pki = await createPki(path.join(folder, 'pki'), { hosts: ['ghcr.io'] });
    const registry = await startRegistry({
      name: 'ghcr',
      engine: engines?.registry ?? '',
      dir: path.join(folder, 'registry'),
      auth: {
        realm: 'https://ghcr.io/token',
        service: 'ghcr.io',
        issuer: ISSUER,
        jwksFile: pki.registryToken.jwks,
      },
    });
    stopRegistry = registry.stop;
    const key = createPrivateKey(await readFile(pki.registryToken.key, 'utf8'));
    proxy = await startProxy({
      tls: pki.tls,
      hosts: new Map([
        [
          'ghcr.io',
          [
            { path: '/', upstream: { port: registry.port } },
            { path: '/token', upstream: { handler: tokenService(key, pki.registryToken.keyId) } },
          ],
        ],
      ]),
    });
  });
  afterAll(async () => {
    await proxy.stop();
    await stopRegistry();
    await rm(folder, { recursive: true, force: true });
  });

  const environment = () => ({
    PATH: `${path.dirname(engines?.cosign ?? '')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    HOME: folder,
    RUNNER_TEMP: folder,
    HTTPS_PROXY: proxy.proxyUrl,
    NODE_EXTRA_CA_CERTS: pki.caFile,
    SSL_CERT_FILE: pki.caFile,
  });

  async function publish(inputs: Record<string, string>) {
    const output = path.join(folder, `output-${randomBytes(4).toString('hex')}`);
    const summary = `${output}.md`;
    await writeFile(output, '');
    const given = { token: 'ghs_writer', ...inputs };
    const env = {
      ...environment(),
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      ...Object.fromEntries(
        Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
    };
    const { code, stdout } = await run(process.execPath, ['--conditions=source', main], { env }).then(
      (ended) => ({ ...ended, code: 0 }),
      (error: { code: number; stdout: string }) => error,
    );
    const outputs = Object.fromEntries(
      [...(await readFile(output, 'utf8')).matchAll(/^(\w+)<<(\S+)\n([\s\S]*?)\n\2$/gm)].map(
        ([, name, , value]) => [name, value],
      ),
    );
    return { code, stdout, outputs, summary: await readFile(summary, 'utf8').catch(() => '') };
  }

  const crane = async (...args: string[]) => {
    const config = path.join(folder, 'docker');
    await mkdir(config, { recursive: true });
    const auth = Buffer.from('octo:ghs_writer').toString('base64');
    await writeFile(path.join(config, 'config.json'), JSON.stringify({ auths: { 'ghcr.io': { auth } } }));
    const { stdout } = await run(engines?.crane ?? '', args, {
      env: { ...environment(), DOCKER_CONFIG: config },
    });
    return stdout.trim();
  };

  it('pushes two builds by digest, merges them, moves tags, and keeps nothing for the tag alone', async () => {
    const image = 'ghcr.io/acme/shop/api';
    const evidence = path.join(folder, 'evidence');
    const roots: string[] = [];
    for (const architecture of ['arm64', 'amd64']) {
      const layout = await buildLayout(architecture, randomBytes(1_500_000));
      roots.push(layout.root);
      const pushed = await publish({
        layout: layout.directory,
        image,
        evidence: path.join(evidence, `api.linux-${architecture}`),
      });
      expect(pushed).toMatchObject({
        code: 0,
        outputs: { digest: layout.root, image: `${image}@${layout.root}`, existing: 'false', tags: '' },
      });
    }
    // No tag at all: to the registry the repository does not exist yet.
    await expect(crane('ls', image)).rejects.toThrow('NAME_UNKNOWN');

    const release = {
      'released-tag': 'sha-1',
      commit: 'c0ffee'.padEnd(40, '0'),
      'certificate-identity':
        'https://github.com/sealift/sealift/.github/workflows/release-app.yml@refs/tags/v1',
      'certificate-oidc-issuer': 'https://token.actions.githubusercontent.com',
      'source-repository': 'acme/shop',
      'source-ref': 'refs/heads/main',
      tools: 'system',
    };
    const merged = await publish({ image, evidence, ...release });
    expect(merged).toMatchObject({ code: 0, outputs: { existing: 'false' } });
    const { digest = '' } = merged.outputs;
    expect(roots).not.toContain(digest);
    const tagged = await publish({ image: `${image}@${digest}`, tags: 'sha-1, main' });
    expect(tagged).toMatchObject({ code: 0, outputs: { digest, existing: 'false', tags: 'sha-1\nmain' } });
    expect(await crane('digest', `${image}:main`)).toBe(digest);
    // crane reads every byte of every layer again; the layers here are no gzip, hence "fast".
    expect(await crane('digest', '--platform', 'linux/arm64', `${image}:main`)).toMatch(/^sha256:/);
    await crane('validate', '--fast', '--remote', `${image}:main`);

    // Nobody signed what carries the tag: it is not taken for the release of this commit, and stays as it is.
    const rebuilt = await buildLayout('amd64', randomBytes(1000));
    await publish({ layout: rebuilt.directory, image, evidence: path.join(evidence, 'api.linux-amd64') });
    const again = await publish({ image, evidence, ...release });
    expect(again).toMatchObject({ code: 1, outputs: {} });
    expect(again.stdout.split('\n').filter((line) => line.startsWith('::error'))).toEqual([
      expect.stringMatching(/sha-1.*is not signed/),
    ]);
    expect(await crane('digest', `${image}:sha-1`)).toBe(digest);
    const retagged = await publish({ image: `${image}@${digest}`, tags: 'sha-1, main' });
    expect(retagged).toMatchObject({ code: 0, outputs: { existing: 'true' } });
    expect(JSON.parse(await readFile(path.join(evidence, 'publish.json'), 'utf8'))).toEqual({
      image,
      digest,
      tags: [],
      existing: false,
    });
    expect([...proxy.refused]).toEqual([]);
  });

  it('says which permission is missing, shows no token, and leaves nothing behind', async () => {
    const layout = await buildLayout();
    const { code, stdout, summary } = await publish({
      layout: layout.directory,
      image: 'ghcr.io/acme/shop/denied',
      token: 'ghs_reader',
      tags: 'latest',
    });
    expect(code).toBe(1);
    const errors = stdout.split('\n').filter((line) => line.startsWith('::error'));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/title=Configuration error::.*ghcr\.io.*"packages: write"/);
    const shown = stdout.split('\n').filter((line) => line.includes('ghs_reader'));
    expect(new Set(shown)).toEqual(new Set(['::add-mask::ghs_reader']));
    expect(summary).toBe('');
    await expect(crane('ls', 'ghcr.io/acme/shop/denied')).rejects.toThrow('NAME_UNKNOWN');
  });

  it('gets over a registry that fails now and then', async () => {
    const writer = await layoutWriter();
    const layers = await Promise.all(
      ['amd64', 'arm64'].map((each) => writer.image('linux', each, randomBytes(3_000_000))),
    );
    const root = await writer.index(layers);
    await writer.finish(root);
    const inject = (method: string, path: RegExp, fault: Fault, times = 1) =>
      proxy.inject({ host: 'ghcr.io', method, path, fault, times });
    const faults = [
      inject('GET', /^\/token/, { status: 502 }),
      inject('POST', /uploads/, { status: 429, headers: { 'retry-after': '1' } }, 2),
      inject('PUT', /uploads/, 'reset-before'),
      inject('PUT', /uploads/, 'reset-after'),
      inject('PUT', /manifests/, { status: 500 }),
    ];
    const { code, outputs } = await publish({ layout: writer.directory, image: 'ghcr.io/acme/shop/flaky' });
    proxy.clearFaults();
    expect(faults.map(({ hits }) => hits)).toEqual([1, 2, 1, 1, 1]);
    expect({ code, digest: outputs['digest'] }).toEqual({ code: 0, digest: root.digest });
    await crane('validate', '--fast', '--remote', `ghcr.io/acme/shop/flaky@${root.digest}`);
  });
});

/** Tokens for everything to who has `ghs_writer`, for reading to everybody else. */
function tokenService(key: ReturnType<typeof createPrivateKey>, kid: string) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? '', 'https://ghcr.io');
    const { authorization = '' } = request.headers;
    const [, password] = Buffer.from(authorization.replace('Basic ', ''), 'base64').toString().split(':');
    const mayWrite = password === 'ghs_writer';
    const access = url.searchParams.getAll('scope').map((scope) => {
      const [, name = '', actions = ''] = /^repository:(.*):([a-z,]*)$/.exec(scope) ?? [];
      const allowed = actions.split(',').filter((action) => mayWrite || action === 'pull');
      return { type: 'repository', name, actions: allowed };
    });
    const now = Math.floor(Date.now() / 1000);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = {
      iss: ISSUER,
      aud: 'ghcr.io',
      sub: 'octo',
      iat: now,
      nbf: now - 5,
      exp: now + 300,
      access,
    };
    const text = `${part({ alg: 'ES256', typ: 'JWT', kid })}.${part(claims)}`;
    const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ token: `${text}.${signature.toString('base64url')}`, expires_in: 300 }));
  };
}
