import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { secondaryLimit } from '../../src/github/faults.ts';
import type { Run } from '../../src/github/runs.ts';
import { failureOf, type Octokit, type StandIn, startStandIn } from './stand-in.ts';

const shop = { owner: 'acme', repo: 'shop' };
let standIn: StandIn;
let run: Run;
let octokit: Octokit;
beforeAll(async () => {
  standIn = await startStandIn();
  await standIn.github.createRepository({ owner: 'acme', name: 'shop', from: standIn.source });
  run = await standIn.startRun({ jobs: { build: { contents: 'write' } } });
  octokit = standIn.octokit(run.token('build'));
});
afterEach(() => standIn.github.clearFaults());
afterAll(() => standIn.stop());

test('an answer instead of the work, so many times, from a certain request on', async () => {
  standIn.github.injectFault({
    ...secondaryLimit(7),
    host: 'api.github.com',
    method: 'POST',
    path: /\/git\/blobs$/,
    times: 2,
    after: 1,
  });
  const post = () => octokit.rest.git.createBlob({ ...shop, content: 'x' });
  await post();
  await octokit.rest.repos.get(shop);
  for (let time = 0; time < 2; time += 1) {
    const failure = await failureOf(post());
    expect(failure).toMatchObject({ status: 403, headers: { 'retry-after': '7' } });
    expect(failure.data.message).toContain('secondary rate limit');
  }
  await post();
  expect(standIn.github.report(run).failures).toEqual([]);
});

test('a connection that breaks before the work, and one that breaks after it', async () => {
  const { sha } = run.options;
  const create = (ref: string) => octokit.rest.git.createRef({ ...shop, ref, sha });
  standIn.github.injectFault({ host: 'api.github.com', method: 'POST', reset: 'before' });
  await expect(create('refs/heads/before')).rejects.toThrow();
  expect(await failureOf(octokit.rest.git.getRef({ ...shop, ref: 'heads/before' }))).toMatchObject({
    status: 404,
  });
  standIn.github.injectFault({ host: 'api.github.com', method: 'POST', reset: 'after' });
  await expect(create('refs/heads/after')).rejects.toThrow();
  expect((await octokit.rest.git.getRef({ ...shop, ref: 'heads/after' })).data.object.sha).toBe(sha);
});

test('other hosts can fail too', async () => {
  standIn.github.injectFault({ host: 'ghcr.io', status: 503, body: 'down' });
  expect((await fetch(`${standIn.registryUrl}/token`)).status).toBe(503);
  expect((await fetch(`${standIn.registryUrl}/token`)).status).toBe(200);
});
