/** A release that users would suffer from: taken back before most of them meet it. */
import { formatDuration } from '@sealift/core/text/duration';
import type { Assertion } from '../../assertions/assertion.ts';
import { analysesOf, describeAnalyses } from '../analysis.ts';
import { readCanary } from '../canary.ts';
import { podsOf } from '../pods.ts';
import { type Released, release, revert } from '../release.ts';
import type { SampleChange } from '../sample-changes.ts';
import type { Stage } from '../stage.ts';
import { follow, isAbortedAt, isHealthyAt, readState } from '../state.ts';
import { noRequestLost, watchUsers } from '../users.ts';
import { runsReleased } from './first-deployment.ts';

export const ERRORS: SampleChange = {
  message: 'A release with errors',
  fault: { kind: 'error', share: 6 },
};
export const SLOW: SampleChange = { message: 'A slow release', fault: { kind: 'slow', share: 5 } };

/** Milliseconds. */
const LIMIT = 480_000;

/**
 * @param metric of the analysis that must say no
 * @param serving what runs before, and after
 */
export async function abort(
  stage: Stage,
  serving: Released,
  change: SampleChange,
  metric: 'error-rate' | 'p95-seconds',
): Promise<readonly Assertion[]> {
  const { client, name, progress, signal } = stage;
  const subject = change.message.toLowerCase();
  const { rollout } = await readState(client, name);
  // Pods of an older release may still be on their way out.
  const stable = (await podsOf(client, name)).filter(({ hash }) => hash === rollout?.stable);
  const released = await release(stage, serving.source, change);
  const users = watchUsers(stage);
  const followed = await follow(client, name, {
    what: `The abort of "${subject}"`,
    until: isAbortedAt(released.commit),
    unless: isHealthyAt(released.commit),
    limit: LIMIT,
    signal,
    onChange: (text) => progress.say(name.application, text),
  });
  const { states, took } = followed;
  const last = states.at(-1)?.state.rollout;
  const question = { subject, digest: released.digest, end: 'taken back', followed } as const;
  const hashes = { canary: last?.current ?? '', stable: last?.stable ?? '' };
  stage.keep(
    await readCanary(stage, name, { ...question, ...hashes }, (why) => progress.say('prometheus', why)),
  );
  const analyses = await analysesOf(client, name, last?.current ?? '');
  const failed = analyses.flatMap(({ metrics }) => metrics).filter(({ phase }) => phase === 'Failed');
  const now = new Map((await podsOf(client, name)).map((pod) => [pod.uid, pod]));
  return [
    {
      subject,
      claim: `its canary was taken back because of ${metric}`,
      judge: 'Argo Rollouts',
      ok: failed.some((one) => one.metric === metric),
      detail: `${formatDuration(took)} after the merge\n${describeAnalyses(analyses)}`,
    },
    {
      subject,
      claim: 'the pods of the release before were not touched: the same ones, none restarted',
      judge: 'kubelet',
      ok: stable.length > 0 && stable.every(({ uid, restarts }) => now.get(uid)?.restarts === restarts),
      detail: stable.map((pod) => `${pod.name} ${now.has(pod.uid) ? 'is there' : 'is gone'}`).join('\n'),
    },
    {
      subject,
      claim: 'never got more than the share of its first steps',
      judge: 'Argo Rollouts',
      ok: states.every(({ state }) => (state.rollout?.weight ?? 0) <= 50) && last?.stable !== last?.current,
      detail: `weights ${[...new Set(states.map(({ state }) => state.rollout?.weight ?? 0))].join(', ')}`,
    },
    ...noRequestLost(subject, users(), true),
    ...(await reverted(stage, serving, subject)),
  ];
}

/** The pull request that takes the release back makes the app healthy again, without a new rollout. */
async function reverted(stage: Stage, serving: Released, subject: string): Promise<readonly Assertion[]> {
  const { client, name, progress, signal } = stage;
  const merged = await revert(stage);
  const { took } = await follow(client, name, {
    what: `The revert of "${subject}"`,
    until: isHealthyAt(merged.commit),
    limit: LIMIT,
    signal,
    onChange: (text) => progress.say(name.application, text),
  });
  return [
    {
      subject: `revert of ${subject}`,
      claim: 'the pull request that takes it back makes the app healthy again',
      judge: 'Argo CD',
      ok: true,
      detail: `#${merged.number}, ${formatDuration(took)} after its merge`,
    },
    await runsReleased(stage, serving),
  ];
}
