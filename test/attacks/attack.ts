/** What an attack is, and the one place where it is played: see docs/threat-model.md for the roles. */
import type { FailureCode } from '@sealift/core/failure';
import { failureOf } from '@sealift/testing/thrown';
import { describe, expect, test } from 'vitest';
import { type Traces, traceless } from './traces.ts';

export const ROLES = [
  'fork author',
  'developer with access to the app repository',
  'base image, and what the Dockerfile downloads',
  'registry',
  'author of the files of the ops repository',
  'other caller of the same reusable workflow',
  'other job of the run',
  'old run, stolen or started again',
] as const;
export type Role = (typeof ROLES)[number];

/** It ends in a failure with this code, whose cause says why; nothing is left behind. */
export type Refused = { readonly kind: 'refused'; readonly code: FailureCode; readonly cause: RegExp };

/**
 * It changes nothing: the work goes on as without it.
 * `released`: what comes out is what comes out without the attack. `nothing`: nothing comes out at all, as when a newer
 * release stands.
 */
export type Inert = {
  readonly kind: 'inert';
  readonly result: 'released' | 'nothing';
  /** Found in what the run tells people: log, outputs and summaries. */
  readonly says?: RegExp;
  /** Found nowhere in it. */
  readonly never?: RegExp;
};

export const refused = (code: FailureCode, cause: RegExp): Refused => ({ kind: 'refused', code, cause });
export const inert = (result: Inert['result'], told: Pick<Inert, 'says' | 'never'> = {}): Inert => ({
  kind: 'inert',
  result,
  ...told,
});

export type Attack<World, Against extends string> = {
  /** One plain sentence; the name of the test. */
  readonly tries: string;
  /** What it is directed at: the attack happens just before that. */
  readonly against: Against;
  readonly does: (world: World) => unknown;
  readonly outcome: Refused | Inert;
  /** What is there before anybody attacks, such as an older release. */
  readonly given?: (world: World) => unknown;
};

/** A world that an honest run goes through from end to end. */
export type Scene<World, Against extends string> = {
  readonly open: () => Promise<World>;
  /** The honest work, which calls the attack when it comes to what that is directed at. */
  readonly run: (
    world: World,
    attack: { readonly against: Against; does(): Promise<void> },
  ) => Promise<unknown>;
  readonly traces: (world: World) => Promise<Traces>;
  /** What a run without attack must have left: otherwise a refusal would say nothing. */
  readonly expectReleased: (world: World) => Promise<void>;
  readonly close: (world: World) => Promise<void>;
};

/** Plays the attacks of a role, after the same run without any. */
export function play<World, Against extends string>(
  role: Role,
  scene: Scene<World, Against>,
  attacks: readonly Attack<World, Against>[],
): void {
  describe(role, () => {
    const moments = [...new Set(attacks.map(({ against }) => against))];
    test.each(moments)('control: a run with nobody before %s goes all the way', async (against) => {
      const world = await scene.open();
      try {
        let reached = false;
        await scene.run(world, {
          against,
          does: async () => {
            reached = true;
          },
        });
        expect(reached, `no run comes by ${against}`).toBe(true);
        await scene.expectReleased(world);
        expect((await scene.traces(world)).exposed()).toEqual([]);
      } finally {
        await scene.close(world);
      }
    });

    test.each(attacks)('$tries', async (attack) => {
      const world = await scene.open();
      try {
        await attack.given?.(world);
        await judge(world, attack);
      } finally {
        await scene.close(world);
      }
    });
  });

  async function judge(world: World, { against, does, outcome }: Attack<World, Against>): Promise<void> {
    const traces = await scene.traces(world);
    let before: Awaited<ReturnType<Traces['left']>> | undefined;
    const work = async () =>
      scene.run(world, {
        against,
        does: async () => {
          await does(world);
          before = await traces.left();
        },
      });
    if (outcome.kind === 'refused') {
      const failure = await failureOf(work());
      expect(`${failure.code}: ${failure.message}`).toMatch(outcome.cause);
      expect(failure.code).toBe(outcome.code);
      expect(failure.remedy).toMatch(/\S/);
    } else await work();
    expect(before, `the run never came to ${against}`).toBeDefined();
    if (outcome.kind === 'refused' || outcome.result === 'nothing') traceless(before, await traces.left());
    else await scene.expectReleased(world);
    if (outcome.kind === 'inert') {
      const told = traces.told();
      if (outcome.says !== undefined) expect(told).toMatch(outcome.says);
      if (outcome.never !== undefined) expect(told).not.toMatch(outcome.never);
    }
    expect(traces.exposed()).toEqual([]);
  }
}
