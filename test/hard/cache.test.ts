/** Machines of GitHub are new for each job: what a build finds there, it finds in the cache. */
import type { Sandbox } from '@sealift/sandbox/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CLEAN,
  commitChange,
  createFixture,
  type Fixture,
  obstacle,
  startTestSandbox,
  type TestSandbox,
} from '../e2e/sandbox.ts';
import { expectSound, type Ran, release } from './releases.ts';

let test: TestSandbox;
let fixture: Fixture;

/** The same sandbox with a BuildKit that has built nothing. */
async function newMachine(): Promise<Sandbox> {
  const { endpoint } = await test.sandbox.startBuilder();
  return { ...test.sandbox, env: { ...test.sandbox.env, BUILDKIT_HOST: endpoint } };
}

/** `[1 of 2, …]`: steps that came from the cache. */
const cachedOf = ({ result }: Ran) =>
  result.jobs.flatMap(({ summary }) =>
    [...summary.matchAll(/, (\d+) of (\d+) steps cached/g)].map(([, ...n]) => n),
  );

describe.skipIf(obstacle !== undefined)('the build cache', () => {
  beforeAll(async () => {
    test = await startTestSandbox();
    fixture = await createFixture(test, 'cached', { api: CLEAN });
  });
  afterAll(() => test?.stop());

  it('is empty at first, and kept by a release', async () => {
    const sandbox = await newMachine();
    const first = await release(sandbox, fixture);
    await expectSound(sandbox, fixture, first);
    expect(cachedOf(first)).toEqual([['0', '1']]);
  });

  it('is what the next push builds from, on another machine', async () => {
    const sandbox = await newMachine();
    const change = await commitChange(fixture, { 'README.md': 'words\n' });
    // By hand: all apps, though nothing of them has changed.
    const next = await release(sandbox, fixture, { event: 'workflow_dispatch', change });
    await expectSound(sandbox, fixture, next);
    expect(cachedOf(next)).toEqual([['1', '1']]);
    expect(next.told).toMatch(/CACHED .*COPY apps\/api\/root/);
  });

  it('is read by a pull request, which does not write it', async () => {
    const writes = () =>
      test.sandbox.proxy.requests.filter(({ path }) => path.includes('CacheService/CreateCacheEntry')).length;
    const before = writes();
    const sandbox = await newMachine();
    const change = await commitChange(fixture, { 'apps/api/root/page': 'theirs\n' });
    const checked = await release(sandbox, fixture, { event: 'pull_request', change });
    expect(checked.errors).toEqual([]);
    expect(writes()).toBe(before);
  });
});
