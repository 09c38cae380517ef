/** Jobs that start one after the other, as a runner starts them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Run } from '../src/run.ts';
import { createRuntimeTokens } from '../src/runtime-token.ts';
import { type StandIn, startStandIn } from './octokit.ts';

let standIn: StandIn;
let run: Run;
beforeAll(async () => {
  standIn = await startStandIn();
  await standIn.github.createRepository({ owner: 'acme', name: 'shop', from: standIn.source });
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  run = await standIn.startRun({ jobs: {} });
});

const branches = (token: string) =>
  standIn
    .octokit(token)
    .rest.repos.get({ owner: 'acme', repo: 'shop' })
    .then(
      ({ status }) => status,
      ({ status }: { status: number }) => status,
    );

describe('a job of a run', () => {
  test('has tokens of its own, each leg of a matrix too', async () => {
    const workflow = { ref: 'sealift/sealift/.github/workflows/x.yml@refs/tags/v1', sha: 'd'.repeat(40) };
    const first = run.startJob('release/build[0]', {
      name: 'release / build (a)',
      permissions: { contents: 'read' },
      workflow,
    });
    const second = run.startJob('release/build[1]', {
      name: 'release / build (b)',
      permissions: { 'id-token': 'write' },
      environment: 'prod',
      checkRunId: 7,
      workflow,
    });
    expect(first.token).not.toBe(second.token);
    expect(first.idTokenRequest).toBeUndefined();
    expect(run.runtimeToken('release/build[0]')).not.toBe(run.runtimeToken('release/build[1]'));
    const { url = '', token = '' } = second.idTokenRequest ?? {};
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    const { value } = (await response.json()) as { value: string };
    const claims = JSON.parse(Buffer.from(value.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({
      job_workflow_ref: workflow.ref,
      job_workflow_sha: workflow.sha,
      environment: 'prod',
      check_run_id: '7',
    });
    const { jobs } = standIn.github.report(run);
    expect(Object.entries(jobs).map(([key, { name, unused }]) => [key, name, unused.length])).toEqual([
      ['release/build[0]', 'release / build (a)', 1],
      ['release/build[1]', 'release / build (b)', 0],
    ]);
  });

  test('that has ended has none any more, and the others keep theirs', async () => {
    const ended = run.startJob('a', { contents: 'read', 'id-token': 'write' });
    const other = run.startJob('b', { contents: 'read' });
    const runtimeToken = run.runtimeToken('a');
    run.endJob('a');
    expect([await branches(ended.token), await branches(other.token)]).toEqual([401, 200]);
    const { url = '', token = '' } = ended.idTokenRequest ?? {};
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    expect(response.status).toBe(401);
    const listed = await fetch(
      `${standIn.urls.results}/twirp/github.actions.results.api.v1.ArtifactService/ListArtifacts`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${runtimeToken}`, 'content-type': 'application/json' },
        body: '{}',
      },
    );
    expect(listed.status).toBe(401);
    expect(Object.keys(standIn.github.report(run).jobs)).toEqual(['a', 'b']);
  });

  test('starts once', () => {
    run.startJob('a', {});
    expect(() => run.startJob('a', {})).toThrow(
      expect.objectContaining({ code: 'fake-github/duplicate-job' }),
    );
    expect(() => run.token('b')).toThrow(expect.objectContaining({ code: 'fake-github/no-job' }));
  });
});

test('a run of a commit that is not there is refused', async () => {
  await expect(standIn.startRun({ sha: 'e'.repeat(40) })).rejects.toMatchObject({
    code: 'fake-github/no-commit',
  });
});

test('a runtime token is good for its time, and one of another stand-in never', () => {
  const tokens = createRuntimeTokens('https://issuer.invalid');
  const token = tokens.sign({ run: 'r', job: 'j', scopes: [] }, 1_000_000, 2_000_000);
  expect(tokens.read(token, 1_999_999)).toEqual({ run: 'r', job: 'j' });
  expect(tokens.read(token, 2_000_000)).toBeUndefined();
  expect(tokens.read(`${token}x`, 1_500_000)).toBeUndefined();
  expect(createRuntimeTokens('https://issuer.invalid').read(token, 1_500_000)).toBeUndefined();
});
