import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Run } from '../src/run.ts';
import { type StandIn, startStandIn } from './octokit.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
  await standIn.github.createRepository({ owner: 'acme', name: 'shop', from: standIn.source });
  // The library talks to the log of a runner.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await standIn.stop();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** The library as a step of this job sees it. */
function clientOf(run: Run, job: string): DefaultArtifactClient {
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', run.runtimeToken(job));
  vi.stubEnv('ACTIONS_RESULTS_URL', `${standIn.urls.results}/`);
  vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com');
  return new DefaultArtifactClient();
}
const twirp = async (method: string, token: string, body: Record<string, unknown>) => {
  const response = await fetch(
    `${standIn.urls.results}/twirp/github.actions.results.api.v1.ArtifactService/${method}`,
    { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) },
  );
  return { status: response.status, body: (await response.json()) as Record<string, string> };
};
const ids = (run: Run, job: string) => ({
  workflow_run_backend_id: run.backendId,
  workflow_job_run_backend_id: run.jobs.get(job)?.backendId,
});
const start = () => standIn.startRun({ jobs: { build: {}, sign: {} } });

describe('with the real library', () => {
  test('files go up in blocks from one job and come down in another, byte for byte', async () => {
    const run = await start();
    const folder = path.join(standIn.dir, 'up');
    await mkdir(path.join(folder, 'deep'), { recursive: true });
    // Random bytes do not shrink: three blocks of 8 MB.
    const big = randomBytes(20 * 1024 * 1024);
    await writeFile(path.join(folder, 'layer.bin'), big);
    await writeFile(path.join(folder, 'deep', 'build.json'), '{"digest":"sha256:00"}');
    const files = ['layer.bin', 'deep/build.json'].map((name) => path.join(folder, name));
    const uploaded = await clientOf(run, 'build').uploadArtifact('api.linux-amd64', files, folder, {
      compressionLevel: 0,
    });
    expect(uploaded.size).toBeGreaterThan(big.length);

    const other = clientOf(run, 'sign');
    const { artifacts } = await other.listArtifacts();
    expect(artifacts).toMatchObject([
      { name: 'api.linux-amd64', id: uploaded.id, size: uploaded.size, digest: `sha256:${uploaded.digest}` },
    ]);
    const down = path.join(standIn.dir, 'down');
    const got = await other.downloadArtifact(uploaded.id ?? 0, {
      path: down,
      expectedHash: `sha256:${uploaded.digest}`,
    });
    expect(got.digestMismatch).toBe(false);
    expect((await readFile(path.join(down, 'layer.bin'))).equals(big)).toBe(true);
    expect(await readFile(path.join(down, 'deep', 'build.json'), 'utf8')).toBe('{"digest":"sha256:00"}');
    expect(standIn.github.report(run)).toMatchObject({
      artifacts: [
        { name: 'api.linux-amd64', job: 'build', size: uploaded.size, digest: `sha256:${uploaded.digest}` },
      ],
      failures: [],
    });
  });

  test('a name is taken once per run, free again after deletion and in the next attempt', async () => {
    const run = await start();
    const file = path.join(standIn.dir, 'one.txt');
    await writeFile(file, 'one');
    const upload = (of: Run, job = 'build') =>
      clientOf(of, job).uploadArtifact('evidence', [file], standIn.dir);
    const first = await upload(run);
    await expect(upload(run, 'sign')).rejects.toThrow(
      'an artifact with this name already exists on the workflow run',
    );
    const again = await standIn.startRun({ jobs: { build: {} }, rerunOf: run });
    expect([again.runId, again.runAttempt]).toEqual([run.runId, 2]);
    const second = await upload(again);
    const client = clientOf(again, 'build');
    expect((await client.getArtifact('evidence')).artifact.id).toBe(second.id);
    expect((await client.listArtifacts()).artifacts.map(({ id }) => id)).toEqual([first.id, second.id]);
    await client.deleteArtifact('evidence');
    expect((await client.listArtifacts()).artifacts.map(({ id }) => id)).toEqual([first.id]);
  });

  test('another run sees nothing of it', async () => {
    const file = path.join(standIn.dir, 'two.txt');
    await writeFile(file, 'two');
    await clientOf(await start(), 'build').uploadArtifact('evidence', [file], standIn.dir);
    const stranger = clientOf(await start(), 'build');
    expect((await stranger.listArtifacts()).artifacts).toEqual([]);
    await expect(stranger.getArtifact('evidence')).rejects.toThrow('Artifact not found for name: evidence');
  });

  test('REST lists and downloads them with actions: read', async () => {
    const run = await standIn.startRun({ jobs: { build: {}, look: { actions: 'read' } } });
    const file = path.join(standIn.dir, 'three.txt');
    await writeFile(file, 'three');
    const { id = 0 } = await clientOf(run, 'build').uploadArtifact('evidence', [file], standIn.dir);
    const octokit = standIn.octokit(run.token('look'));
    const shop = { owner: 'acme', repo: 'shop' };
    const { data } = await octokit.rest.actions.listWorkflowRunArtifacts({
      ...shop,
      run_id: run.runId,
      name: 'evidence',
    });
    expect(data).toMatchObject({ total_count: 1, artifacts: [{ id, name: 'evidence', expired: false }] });
    expect((await octokit.rest.actions.getWorkflowRun({ ...shop, run_id: run.runId })).data).toMatchObject({
      id: run.runId,
      head_sha: run.options.sha,
      path: '.github/workflows/release.yml',
    });
    const zip = await octokit.rest.actions.downloadArtifact({
      ...shop,
      artifact_id: id,
      archive_format: 'zip',
    });
    expect(
      Buffer.from(zip.data as ArrayBuffer)
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    expect(standIn.github.report(run).failures).toEqual([]);
  });
});

describe('the service', () => {
  const create = async (run: Run, name = `raw-${randomBytes(4).toString('hex')}`) => {
    const { body } = await twirp('CreateArtifact', run.runtimeToken('build'), {
      ...ids(run, 'build'),
      name,
      version: 7,
    });
    return { name, url: body['signed_upload_url'] ?? '' };
  };
  const put = (
    url: string,
    body: Buffer | string,
    headers: Record<string, string> = { 'x-ms-blob-type': 'BlockBlob' },
  ) => fetch(url, { method: 'PUT', body, headers });
  const finalize = (run: Run, name: string, more: Record<string, unknown>) =>
    twirp('FinalizeArtifact', run.runtimeToken('build'), { ...ids(run, 'build'), name, ...more });

  test('checks size and digest of what was uploaded', async () => {
    const run = await start();
    const { name, url } = await create(run);
    expect(await finalize(run, name, { size: '3' })).toMatchObject({ status: 412 });
    expect((await put(url, 'abc')).status).toBe(201);
    expect(await finalize(run, name, { size: '4' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_argument' },
    });
    const wrong = await finalize(run, name, { size: '3', hash: `sha256:${'0'.repeat(64)}` });
    expect(wrong).toMatchObject({ status: 400, body: { msg: expect.stringContaining('ba7816bf') } });
    expect((await put(url, 'xyz')).status).toBe(409);
    expect(await finalize(run, name, { size: '3' })).toMatchObject({ status: 200, body: { ok: true } });
    expect(standIn.github.report(run).violations).toHaveLength(2);
  });

  test('gives ranges, by signed addresses only, for a time only', async () => {
    const run = await start();
    const { name, url } = await create(run);
    await put(url, '0123456789');
    await finalize(run, name, { size: 10 });
    const { body } = await twirp('GetSignedArtifactURL', run.runtimeToken('sign'), {
      ...ids(run, 'build'),
      name,
    });
    const signed = body['signed_url'] ?? '';
    const range = await fetch(signed, { headers: { range: 'bytes=2-4' } });
    expect([range.status, await range.text(), range.headers.get('content-range')]).toEqual([
      206,
      '234',
      'bytes 2-4/10',
    ]);
    expect((await fetch(signed, { headers: { range: 'bytes=10-' } })).status).toBe(416);
    expect((await fetch(signed)).headers.get('content-disposition')).toBe(
      `attachment; filename="${name}.zip"`,
    );
    const forged = new URL(signed);
    forged.searchParams.set('se', '2999-01-01T00:00:00Z');
    for (const bad of [forged.href, signed.replace(/sig=[^&]+/, 'sig=AAAA'), signed.split('?')[0] ?? ''])
      expect((await fetch(bad)).status).toBe(403);
    // Reading is not writing, and the other way round.
    expect((await put(signed, 'x')).status).toBe(403);
    expect((await fetch(url)).status).toBe(403);
    standIn.clock.advance(11 * 60_000);
    expect((await fetch(signed)).status).toBe(403);
  });

  test('refuses a list of blocks that were not uploaded', async () => {
    const run = await start();
    const { url } = await create(run);
    const id = (text: string) => Buffer.from(text).toString('base64');
    await put(`${url}&comp=block&blockid=${encodeURIComponent(id('a'))}`, 'A');
    const list = (...blocks: string[]) =>
      `<?xml version="1.0"?><BlockList>${blocks.map((block) => `<Latest>${id(block)}</Latest>`).join('')}</BlockList>`;
    const bad = await put(`${url}&comp=blocklist`, list('a', 'b'));
    expect([bad.status, bad.headers.get('x-ms-error-code')]).toEqual([400, 'InvalidBlockList']);
    expect((await put(`${url}&comp=blocklist`, list('a'))).status).toBe(201);
  });

  test('holds to the token', async () => {
    const run = await start();
    const other = await start();
    const token = run.runtimeToken('build');
    const foreign = { ...ids(other, 'build'), name: 'x', version: 7 };
    expect(await twirp('CreateArtifact', token, foreign)).toMatchObject({
      status: 403,
      body: { code: 'permission_denied' },
    });
    for (const bad of ['', 'a.b.c', `${token.slice(0, -4)}AAAA`, run.token('build')])
      expect((await twirp('ListArtifacts', bad, ids(run, 'build'))).status).toBe(401);
    run.end();
    expect((await twirp('ListArtifacts', token, ids(run, 'build'))).status).toBe(401);
  });

  test.each([
    ['a name with a slash', { name: 'a/b', version: 7 }],
    ['a version that is too old', { name: 'a', version: 3 }],
    ['no name', { version: 7 }],
  ])('refuses %s', async (_, more) => {
    const run = await start();
    const answer = await twirp('CreateArtifact', run.runtimeToken('build'), {
      ...ids(run, 'build'),
      ...more,
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_argument' } });
    expect(standIn.github.report(run).failures).toHaveLength(1);
  });

  test('does not know other methods', async () => {
    const run = await start();
    expect((await twirp('MigrateArtifact', run.runtimeToken('build'), {})).status).toBe(404);
    expect(standIn.github.report(run).unknownRoutes).toHaveLength(1);
  });
});
