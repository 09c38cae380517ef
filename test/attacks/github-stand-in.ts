/** The stand-in for GitHub on loopback, with the app repository's history, for ops repositories as tests want them. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGitHub, type GitHub } from '@sealift/fake-github/github';

const shop = mkdtempSync(path.join(tmpdir(), 'sealift-attacks-shop-'));
const date = '2026-11-01T10:00:00Z';
const inShop = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=Dana', '-c', 'user.email=dana@example.com', ...args], {
    cwd: shop,
    encoding: 'utf8',
    env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
  }).trim();
const commit = (title: string) => {
  inShop('commit', '--quiet', '--allow-empty', '--message', title);
  return inShop('rev-parse', 'HEAD');
};
inShop('init', '--quiet', '--initial-branch=main');
/** Three commits of acme/shop in a row on main. */
export const OLD_COMMIT = commit('Begin');
export const COMMIT = commit('Add a basket');
export const NEW_COMMIT = commit('Fix the basket');

const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const oidcKey = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
const registryKey = pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);

export type StandIn = Awaited<ReturnType<typeof startStandIn>>;

export type Ops = {
  /** owner/name */
  readonly name: string;
  readonly token: string;
  git(...args: readonly string[]): string;
  branches(): readonly string[];
  pullRequests(): readonly string[];
  /** A request of somebody who may write there, and is not bump. */
  api(method: string, route: string, body: unknown): Promise<unknown>;
};

export async function startStandIn() {
  const dir = await mkdtemp(path.join(tmpdir(), 'sealift-attacks-'));
  let github: GitHub | undefined;
  const serve = async (host: string) => {
    const server = createServer((request, response) => github?.hosts.get(host)?.(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  };
  const [api, archives] = [await serve('api.github.com'), await serve('codeload.github.com')];
  const stood = await createGitHub({
    dir: path.join(dir, 'github'),
    oidcKey,
    registryTokenKey: { privateKey: registryKey, kid: '1', issuer: 'test' },
    clock: { now: () => Date.now() },
    log: { debug: () => {} },
    cacheDir: path.join(tmpdir(), 'sealift-attacks-openapi'),
    urls: { api: api.url, codeload: archives.url },
  });
  github = stood;
  await stood.createRepository({ owner: 'acme', name: 'shop', from: shop });
  const jobToken = stood.createUserToken({
    login: 'shop-bot',
    repositories: ['acme/shop'],
    permissions: { contents: 'read' },
  });
  let count = 0;
  return {
    apiUrl: api.url,
    jobToken,
    /** @param files by path; a value `link:…` makes a symbolic link */
    async createOps(files: Readonly<Record<string, string>>): Promise<Ops> {
      count += 1;
      const source = path.join(dir, `source-${count}`);
      await mkdir(source, { recursive: true });
      for (const [name, text] of Object.entries(files)) {
        const file = path.join(source, name);
        await mkdir(path.dirname(file), { recursive: true });
        if (text.startsWith('link:')) await symlink(text.slice('link:'.length), file);
        else await writeFile(file, text);
      }
      const name = `acme/ops-${count}`;
      await stood.createRepository({ owner: 'acme', name: `ops-${count}`, from: source });
      const tokenOf = (login: string) =>
        stood.createUserToken({
          login,
          repositories: [name],
          permissions: { contents: 'write', pull_requests: 'write', issues: 'write' },
        });
      const [token, others] = [tokenOf('sealift-bot'), tokenOf('mallory')];
      const repository = stood.repository(name);
      if (repository === undefined) throw new Error(`${name} was not made`);
      const git: Ops['git'] = (...args) =>
        execFileSync('git', args, { cwd: repository.gitDir, encoding: 'utf8' });
      return {
        ...{ name, token, git },
        branches: () =>
          git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads').trim().split('\n'),
        pullRequests: () =>
          [...repository.pulls.values()].map(
            ({ number, state, title, body, headSha }) => `#${number} ${state} ${headSha} ${title}\n${body}`,
          ),
        async api(method, route, body) {
          const response = await fetch(`${api.url}/repos/${name}${route}`, {
            method,
            headers: {
              authorization: `Bearer ${others}`,
              accept: 'application/vnd.github+json',
              'user-agent': 'mallory',
            },
            body: JSON.stringify(body),
          });
          const text = await response.text();
          if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${text}`);
          return JSON.parse(text);
        },
      };
    },
    async stop() {
      for (const { server } of [api, archives]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await rm(dir, { recursive: true, force: true });
    },
  };
}
