/** Past the pull request: the sample on a real node, judged by the cluster itself. All scenes: `npm run rehearse -- --deploy`. */
import { systemClock } from '@sealift/action-kit/clock';
import { DELIVERY_ENGINES, NETWORK_ENGINES } from '@sealift/engines/engine';
import { findEngines } from '@sealift/engines/find';
import { rehearse } from '@sealift/rehearsal/rehearse';
import type { Evidence } from '@sealift/rehearsal/report/evidence';
import { startSandbox } from '@sealift/sandbox/sandbox';
import { beforeAll, describe, expect, it } from 'vitest';
import { obstacle } from '../e2e/sandbox.ts';

/** Building them takes half an hour: where nobody asked for it, only what is there is used. */
const available =
  process.env['CI'] !== undefined ||
  process.env['SEALIFT_ENGINE_MIRROR'] !== undefined ||
  findEngines([...DELIVERY_ENGINES, ...NETWORK_ENGINES, 'crane']) !== undefined;

/** Milliseconds: a pipeline for each release, and each release waits for its analysis. */
const LIMIT = 2_700_000;

describe.skipIf(obstacle !== undefined || !available)('a deployment', () => {
  let evidence: Evidence;
  const lines: string[] = [];
  beforeAll(async () => {
    evidence = await rehearse(
      {
        ...{ repo: undefined, ops: undefined, event: 'push', fork: false, visibility: 'public' },
        ...{
          keep: false,
          report: undefined,
          open: false,
          json: true,
          deploy: { node: 'real', scenes: 'essential' },
        },
      },
      {
        env: process.env,
        clock: systemClock,
        signal: new AbortController().signal,
        write: (line) => lines.push(line),
        startSandbox,
      },
    ).catch((error: Error) => {
      // Where it stood still is in the timeline.
      throw new Error(`${error.message}\n${lines.slice(-40).join('\n')}`, { cause: error });
    });
  }, LIMIT);

  it('holds in everything that the cluster, Prometheus, the database and the registry say', () => {
    expect(evidence.assertions.filter(({ ok }) => !ok)).toEqual([]);
    expect(evidence.success).toBe(true);
  });

  it('holds no more than 4 GB, with node and pods', () => {
    expect(evidence.memory?.peak).toBeGreaterThan(1e9);
    expect(evidence.memory?.peak).toBeLessThanOrEqual(4e9);
  });

  it.each([
    ['first deployment', 'Argo CD has synced the merge commit'],
    ['api', 'every pod runs the very image'],
    ['database', 'is at the newest revision'],
    ['web', 'its BFF route brings the items of the api'],
    ['network policies', 'the web app does not reach the database'],
    ['network policies', 'a pod of the namespace that no policy names does not reach the api'],
    ['network policies', 'a pod called web in another namespace does not reach the api'],
    ['good release', 'went from 10 over 50 to 100 %'],
    ['good release', 'no request of its users failed'],
    ['a release with errors', 'taken back because of error-rate'],
    ['a release with errors', 'were not touched'],
    ['revert of a release with errors', 'healthy again'],
    ['admission', 'lets in what the pipeline has signed'],
    ['admission', 'nobody has signed'],
    ['admission', 'for a foreign repository'],
    ['admission', 'for a foreign ref'],
  ])('shows of %s: %s', (subject, claim) => {
    expect(evidence.assertions).toContainEqual(
      expect.objectContaining({ subject, claim: expect.stringContaining(claim), ok: true }),
    );
  });
});
