import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type BundleRun, type Place, runBundle } from './bundle.ts';
import { linesOf } from './runner-protocol.ts';

/** The same on every machine, so that commits have the same names. */
const WHO = {
  GIT_AUTHOR_NAME: 'Alice',
  GIT_AUTHOR_EMAIL: 'alice@example.invalid',
  GIT_AUTHOR_DATE: '2026-11-01T10:00:00Z',
  GIT_COMMITTER_NAME: 'Alice',
  GIT_COMMITTER_EMAIL: 'alice@example.invalid',
  GIT_COMMITTER_DATE: '2026-11-01T10:00:00Z',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};
const FIRST = 'c89f026cc4e1b6f2397a7a528b1b0149e6cc521f';
const SECOND = '2f7c923cd94ee91ad5b59a577dd1ae0ab5bae25c';

const SHOP = {
  'apps/api/Dockerfile': 'FROM scratch\nCOPY apps/api /app\n',
  'apps/api/main.py': 'print(1)\n',
  'apps/web/Dockerfile': 'FROM scratch\nCOPY apps/web /app\n',
  'README.md': '# Shop\n',
};

/** Two commits: both apps, then a change of one. */
async function shop({ workspace, home }: Place): Promise<void> {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: workspace, env: { PATH: process.env['PATH'], HOME: home, ...WHO } });
  const commit = async (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(workspace, name)), { recursive: true });
      await writeFile(path.join(workspace, name), text);
    }
    git('add', '.');
    git('commit', '--quiet', '--no-gpg-sign', '-m', 'x');
  };
  git('init', '--quiet', '--initial-branch=main', '--object-format=sha1');
  await commit(SHOP);
  await commit({ 'apps/api/main.py': 'print(2)\n', 'README.md': '# The shop\n' });
}

const matrix = (run: BundleRun, name: string): unknown => JSON.parse(run.outputs[name] ?? '');
const firstRelease = (run: BundleRun): unknown =>
  (matrix(run, 'release-matrix') as { include: readonly unknown[] }).include[0];

it('a push that changes one app', async () => {
  const run = await runBundle('plan', {
    prepare: shop,
    event: { before: FIRST },
    env: { GITHUB_SHA: SECOND },
  });
  expect(run.exitCode, run.stdout).toBe(0);
  expect(run.annotations).toEqual([]);
  expect(linesOf(run.stdout).filter((line) => !line.startsWith('::debug::'))).toMatchInlineSnapshot(`
    [
      "api on linux/amd64: ghcr.io/acme/shop/api, from apps/api/Dockerfile; apps/api/main.py changed",
      "",
    ]
  `);
  const { 'planned-at': plannedAt = '', ...outputs } = run.outputs;
  expect(Math.abs(Date.now() - Date.parse(plannedAt))).toBeLessThan(60_000);
  expect({ ...outputs, 'build-matrix': matrix(run, 'build-matrix') }).toMatchInlineSnapshot(`
    {
      "build-matrix": {
        "include": [
          {
            "annotations": "org.opencontainers.image.created=2026-11-01T10:00:00Z
    org.opencontainers.image.revision=2f7c923cd94ee91ad5b59a577dd1ae0ab5bae25c
    org.opencontainers.image.source=https://github.com/Acme/Shop
    org.opencontainers.image.title=Shop
    org.opencontainers.image.url=https://github.com/Acme/Shop
    org.opencontainers.image.version=main",
            "app": "api",
            "build-args": "",
            "build-contexts": "",
            "context": ".",
            "file": "apps/api/Dockerfile",
            "image": "ghcr.io/acme/shop/api",
            "labels": "org.opencontainers.image.created=2026-11-01T10:00:00Z
    org.opencontainers.image.revision=2f7c923cd94ee91ad5b59a577dd1ae0ab5bae25c
    org.opencontainers.image.source=https://github.com/Acme/Shop
    org.opencontainers.image.title=Shop
    org.opencontainers.image.url=https://github.com/Acme/Shop
    org.opencontainers.image.version=main",
            "platform": "linux/amd64",
            "runner": "ubuntu-latest",
            "slot": 0,
            "slug": "linux-amd64",
            "source-date-epoch": "",
            "target": "",
          },
        ],
      },
      "count": "1",
      "deploy": "",
      "ignore-files": "",
      "mode": "publish",
      "rebuild": "false",
      "release-matrix": "{"include":[{"app":"api","image":"ghcr.io/acme/shop/api","platforms":"linux/amd64","copy-to":"","tags":"sha-2f7c923cd94ee91ad5b59a577dd1ae0ab5bae25c\\nmain","release-tag":"sha-2f7c923cd94ee91ad5b59a577dd1ae0ab5bae25c","floating-tags":"main","build":{"include":[{"app":"api","image":"ghcr.io/acme/shop/api","file":"apps/api/Dockerfile","context":".","target":"","build-args":"","build-contexts":"","labels":"org.opencontainers.image.created=2026-11-01T10:00:00Z\\norg.opencontainers.image.revision=2f7c923cd94ee91ad5b59a577dd1ae0ab5bae25c\\norg.opencontainers.image.source=https://github.com/Acme/Shop\\norg.opencontainers.image.title=Shop\\norg.opencontainers.image.url=https://github.com/Acme/Shop\\norg.opencontainers.image.version=main","annotations":"org.opencontainers.image.created=2026-11-01T10:00:00Z\\norg.opencontainers.image.revision=2f7c923cd94ee91ad5b59a577dd1ae0ab5bae25c\\norg.opencontainers.image.source=https://github.com/Acme/Shop\\norg.opencontainers.image.title=Shop\\norg.opencontainers.image.url=https://github.com/Acme/Shop\\norg.opencontainers.image.version=main","platform":"linux/amd64","slug":"linux-amd64","runner":"ubuntu-latest","source-date-epoch":"","slot":0}]}}]}",
      "sign-matrix": "{"include":[{"app":"api","image":"ghcr.io/acme/shop/api","platforms":"linux/amd64","release-tag":"sha-2f7c923cd94ee91ad5b59a577dd1ae0ab5bae25c"}]}",
    }
  `);
  expect(run.summary).toMatchInlineSnapshot(`
    "### Plan: publish 1 app

    | App | Platform | Image | Dockerfile | Why |
    | --- | --- | --- | --- | --- |
    | \`api\` | linux/amd64 | \`ghcr.io/acme/shop/api\` | \`apps/api/Dockerfile\` | \`apps/api/main.py\` changed |

    Tags, moved last: \`sha-2f7c923cd94ee91ad5b59a577dd1ae0ab5bae25c\`, \`main\`

    Not affected: \`web\`

    "
  `);
  expect(run.left).toEqual({});
  expect(run.requests).toEqual([]);
});

it('a pull request, against its base', async () => {
  const run = await runBundle('plan', {
    prepare: shop,
    env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge', GITHUB_SHA: SECOND },
  });
  expect(run.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({ mode: 'check', count: '1' });
  expect(firstRelease(run)).toMatchObject({ tags: '', 'release-tag': '' });
  expect(matrix(run, 'sign-matrix')).toEqual({
    include: [{ app: 'api', image: 'ghcr.io/acme/shop/api', platforms: 'linux/amd64' }],
  });
});

it('a push whose base is not in the checkout: every app, and a warning', async () => {
  const run = await runBundle('plan', {
    prepare: shop,
    event: { before: 'b'.repeat(40) },
    env: { GITHUB_SHA: SECOND },
  });
  expect(run.exitCode).toBe(0);
  expect(run.outputs['count']).toBe('2');
  expect(run.annotations).toMatchObject([
    { name: 'warning', message: expect.stringContaining('Check out with "fetch-depth: 0"') as string },
  ]);
});

it('a tag', async () => {
  const run = await runBundle('plan', { prepare: shop, env: { GITHUB_REF: 'refs/tags/v1.2.3' } });
  expect(run.outputs).toMatchObject({ mode: 'publish', count: '2' });
  expect(firstRelease(run)).toMatchObject({ tags: '1.2.3', 'release-tag': '1.2.3' });
});

it('a scheduled rebuild, with tags and labels that the configuration asks for', async () => {
  const run = await runBundle('plan', {
    prepare: async (place) => {
      await shop(place);
      await mkdir(path.join(place.workspace, '.github'), { recursive: true });
      await writeFile(
        path.join(place.workspace, '.github', 'sealift.yml'),
        'tags:\n  - type=ref,event=branch\n  - type=raw,value=stable,enable={{is_default_branch}}\nlabels: { team: shop }\n',
      );
    },
    event: { schedule: '20 4 * * *', repository: { default_branch: 'main' } },
    env: { GITHUB_SHA: SECOND, GITHUB_EVENT_NAME: 'schedule', GITHUB_RUN_ID: '77' },
  });
  expect(run.exitCode, run.stdout).toBe(0);
  expect(run.outputs).toMatchObject({ rebuild: 'true' });
  expect(firstRelease(run)).toMatchObject({ 'release-tag': `sha-${SECOND}-r77` });
  const { include } = matrix(run, 'release-matrix') as { include: Record<string, string>[] };
  expect(include.map((entry) => [entry['app'], entry['floating-tags']])).toEqual([
    ['api', 'main\nstable'],
    ['web', 'main\nstable'],
  ]);
  const legs = (matrix(run, 'build-matrix') as { include: Record<string, string>[] }).include;
  // The second commit changed api alone.
  expect(legs.map(({ labels }) => /revision=(\w+)/.exec(labels ?? '')?.[1])).toEqual([SECOND, FIRST]);
  expect(legs[1]?.['labels']).toContain('team=shop');
});
