/** What becomes of scenes that do not come to their end, and what the first ones judge by. */
import type { Client } from '@sealift/cluster/client/client';
import { expect, it } from 'vitest';
import type { Released } from '../../../src/deploy/release.ts';
import { runsReleased } from '../../../src/deploy/scenes/first-deployment.ts';
import { playScenes, type ScenesOptions } from '../../../src/deploy/scenes/scenes.ts';
import type { Ran, Stage } from '../../../src/deploy/stage.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const NAME = { app: 'api', namespace: 'shop-prod', application: 'api-prod' };

const ran = (conclusion: 'success' | 'failure', number?: number): Ran =>
  ({
    pipeline: { result: { conclusion, jobs: [{ conclusion }] }, event: { sha: 'b'.repeat(40) } },
    outcome: {
      releases: [{ app: 'api', digest: DIGEST }],
      pullRequest: number === undefined ? undefined : { number },
    },
  }) as unknown as Ran;
const stage = (signal = new AbortController().signal): Stage =>
  ({
    ...{ name: NAME, signal, ops: { fullName: 'acme/ops' } },
    sandbox: { github: { mergePullRequest: async () => 'c'.repeat(40) } },
  }) as unknown as Stage;
const options = (first: Ran, begin: ScenesOptions['begin']): ScenesOptions => ({
  ...{ choice: 'essential', first, begin, gate: undefined, crane: '/crane' },
});

it.each([
  ['failed', ran('failure', 1)],
  ['opened no pull request', ran('success')],
])('a pipeline that %s is a row that does not hold, and the last one', async (_, first) => {
  const rows = await playScenes(
    stage(),
    options(first, () => Promise.reject(new Error('not reached'))),
  );
  expect(rows).toEqual([
    {
      ...{ subject: 'first deployment', claim: 'came to its end', ok: false, judge: 'time' },
      detail: expect.stringContaining('without a pull request for api.\nKeep the working folder'),
    },
  ]);
});

it('a bug of ours is no row', async () => {
  const bug = new Error('bug');
  await expect(
    playScenes(
      stage(),
      options(ran('success', 1), () => Promise.reject(bug)),
    ),
  ).rejects.toBe(bug);
});

it('who cancels gets no row, whatever else went wrong', async () => {
  const cancelled = AbortSignal.abort(new Error('Ctrl-C'));
  await expect(
    playScenes(
      stage(cancelled),
      options(ran('failure'), () => Promise.resolve()),
    ),
  ).rejects.toThrow('Ctrl-C');
});

it.each([
  ['runs the digest', true, [`ghcr.io/acme/shop/api@${DIGEST}`], 'x', true],
  ['runs another one', true, [`ghcr.io/acme/shop/api@${DIGEST}`, 'api@sha256:b'], 'x', false],
  ['only asks for it', true, ['api@sha256:b'], `api@${DIGEST}`, false],
  ['asks for it on a pretended node', false, [''], `api@${DIGEST}`, true],
  ['is not there', true, [], 'x', false],
])('a pod that %s', async (_, real, running, wanted, ok) => {
  const client = {
    list: async () =>
      running.map((imageID, index) => ({
        metadata: { name: `api-${index}` },
        spec: { containers: [{ image: wanted }] },
        status: { containerStatuses: [{ imageID }] },
      })),
  } as unknown as Client;
  const on = { ...stage(), client, real: real ? {} : undefined } as Stage;
  expect(await runsReleased(on, { digest: DIGEST } as Released)).toMatchObject({
    ...{ ok, judge: real ? 'container runtime' : 'API server' },
  });
});
