/** The gate of an API and the previews, by their bundles against the stand-in for GitHub. */
import { type StandIn, startStandIn } from '@sealift/fake-github/stand-in';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBundle } from './bundle.ts';
import { expectNoSecret, expectNoStack } from './refusal.ts';

const DIRECT = { NO_PROXY: '127.0.0.1' };

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
  await standIn.github.createRepository({ owner: 'acme', name: 'shop', from: standIn.source });
});
afterAll(() => standIn.stop());

describe('openapi-gate', () => {
  const document = (title: string) =>
    `${JSON.stringify({ openapi: '3.1.0', info: { title, version: '1' }, paths: {} }, null, 2)}\n`;
  const gate = (inputs: Readonly<Record<string, string>>) =>
    runBundle('openapi-gate', {
      inputs: {
        app: 'api',
        snapshot: 'openapi.json',
        export: 'cat now.json',
        'upload-sarif': 'false',
        ...inputs,
      },
      files: { 'openapi.json': document('Items'), 'now.json': document('Things') },
      env: { ...DIRECT, GITHUB_API_URL: standIn.urls.api },
    });

  it('passes a first document that is what the app exports', async () => {
    const run = await gate({ export: 'cat openapi.json' });
    expect(run.exitCode, run.stdout).toBe(0);
    expect(run.outputs).toMatchObject({ result: 'pass', drift: 'current', 'compared-with': '' });
    expect(run.summary).toContain('is new');
    expect(run.requests).toEqual([]);
  });

  it('fails at the line that differs, with outputs', async () => {
    const run = await gate({});
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ result: 'fail', drift: 'stale' });
    const error = run.annotations.find(({ name }) => name === 'error');
    expect(error?.properties).toMatchObject({ file: 'openapi.json', line: '4' });
    expectNoStack(run);
  });

  it('shows a command neither token nor inputs', async () => {
    const run = await gate({ export: 'env >&2; cat openapi.json' });
    expect(run.exitCode, run.stdout).toBe(0);
    expectNoSecret(run, []);
    expect(run.stdout).not.toMatch(/INPUT_TOKEN|GITHUB_OUTPUT=/);
  });
});

describe('preview', () => {
  const CONFIG = `trust:
  defaults:
    source-repository: Acme/Shop
    workflows: ["https://github.com/sealift/sealift/.github/workflows/release-app.yml@refs/tags/v*"]
  environments: { preview: { refs: ["refs/pull/*/merge"] } }
  apps: { api: }
previews: { apps: { api: { image: ghcr.io/acme/shop/api } } }
`;
  const ENTRY = 'previews/api-pr-7/preview.json';

  it('removes the preview of a pull request that is not open, and leaves the token to nobody', async () => {
    const { git, source, github } = standIn;
    await git(['checkout', '--quiet', '--orphan', 'ops'], source);
    const { mkdir, writeFile } = await import('node:fs/promises');
    await mkdir(`${source}/previews/api-pr-7`, { recursive: true });
    await writeFile(`${source}/.sealift.yml`, CONFIG);
    await writeFile(`${source}/${ENTRY}`, '{}');
    await git(['add', '.'], source);
    await git(['commit', '--quiet', '-m', 'Ops'], source);
    await git(['branch', 'previews'], source);
    await github.createRepository({ owner: 'acme', name: 'previewed', from: source, defaultBranch: 'ops' });
    const app = github.createApp({
      slug: 'previews',
      permissions: { contents: 'write' },
      repositories: ['acme/previewed'],
    });
    const token = github.createUserToken({
      login: 'shop-ci',
      repositories: ['acme/shop'],
      permissions: { contents: 'read', 'pull-requests': 'write', issues: 'read' },
    });
    const preview = () =>
      runBundle('preview', {
        inputs: {
          repository: 'acme/previewed',
          'app-id': String(app.id),
          'private-key': app.privateKeyPem,
          'github-token': token,
        },
        env: { ...DIRECT, GITHUB_API_URL: standIn.urls.api },
      });
    const run = await preview();
    expect(run.exitCode, run.stdout).toBe(0);
    expect(run.outputs).toMatchObject({ changed: 'true', deployed: '0' });
    expect(run.requests).toEqual([]);
    expectNoSecret(run, [app.privateKeyPem, token]);
    const gitDir = github.repository('acme/previewed')?.gitDir ?? '';
    expect(await git(['ls-tree', '-r', '--name-only', 'previews'], gitDir)).not.toContain(ENTRY);
    expect((await preview()).outputs['changed']).toBe('false');
  });
});
