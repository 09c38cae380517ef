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
const FIRST = '4d5b5cf0d07bb7787ec2d98d1e353b118e75a0fe';
const SECOND = '6d83de696bede13453f658a0ec4e7cea81681246';

const SHOP = {
  'apps/api/Dockerfile': 'FROM scratch\n',
  'apps/api/main.py': 'print(1)\n',
  'apps/web/Dockerfile': 'FROM scratch\n',
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
      "api on linux/amd64: ghcr.io/acme/shop/api, from apps/api/Dockerfile",
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
            "app": "api",
            "build-args": "",
            "context": ".",
            "file": "apps/api/Dockerfile",
            "image": "ghcr.io/acme/shop/api",
            "platform": "linux/amd64",
            "runner": "ubuntu-latest",
            "slot": 0,
            "slug": "linux-amd64",
            "target": "",
          },
        ],
      },
      "count": "1",
      "deploy": "",
      "ignore-files": "",
      "mode": "publish",
      "release-matrix": "{"include":[{"app":"api","image":"ghcr.io/acme/shop/api","platforms":"linux/amd64","build":{"include":[{"app":"api","image":"ghcr.io/acme/shop/api","file":"apps/api/Dockerfile","context":".","target":"","build-args":"","platform":"linux/amd64","slug":"linux-amd64","runner":"ubuntu-latest","slot":0}]}}]}",
      "release-tag": "sha-6d83de696bede13453f658a0ec4e7cea81681246",
      "sign-matrix": "{"include":[{"app":"api","image":"ghcr.io/acme/shop/api","platforms":"linux/amd64"}]}",
      "tags": "sha-6d83de696bede13453f658a0ec4e7cea81681246
    main",
    }
  `);
  expect(run.summary).toMatchInlineSnapshot(`
    "### Plan: publish 1 app

    | App | Platform | Image | Dockerfile |
    | --- | --- | --- | --- |
    | \`api\` | linux/amd64 | \`ghcr.io/acme/shop/api\` | \`apps/api/Dockerfile\` |

    Tags, moved last: \`sha-6d83de696bede13453f658a0ec4e7cea81681246\`, \`main\`

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
  expect(run.outputs).toMatchObject({ mode: 'check', count: '1', tags: '', 'release-tag': '' });
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
  expect(run.outputs).toMatchObject({ mode: 'publish', count: '2', tags: '1.2.3', 'release-tag': '1.2.3' });
});
