/** A good release, with a migration, while users go on. */
import { formatDuration } from '@sealift/core/text/duration';
import type { Assertion } from '../../assertions/assertion.ts';
import { analysesOf, describeAnalyses } from '../analysis.ts';
import { readCanary } from '../canary.ts';
import { type Released, release } from '../release.ts';
import type { SampleChange } from '../sample-changes.ts';
import type { Stage } from '../stage.ts';
import { type AppState, type Followed, follow, isAbortedAt, isHealthyAt } from '../state.ts';
import { noRequestLost, watchUsers } from '../users.ts';
import { isMigrated, runsReleased } from './first-deployment.ts';

const CHANGE: SampleChange = {
  message: 'Items may have a note',
  migration: { name: 'item_note', statements: ['ALTER TABLE items ADD COLUMN note TEXT'] },
};

/** Milliseconds. */
const LIMIT = 480_000;

export type Promotion = { readonly released: Released; readonly assertions: readonly Assertion[] };

/** @param base commit of the sample that the change is made to */
export async function promotion(stage: Stage, base: string): Promise<Promotion> {
  const { client, name, progress, signal } = stage;
  const released = await release(stage, base, CHANGE);
  const users = watchUsers(stage);
  const followed = await follow(client, name, {
    what: 'The promotion of a good release',
    until: isHealthyAt(released.commit),
    unless: isAbortedAt(released.commit),
    limit: LIMIT,
    signal,
    onChange: (text) => progress.say(name.application, text),
  });
  const hash = followed.states.at(-1)?.state.rollout?.current ?? '';
  const analyses = await analysesOf(client, name, hash);
  const question = { subject: 'a good release', digest: released.digest, end: 'promoted', followed } as const;
  const stable = followed.states[0]?.state.rollout?.stable ?? '';
  stage.keep(
    await readCanary(stage, name, { ...question, canary: hash, stable }, (why) =>
      progress.say('prometheus', why),
    ),
  );
  return {
    released,
    assertions: [
      steps(followed, released.commit),
      {
        subject: 'good release',
        claim: 'each step was judged by Prometheus and succeeded',
        judge: 'Prometheus',
        ok: analyses.length === 2 && analyses.every(({ phase }) => phase === 'Successful'),
        detail: describeAnalyses(analyses),
      },
      ...noRequestLost('good release', users()),
      await runsReleased(stage, released),
      ...(await isMigrated(stage, released)),
    ],
  };
}

function steps({ states, took }: Followed, commit: string): Assertion {
  const weights = [...new Set(states.map(({ state }) => state.rollout?.weight ?? 0))];
  return {
    subject: 'good release',
    claim: 'went from 10 over 50 to 100 % of the pods',
    judge: 'Argo Rollouts',
    ok: [10, 50].every((weight) => weights.includes(weight)),
    detail: `weights ${weights.join(', ')}; merged to promoted in ${formatDuration(took)}\n${describeMilestones(states, commit)}`,
  };
}

/** Seconds since the merge at which each part of the way was behind it. */
function describeMilestones(states: Followed['states'], commit: string): string {
  const canary = states.findIndex(({ state }) => (state.rollout?.weight ?? 0) > 0);
  const reached = (what: string, is: (state: AppState) => boolean, from = 0) => {
    const found = states.slice(from).find(({ state }) => state.revision === commit && is(state));
    return found === undefined ? [] : [`${what} ${formatDuration(found.at)}`];
  };
  const at = (weight: number) => (state: AppState) => (state.rollout?.weight ?? 0) === weight;
  return [
    ...reached('seen by Argo CD', () => true),
    ...reached(
      'migrated and synced',
      ({ operation }) => operation.revision === commit && operation.phase === 'Succeeded',
    ),
    ...reached('10 %', at(10)),
    ...reached('50 %', at(50)),
    ...reached(
      '100 %',
      ({ rollout }) =>
        rollout !== undefined && rollout.stable === rollout.current && rollout.phase === 'Healthy',
      // Before its canary began the release before was all there is, too.
      Math.max(canary, 0),
    ),
  ].join(', ');
}
