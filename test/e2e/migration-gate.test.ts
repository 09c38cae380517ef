/** The sample's own ci.yml decides on migrations: its job runs as it is shipped, with Python, PostgreSQL and squawk. */
import path from 'node:path';
import { systemClock } from '@sealift/action-kit/clock';
import { acceptedMigrations, refusedMigration } from '@sealift/rehearsal/deploy/scenes/refused-migration';
import { createGate, type Gate } from '@sealift/rehearsal/gate/judge';
import { prepareMachine } from '@sealift/rehearsal/gate/machine';
import { createTimeline } from '@sealift/rehearsal/report/timeline';
import { createRepositories } from '@sealift/rehearsal/repositories';
import { ROOT } from '@sealift/rehearsal/sealift';
import { git, repositoryFromFiles } from '@sealift/rehearsal/sources';
import { memoryLog } from '@sealift/testing/log';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { obstacle, startTestSandbox, type TestSandbox } from './sandbox.ts';

describe.skipIf(obstacle !== undefined)('the migration gate in the sample', () => {
  let world: TestSandbox;
  let app: string;
  let gate: Gate;
  beforeAll(async () => {
    world = await startTestSandbox();
    const { sandbox, folder } = world;
    app = path.join(folder, 'app');
    await repositoryFromFiles(path.join(ROOT, 'action-templates/sample'), app);
    const repositories = await createRepositories(sandbox, { app, appName: 'acme/shop', ops: undefined });
    const machine = await prepareMachine(sandbox, app, {
      ...{ env: process.env, log: memoryLog(), clock: systemClock },
      timeline: createTimeline(() => {}),
      signal: new AbortController().signal,
    });
    gate = createGate(sandbox, repositories, { machine, onEvent: () => {} });
  });
  afterAll(() => world?.stop());

  it('refuses one that would lock the table, and shows where', async () => {
    const rows = await refusedMigration({ app, judge: gate.judge });
    expect(rows.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('accepts those that the sample has', async () => {
    const commit = await git(app, 'rev-parse', 'main');
    const rows = await acceptedMigrations({ app, commit, judgeFrom: gate.judgeFrom });
    expect(rows.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('leaves the network alone', () => {
    expect([...world.sandbox.proxy.refused]).toEqual([]);
  });
});
