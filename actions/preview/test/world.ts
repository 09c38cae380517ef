/** An app repository and an ops repository on the GitHub stand-in, images in memory, and the action against them. */
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInputReader } from '@sealift/action-kit/inputs';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { formatImageName } from '@sealift/core/image/reference';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { type StandIn, startStandIn } from '@sealift/fake-github/stand-in';
import { fakeClock } from '@sealift/testing/clock';
import { type MemoryLog, memoryLog } from '@sealift/testing/log';
import { recordOf } from '@sealift/testing/release-records';
import { parse } from 'yaml';
import type { Dependencies } from '../src/dependencies.ts';
import { loadInputs } from '../src/inputs.ts';
import type { Images } from '../src/reading/images.ts';
import { type Outputs, outputNames, run } from '../src/run.ts';

export const CONFIG = `trust:
  defaults:
    source-repository: acme/shop
    workflows: ["https://github.com/sealift/sealift/.github/workflows/release-app.yml@refs/tags/v*"]
    files: ["deploy/helm/{app}/values-*.yaml"]
  environments:
    prod: { refs: [refs/heads/main] }
    preview: { refs: ["refs/pull/*/merge"] }
  apps:
    api:
    web:
    other: { source-repository: acme/elsewhere }
previews:
  limit: 2
  time-to-live: 2h
  apps:
    api: { image: ghcr.io/acme/shop/api, url: "https://api-pr-{number}.preview.example.com/docs" }
    web: { image: ghcr.io/acme/shop/web, url: "https://{app}-pr-{number}.preview.example.com" }
    other: { image: ghcr.io/acme/elsewhere/other }
`;

export type Pull = {
  readonly number: number;
  readonly head: string;
  readonly merge: string;
};

export type Done = {
  readonly outputs: Partial<Outputs>;
  readonly failure: unknown;
  readonly log: MemoryLog;
  readonly summary: string;
};

/** What the registry has. */
export type ImageWorld = {
  readonly tags: Map<string, Digest>;
  /** By digest: its record, or why it is refused. */
  readonly known: Map<string, { readonly record: ReleaseRecord } | { readonly refused: string }>;
  /** How often an image was verified. */
  verified: number;
  /** Thrown in place of an answer. */
  broken?: Error;
};

export type World = {
  readonly standIn: StandIn;
  readonly clock: ReturnType<typeof fakeClock>;
  readonly images: ImageWorld;
  open(
    name: string,
    options?: { readonly fork?: string; readonly title?: string; readonly author?: string },
  ): Promise<Pull>;
  /** Another commit on the branch of a pull request. */
  push(name: string, number: number): Promise<Pull>;
  /** The pipeline has released these apps of the pull request, as it is. */
  release(pull: Pull, apps?: readonly string[], change?: Partial<ReleaseRecord>): void;
  label(pull: number, by: string): Promise<unknown>;
  unlabel(pull: number, by: string): Promise<unknown>;
  close(pull: number): Promise<unknown>;
  preview(inputs?: Readonly<Record<string, string>>, more?: Partial<Dependencies>): Promise<Done>;
  /** Paths and texts on the branch of previews. */
  entries(): Promise<Readonly<Record<string, string>>>;
  comments(pull: number): Promise<readonly string[]>;
  api(login: string, method: string, route: string, body?: unknown): Promise<unknown>;
  commit(branch: string, files: Readonly<Record<string, string>>): Promise<string>;
  /** `owner/name` of the app repository. */
  readonly shop: string;
};

const declared = parse(readFileSync(path.resolve(import.meta.dirname, '../action.yml'), 'utf8')) as {
  inputs: Record<string, { default?: unknown }>;
};

/** One for all worlds: its keys take seconds. */
let shared: Promise<{ readonly standIn: StandIn; readonly clock: ReturnType<typeof fakeClock> }> | undefined;
let worlds = 0;

async function start() {
  const clock = fakeClock();
  return { clock, standIn: await startStandIn({ clock }) };
}

export async function stopStandIn(): Promise<void> {
  await (await shared)?.standIn.stop();
  shared = undefined;
}

export async function startWorld(config = CONFIG): Promise<World> {
  shared ??= start();
  const { standIn, clock } = await shared;
  const { github } = standIn;
  worlds += 1;
  const [opsName, shopName] = [`ops-${worlds}`, `shop-${worlds}`];
  const [OPS, SHOP] = [`acme/${opsName}`, `acme/${shopName}`];
  const ops = path.join(standIn.dir, opsName);
  await mkdir(ops);
  await standIn.git(['init', '--quiet', '--initial-branch=main', ops]);
  await writeFile(
    path.join(ops, '.sealift.yml'),
    config.replaceAll('source-repository: acme/shop', `source-repository: ${SHOP}`),
  );
  await writeFile(path.join(ops, 'README.md'), '# Ops\n');
  await standIn.git(['add', '.'], ops);
  await standIn.git(['commit', '--quiet', '-m', 'Initial commit'], ops);
  await github.createRepository({ owner: 'acme', name: opsName, from: ops });
  await standIn.git(['checkout', '--quiet', '--force', 'main'], standIn.source);
  await github.createRepository({ owner: 'acme', name: shopName, from: standIn.source });
  github.configureRepository(SHOP, {
    roles: { alice: 'write', carol: 'maintain', mallory: 'read', tina: 'triage' },
  });
  const app = github.createApp({
    slug: `sealift-previews-${worlds}`,
    permissions: { contents: 'write' },
    repositories: [OPS],
  });
  const permissions = { contents: 'write', 'pull-requests': 'write', issues: 'write' } as const;
  const tokenOf = (login: string, repository = SHOP) =>
    github.createUserToken({ login, repositories: [repository], permissions });
  const job = tokenOf('shop-ci');
  const opsGit = github.repository(OPS)?.gitDir ?? '';
  const images: ImageWorld = { tags: new Map(), known: new Map(), verified: 0 };

  const api: World['api'] = async (login, method, route, body) => {
    const [, owner, repo] = /^\/repos\/([^/]+)\/([^/]+)/.exec(route) ?? [];
    const response = await fetch(`${standIn.urls.api}${route}`, {
      method,
      headers: {
        authorization: `Bearer ${tokenOf(login, `${owner}/${repo}`)}`,
        accept: 'application/vnd.github+json',
        'user-agent': 'person',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  };
  const ISSUE = `/repos/${SHOP}/issues`;

  const branchCommit = async (name: string): Promise<string> => {
    const { source } = standIn;
    await standIn.git(['checkout', '--quiet', '-B', `work/${name.length}`, 'main'], source);
    commits += 1;
    await writeFile(path.join(source, 'change.txt'), `${name} ${commits}\n`);
    await standIn.git(['add', '.'], source);
    await standIn.git(['commit', '--quiet', '-m', `Change ${commits}`], source);
    return standIn.git(['rev-parse', 'HEAD'], source);
  };
  let commits = 0;
  const pullOf = (number: number): Pull => {
    const pull = github.repository(SHOP)?.pulls.get(number);
    if (pull === undefined) throw new Error(`There is no pull request ${number}.`);
    return { number, head: pull.headSha, merge: pull.mergeSha ?? '' };
  };

  return {
    standIn,
    clock,
    images,
    api,
    shop: SHOP,
    async open(name, { fork, title, author } = {}) {
      const opened = await github.openPullRequest({
        repository: SHOP,
        author: author ?? fork ?? 'alice',
        head: { branch: name, commit: await branchCommit(name), from: standIn.source },
        ...(fork === undefined ? {} : { fork }),
        ...(title === undefined ? {} : { title }),
      });
      return pullOf(opened.number);
    },
    async push(name, number) {
      const sha = await branchCommit(name);
      await standIn.git(
        ['push', '--quiet', '--force', github.repository(SHOP)?.gitDir ?? '', `${sha}:refs/sealift/incoming`],
        standIn.source,
      );
      await api('alice', 'PATCH', `/repos/${SHOP}/git/refs/heads/${name}`, { sha, force: true });
      return pullOf(number);
    },
    release(pull, apps = ['api', 'web'], change = {}) {
      for (const name of apps) {
        const digest = digestOf(`${name} ${pull.merge} ${images.known.size}`);
        images.tags.set(`ghcr.io/acme/shop/${name}:pr-${pull.number}`, digest);
        const sample = recordOf(name);
        const scannedAt = new Date(clock.now()).toISOString();
        const platforms = sample.platforms.map((platform) => ({
          ...platform,
          scan: { ...platform.scan, scannedAt },
        }));
        const source = {
          ...sample.source,
          repository: SHOP,
          ref: `refs/pull/${pull.number}/merge`,
          commit: pull.merge,
        };
        const record = {
          ...sample,
          app: name,
          digest,
          platforms,
          source,
          deployTag: `sha-${pull.merge}`,
          ...change,
        };
        images.known.set(digest, { record });
      }
    },
    label: (pull, by) => api(by, 'POST', `${ISSUE}/${pull}/labels`, { labels: ['preview'] }),
    unlabel: (pull, by) => api(by, 'DELETE', `${ISSUE}/${pull}/labels/preview`),
    close: (pull) => api('alice', 'PATCH', `/repos/${SHOP}/pulls/${pull}`, { state: 'closed' }),
    async entries() {
      const listed = await standIn
        .git(['ls-tree', '-r', '--name-only', 'previews', 'previews/'], opsGit)
        .catch(() => '');
      const paths = listed.split('\n').filter((line) => line !== '');
      return Object.fromEntries(
        await Promise.all(
          paths.map(async (file) => [file, await standIn.git(['show', `previews:${file}`], opsGit)] as const),
        ),
      );
    },
    comments: async (pull) =>
      ((await api('alice', 'GET', `${ISSUE}/${pull}/comments`)) as { body: string }[]).map(
        ({ body }) => body,
      ),
    async commit(branch, files) {
      const head = await standIn.git(['rev-parse', branch], opsGit);
      const tree = (await api('olga', 'POST', `/repos/${OPS}/git/trees`, {
        base_tree: await standIn.git(['rev-parse', `${branch}^{tree}`], opsGit),
        tree: Object.entries(files).map(([name, content]) => ({
          path: name,
          mode: '100644',
          type: 'blob',
          content,
        })),
      })) as { sha: string };
      const made = (await api('olga', 'POST', `/repos/${OPS}/git/commits`, {
        message: 'By hand',
        tree: tree.sha,
        parents: [head],
      })) as { sha: string };
      await api('olga', 'PATCH', `/repos/${OPS}/git/refs/heads/${branch}`, { sha: made.sha });
      return made.sha;
    },
    async preview(inputs = {}, more = {}) {
      const log = memoryLog();
      let summary = '';
      const set: Record<string, string> = {};
      const given: Readonly<Record<string, string>> = {
        repository: OPS,
        'app-id': String(app.id),
        'private-key': app.privateKeyPem,
        'github-token': job,
        ...inputs,
      };
      const reader = createInputReader((name) => given[name] ?? String(declared.inputs[name]?.default ?? ''));
      const dependencies: Dependencies = {
        env: {
          GITHUB_API_URL: standIn.urls.api,
          GITHUB_EVENT_NAME: 'schedule',
          GITHUB_REPOSITORY: SHOP,
          GITHUB_REF: 'refs/heads/main',
        },
        log,
        clock,
        fetch: globalThis.fetch,
        signal: new AbortController().signal,
        summary: async (markdown) => {
          summary += markdown;
        },
        setOutput: (name, value) => {
          set[name] = value;
        },
        exec: async () => Promise.reject(new Error('Nothing is to be executed here.')),
        resolveTool: async (name) => Promise.reject(new Error(`${name} is not to be used here.`)),
        images: async (_inputs, _dependencies, _names, work) => work(fakeImages(images)),
        ...more,
      };
      try {
        return { outputs: await run(loadInputs(reader), dependencies), failure: undefined, log, summary };
      } catch (failure) {
        const outputs = Object.fromEntries(
          outputNames.flatMap((name) => (set[name] === undefined ? [] : [[name, set[name]]])),
        );
        return { outputs, failure, log, summary };
      }
    },
  };
}

const fakeImages = (world: ImageWorld): Images => ({
  async digestOf(image, tag) {
    if (world.broken !== undefined) throw world.broken;
    return world.tags.get(`${formatImageName(image)}:${tag}`);
  },
  async verify(_app, { digest }, demand) {
    world.verified += 1;
    const known = world.known.get(digest) ?? { refused: 'it is not signed' };
    // As the certificate would be compared.
    if ('record' in known && demand.policy.sourceRef !== known.record.source.ref)
      return { refused: `it was signed for ${known.record.source.ref}` };
    return known;
  },
});
