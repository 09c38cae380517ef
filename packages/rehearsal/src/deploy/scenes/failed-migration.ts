/** A migration that PostgreSQL refuses: the sync ends, and what served goes on serving. */
import { formatDuration } from '@sealift/core/text/duration';
import type { Assertion } from '../../assertions/assertion.ts';
import { podsOf } from '../pods.ts';
import { type Released, release, revert } from '../release.ts';
import type { SampleChange } from '../sample-changes.ts';
import type { Stage } from '../stage.ts';
import { follow, isHealthyAt, readState } from '../state.ts';
import { noRequestLost, watchUsers } from '../users.ts';
import { isMigrated } from './first-deployment.ts';

const CHANGE: SampleChange = {
  message: 'A migration that cannot be',
  migration: { name: 'item_sku_again', statements: ['ALTER TABLE items ADD COLUMN sku TEXT'] },
};

/** Milliseconds. */
const LIMIT = 480_000;

export async function failedMigration(stage: Stage, serving: Released): Promise<readonly Assertion[]> {
  const { client, name, progress, signal } = stage;
  const { rollout } = await readState(client, name);
  // Pods of an older release may still be on their way out.
  const before = (await podsOf(client, name)).filter(({ hash }) => hash === rollout?.stable);
  const released = await release(stage, serving.source, CHANGE);
  const users = watchUsers(stage);
  const onChange = (text: string) => progress.say(name.application, text);
  const { states } = await follow(client, name, {
    what: 'The end of the sync with a migration that fails',
    until: ({ operation, revision }) =>
      revision === released.commit &&
      operation.revision === released.commit &&
      /Failed|Error/.test(operation.phase),
    unless: isHealthyAt(released.commit),
    limit: LIMIT,
    signal,
    onChange,
  });
  const meanwhile = users();
  const after = new Set((await podsOf(client, name)).map(({ uid }) => uid));
  const merged = await revert(stage);
  const reverted = await follow(client, name, {
    what: 'The revert of the migration that fails',
    until: isHealthyAt(merged.commit),
    limit: LIMIT,
    signal,
    onChange,
  });
  return [
    {
      subject: 'migration that fails',
      claim: 'the sync ends with it',
      judge: 'Argo CD',
      ok: true,
      detail: states.at(-1)?.state.operation.message ?? '',
    },
    {
      subject: 'migration that fails',
      claim: 'the pods of the release before go on serving, and no new one was started',
      judge: 'kubelet',
      ok: before.length > 0 && before.length === after.size && before.every(({ uid }) => after.has(uid)),
      detail: before.map((pod) => pod.name).join('\n'),
    },
    ...noRequestLost('migration that fails', meanwhile),
    ...(await isMigrated(stage, serving)),
    {
      subject: 'revert of the migration that fails',
      claim: 'the pull request that takes it back makes the app healthy again',
      judge: 'Argo CD',
      ok: true,
      detail: `#${merged.number}, ${formatDuration(reverted.took)} after its merge`,
    },
  ];
}
