/**
 * The machine that builds dies at ten moments of its job, and the run is started again: nothing is lost, nothing is there
 * twice. SEALIFT_SEED repeats the moments of another day.
 */
import { git } from '@sealift/rehearsal/sources';
import type { RunEvent } from '@sealift/workflow-runner/events';
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
import { killMachine } from './kill.ts';
import { expectSound, type Ran, release, stored } from './releases.ts';
import { createRandom, seed, spreadMoments } from './seed.ts';

const POINTS = 10;
/** Manifests of a push that are of one attempt alone: provenance, and the index of image and provenance. */
const LEFT_BEHIND = 2;
/** One in each tenth of the job, as a part of it. */
const moments = spreadMoments(POINTS, createRandom());

let test: TestSandbox;
let fixture: Fixture;
/** Milliseconds that the build job takes. */
let duration: number;
/** Manifests that one release adds to the registry. */
let perRelease: number;
let change = 0;

const isBuild = (event: RunEvent): boolean => 'job' in event && event.job.key.includes('build/build');

async function left() {
  const [image] = await stored(test.sandbox, 'mortal');
  const opsDir = fixture.repositories.ops?.gitDir ?? '';
  return {
    manifests: image?.manifests.length ?? 0,
    tags: new Map([...(image?.tags ?? [])].filter(([tag]) => !tag.startsWith('sha256-'))),
    refs: await git(opsDir, 'for-each-ref', '--format=%(refname) %(objectname)'),
  };
}

/** A run whose build job dies so many milliseconds after its start. */
async function killedAt(milliseconds: number, options: Parameters<typeof release>[2]) {
  let over = false;
  let killing: Promise<number> = Promise.resolve(0);
  let runId: number | undefined;
  const ran = await release(test.sandbox, fixture, {
    ...options,
    onStart: (run) => {
      ({ runId } = run);
    },
    onEvent: (event) => {
      if (!isBuild(event)) return;
      if (event.kind === 'job-ended') over = true;
      if (event.kind === 'job-started' && runId !== undefined) {
        const mark = { runId, job: 'build' };
        killing = new Promise<void>((resolve) => setTimeout(resolve, milliseconds)).then(() =>
          killMachine(mark, () => over),
        );
        killing.catch(() => {});
      }
    },
  });
  return { ran, killed: await killing };
}

/** Until it dies in the middle: on a day when machines are fast it was over before. */
async function dies(part: number) {
  for (let share = part; ; share *= 0.7) {
    const before = {
      ...(await left()),
      head: await git(fixture.repositories.app.gitDir, 'rev-parse', 'main'),
    };
    change += 1;
    const next = {
      ...(await commitChange(fixture, { 'apps/api/root/page': `${change}\n` })),
      before: before.head,
    };
    const { ran, killed } = await killedAt(duration * share, { change: next });
    if (killed > 0 && !ran.success) return { before, next, ran };
    expect(share).toBeGreaterThan(part / 10);
  }
}

describe.skipIf(obstacle !== undefined)(`a build machine that dies (seed ${seed})`, () => {
  beforeAll(async () => {
    test = await startTestSandbox();
    fixture = await createFixture(test, 'mortal', { api: CLEAN });
    const first = await release(test.sandbox, fixture);
    await expectSound(test.sandbox, fixture, first);
    duration = durationOf(first);
    perRelease = (await left()).manifests;
  });
  afterAll(() => test?.stop());

  it.each(moments.map((part, at) => [at + 1, part] as const))(
    'at point %i of the job, and again',
    async (_, part) => {
      const { before, next, ran } = await dies(part);
      const between = await left();
      // Whatever the build has pushed, nobody is told of it: no tag, no pull request.
      expect(ran.jobs).toEqual(['plan', 'build']);
      expect(between.tags).toEqual(before.tags);
      expect(between.refs).toBe(before.refs);

      const again = await release(test.sandbox, fixture, { change: next, rerunOf: ran.run });
      const { releases, report } = await expectSound(test.sandbox, fixture, again);
      expect(releases.map(({ app, tags }) => [app, tags])).toEqual([['api', ['main', `sha-${next.commit}`]]]);
      const after = await left();
      expect([...after.tags.keys()].toSorted()).toEqual(
        [...before.tags.keys(), `sha-${next.commit}`].toSorted(),
      );
      // Its image is the same as that of the attempt that died. Provenance says when a build ran: where that attempt got
      // as far as the registry, its provenance and index stay there without a tag, until they are pruned.
      const pushed = between.manifests - before.manifests;
      expect([0, LEFT_BEHIND + 1]).toContain(pushed);
      expect(after.manifests - before.manifests).toBe(perRelease + (pushed === 0 ? 0 : LEFT_BEHIND));
      expect(report.pulls.filter(({ repository }) => repository === 'mortal/ops')).toHaveLength(1);
      expect(after.refs.split('\n')).toHaveLength(before.refs.split('\n').length);
    },
  );
});

function durationOf({ result }: Ran): number {
  const build = result.jobs.find(({ jobId }) => jobId === 'build');
  expect(build?.duration).toBeGreaterThan(0);
  return build?.duration ?? 0;
}
