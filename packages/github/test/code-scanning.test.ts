import { gunzipSync } from 'node:zlib';
import { Failure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { describe, expect, it } from 'vitest';
import { createGitHubClient } from '../src/client/client.ts';
import { compress } from '../src/code-scanning/compress.ts';
import { awaitProcessing, uploadSarif } from '../src/code-scanning/upload.ts';

type Answer = { readonly status: number; readonly body: unknown };
const REPOSITORY = { owner: 'acme', repo: 'shop' };

function setUp(answers: readonly Answer[]) {
  const requests: { method: string; url: string; body: Record<string, string> }[] = [];
  const slept: number[] = [];
  let now = Date.parse('2026-06-01T00:00:00Z');
  const clock: Clock = {
    now: () => now,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
  const log: Pick<Log, 'debug' | 'info' | 'warning' | 'secret'> = {
    debug: () => {},
    info: () => {},
    warning: () => {},
    secret: () => {},
  };
  const fetch = async (url: string | URL | Request, init: RequestInit = {}) => {
    requests.push({
      method: init.method ?? 'GET',
      url: String(url),
      body: init.body === undefined ? {} : (JSON.parse(String(init.body)) as Record<string, string>),
    });
    const answer = answers[Math.min(requests.length, answers.length) - 1];
    if (answer === undefined) throw new Error('no answer');
    return new Response(JSON.stringify(answer.body), {
      status: answer.status,
      headers: { 'content-type': 'application/json' },
    });
  };
  const client = createGitHubClient({
    token: 'ghs_token',
    apiUrl: 'https://api.github.com',
    fetch: fetch as typeof globalThis.fetch,
    clock,
    log,
  });
  return { client, requests, slept, clock, log };
}

const analysis = async (text = '{"version":"2.1.0"}') => ({
  ...REPOSITORY,
  commit: 'a'.repeat(40),
  ref: 'refs/pull/7/merge',
  compressed: await compress(text),
  startedAt: Date.parse('2026-06-01T00:00:00Z'),
});

describe('upload', () => {
  it('sends the compressed file for commit and ref', async () => {
    const { client, requests } = setUp([{ status: 202, body: { id: '47177e22', url: 'https://x' } }]);
    expect(await uploadSarif(client, await analysis())).toEqual({ uploaded: true, id: '47177e22' });
    const [request] = requests;
    expect(request?.method).toBe('POST');
    expect(request?.url).toBe('https://api.github.com/repos/acme/shop/code-scanning/sarifs');
    expect(request?.body).toMatchObject({ commit_sha: 'a'.repeat(40), ref: 'refs/pull/7/merge' });
    expect(gunzipSync(Buffer.from(request?.body['sarif'] ?? '', 'base64')).toString()).toBe(
      '{"version":"2.1.0"}',
    );
  });

  it.each([
    [403, 'Resource not accessible by integration'],
    [404, 'Not Found'],
  ])('%i "%s" names the permission, for this job and the caller', async (status, message) => {
    const { client } = setUp([{ status, body: { message } }]);
    const thrown = await uploadSarif(client, await analysis()).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Failure);
    const { category: code, message: cause, remedy } = thrown as Failure;
    expect(code).toBe('configuration');
    expect(cause).toContain('"security-events: write"');
    expect(remedy).toMatch(/this job and, for a reusable workflow, of the calling job/);
  });

  it.each([
    'Advanced Security must be enabled for this repository to use code scanning.',
    'Code Security must be enabled for this repository to use code scanning.',
    'Code scanning is not enabled for this repository. Please enable code scanning in the repository settings.',
  ])('403 "%s" is for the caller to judge', async (message) => {
    const { client } = setUp([{ status: 403, body: { message } }]);
    const upload = await uploadSarif(client, await analysis());
    expect(upload).toMatchObject({ uploaded: false, failure: { category: 'configuration' } });
  });

  it('413 says how large it was', async () => {
    const { client } = setUp([{ status: 413, body: { message: 'Payload Too Large' } }]);
    await expect(uploadSarif(client, await analysis())).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringMatching(/too large \(\d+ bytes compressed\)/),
    });
  });

  it('tries again after 502', async () => {
    const { client, requests } = setUp([
      { status: 502, body: { message: 'Bad Gateway' } },
      { status: 202, body: { id: 'x' } },
    ]);
    expect(await uploadSarif(client, await analysis())).toEqual({ uploaded: true, id: 'x' });
    expect(requests).toHaveLength(2);
  });

  it('an answer without an id is not a success', async () => {
    const { client } = setUp([{ status: 202, body: {} }]);
    await expect(uploadSarif(client, await analysis())).rejects.toMatchObject({ category: 'remote' });
  });
});

describe('processing', () => {
  const wait = ({ client, clock, log }: ReturnType<typeof setUp>) =>
    awaitProcessing(client, { ...REPOSITORY, id: 'x' }, { clock, log });
  const pending = { status: 200, body: { processing_status: 'pending' } };

  it('asks after 1, 2, 4 … seconds until it is complete; not being known yet is pending', async () => {
    const world = setUp([
      { status: 404, body: { message: 'Not Found' } },
      pending,
      pending,
      { status: 200, body: { processing_status: 'complete', analyses_url: 'https://x' } },
    ]);
    expect(await wait(world)).toEqual({ status: 'complete' });
    expect(world.slept).toEqual([1_000, 2_000, 4_000]);
  });

  it('gives up after three minutes', async () => {
    const world = setUp([pending]);
    expect(await wait(world)).toEqual({ status: 'pending' });
    const waited = world.slept.reduce((sum, one) => sum + one, 0);
    expect(waited).toBeGreaterThan(150_000);
    expect(waited).toBeLessThanOrEqual(180_000);
  });

  it('hands on what GitHub says against it, on one line each', async () => {
    const errors = ['rejecting SARIF, as there are more than 25000 results\n::error::x'];
    const world = setUp([{ status: 200, body: { processing_status: 'failed', errors } }]);
    expect(await wait(world)).toEqual({
      status: 'failed',
      errors: ['rejecting SARIF, as there are more than 25000 results ::error::x'],
    });
  });

  it('an unknown status is not success', async () => {
    await expect(wait(setUp([{ status: 200, body: { processing_status: 'done' } }]))).rejects.toMatchObject({
      category: 'remote',
    });
  });
});
