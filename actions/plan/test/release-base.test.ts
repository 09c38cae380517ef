/** What an earlier run did not release is released by the next. */

import type { App } from '@sealift/core/release/plan/apps';
import { changedFiles } from '@sealift/core/release/plan/changed-files';
import { memoryLog } from '@sealift/testing/log';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LastRelease, ReleaseQuestion } from '../src/last-release.ts';
import { changesSinceRelease } from '../src/release-base.ts';

const [OLD, NEW] = ['1'.repeat(40), '2'.repeat(40)];
const app = (name: string) => ({ app: { name, config: {} } as App, image: `ghcr.io/acme/shop/${name}` });
let log: ReturnType<typeof memoryLog>;
beforeEach(() => {
  log = memoryLog();
});

async function changes(answers: Readonly<Record<string, LastRelease>>, isDescendant = false) {
  const asked: ReleaseQuestion[] = [];
  const found = await changesSinceRelease(
    Object.keys(answers).map(app),
    () => ['main'],
    async (question) => {
      asked.push(question);
      return answers[question.app] ?? { is: 'none' };
    },
    {
      log,
      git: {
        changed: async () => [],
        isDescendant: async () => isDescendant,
        before: async () => [NEW, OLD],
        textAt: async () => undefined,
        links: async () => [],
      },
      comparison: {
        since: async (commit) => ({ files: changedFiles([commit]), entryChanged: false }),
      },
    },
  );
  return { found, asked };
}

it('is compared with the commit of its release', async () => {
  const { found, asked } = await changes({ api: { is: 'commit', commit: OLD } });
  expect(found.get('api')).toMatchObject({ files: { sorted: [OLD] } });
  expect(asked).toEqual([
    { app: 'api', image: 'ghcr.io/acme/shop/api', tags: ['main', `sha-${NEW}`, `sha-${OLD}`] },
  ]);
  expect(log.lines).toEqual([]);
});

it('is built when it was never released', async () => {
  expect((await changes({ api: { is: 'none' } })).found.get('api')).toBe('unreleased');
});

describe('stays with what the event says', () => {
  it('when a newer commit is released: a run that is run again has nothing to add', async () => {
    expect((await changes({ api: { is: 'commit', commit: NEW } }, true)).found.size).toBe(0);
  });

  it('when it cannot be known, with one notice for all of a reason', async () => {
    const reason = 'the registry is away';
    const { found } = await changes({ web: { is: 'unknown', reason }, api: { is: 'unknown', reason } });
    expect(found.size).toBe(0);
    expect(log.lines).toEqual([
      expect.stringContaining('The last release of api, web cannot be known (the registry is away)'),
    ]);
  });
});
