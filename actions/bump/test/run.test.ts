import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  API_VALUES,
  BRANCH,
  COMMIT_A,
  COMMIT_B,
  changedLines,
  newer,
  type Ops,
  record,
  startOps,
  WEB_VALUES,
} from './ops.ts';

let ops: Ops;
beforeEach(async () => {
  ops = await startOps();
});
afterEach(() => ops.stop());

const both = [record('api'), record('web')];
const OLD_LINE = '  tag: "sha-0000000"   # set by the pipeline\r';

test('one verified commit, one pull request, one changed line for each app', async () => {
  const outputs = await ops.bump(both, { labels: 'deployment, prod' });
  expect(ops.pulls()).toHaveLength(1);
  const [pull] = ops.pulls();
  expect(outputs).toMatchObject({
    'pull-request-number': '1',
    changed: 'true',
    branch: BRANCH,
    commit: ops.git('rev-parse', BRANCH).trim(),
  });
  expect(outputs['pull-request-url']).toBe('https://github.com/acme/ops/pull/1');
  expect(changedLines(ops, 'main', BRANCH)).toEqual([
    `-${OLD_LINE}`,
    `+${OLD_LINE.replace('sha-0000000', `sha-${COMMIT_A}`)}`,
    "-image: {repository: ghcr.io/acme/shop/web, tag: '1.10'}",
    `+image: {repository: ghcr.io/acme/shop/web, tag: 'sha-${COMMIT_A}'}`,
  ]);
  expect(ops.git('show', `${BRANCH}:deploy/helm/api/values-prod.yaml`)).toBe(
    API_VALUES.replace('sha-0000000', `sha-${COMMIT_A}`),
  );
  expect(ops.git('show', `${BRANCH}:deploy/helm/web/values-prod.yaml`)).toBe(
    WEB_VALUES.replace('1.10', `sha-${COMMIT_A}`),
  );
  expect(ops.git('rev-list', '--count', `main..${BRANCH}`).trim()).toBe('1');
  const { data } = await ops.api('GET', `/commits/${outputs.commit}`);
  expect(data).toMatchObject({
    commit: { verification: { verified: true } },
    author: { login: 'sealift-ops[bot]' },
  });
  expect(pull?.title).toBe(`Deploy api and web: sha-${COMMIT_A.slice(0, 7)}`);
  expect([...(pull?.labels ?? [])].sort()).toEqual(['deployment', 'prod']);
  expect(pull?.body).toContain(`| **api** | \`sha-0000000\` → \`sha-${COMMIT_A.slice(0, 7)}\` |`);
  expect(pull?.body).toContain(`https://github.com/acme/shop/commit/${COMMIT_A}`);
  expect(ops.summary()).toContain('[#1](https://github.com/acme/ops/pull/1)');
  expect(outputs.diff).toContain('@@ -5 +5 @@');
  expect(ops.git('fsck', '--strict', '--no-dangling')).toBe('');
});

test('the requests of a first bump', async () => {
  await ops.bump(both);
  const id = String(/installations\/(\d+)/.exec(ops.requests.join('\n'))?.[1]);
  const shown = ops.requests.map((line) => line.replace(/[0-9a-f]{40}/, '<sha>').replace(id, '<id>'));
  expect(shown).toEqual([
    'GET /repos/acme/ops/installation',
    'POST /app/installations/<id>/access_tokens',
    'POST /graphql Ops',
    'POST /repos/acme/ops/git/trees',
    'GET /repos/acme/ops/git/trees/<sha>',
    'POST /repos/acme/ops/git/commits',
    'POST /repos/acme/ops/git/refs',
    'POST /repos/acme/ops/pulls',
    // The way back needs the number.
    'PATCH /repos/acme/ops/pulls/1',
    // The token ends with the work, not an hour later.
    'DELETE /installation/token',
  ]);
  expect(ops.slept).toEqual([]);
});

test('labels that the repository has take no request of their own', async () => {
  ops.github.configureRepository('acme/ops', { labels: ['Prod', 'deployment'] });
  await ops.bump(both, { labels: 'prod, deployment' });
  expect(ops.requests.at(-2)).toBe('POST /graphql UpdateAndLabel');
  expect(ops.requests).toHaveLength(10);
  expect([...(ops.pulls()[0]?.labels ?? [])].sort()).toEqual(['deployment', 'prod']);
});

test('one that it lacks is made beside those that it has', async () => {
  ops.github.configureRepository('acme/ops', { labels: ['deployment'] });
  await ops.bump(both, { labels: 'prod, deployment' });
  expect(ops.requests.slice(-3, -1)).toEqual([
    'POST /graphql UpdateAndLabel',
    'POST /repos/acme/ops/issues/1/labels',
  ]);
  expect([...(ops.pulls()[0]?.labels ?? [])].sort()).toEqual(['deployment', 'prod']);
});

test('the same release again changes nothing', async () => {
  const first = await ops.bump(both);
  const [refs, body] = [ops.refs(), ops.pulls()[0]?.body];
  ops.requests.length = 0;
  const second = await ops.bump(both);
  expect(second).toEqual({ ...first, changed: 'false' });
  expect(ops.refs()).toBe(refs);
  expect(ops.pulls()).toHaveLength(1);
  expect(ops.pulls()[0]?.body).toBe(body);
  expect(
    ops.requests.filter(
      (line) => !/^GET|access_tokens|installation\/token$|graphql (?:Ops|History|Files)$/.test(line),
    ),
  ).toEqual([]);
});

test('a newer commit of the same ref updates the open pull request', async () => {
  await ops.bump(both);
  const outputs = await ops.bump([newer('api')]);
  expect(outputs).toMatchObject({ changed: 'true', 'pull-request-number': '1' });
  expect(ops.pulls()).toHaveLength(1);
  expect(ops.git('rev-list', '--count', `main..${BRANCH}`).trim()).toBe('1');
  expect(changedLines(ops, 'main', BRANCH).filter((line) => line.startsWith('+'))).toEqual([
    expect.stringContaining(COMMIT_B),
    expect.stringContaining(COMMIT_A),
  ]);
  const body = ops.pulls()[0]?.body ?? '';
  expect(body).toContain(`\`sha-0000000\` → \`sha-${COMMIT_B.slice(0, 7)}\``);
  // What the first run said about web is still true.
  expect(body).toContain(`\`1.10\` → \`sha-${COMMIT_A.slice(0, 7)}\``);
  expect(body.match(/sealift:row:/g)).toHaveLength(2);
});

test('another source ref has a branch and a pull request of its own', async () => {
  await ops.bump(both);
  const source = { ...record('api').source, ref: 'refs/heads/feature/Größe:1' };
  const outputs = await ops.bump([record('api', { source })]);
  expect(outputs.branch).toMatch(/^sealift\/acme-shop\/feature\/Gr-e-1-[0-9a-f]{8}$/);
  expect(ops.pulls()).toHaveLength(2);
});

describe('branches that are there already', () => {
  test('killed between commit and pull request: the rerun opens exactly one', async () => {
    ops.inject({ method: 'POST', path: /\/pulls$/ }, { status: 500, body: '{}' }, 10);
    await expect(ops.bump(both)).rejects.toMatchObject({ category: 'remote' });
    ops.clearFaults();
    const refs = ops.refs();
    expect(refs).toContain(BRANCH);
    const outputs = await ops.bump(both);
    expect(outputs).toMatchObject({ changed: 'true', 'pull-request-number': '1' });
    expect(ops.refs()).toBe(refs);
    expect(ops.pulls()).toHaveLength(1);
  });

  test('killed before the branch: nothing is left behind but unreferenced objects', async () => {
    ops.inject({ method: 'POST', path: /\/git\/refs$/ }, { status: 500, body: '{}' }, 10);
    await expect(ops.bump(both)).rejects.toMatchObject({ category: 'remote' });
    ops.clearFaults();
    expect(ops.refs()).not.toContain(BRANCH);
    await ops.bump(both);
    expect(ops.git('rev-list', '--count', `main..${BRANCH}`).trim()).toBe('1');
  });

  test('a pull request closed by hand: the next one shows exactly the new change, and nothing is lost', async () => {
    await ops.bump(both);
    await ops.commit(BRANCH, { 'notes.txt': 'by hand\n' });
    const closed = ops.git('rev-parse', BRANCH).trim();
    await ops.api('PATCH', '/pulls/1', { state: 'closed' });
    const outputs = await ops.bump([newer('api')]);
    expect(outputs['pull-request-number']).toBe('2');
    expect(ops.git('rev-parse', 'refs/pull/1/head').trim()).toBe(closed);
    expect(ops.log.join('\n')).toMatch(
      new RegExp(`warning: .*#1 holds commits of alice \\(${closed.slice(0, 7)}\\)`),
    );
    // Three dots: what the pull request shows.
    expect(changedLines(ops, ops.git('merge-base', 'main', BRANCH).trim(), BRANCH)).toEqual([
      expect.stringContaining('sha-0000000'),
      expect.stringContaining(COMMIT_B),
    ]);
  });

  test('a squash-merged pull request whose branch stayed: a clean one follows', async () => {
    await ops.bump(both);
    const merged = {
      'deploy/helm/api/values-prod.yaml': API_VALUES.replace('sha-0000000', `sha-${COMMIT_A}`),
      'deploy/helm/web/values-prod.yaml': WEB_VALUES.replace('1.10', `sha-${COMMIT_A}`),
    };
    await ops.commit('main', merged, 'Squash');
    await ops.api('PATCH', '/pulls/1', { state: 'closed' });
    const again = await ops.bump(both);
    expect(again).toMatchObject({ changed: 'false', 'pull-request-url': '', commit: '', diff: '' });
    expect(ops.log).toContain('notice: acme/ops has these tags already; nothing was changed.');
    const next = await ops.bump([newer('web')]);
    expect(next['pull-request-number']).toBe('2');
    expect(changedLines(ops, 'main', BRANCH)).toHaveLength(2);
    const { data } = await ops.api('GET', '/pulls/2');
    expect(data).toMatchObject({ mergeable: true });
  });

  test('commits of people on the branch stay', async () => {
    await ops.bump(both);
    const byHand = await ops.commit(BRANCH, { 'notes.txt': 'keep me\n' });
    await ops.bump([newer('api'), newer('web')]);
    expect(ops.git('merge-base', '--is-ancestor', byHand, BRANCH)).toBe('');
    expect(ops.git('show', `${BRANCH}:notes.txt`)).toBe('keep me\n');
  });

  test('the base moved elsewhere: the branch is one commit on it, and nothing is warned of', async () => {
    await ops.bump(both);
    await ops.commit('main', { 'README.md': '# Other\n' });
    await ops.bump([newer('api'), newer('web')]);
    expect(ops.log.filter((line) => /^warning: (?!No signature)/.test(line))).toEqual([]);
    expect(ops.git('rev-parse', `${BRANCH}~1`)).toBe(ops.git('rev-parse', 'main'));
    expect((await ops.api('GET', '/pulls/1')).data).toMatchObject({ mergeable: true });
  });

  test('the base changed the same value: it is said, in the log and in the pull request', async () => {
    await ops.bump(both);
    await ops.commit('main', {
      'deploy/helm/api/values-prod.yaml': API_VALUES.replace('sha-0000000', 'sha-hotfix'),
    });
    await ops.bump([newer('api'), newer('web')]);
    const warnings = ops.log.filter((line) => /^warning: (?!No signature)/.test(line));
    expect(warnings).toEqual([
      expect.stringMatching(/main changed image\.tag of "api".*from "sha-0000000" to "sha-hotfix"/),
    ]);
    expect(ops.pulls()[0]?.body).toContain('> [!WARNING]');
    expect(ops.pulls()[0]?.body).toContain('`sha-hotfix` → ');
    // And it is no conflict any more.
    expect((await ops.api('GET', '/pulls/1')).data).toMatchObject({ mergeable: true });
  });

  test('a file that came to the base later: the branch is made anew with it', async () => {
    await ops.bump(both);
    await ops.commit('main', { 'deploy/helm/jobs/values-prod.yaml': 'image: {tag: a}\n' });
    expect((await ops.bump([record('jobs')])).changed).toBe('true');
    expect(changedLines(ops, 'main', BRANCH)).toHaveLength(6);
  });

  test('or, with commits of people on it, it says how to go on', async () => {
    await ops.bump(both);
    await ops.commit(BRANCH, { 'notes.txt': 'keep me\n' });
    await ops.commit('main', { 'deploy/helm/jobs/values-prod.yaml': 'image: {tag: a}\n' });
    const refs = ops.refs();
    await expect(ops.bump([record('jobs')])).rejects.toMatchObject({
      category: 'configuration',
      message: expect.stringContaining('cannot be edited although main can'),
    });
    expect(ops.refs()).toBe(refs);
  });

  test('a pull request that a person opened from this branch keeps its text', async () => {
    await ops.api('POST', '/git/refs', {
      ref: `refs/heads/${BRANCH}`,
      sha: ops.git('rev-parse', 'main').trim(),
    });
    await ops.commit(BRANCH, { 'notes.txt': 'x\n' });
    await ops.api('POST', '/pulls', { head: BRANCH, base: 'main', title: 'Mine', body: 'My words' });
    const outputs = await ops.bump(both);
    expect(outputs).toMatchObject({ 'pull-request-number': '1', changed: 'true' });
    expect(ops.pulls()[0]).toMatchObject({ title: 'Mine', body: 'My words' });
  });
});

describe('two bumps at once', () => {
  test('of different apps: one branch, one pull request, both changes', async () => {
    await Promise.all([ops.bump([record('api')]), ops.bump([record('web')])]);
    expect(ops.pulls().filter(({ state }) => state === 'open')).toHaveLength(1);
    expect(changedLines(ops, 'main', BRANCH)).toHaveLength(4);
    expect(ops.git('fsck', '--strict', '--no-dangling')).toBe('');
  });

  test('four on an open pull request', async () => {
    await ops.bump([record('api')]);
    await Promise.all([
      ops.bump([newer('api')]),
      ops.bump([record('web')]),
      ops.bump([newer('web')]),
      ops.bump([newer('api')]),
    ]);
    expect(ops.pulls()).toHaveLength(1);
    expect(changedLines(ops, 'main', BRANCH)).toHaveLength(4);
    expect(ops.git('show', `${BRANCH}:deploy/helm/api/values-prod.yaml`)).toContain(COMMIT_B);
  });
});

test('a dry run prints the diff and changes nothing', async () => {
  const refs = ops.refs();
  const outputs = await ops.bump(both, { 'dry-run': 'true' });
  expect(outputs).toMatchObject({ changed: 'false', 'pull-request-url': '', commit: '' });
  expect(outputs.diff.split('\n')).toEqual([
    '--- a/deploy/helm/api/values-prod.yaml',
    '+++ b/deploy/helm/api/values-prod.yaml',
    '@@ -5 +5 @@',
    '-  tag: "sha-0000000"   # set by the pipeline',
    `+  tag: "sha-${COMMIT_A}"   # set by the pipeline`,
    '--- a/deploy/helm/web/values-prod.yaml',
    '+++ b/deploy/helm/web/values-prod.yaml',
    '@@ -1 +1 @@',
    "-image: {repository: ghcr.io/acme/shop/web, tag: '1.10'}",
    `+image: {repository: ghcr.io/acme/shop/web, tag: 'sha-${COMMIT_A}'}`,
  ]);
  expect(ops.refs()).toBe(refs);
  expect(ops.pulls()).toEqual([]);
  expect(
    ops.requests.filter(
      (line) => !/^GET|access_tokens|installation\/token$|graphql (?:Ops|History|Files)$/.test(line),
    ),
  ).toEqual([]);
});

test('images instead of evidence, with the digest in the value', async () => {
  const digest = `sha256:${'d'.repeat(64)}`;
  await ops.bump([], { images: `api=ghcr.io/acme/shop/api:v2@${digest}`, 'digest-mode': 'suffix' });
  expect(changedLines(ops, 'main', BRANCH)[1]).toBe(`+${OLD_LINE.replace('sha-0000000', `v2@${digest}`)}`);
  expect(ops.pulls()[0]?.body).toContain('| **api** | `sha-0000000` → `v2` | unknown |');
});

test('an older release value that looks like a number is written so that it stays text', async () => {
  await ops.bump([record('api', { deployTag: '1.20' }), record('web', { deployTag: '0123456' })]);
  expect(ops.git('show', `${BRANCH}:deploy/helm/web/values-prod.yaml`)).toContain("tag: '0123456'");
});

test('file modes stay', async () => {
  await ops.stop();
  ops = await startOps({ 'bin/run.yaml': 'tag: a\n', 'bin/other.sh': 'x: 1\n' });
  await ops.bump([record('api')], { file: 'bin/run.yaml', path: 'tag' });
  expect(ops.git('ls-tree', '-r', BRANCH)).toMatch(
    /100755 blob \w+\tbin\/other\.sh\n100755 blob \w+\tbin\/run\.yaml/,
  );
});

test('one file for all apps', async () => {
  await ops.stop();
  ops = await startOps({ 'values.yaml': 'apps:\n  api: {tag: a}\n  my.web: {tag: a} # c\n' });
  await ops.bump([record('api'), record('my.web')], { file: 'values.yaml', path: 'apps.{app}.tag' });
  expect(ops.git('show', `${BRANCH}:values.yaml`)).toBe(
    `apps:\n  api: {tag: sha-${COMMIT_A}}\n  my.web: {tag: sha-${COMMIT_A}} # c\n`,
  );
});

test('100 apps: one commit, a text that GitHub takes, few requests', async () => {
  const apps = Array.from({ length: 100 }, (_, index) => `service-with-a-long-name-${index}`);
  await ops.stop();
  ops = await startOps(
    Object.fromEntries(
      apps.map((app, index) => [`deploy/helm/${app}/values-prod.yaml`, `image:\n  tag: a${index}\n`]),
    ),
  );
  const outputs = await ops.bump(apps.map((app) => record(app)));
  expect(outputs.changed).toBe('true');
  expect(changedLines(ops, 'main', BRANCH)).toHaveLength(200);
  const body = ops.pulls()[0]?.body ?? '';
  expect(body.length).toBeLessThan(65_536);
  expect(body.match(/sealift:row:/g)).toHaveLength(100);
  expect(body).toMatch(/left out/);
  expect(ops.requests).toHaveLength(10);
}, 60_000);
