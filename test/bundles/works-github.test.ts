/** What needs GitHub, against the stand-in that the rehearsal runs on: its requests are checked with GitHub's own description. */

import { type StandIn, startStandIn, VALUES } from '@sealift/fake-github/stand-in';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BundleRun, type Given, JOB_TOKEN, runBundle } from './bundle.ts';
import { type Recorder, startRecorder } from './recorder.ts';
import { expectNoSecret, expectNoStack } from './refusal.ts';
import { DIGEST, IMAGE, IMAGE_BY_DIGEST, RECORD } from './samples.ts';

const DIRECT = { NO_PROXY: '127.0.0.1' };

let standIn: StandIn;
let api: Recorder;
beforeAll(async () => {
  standIn = await startStandIn();
  api = await startRecorder(standIn.urls.api);
  await standIn.github.createRepository({ owner: 'acme', name: 'shop', from: standIn.source });
});
afterAll(async () => {
  await api.close();
  await standIn.stop();
});

describe('bump', () => {
  const record = { ...RECORD, deployTag: 'sha-1', source: { ...RECORD.source, repository: 'acme/shop' } };
  let given: Given;
  let privateKey: string;
  beforeAll(async () => {
    await standIn.github.createRepository({ owner: 'acme', name: 'ops', from: standIn.source });
    const app = standIn.github.createApp({
      slug: 'sealift-ops',
      permissions: { contents: 'write', pull_requests: 'write' },
      repositories: ['acme/ops'],
    });
    privateKey = app.privateKeyPem;
    given = {
      inputs: {
        repository: 'acme/ops',
        evidence: 'evidence',
        file: 'values.yaml',
        verify: 'off',
        'app-id': app.clientId,
        'private-key': privateKey,
      },
      files: { 'evidence/api.release/record.json': JSON.stringify(record) },
      env: { ...DIRECT, GITHUB_API_URL: api.url },
    };
  });

  async function bump(): Promise<BundleRun & { readonly asked: readonly string[] }> {
    const before = api.requests.length;
    const run = await runBundle('bump', given);
    expect(run.exitCode, run.stdout).toBe(0);
    expect(run.requests, 'through the proxy').toEqual([]);
    expect(run.left).toEqual({});
    expectNoStack(run);
    expectNoSecret(run, [privateKey]);
    // The token that GitHub made for the App.
    expect(run.stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toMatch(/ghs_|eyJ/);
    const names = new Map<string, string>();
    return {
      ...run,
      asked: api.requests.slice(before).map((request) =>
        request.replaceAll(/\b[0-9a-f]{40}\b/g, (sha) => {
          const name = names.get(sha) ?? `<${names.size + 1}>`;
          names.set(sha, name);
          return name;
        }),
      ),
    };
  }

  it('opens one pull request of one changed line', async () => {
    const run = await bump();
    expect(run.asked).toMatchInlineSnapshot(`
      [
        "GET /repos/acme/ops/installation",
        "POST /app/installations/69867125/access_tokens",
        "POST /graphql",
        "POST /repos/acme/ops/git/trees",
        "GET /repos/acme/ops/git/trees/<1>?recursive=1",
        "POST /repos/acme/ops/git/commits",
        "POST /repos/acme/ops/git/refs",
        "POST /repos/acme/ops/pulls",
        "PATCH /repos/acme/ops/pulls/1",
        "DELETE /installation/token",
      ]
    `);
    const { commit = '', 'pull-request-url': url = '', 'pull-requests': list = '', ...outputs } = run.outputs;
    expect(outputs).toMatchInlineSnapshot(`
      {
        "branch": "sealift/acme-shop/main",
        "changed": "true",
        "diff": "--- a/values.yaml
      +++ b/values.yaml
      @@ -3 +3 @@
      -  tag: "1.0.0"
      +  tag: "sha-1"",
        "drift": "",
        "drift-count": "",
        "images": "[]",
        "issue-url": "",
        "not-released": "[]",
        "pull-request-number": "1",
        "skipped": "[]",
        "unchanged": "[]",
      }
    `);
    expect(url).toMatch(/\/acme\/ops\/pull\/1$/);
    expect(JSON.parse(list)).toMatchObject([
      { number: 1, url, branch: 'sealift/acme-shop/main', apps: ['api'] },
    ]);
    const gitDir = standIn.github.repository('acme/ops')?.gitDir ?? '';
    expect(await standIn.git(['show', `${commit}:values.yaml`], gitDir)).toBe(
      VALUES.replace('1.0.0', 'sha-1').trimEnd(),
    );
    expect(run.annotations).toMatchObject([
      { name: 'warning', properties: { title: 'Bump without verification' } },
    ]);
    expect(run.summary).toContain('sha-1');
  });

  it('and changes nothing when it is run again', async () => {
    const run = await bump();
    expect(run.outputs).toMatchObject({ changed: 'false', 'pull-request-number': '1' });
    expect(run.asked.filter((request) => !request.startsWith('GET '))).toEqual([
      expect.stringMatching(/^POST \/app\/installations\/\d+\/access_tokens$/) as string,
      // The look.
      'POST /graphql',
      // The token ends with its use.
      'DELETE /installation/token',
    ]);
  });
});

describe('evidence', () => {
  const files = { 'record.json': JSON.stringify(RECORD), 'publish.json': publishPart() };
  /** What a record says is put out by those who have verified it: nothing but digests of what was saved here. */
  const NO_SLOT = Object.fromEntries(Array.from({ length: 16 }, (_, slot) => [`evidence-${slot}`, '']));

  it('goes up from one job and comes down in another, and nothing else does', async () => {
    const run = await standIn.startRun({ jobs: { sign: {}, bump: {} } });
    const env = (job: string) => ({
      ...DIRECT,
      ACTIONS_RUNTIME_TOKEN: run.runtimeToken(job),
      ACTIONS_RESULTS_URL: `${standIn.urls.results}/`,
    });
    const saved = await runBundle('evidence', {
      inputs: { mode: 'save', name: 'api.release', slot: '0', path: 'evidence' },
      files: { 'evidence/note.txt': 'not evidence', ...below('evidence', files) },
      env: env('sign'),
    });
    expect(saved.exitCode, saved.stdout).toBe(0);
    expect(saved.outputs).toEqual({
      ...NO_SLOT,
      'evidence-0': expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
    });
    expect(saved.left).toEqual({});

    const loaded = await runBundle('evidence', {
      inputs: { mode: 'load', pattern: '*.release', path: 'evidence' },
      env: env('bump'),
    });
    expect(loaded.exitCode, loaded.stdout).toBe(0);
    expect(loaded.outputs).toEqual(NO_SLOT);
    expect(loaded.left).toEqual(below('workspace/evidence/api.release', files));
    for (const each of [saved, loaded]) {
      expect(each.requests, 'through the proxy').toEqual([]);
      expect(each.annotations).toEqual([]);
      expectNoStack(each);
      expectNoSecret(each, [run.runtimeToken('sign'), run.runtimeToken('bump')]);
    }
  });

  it('that nobody saved is a warning', async () => {
    const run = await standIn.startRun({ jobs: { bump: {} } });
    const loaded = await runBundle('evidence', {
      inputs: { mode: 'load', pattern: '*.release', path: 'evidence' },
      env: {
        ...DIRECT,
        ACTIONS_RUNTIME_TOKEN: run.runtimeToken('bump'),
        ACTIONS_RESULTS_URL: `${standIn.urls.results}/`,
      },
    });
    expect(loaded.outputs).toEqual(NO_SLOT);
    expect(loaded.annotations).toMatchObject([
      { name: 'warning', message: 'This run has no artifact that matches *.release.' },
    ]);
  });
});

describe('sign refuses a job that is not what its OIDC token says', () => {
  it.each([
    ['another commit', { GITHUB_SHA: 'b'.repeat(40) }, `GITHUB_SHA is "${'b'.repeat(40)}"`, 'Do not set'],
    [
      'another repository',
      { GITHUB_REPOSITORY: 'evil/shop' },
      'GITHUB_REPOSITORY is "evil/shop"',
      'Do not set',
    ],
    ['another ref', { GITHUB_REF: 'refs/heads/x' }, 'GITHUB_REF is "refs/heads/x"', 'Do not set'],
    ['no run', { GITHUB_RUN_ID: 'x' }, 'GITHUB_RUN_ID is "x"', 'Run the action in a GitHub Actions workflow'],
  ])('%s', async (_what, env, cause, remedy) => {
    const run = await standIn.startRun({ jobs: { sign: { 'id-token': 'write' } } });
    const request = run.idTokenRequest('sign');
    const signed = await runBundle('sign', {
      inputs: { image: IMAGE_BY_DIGEST, evidence: 'evidence', app: 'api', 'deploy-tag': 'main' },
      env: {
        ...DIRECT,
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_SHA: run.options.sha,
        ...env,
        ACTIONS_ID_TOKEN_REQUEST_URL: request?.url,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: request?.token,
      },
    });
    expect(signed.exitCode).toBe(1);
    expect(signed.annotations).toMatchObject([
      { name: 'error', properties: { title: 'Configuration error' } },
    ]);
    const message = signed.annotations[0]?.message ?? '';
    expect(message).toContain(cause);
    expect(message).toContain(remedy);
    expect(signed.outputs).toEqual({});
    expect(signed.left).toEqual({});
    expect(signed.requests, 'of a registry').toEqual([]);
    expectNoStack(signed);
    expectNoSecret(signed, [JOB_TOKEN, request?.token ?? '']);
    expect(signed.stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('eyJ');
  });
});

describe('the end of a job with a scan', () => {
  it('has nothing to do when nothing was uploaded', async () => {
    const run = await runBundle('scan', {
      inputs: { layout: 'layout', image: IMAGE },
      state: { 'sealift-main-started': 'true' },
    });
    expect(run).toMatchObject({ exitCode: 0, commands: [], outputs: {}, state: {}, left: {}, requests: [] });
  });
});

function publishPart(): string {
  return JSON.stringify({ image: IMAGE, digest: DIGEST, tags: ['main'], existing: false });
}

/** The same files in a folder. */
function below(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
}
