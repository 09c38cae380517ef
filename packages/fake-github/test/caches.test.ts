import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cacheScopes } from '../src/caches/scopes.ts';
import type { Run, RunOptions } from '../src/run.ts';
import { type StandIn, startStandIn } from './octokit.ts';

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
  for (const name of ['shop', 'other'])
    await standIn.github.createRepository({ owner: 'acme', name, from: standIn.source });
});
afterAll(() => standIn.stop());

const call = async (run: Run, method: string, body: Record<string, unknown>) => {
  const response = await fetch(
    `${standIn.urls.results}/twirp/github.actions.results.api.v1.CacheService/${method}`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${run.runtimeToken('build')}` },
      body: JSON.stringify(body),
    },
  );
  return { status: response.status, body: (await response.json()) as Record<string, string | boolean> };
};

async function save(run: Run, key: string, text: string, version = 'v') {
  const created = await call(run, 'CreateCacheEntry', { key, version });
  if (created.status !== 200) return created;
  const uploaded = await fetch(String(created.body['signed_upload_url']), {
    method: 'PUT',
    headers: { 'x-ms-blob-type': 'BlockBlob' },
    body: text,
  });
  expect(uploaded.status).toBe(201);
  return call(run, 'FinalizeCacheEntryUpload', { key, version, size_bytes: String(text.length) });
}

/** Key and content of what is found. */
async function restore(run: Run, key: string, restoreKeys: readonly string[] = [], version = 'v') {
  const { body } = await call(run, 'GetCacheEntryDownloadURL', { key, restore_keys: restoreKeys, version });
  if (body['ok'] !== true) return undefined;
  const response = await fetch(String(body['signed_download_url']));
  return [body['matched_key'], await response.text()];
}

const start = (options: Partial<RunOptions> = {}) => standIn.startRun({ jobs: { build: {} }, ...options });

describe('the cache service', () => {
  it('gives back what was saved, by key, version and the beginning of a key', async () => {
    const run = await start();
    expect(await restore(run, 'layers-1')).toBeUndefined();
    expect(await save(run, 'layers-1', 'one')).toMatchObject({ status: 200, body: { ok: true } });
    await save(run, 'layers-2', 'two');
    const later = await start();
    expect(await restore(later, 'layers-1')).toEqual(['layers-1', 'one']);
    expect(await restore(later, 'layers-3', ['nothing-', 'layers-'])).toEqual(['layers-2', 'two']);
    expect(await restore(later, 'layers-1', [], 'another')).toBeUndefined();
  });

  it('keeps what is there, and shows nothing that is not whole', async () => {
    const run = await start();
    await save(run, 'kept', 'first');
    expect(await save(run, 'kept', 'second')).toMatchObject({
      status: 409,
      body: { code: 'already_exists' },
    });
    expect(await restore(run, 'kept')).toEqual(['kept', 'first']);
    await call(run, 'CreateCacheEntry', { key: 'half', version: 'v' });
    expect(await restore(run, 'half')).toBeUndefined();
    expect(
      await call(run, 'FinalizeCacheEntryUpload', { key: 'half', version: 'v', size_bytes: '3' }),
    ).toMatchObject({ status: 412 });
  });

  it('shows a pull request what its base has, and nobody what a pull request wrote', async () => {
    const main = await start();
    await save(main, 'shared', 'of main');
    const pull = await start({
      event: 'pull_request',
      ref: 'refs/pull/1/merge',
      baseRef: 'main',
      headRef: 'change',
    });
    expect(await restore(pull, 'shared')).toEqual(['shared', 'of main']);
    await save(pull, 'shared', 'of a stranger');
    await save(pull, 'own', 'of a stranger');
    expect(await restore(pull, 'shared')).toEqual(['shared', 'of a stranger']);
    expect(await restore(main, 'shared')).toEqual(['shared', 'of main']);
    expect(await restore(main, 'own', ['own'])).toBeUndefined();
    const other = await start({ event: 'pull_request', ref: 'refs/pull/2/merge', baseRef: 'main' });
    expect(await restore(other, 'own')).toBeUndefined();
  });

  it('answers who asks whether it is there, and that is no fault', async () => {
    const response = await fetch(`${standIn.urls.results}/`);
    expect(response.status).toBe(404);
    const { failures } = standIn.github.report(await start());
    expect(failures.filter((failure) => failure.includes(' GET '))).toEqual([]);
  });

  it('is of one repository', async () => {
    await save(await start(), 'private', 'of shop');
    const elsewhere = await start({ repository: 'acme/other' });
    expect(await restore(elsewhere, 'private')).toBeUndefined();
  });

  it.each([
    ['no key', { version: 'v' }],
    ['a key with a comma', { key: 'a,b', version: 'v' }],
    ['a key that is too long', { key: 'k'.repeat(513), version: 'v' }],
  ])('refuses %s', async (_, body) => {
    expect(await call(await start(), 'CreateCacheEntry', body)).toMatchObject({ status: 400 });
  });

  it('tells clients their scopes in the token, as JSON within JSON', async () => {
    const pull = await start({ event: 'pull_request', ref: 'refs/pull/3/merge', baseRef: 'main' });
    const [, claims = ''] = pull.runtimeToken('build').split('.');
    const { ac } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { ac: string };
    expect(JSON.parse(ac)).toEqual([
      { Scope: 'refs/pull/3/merge', Permission: 3 },
      { Scope: 'refs/heads/main', Permission: 1 },
    ]);
    expect(cacheScopes(await start()).map(({ permission }) => permission)).toEqual([3]);
  });
});
