/** What of earlier runs goes on being proposed, and with what it is known by. */
import { parseImageName } from '@sealift/core/image/reference';
import type { Proposal } from '@sealift/deploy/pull-request/proposal';
import type { Target } from '@sealift/deploy/targets/target';
import type { Head } from '@sealift/github/repository/ops-repository';
import { describe, expect, test } from 'vitest';
import { carryOn, proposalsOfOthers } from '../../src/deciding/carry-on.ts';
import type { DeploymentOrder } from '../../src/deciding/downgrade-check.ts';
import type { BumpJob } from '../../src/planning/bump-job.ts';
import type { Known } from '../../src/reading/images.ts';
import { POLICY } from '../images.ts';
import { jobOf } from '../job.ts';
import { COMMIT_A, digestOf, record } from '../ops.ts';

const fileOf = (app: string) => `deploy/${app}.yaml`;
const values = (app: string, tag = 'old') =>
  `image:\n  repository: ghcr.io/acme/shop/${app}\n  tag: ${tag}\n`;

const targetOf = (app: string, over: Partial<Target> = {}): Target => ({
  ...{ app, environment: 'prod', file: fileOf(app), find: { by: 'auto' } },
  ...{ digestMode: 'none', writeName: false, value: undefined },
  ...{ pattern: undefined, mode: undefined, base: undefined, from: undefined },
  release: { app, image: parseImageName(`ghcr.io/acme/shop/${app}`), tag: 'v2', digest: digestOf('2') },
  ...over,
});
const proposalOf = (target: Target): Proposal => ({
  target,
  commit: COMMIT_A,
  run: 'https://github.com/run',
});
const names = (proposals: readonly Proposal[]) =>
  proposals.map(({ target: { app, environment, file } }) => [app, environment, file]);

const ORDER: DeploymentOrder = {
  deployed: {},
  known: { unknown: 'it is not asked' },
  commit: undefined,
  ancestry: { relation: 'ancestor', ahead: 1, behind: 0, commits: [] },
};

describe('proposals that this run has nothing newer for', () => {
  const api = targetOf('api');
  const elsewhere = targetOf('api', { file: 'old/api.yaml' });
  const staging = targetOf('api', { environment: 'staging' });
  const web = targetOf('web');
  const left = (all: readonly Target[], active: readonly Target[], of = [api, elsewhere, staging, web]) =>
    names(proposalsOfOthers({ proposals: of.map(proposalOf) }, all, active));

  test.each([
    [
      'a run of no app of them leaves all',
      [targetOf('jobs')],
      [targetOf('jobs')],
      [api, elsewhere, staging, web],
    ],
    ['an app that it changes is its own there, wherever it was', [api], [api], [staging, web]],
    ['in every environment that it changes', [api, staging], [api, staging], [web]],
    [
      'one that it only looked at goes on, where it still is and where it was',
      [api],
      [],
      [api, elsewhere, staging, web],
    ],
    [
      'and a place of it that it looked at beside the changed one',
      [api, elsewhere],
      [api],
      [elsewhere, staging, web],
    ],
  ])('%s', (_, all, active, expected) => {
    expect(left(all, active)).toEqual(names(expected.map(proposalOf)));
  });
});

describe('on top of a head', () => {
  type World = {
    readonly files: Readonly<Record<string, string>>;
    readonly order?: (app: string) => DeploymentOrder;
    readonly facts?: Known;
    readonly verify?: boolean;
  };
  const carry = async ({ files, order = () => ORDER, facts, verify = true }: World, moved: boolean) => {
    const { job, edits } = await jobOf(
      { 'deploy/jobs.yaml': values('jobs') },
      `jobs=ghcr.io/acme/shop/jobs:v2@${digestOf('1')}`,
      { file: 'deploy/jobs.yaml' },
      {},
    );
    const asked: unknown[] = [];
    const own: BumpJob = {
      ...job,
      context: {
        ...job.context,
        images: {
          ...job.context.images,
          policy: verify ? POLICY : undefined,
          facts: async (image, deployed) => {
            asked.push([image.repository, deployed]);
            return facts ?? { record: record('api'), platforms: [] };
          },
        },
        downgradeCheck: {
          ...job.context.downgradeCheck,
          orderOf: async ({ app }) => order(app),
        },
      },
    };
    const head: Head = {
      ...edits.head,
      files: new Map(
        Object.entries(files).map(([path, text]) => [path, { path, mode: '100644', blob: 'b', text }]),
      ),
    };
    const carried = await carryOn(
      own,
      ['api', 'web'].map((app) => proposalOf(targetOf(app))),
      head,
      moved,
    );
    return { carried, asked, apps: carried.targets.map(({ app }) => app) };
  };
  const both = { [fileOf('api')]: values('api'), [fileOf('web')]: values('web') };

  test('each with its record, read from the image by tag and digest', async () => {
    const { carried, apps, asked } = await carry({ files: both }, true);
    expect(apps).toEqual(['api', 'web']);
    expect(carried.warnings).toEqual([]);
    for (const target of carried.targets) {
      expect(target.release.record).toEqual(record('api'));
      expect(carried.earlier.get(target)).toEqual(proposalOf(targetOf(target.app)));
      expect(carried.orders.get(target)).toBe(ORDER);
    }
    expect(asked).toEqual([
      ['acme/shop/api', { tag: 'v2', digest: digestOf('2') }],
      ['acme/shop/web', { tag: 'v2', digest: digestOf('2') }],
    ]);
  });

  test.each([
    ['one that cannot be read', { facts: { unknown: 'the registry does not answer' } }],
    ['nothing is verified', { verify: false }],
  ])('%s: without a record, and it goes on', async (_, world) => {
    const { carried, apps } = await carry({ files: both, ...world }, true);
    expect(apps).toEqual(['api', 'web']);
    for (const { release } of carried.targets) expect(release.record).toBeUndefined();
  });

  test.each([
    ['the file is gone', { [fileOf('web')]: values('web') }],
    ['the value is gone', { ...both, [fileOf('api')]: 'moved: elsewhere\n' }],
    ['the file is none any more', { ...both, [fileOf('api')]: 'image: [\n' }],
  ])('%s: it is left out with a word', async (_, files) => {
    const { carried, apps } = await carry({ files }, true);
    expect(apps).toEqual(['web']);
    expect(carried.warnings).toEqual([
      'main has no place for "api" in deploy/api.yaml any more: v2 of an earlier run is not proposed any longer.',
    ]);
  });

  const newer: DeploymentOrder = {
    ...ORDER,
    ancestry: { ...ORDER.ancestry, relation: 'descendant', behind: 2 },
  };
  const rebuilt: DeploymentOrder = { ...ORDER, laterRun: '18' };
  test.each([
    ['a newer commit', newer],
    ['what a later run made of the same commit', rebuilt],
  ])('the base has %s by now: it is left out with a word', async (_, order) => {
    const { carried, apps } = await carry(
      { files: both, order: (app) => (app === 'api' ? order : ORDER) },
      true,
    );
    expect(apps).toEqual(['web']);
    expect(carried.warnings).toEqual([
      'deploy/api.yaml deploys a newer release of "api" by now than v2, which is not proposed any longer.',
    ]);
  });

  test('where the branch left its base nothing is new: what it proposed goes on', async () => {
    const { apps } = await carry({ files: both, order: () => newer }, false);
    expect(apps).toEqual(['api', 'web']);
  });

  test('what the base has already needs no word', async () => {
    const { carried, apps } = await carry({ files: { ...both, [fileOf('api')]: values('api', 'v2') } }, true);
    expect(apps).toEqual(['api', 'web']);
    expect(carried.warnings).toEqual([]);
  });
});
