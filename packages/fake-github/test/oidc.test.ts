import { createRemoteJWKSet, customFetch, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run, RunOptions } from '../src/run.ts';
import { issuerAddress } from '../src/stand-in.ts';
import { type StandIn, startStandIn } from './octokit.ts';

const ISSUER = 'https://token.actions.githubusercontent.com';
let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
  await standIn.github.createRepository({ owner: 'acme', name: 'shop', from: standIn.source });
});
afterAll(() => standIn.stop());

/** As @actions/core does it. */
async function ask(run: Run, job: string, audience?: string): Promise<Response> {
  const pair = run.idTokenRequest(job);
  if (pair === undefined) throw new Error('no request address');
  const query = audience === undefined ? '' : `&audience=${encodeURIComponent(audience)}`;
  return fetch(`${pair.url}${query}`, { headers: { authorization: `Bearer ${pair.token}` } });
}
const claims = async (more: Partial<RunOptions> = {}, job = 'sign', audience = 'sigstore') => {
  const run = await standIn.startRun({ jobs: { sign: { 'id-token': 'write' } }, ...more });
  const { value } = (await (await ask(run, job, audience)).json()) as { value: string };
  const keys = createRemoteJWKSet(new URL(`${ISSUER}/.well-known/jwks`), {
    [customFetch]: (url, init) => fetch(String(url).replace(ISSUER, issuerAddress(standIn)), init),
  });
  const { payload } = await jwtVerify(value, keys, { issuer: ISSUER, audience, algorithms: ['RS256'] });
  return { run, payload, value };
};

test('a token verifies against the published keys and tells all of GitHub’s claims', async () => {
  const { run, payload, value } = await claims({
    workflow: 'release',
    jobWorkflowRef: 'sealift/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
    jobWorkflowSha: 'd'.repeat(40),
  });
  const repository = standIn.github.repository('acme/shop');
  expect(payload).toMatchObject({
    sub: `repo:acme@${repository?.owner.id}/shop@${repository?.id}:ref:refs/heads/main`,
    repository: 'acme/shop',
    repository_id: String(repository?.id),
    repository_owner: 'acme',
    repository_owner_id: String(repository?.owner.id),
    repository_visibility: 'private',
    ref: 'refs/heads/main',
    ref_type: 'branch',
    sha: run.options.sha,
    event_name: 'push',
    actor: 'alice',
    workflow: 'release',
    workflow_ref: 'acme/shop/.github/workflows/release.yml@refs/heads/main',
    workflow_sha: run.options.sha,
    job_workflow_ref: 'sealift/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
    job_workflow_sha: 'd'.repeat(40),
    run_id: String(run.runId),
    run_number: String(run.runNumber),
    run_attempt: '1',
    runner_environment: 'github-hosted',
    head_ref: '',
    base_ref: '',
  });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
  expect(decodeProtectedHeader(value)).toMatchObject({ alg: 'RS256', typ: 'JWT' });
  const discovery = (await (
    await fetch(`${issuerAddress(standIn)}/.well-known/openid-configuration`)
  ).json()) as Record<string, unknown>;
  expect(discovery).toMatchObject({ issuer: ISSUER, jwks_uri: `${ISSUER}/.well-known/jwks` });
  const described = discovery['claims_supported'] as string[];
  expect(Object.keys(payload).filter((claim) => !described.includes(claim))).toEqual([]);
  expect(standIn.github.report(run).jobs['sign']?.used).toEqual({ 'id-token': 'write' });
});

describe('the subject', () => {
  test('of a pull request and of an environment', async () => {
    const pull = await claims({
      event: 'pull_request',
      ref: 'refs/pull/1/merge',
      baseRef: 'main',
      headRef: 'topic',
    });
    expect(pull.payload.sub).toMatch(/:pull_request$/);
    expect(pull.payload).toMatchObject({ base_ref: 'main', head_ref: 'topic' });
    const deploy = await claims({
      jobs: { sign: { permissions: { 'id-token': 'write' }, environment: 'prod:eu' } },
    });
    expect(deploy.payload.sub).toMatch(/:environment:prod%3Aeu$/);
    expect(deploy.payload['environment']).toBe('prod:eu');
  });
  test('in its older form', async () => {
    const classic = await startStandIn({ subject: 'classic' });
    try {
      await classic.github.createRepository({ owner: 'acme', name: 'shop', from: classic.source });
      const run = await classic.startRun({ jobs: { sign: { 'id-token': 'write' } } });
      const { value } = (await (await ask(run, 'sign')).json()) as { value: string };
      const payload = JSON.parse(Buffer.from(value.split('.')[1] ?? '', 'base64url').toString()) as object;
      expect(payload).toMatchObject({
        sub: 'repo:acme/shop:ref:refs/heads/main',
        aud: `${classic.urls.server}/acme`,
      });
    } finally {
      await classic.stop();
    }
  });
});

describe('no token', () => {
  test('without id-token: write there is no address to ask', async () => {
    const run = await standIn.startRun({ jobs: { build: { contents: 'read' } } });
    expect(run.idTokenRequest('build')).toBeUndefined();
  });
  test('for another credential, which is recorded', async () => {
    const run = await standIn.startRun({
      jobs: { sign: { 'id-token': 'write' }, build: { contents: 'write' } },
    });
    const { url = '' } = run.idTokenRequest('sign') ?? {};
    const status = async (token: string) =>
      (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await status(run.token('build'))).toBe(403);
    expect(await status(run.runtimeToken('build'))).toBe(403);
    expect(await status('invented')).toBe(401);
    expect(standIn.github.report(run).denials.filter(({ job }) => job === 'build')).toMatchObject([
      { permission: 'id-token', needed: 'write' },
      { permission: 'id-token', needed: 'write' },
    ]);
  });
  test('for another job’s address, nor after the run', async () => {
    const run = await standIn.startRun({
      jobs: { sign: { 'id-token': 'write' }, other: { 'id-token': 'write' } },
    });
    const token = run.idTokenRequest('other')?.token;
    const response = await fetch(run.idTokenRequest('sign')?.url ?? '', {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(404);
    run.end();
    expect((await ask(run, 'sign')).status).toBe(401);
  });
});
