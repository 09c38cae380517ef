/** An ops repository on the GitHub stand-in, and bump's run() against it over real HTTP. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInputReader } from '@sealift/action-kit/inputs';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { createGitHub, type GitHub } from '@sealift/fake-github/github';
import { applyFault, createFaults, type Fault, type Injection } from '@sealift/sandbox/proxy/faults';
import { operationOf, peekBody } from '@sealift/sandbox/proxy/peek';
import { parse } from 'yaml';
import { loadInputs } from '../src/inputs.ts';
import { type Outputs, run } from '../src/run.ts';
import { fakeImages, type ImageWorld } from './images.ts';

/** The source repository: COMMIT_0, A and B in a row on main, and COMMIT_X beside A. */
const shop = mkdtempSync(path.join(tmpdir(), 'sealift-bump-shop-'));
const inShop = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=Dana', '-c', 'user.email=dana@example.com', ...args], {
    cwd: shop,
    encoding: 'utf8',
    env: {
      ...process.env,
      GIT_AUTHOR_DATE: '2026-11-20T10:00:00Z',
      GIT_COMMITTER_DATE: '2026-11-20T10:00:00Z',
    },
  }).trim();
const commitInShop = (title: string) => {
  inShop('commit', '--quiet', '--allow-empty', '--message', title);
  return inShop('rev-parse', 'HEAD');
};
inShop('init', '--quiet', '--initial-branch=main');
export const COMMIT_0 = commitInShop('Begin');
export const COMMIT_A = commitInShop('Add a basket');
export const COMMIT_B = commitInShop('Fix the basket');
inShop('checkout', '--quiet', '-b', 'side', COMMIT_0);
export const COMMIT_X = commitInShop('Try something');
inShop('checkout', '--quiet', 'main');

export const digestOf = (character: string) => `sha256:${character.repeat(64)}` as const;

export const API_VALUES =
  '# Production of api\r\nreplicas: 3\r\nimage:\r\n  repository: ghcr.io/acme/shop/api # from the monorepo\r\n  tag: "sha-0000000"   # set by the pipeline\r\n';
export const WEB_VALUES =
  "image: {repository: ghcr.io/acme/shop/web, tag: '1.10'}\nresources:\n\n    limits: {cpu: 1}";

const FILES: Readonly<Record<string, string>> = {
  'README.md': '# Ops\n',
  'bin/run.yaml': 'tag: old\n',
  'deploy/helm/api/values-prod.yaml': API_VALUES,
  'deploy/helm/web/values-prod.yaml': WEB_VALUES,
};

export function record(app: string, change: Partial<ReleaseRecord> = {}): ReleaseRecord {
  const digest = change.digest ?? digestOf('1');
  const commit = change.source?.commit ?? COMMIT_A;
  return {
    schema: 'sealift.release/v1',
    app,
    image: `ghcr.io/acme/shop/${app}`,
    digest,
    tags: [`sha-${commit}`, 'main'],
    deployTag: `sha-${commit}`,
    source: {
      repository: 'acme/shop',
      ref: 'refs/heads/main',
      commit,
      workflowRef: 'sealift/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
      runId: '17',
      runAttempt: '1',
      runUrl: 'https://github.com/acme/shop/actions/runs/17',
    },
    platforms: [
      {
        platform: 'linux/amd64',
        digest,
        size: 52_428_800,
        scan: {
          verdict: 'pass',
          subject: digest,
          platform: 'linux/amd64',
          policy: { threshold: 'HIGH', fixableOnly: true, blind: 'auto' },
          counts: { UNKNOWN: 0, LOW: 12, MEDIUM: 3, HIGH: 1, CRITICAL: 0 },
          spared: {
            accepted: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 },
            unfixed: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 1, CRITICAL: 0 },
          },
          blocking: 0,
          ignored: 0,
          suppressions: [],
          blindness: [],
          scanner: { name: 'trivy', version: '0.76.0' },
          database: {
            version: 2,
            updatedAt: '2026-11-23T06:00:00Z',
            digest: `sha256:${'d'.repeat(64)}`,
            repository: 'mirror.gcr.io/aquasec/trivy-db:2',
          },
          scannedAt: '2026-11-23T10:00:00Z',
        },
        sbom: {
          subject: digest,
          platform: 'linux/amd64',
          generator: { name: 'syft', version: '1.54.1' },
          packages: 211,
          documents: [{ format: 'spdx-json', file: 'sbom.spdx.json', digest: digestOf('c') }],
          canonicalDigest: digestOf('d'),
        },
      },
    ],
    ...change,
  };
}

export const newer = (app: string): ReleaseRecord =>
  record(app, {
    digest: digestOf('2'),
    deployTag: `sha-${COMMIT_B}`,
    source: { ...record(app).source, commit: COMMIT_B, runId: '18' },
  });

const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
/** Made once: RSA keys take their time. */
const oidcKey = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
const registryKey = pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);

export type Ops = {
  readonly github: GitHub;
  readonly appId: string;
  readonly privateKey: string;
  readonly dir: string;
  readonly log: readonly string[];
  readonly slept: number[];
  readonly requests: string[];
  summary(): string;
  bump(
    records: readonly ReleaseRecord[],
    inputs?: Readonly<Record<string, string>>,
    fetch?: typeof globalThis.fetch,
    images?: ImageWorld,
  ): Promise<Outputs>;
  /** Lets the next requests of this kind go wrong. */
  inject(where: Pick<Injection, 'method' | 'path' | 'operation'>, fault: Fault, times?: number): void;
  clearFaults(): void;
  git(...args: readonly string[]): string;
  /** A request with a person's token. */
  api(method: string, route: string, body?: unknown): Promise<{ status: number; data: unknown }>;
  /** A question by GraphQL with that token. */
  graph(query: string, variables: Readonly<Record<string, unknown>>): Promise<void>;
  /** A person's commit on a branch. */
  commit(branch: string, files: Readonly<Record<string, string>>, message?: string): Promise<string>;
  pulls(): readonly {
    number: number;
    state: string;
    title: string;
    body: string | null;
    labels: ReadonlySet<string>;
    headSha: string;
  }[];
  refs(): string;
  stop(): Promise<void>;
};

/** How an action is run: in this process, or by the bundle as a runner starts it. */
export type Execute = (call: {
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly log: string[];
  readonly slept: number[];
  readonly summary: (markdown: string) => void;
  readonly images: ImageWorld | undefined;
  readonly fetch: typeof globalThis.fetch;
}) => Promise<Outputs>;

const declared = parse(readFileSync(path.resolve(import.meta.dirname, '../action.yml'), 'utf8')) as {
  inputs: Record<string, { default?: string }>;
};

/** What action.yml has as default; expressions as they are. */
export const declaredDefault = (name: string): string => String(declared.inputs[name]?.default ?? '');

const inProcess: Execute = ({ inputs, env, log, slept, summary, images, fetch: transport }) => {
  const reader = createInputReader((name) => inputs[name] ?? declaredDefault(name));
  const say = (level: string) => (message: string) => void log.push(`${level}: ${message}`);
  return run(loadInputs(reader), {
    env,
    log: {
      debug: () => {},
      info: say('info'),
      notice: say('notice'),
      warning: say('warning'),
      error: say('error'),
      group: (_title, work) => work(),
      openGroup: () => () => {},
      secret: say('secret'),
    },
    clock: {
      now: () => Date.now(),
      sleep: async (milliseconds) => {
        slept.push(milliseconds);
      },
    },
    fetch: transport,
    summary: async (markdown) => summary(markdown),
    signal: new AbortController().signal,
    exec: async () => {
      throw new Error('Nothing is to be executed here.');
    },
    resolveTool: async (name) => {
      throw new Error(`${name} is not to be used here.`);
    },
    ...(images === undefined ? {} : { images: fakeImages(images) }),
  });
};

export async function startOps(
  files: Readonly<Record<string, string>> = FILES,
  execute: Execute = inProcess,
): Promise<Ops> {
  const dir = await mkdtemp(path.join(tmpdir(), 'sealift-bump-test-'));
  const source = path.join(dir, 'source');
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(source, name)), { recursive: true });
    await writeFile(path.join(source, name), text, { mode: name.startsWith('bin/') ? 0o755 : 0o644 });
  }
  let github: GitHub | undefined;
  const requests: string[] = [];
  const faults = createFaults();
  const stopping = new AbortController();
  const server = createServer(async (request, response) => {
    const name = `${request.method} ${new URL(request.url ?? '', 'http://x').pathname}`;
    requests.push(
      name === 'POST /graphql' ? `${name} ${operationOf((await peekBody(request)) ?? '') ?? ''}` : name,
    );
    const fault = await faults.take('api.github.com', request);
    const goesOn =
      fault === undefined || (await applyFault(fault, request, response, request.socket, stopping.signal));
    if (goesOn) github?.hosts.get('api.github.com')?.(request, response);
  });
  // On a busy machine seconds go by between two requests of one connection.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const archives = createServer((request, response) => {
    requests.push(`${request.method} codeload`);
    github?.hosts.get('codeload.github.com')?.(request, response);
  });
  await new Promise<void>((resolve) => archives.listen(0, '127.0.0.1', resolve));
  const codeload = `http://127.0.0.1:${(archives.address() as AddressInfo).port}`;
  const stood = await createGitHub({
    dir: path.join(dir, 'github'),
    oidcKey: oidcKey,
    registryTokenKey: { privateKey: registryKey, kid: '1', issuer: 'test' },
    clock: { now: () => Date.now() },
    log: { debug: () => {} },
    cacheDir: path.join(tmpdir(), 'sealift-bump-test-openapi'),
    urls: { api, codeload },
  });
  github = stood;
  await stood.createRepository({ owner: 'acme', name: 'ops', from: source });
  await stood.createRepository({ owner: 'acme', name: 'shop', from: shop });
  const jobToken = stood.createUserToken({
    login: 'shop-bot',
    repositories: ['acme/shop'],
    permissions: { contents: 'read' },
  });
  const app = stood.createApp({
    slug: 'sealift-ops',
    permissions: { contents: 'write', pull_requests: 'write', issues: 'write' },
    repositories: ['acme/ops'],
  });
  const token = stood.createUserToken({
    login: 'alice',
    repositories: ['acme/ops'],
    permissions: { contents: 'write', pull_requests: 'write', issues: 'write' },
  });
  const repository = stood.repository('acme/ops');
  if (repository === undefined) throw new Error('no repository');

  const log: string[] = [];
  const slept: number[] = [];
  let summary = '';
  let runs = 0;
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: repository.gitDir, encoding: 'utf8' });
  const call: Ops['api'] = async (method, route, body) => {
    const response = await fetch(`${api}/repos/acme/ops${route}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/vnd.github+json',
        'user-agent': 'alice',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const data: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${JSON.stringify(data)}`);
    return { status: response.status, data };
  };

  return {
    github: stood,
    appId: String(app.id),
    privateKey: app.privateKeyPem,
    dir,
    log,
    slept,
    requests,
    summary: () => summary,
    async bump(records, inputs = {}, transport = globalThis.fetch, images) {
      runs += 1;
      const folder = path.join(dir, `evidence-${runs}`);
      for (const item of records) {
        const place = path.join(folder, `${Buffer.from(item.app).toString('hex')}.release`);
        await mkdir(place, { recursive: true });
        await writeFile(path.join(place, 'record.json'), JSON.stringify(item));
      }
      const given: Readonly<Record<string, string>> = {
        repository: 'acme/ops',
        verify: 'off',
        'source-repository': 'acme/shop',
        'source-ref': 'refs/heads/main',
        'source-commit': '*',
        'github-token': jobToken,
        ...(inputs['images'] === undefined ? { evidence: folder } : {}),
        ...(inputs['token'] === undefined
          ? { 'app-id': String(app.id), 'private-key': app.privateKeyPem }
          : {}),
        ...inputs,
      };
      summary = '';
      return execute({
        inputs: given,
        env: {
          GITHUB_API_URL: api,
          GITHUB_REPOSITORY: 'acme/shop',
          GITHUB_REF: 'refs/heads/main',
          GITHUB_RUN_ID: '17',
          GITHUB_SERVER_URL: 'https://github.com',
        },
        log,
        slept,
        summary: (markdown) => {
          summary += markdown;
        },
        images,
        fetch: transport,
      });
    },
    inject: (where, fault, times = 1) =>
      void faults.inject({ ...where, host: 'api.github.com', fault, times }),
    clearFaults: () => faults.clear(),
    git,
    api: call,
    async graph(query, variables) {
      const response = await fetch(`${api}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'user-agent': 'alice' },
        body: JSON.stringify({ query, variables }),
      });
      const { errors } = (await response.json()) as { errors?: unknown };
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
    },
    async commit(branch, changed, message = 'Change by hand') {
      const head = git('rev-parse', branch).trim();
      const tree = (await call('POST', '/git/trees', {
        base_tree: git('rev-parse', `${branch}^{tree}`).trim(),
        tree: Object.entries(changed).map(([name, content]) => ({
          path: name,
          mode: '100644',
          type: 'blob',
          content,
        })),
      })) as { data: { sha: string } };
      const made = (await call('POST', '/git/commits', {
        message,
        tree: tree.data.sha,
        parents: [head],
      })) as {
        data: { sha: string };
      };
      await call('PATCH', `/git/refs/heads/${branch}`, { sha: made.data.sha });
      return made.data.sha;
    },
    pulls: () => [...repository.pulls.values()],
    refs: () => git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads'),
    async stop() {
      stopping.abort();
      for (const each of [server, archives]) {
        each.closeAllConnections();
        await new Promise((resolve) => each.close(resolve));
      }
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The secondary rate limit in GitHub's words. */
export const secondaryLimit = (seconds: number): Fault => ({
  status: 403,
  headers: { 'retry-after': String(seconds), 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify({
    message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    documentation_url: 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api',
  }),
});

export const BRANCH = 'sealift/acme-shop/main';

/** Removed and added lines between two commits, as git sees them. */
export const changedLines = (ops: Ops, from: string, to: string): readonly string[] =>
  ops
    .git('diff', '--unified=0', '--no-color', from, to)
    .split('\n')
    .filter((line) => /^[-+](?![-+]{2} )/.test(line));
