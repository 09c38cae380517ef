/** Which older bumps a new one replaces: only one that it holds whole, and that is not newer in anything. */
import { digestOf } from '@sealift/core/image/digest';
import { formatMarker, type PullRequestMarker } from '@sealift/deploy/pull-request/marker';
import { placeIds, type Target } from '@sealift/deploy/targets/target';
import type { Ancestry } from '@sealift/github/git/ancestry';
import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import { recordOf } from '@sealift/testing/release-records';
import { expect, test } from 'vitest';
import { isSuperseded } from '../../src/deciding/superseded.ts';

const OLD = 'a'.repeat(40);
const OURS = 'b'.repeat(40);
const NEWER = 'c'.repeat(40);
const BESIDE = 'd'.repeat(40);
const RELATIONS: Readonly<Record<string, Ancestry['relation']>> = {
  [OLD]: 'ancestor',
  [NEWER]: 'descendant',
  [BESIDE]: 'diverged',
};

const target = (app: string, commit: string | undefined, environment?: string): Target => ({
  ...{ app, environment, file: `${app}.yaml`, find: { by: 'path', path: 'image.tag' } },
  ...{ digestMode: 'none', writeName: false, value: undefined, pattern: undefined },
  ...{ mode: undefined, base: undefined, from: undefined },
  release: {
    ...{ app, image: { registry: 'ghcr.io', repository: `acme/shop/${app}` } },
    ...{ tag: 'v2', digest: digestOf('x') },
    ...(commit === undefined
      ? {}
      : { record: recordOf(app, { source: { ...recordOf(app).source, commit } }) }),
  },
});
const TARGETS = [target('api', OURS), target('web', OURS)];

type Case = {
  readonly marker?: Partial<PullRequestMarker>;
  readonly targets?: readonly Target[];
  readonly body?: string;
};

const ask = ({ marker, targets = TARGETS, body }: Case) => {
  const older: PullRequestMarker = {
    ...{ v: 1, source: 'acme/shop', ref: 'main', group: 'run', key: '16', run: '16' },
    ...{ environments: [''], apps: { api: OLD }, places: placeIds(targets) },
    ...marker,
  };
  const pull: PullRequest = {
    ...{ id: 'PR_1', number: 1, url: 'https://github.com/acme/ops/pull/1', state: 'open', draft: false },
    ...{ title: 'Deploy', body: body ?? formatMarker(older), branch: 'old', head: OLD, base: 'main' },
    ...{ own: true, labels: [], conflicting: false, queued: false, autoMergeBy: undefined },
  };
  return isSuperseded(pull, targets, {
    origin: { repository: 'acme/shop', ref: 'main', run: '17', runUrl: undefined },
    downgradeCheck: {
      ancestry: async (_release, commits) =>
        new Map(
          commits.flatMap((commit) => {
            const relation = RELATIONS[commit];
            return relation === undefined ? [] : [[commit, { relation, ahead: 0, behind: 0, commits: [] }]];
          }),
        ),
      orderOf: () => Promise.reject(new Error('Nothing deployed is looked at.')),
    },
  });
};

test.each<[string, Case]>([
  ['an ancestor of one of the apps', {}],
  ['ancestors of all apps', { marker: { apps: { api: OLD, web: OLD } } }],
  ['the same commit again', { marker: { apps: { api: OURS } } }],
  ['no commit is known, and it is of an earlier run', { marker: { apps: { api: '' } } }],
  [
    'ours has no commit, and it is of an earlier run',
    { marker: { apps: { api: NEWER } }, targets: [target('api', undefined)] },
  ],
  ['the same environment', { marker: { environments: ['prod'] }, targets: [target('api', OURS, 'prod')] }],
])('replaced: %s', async (_name, given) => {
  expect(await ask(given)).toBe(true);
});

test.each<[string, Case]>([
  ['a text without a marker', { body: 'Mine' }],
  ['another source', { marker: { source: 'acme/other' } }],
  ['another ref', { marker: { ref: 'release' } }],
  ['no app at all', { marker: { apps: {} } }],
  ['an app that is not in this one', { marker: { apps: { api: OLD, jobs: OLD } } }],
  ['another place', { marker: { places: { api: '000000000000' } } }],
  ['a place that is not said', { marker: { places: {} } }],
  ['another environment', { marker: { environments: ['', 'prod'] } }],
  ['a newer commit', { marker: { apps: { api: NEWER } } }],
  ['a newer commit of one of the apps', { marker: { apps: { api: OLD, web: NEWER } } }],
  ['a commit beside ours', { marker: { apps: { api: BESIDE } } }],
  ['a commit that nobody knows', { marker: { apps: { api: 'e'.repeat(40) } } }],
  ['no commit is known, and it is of a later run', { marker: { apps: { api: '' }, run: '18' } }],
  ['no commit is known, and it is of this run', { marker: { apps: { api: '' }, run: '17' } }],
  [
    'ours has no commit, and it is of a later run',
    { marker: { apps: { api: OLD }, run: '18' }, targets: [target('api', undefined)] },
  ],
])('left open: %s', async (_name, given) => {
  expect(await ask(given)).toBe(false);
});
