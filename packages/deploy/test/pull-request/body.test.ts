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
  test.each([1, 3, 40, 100])('%i apps', async (count) => {
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
    expect(above(back, 'rollback')).toContain('Rolls back api in prod to sha-4f1c2d9');
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
    expect(body([sampleChange('api')], { warnings: ['the base moved'] })).toContain(
      '> - **This run**: the base moved',
    );
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
    const name = 'app-with-a-name-that-is-as-long-as-names-of-apps-may-be';
    const text = body(Array.from({ length: 1200 }, (_, index) => sampleChange(`${name}-${index}`)));
    expect(text.length).toBeLessThanOrEqual(MAX_BODY);
    expect(text).toMatch(/and [\d,]+ more apps: see the files changed/);
  });
  test('one quiet app is shown whole', () => {
    expect(body([sampleChange('api')])).not.toMatch(/shortened|left out/);
  });
  test('what is quiet goes first, then the lists of the others are shortened', () => {
    const text = body([heavy('a'), heavy('b'), sampleChange('c')]);
    expect(text).toMatch(/The lists of 2 apps are shortened; The details of 1 app are left out/);
    for (const app of ['a', 'b']) expect(text).toContain(`<!-- sealift:details:${app}@prod -->`);
    expect(text).not.toContain('<!-- sealift:details:c@prod -->');
    expect(text).toContain('And: c (prod).');
  });
});

describe('an update of a rolling pull request', () => {
  const RUN = 'https://github.com/acme/shop/actions/runs/1';
  /** Of an earlier run: what it said was read, and cannot be read again. */
  const earlierChange = (app: string, more: Partial<AppChange> = {}): AppChange => {
    const {
      record: _record,
      signer: _signer,
      comparison: _comparison,
      commits: _commits,
      ...rest
    } = sampleChange(app);
    return { ...rest, proposed: 'earlier', verification: { kind: 'earlier', by: RUN }, ...more };
  };
  const earlier = body([
    sampleChange('api', {
      commits: {
        compareUrl: 'https://github.com/acme/shop/compare/a...b',
        relation: 'descendant',
        ahead: 0,
        behind: 2,
        list: [],
      },
    }),
    sampleChange('web'),
    sampleChange('web', { environment: 'stage' }),
  ]);

  test('keeps what was said of other apps, with their warnings and what they share', () => {
    const text = body([sampleChange('new'), earlierChange('api'), earlierChange('web')], {
      previous: earlier.replaceAll('\n', '\r\n'),
    });
    expect(text).toContain('Deploys new, api and web to prod');
    expect(text.match(/<!-- sealift:row:/g)).toHaveLength(3);
    expect(text.match(/<!-- sealift:warning:api@prod -->/g)).toHaveLength(1);
    expect(text).toContain('[3 commits]');
    const uses = [...text.matchAll(/<!-- sealift:uses:(\w+) -->/g)].map(([, id]) => id);
    expect(uses.length).toBeGreaterThan(0);
    for (const id of uses) expect(text.split(`<!-- sealift:shared:${id} -->`)).toHaveLength(2);
  });
  test('says the same when nothing is new', () => {
    const changes = [sampleChange('new'), earlierChange('api'), earlierChange('web')];
    const once = body(changes, { previous: earlier });
    expect(body(changes, { previous: once })).toBe(once);
  });
  test('replaces what it says of an app, its warning too', () => {
    const text = body([sampleChange('api')], { previous: earlier });
    expect(text).not.toContain('[!WARNING]');
    expect(text.match(/<!-- sealift:row:api@prod -->/g)).toHaveLength(1);
  });
  test('says nothing of one image that was said of another', () => {
    const digest = `sha256:${'1'.repeat(64)}` as const;
    const other = earlierChange('api', { digest, after: { tag: 'v2', digest } });
    const text = body([other], { previous: earlier });
    expect(text).not.toContain('goes **back**');
    expect(text).toContain(digest);
    expect(text).toContain('its statements could not be read again');
  });
  test('names nothing that the branch does not change any more', () => {
    const text = body([earlierChange('web')], { previous: earlier });
    expect(text).not.toContain('api');
    expect(text).not.toContain('stage');
  });
  test("keeps nothing of a text that is a person's", () => {
    expect(isBumpBody('hello')).toBe(false);
    expect(isBumpBody(earlier)).toBe(true);
    const previous = earlier.replace('<!-- sealift:bump -->', '');
    expect(body([earlierChange('web')], { previous })).toBe(body([earlierChange('web')]));
  });
  test('of 100 apps stays within the limit', () => {
    const apps = Array.from({ length: 100 }, (_, index) => `app-${index}`);
    const previous = body(apps.map(heavy));
    const text = body([heavy('new'), ...apps.map((app) => earlierChange(app))], { previous });
    expect(text.length).toBeLessThanOrEqual(MAX_BODY);
    expect(text).toContain('<!-- sealift:row:new@prod -->');
  });
});

test('what stands in the file already is named nowhere', () => {
  const idle = sampleChange('idle');
  const edits = idle.edits.map((edit) => ({ ...edit, before: edit.after }));
  const text = body([sampleChange('api'), { ...idle, edits }]);
  expect(text).not.toContain('idle');
  expect(text).toContain('Deploys api to prod: sha-4f1c2d9');
});

test('the job summary has every pull request, and no hidden comment', () => {
  const summary = renderBumpSummary({ text: [sampleText(2), sampleText(1)] });
  expect(summary.match(/^### /gm)).toHaveLength(2);
  // What both apps share twice, and three apps.
  expect(summary.match(/<details>/g)).toHaveLength(5);
  expect(summary).not.toContain('<!--');
});
