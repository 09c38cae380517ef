import { found } from '@sealift/testing/release-records';
import { describe, expect, test } from 'vitest';
import { isBumpBody, MAX_BODY, renderPullRequestBody } from '../../src/pull-request/body.ts';
import { MAX_SUMMARY, renderBumpSummary } from '../../src/pull-request/summary.ts';
import type { AppChange, PullRequestText } from '../../src/pull-request/text.ts';
import { MARKER, sampleChange, sampleText } from './sample.ts';

const body = (changes: readonly AppChange[], more: Partial<PullRequestText> = {}) =>
  renderPullRequestBody({ changes, marker: MARKER, warnings: [], kind: 'deploy', hasTrust: true, ...more });

/** More of everything than any release has. */
const heavy = (app: string): AppChange => {
  const list = Array.from({ length: 2000 }, (_, index) => `entry-${index}`.padEnd(60, 'x'));
  return sampleChange(app, {
    comparison: {
      vulnerabilities: {
        introduced: list.map((id) => found(id, 'CRITICAL')),
        accepted: [],
        fixed: list.map((id) => found(id)),
        sameDatabase: false,
      },
      packages: {
        added: list.map((name) => ({ type: 'npm', name, version: '1' })),
        removed: list.map((name) => ({ type: 'npm', name, version: '1' })),
        changed: list.map((name) => ({ type: 'npm', name, from: '2', to: '1', direction: 'downgrade' })),
      },
      sizes: [{ platform: 'linux/amd64', before: 1, after: 2 }],
    },
    commits: {
      compareUrl: `https://github.com/acme/shop/compare/${'a'.repeat(40)}...${'b'.repeat(40)}`,
      relation: 'diverged',
      ahead: 500,
      behind: 3,
      list: list.map((title) => ({ sha: 'c'.repeat(40), title, author: 'mona' })),
    },
    chart: { problems: list.slice(0, 9), notes: list },
  });
};

describe('goldens', () => {
  test.each([1, 2, 10, 100])('%i apps', async (count) => {
    const text = renderPullRequestBody(sampleText(count));
    expect(text.length).toBeLessThanOrEqual(MAX_BODY);
    await expect(`${text}\n`).toMatchFileSnapshot(`../__snapshots__/pull-request/${count}.md`);
  });
});

describe('what must not be overlooked stands above the table', () => {
  const above = (change: AppChange, kind: PullRequestText['kind'] = 'deploy') =>
    body([change], { kind }).split('| App |')[0] ?? '';
  test('verification that is off', () => {
    expect(above(sampleChange('api', { verification: { kind: 'off' } }))).toMatch(
      /\[!CAUTION\]\n> - \*\*api \\\(prod\\\)\*\*|\[!CAUTION\]\n> - \*\*api \(prod\)\*\*: nothing was verified/,
    );
    expect(above(sampleChange('api'))).not.toContain('[!');
  });
  test('a way back, unless it is meant', () => {
    const back = sampleChange('api', {
      commits: {
        compareUrl: 'https://x.test/a/b/compare/c...d',
        relation: 'descendant',
        ahead: 0,
        behind: 2,
        list: [],
      },
    });
    expect(above(back)).toContain('goes **back** by 2 commits');
    expect(above(back, 'rollback')).not.toContain('[!');
    expect(above(back, 'rollback')).toContain('Rolls back 1 app');
  });
  test('new vulnerabilities that are critical or high, no others', () => {
    const introducing = (severity: 'LOW' | 'CRITICAL') =>
      sampleChange('api', {
        comparison: {
          vulnerabilities: {
            introduced: [found('CVE-1', severity)],
            accepted: [],
            fixed: [],
            sameDatabase: true,
          },
          packages: { added: [], removed: [], changed: [] },
          sizes: [],
        },
      });
    expect(above(introducing('CRITICAL'))).toContain('new vulnerabilities: **1 critical**');
    expect(above(introducing('LOW'))).not.toContain('[!');
  });
  test('an accepted risk is no alert: it is listed with its reason and its end', () => {
    const suppressed = { statement: 'not reachable', expiresAt: '2027-01-31T00:00:00Z' };
    const accepted = { ...found('CVE-1', 'CRITICAL'), suppressed };
    const change = sampleChange('api', {
      comparison: {
        vulnerabilities: { introduced: [], accepted: [accepted], fixed: [], sameDatabase: true },
        packages: { added: [], removed: [], changed: [] },
        sizes: [],
      },
    });
    expect(above(change)).not.toContain('[!');
    const markdown = body([change]);
    expect(markdown).toContain('0 new, 1 accepted, 0 fixed');
    expect(markdown.replaceAll('\\', '')).toContain('accepted until 2027-01-31: not reachable');
    expect(markdown).not.toContain('🆕');
  });
  test('a chart that breaks, and what the run says', () => {
    const broken = sampleChange('api', { chart: { problems: ['it does not render'], notes: [] } });
    expect(above(broken)).toContain('chart: it does not render');
    expect(body([sampleChange('api')], { warnings: ['the base moved'] })).toContain('> ⚠️ the base moved');
  });
});

test('unverified words are not shown as verified', () => {
  const text = body([sampleChange('api', { verification: { kind: 'off' } })]);
  expect(text).toContain('which nobody checked');
  expect(text).not.toMatch(/✅ \[run\]|was verified before this/);
});

test('without a comparison there is a reason', () => {
  const { comparison: _, ...rest } = sampleChange('api', { notCompared: 'it is not in the registry' });
  expect(body([rest])).toContain('are not compared with the deployed image: it is not in the registry.');
});

describe('length', () => {
  test.each([1, 2, 10, 100])('%i apps with everything in them', (count) => {
    const apps = Array.from({ length: count }, (_, index) => heavy(`app-${index}`));
    const text = body(apps);
    expect(text.length).toBeLessThanOrEqual(MAX_BODY);
    expect(text).toContain('the job summary of the run](https://github.com/acme/shop/actions/runs/');
    expect(text).toMatch(/shortened|left out|more apps/);
    if (count <= 100) for (const { app } of apps) expect(text).toContain(`<!-- sealift:row:${app}@prod -->`);
    const summary = renderBumpSummary({
      text: [{ changes: apps, marker: MARKER, warnings: [], kind: 'deploy', hasTrust: true }],
    });
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(MAX_SUMMARY);
  });
  test('more apps than there are rows for', () => {
    const text = body(Array.from({ length: 400 }, (_, index) => sampleChange(`app-${index}`)));
    expect(text.length).toBeLessThanOrEqual(MAX_BODY);
    expect(text).toMatch(/and \d+ more apps: see the files changed/);
  });
  test('one quiet app is shown whole', () => {
    expect(body([sampleChange('api')])).not.toMatch(/shortened|left out/);
  });
  test('lists are shortened before details go', () => {
    const text = body([heavy('a'), heavy('b'), sampleChange('c')]);
    expect(text).toMatch(/The lists of \d apps? are shortened/);
    expect(text).not.toContain('left out');
  });
});

describe('an update of a rolling pull request', () => {
  const earlier = body([
    sampleChange('api', { verification: { kind: 'off' } }),
    sampleChange('web'),
    sampleChange('web', { environment: 'stage' }),
  ]);

  test('keeps what was said of other apps, with their warnings', () => {
    const text = body([sampleChange('web')], { previous: earlier.replaceAll('\n', '\r\n') });
    expect(text).toContain('Deploys 3 apps');
    expect(text.match(/<!-- sealift:row:/g)).toHaveLength(3);
    expect(text.match(/<details>/g)).toHaveLength(3);
    expect(text).not.toContain('Every image was verified');
    expect(text.match(/<!-- sealift:caution:api@prod -->/g)).toHaveLength(1);
  });
  test('says the same when nothing is new', () => {
    const again = body([sampleChange('web')], { previous: earlier });
    expect(body([sampleChange('web')], { previous: again })).toBe(again);
  });
  test('replaces what it says of an app, its warning too', () => {
    const text = body([sampleChange('api')], { previous: earlier });
    expect(text).not.toContain('[!CAUTION]');
    expect(text.match(/<!-- sealift:row:api@prod -->/g)).toHaveLength(1);
  });
  test("keeps nothing of a text that is a person's", () => {
    expect(isBumpBody('hello')).toBe(false);
    expect(isBumpBody(earlier)).toBe(true);
    expect(body([sampleChange('web')], { previous: earlier.replace('<!-- sealift:bump -->', '') })).toBe(
      body([sampleChange('web')]),
    );
  });
  test('of 100 apps stays within the limit', () => {
    const previous = body(Array.from({ length: 100 }, (_, index) => heavy(`app-${index}`)));
    const text = body([heavy('new')], { previous });
    expect(text.length).toBeLessThanOrEqual(MAX_BODY);
    expect(text).toContain('<!-- sealift:row:new@prod -->');
  });
});

test('the job summary has every pull request, its address, and no hidden comment', () => {
  const summary = renderBumpSummary({
    text: [{ ...sampleText(2), url: 'https://github.com/acme/ops/pull/7' }, sampleText(1)],
  });
  expect(summary).toContain('[Pull request](https://github.com/acme/ops/pull/7)');
  expect(summary.match(/<details>/g)).toHaveLength(3);
  expect(summary).not.toContain('<!--');
});
