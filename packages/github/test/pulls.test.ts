import { describe, expect, test } from 'vitest';
import { mergeWhenReady } from '../src/pulls/auto-merge.ts';
import { addAssignees, addLabels, requestReviewers, setMilestone } from '../src/pulls/metadata.ts';
import {
  closePullRequest,
  fromGraph,
  openPullRequest,
  type PullRequest,
  updatePullRequest,
} from '../src/pulls/pull-requests.ts';
import { clientOn, graph, graphError, networkError, type Step } from './transport.ts';

const repository = { owner: 'acme', repo: 'ops' };
const OK: Step = { status: 200, body: {} };

const PULL: PullRequest = {
  id: 'PR_1',
  number: 7,
  url: 'https://github.com/acme/ops/pull/7',
  state: 'open',
  draft: false,
  title: 'Deploy shop',
  body: 'text',
  branch: 'sealift/shop',
  head: 'a'.repeat(40),
  base: 'main',
  own: true,
  labels: ['Deployment'],
  conflicting: false,
  queued: false,
  autoMergeBy: undefined,
};

/** GET /pulls/7, without what is not read. */
const rest = (change: Readonly<Record<string, unknown>> = {}) => ({
  node_id: 'PR_1',
  number: 7,
  html_url: PULL.url,
  state: 'open',
  merged_at: null,
  draft: false,
  title: PULL.title,
  body: PULL.body,
  head: { ref: 'sealift/shop', sha: PULL.head, repo: { full_name: 'acme/ops' } },
  base: { ref: 'main', repo: { full_name: 'acme/ops' } },
  labels: [{ name: 'Deployment' }],
  ...change,
});

const NEW = { head: 'sealift/shop', base: 'main', title: 'Deploy shop', body: 'text', draft: false };
const lines = (on: ReturnType<typeof clientOn>) =>
  on.requests.map(({ line }) => line.replace('https://api.github.com/repos/acme/ops', ''));

describe('what is put on a pull request', () => {
  test('labels that it lacks, whatever their case', async () => {
    const on = clientOn([OK]);
    await addLabels(on.client, repository, PULL, ['deployment', 'shop']);
    expect(lines(on)).toEqual(['POST /issues/7/labels']);
    expect(on.requests[0]?.body).toEqual({ labels: ['shop'] });
  });

  test('nothing is asked when nothing is missing', async () => {
    const on = clientOn([]);
    await addLabels(on.client, repository, PULL, ['deployment']);
    await requestReviewers(on.client, repository, PULL, { users: [], teams: [] });
    await addAssignees(on.client, repository, PULL, []);
    expect(on.requests).toEqual([]);
  });

  test.each([
    [
      { users: ['ann'], teams: [] },
      { reviewers: ['ann'], team_reviewers: [] },
    ],
    [
      { users: [], teams: ['sre'] },
      { reviewers: [], team_reviewers: ['sre'] },
    ],
  ])('reviewers %j', async (asked, body) => {
    const on = clientOn([OK]);
    await requestReviewers(on.client, repository, PULL, asked);
    expect(lines(on)).toEqual(['POST /pulls/7/requested_reviewers']);
    expect(on.requests[0]?.body).toEqual(body);
  });

  test('assignees; a lost answer is asked for again', async () => {
    const on = clientOn([{ status: 502 }, OK]);
    await addAssignees(on.client, repository, PULL, ['ann', 'bob']);
    expect(lines(on)).toEqual(['POST /issues/7/assignees', 'POST /issues/7/assignees']);
    expect(on.requests[1]?.body).toEqual({ assignees: ['ann', 'bob'] });
  });

  const MILESTONES: Step = {
    status: 200,
    body: [
      { number: 3, title: '4' },
      { number: 4, title: 'Autumn' },
    ],
  };
  test.each([
    ['by title', 'Autumn', 4],
    ['by number', '3', 3],
    ['a title wins over a number', '4', 3],
  ])('milestone %s', async (_name, milestone, number) => {
    const on = clientOn([MILESTONES, OK]);
    await setMilestone(on.client, repository, PULL, milestone);
    expect(lines(on)).toEqual(['GET /milestones?state=open&per_page=100', 'PATCH /issues/7']);
    expect(on.requests[1]?.body).toEqual({ milestone: number });
  });

  test('a milestone on the second page', async () => {
    const next = 'https://api.github.com/repositories/1/milestones?page=2';
    const on = clientOn([
      { ...MILESTONES, headers: { link: `<${next}>; rel="next"` } },
      { status: 200, body: [{ number: 120, title: 'Winter' }] },
      OK,
    ]);
    await setMilestone(on.client, repository, PULL, 'Winter');
    expect(on.requests[1]?.line).toBe(`GET ${next}`);
    expect(on.requests[2]?.body).toEqual({ milestone: 120 });
  });

  test('no such milestone: nothing is changed', async () => {
    const on = clientOn([MILESTONES]);
    await expect(setMilestone(on.client, repository, PULL, 'Spring')).rejects.toMatchObject({
      code: 'github/no-milestone',
      message: 'acme/ops has no open milestone "Spring".',
    });
    expect(on.requests).toHaveLength(1);
  });
});

describe('opening', () => {
  test('a new one', async () => {
    const on = clientOn([{ status: 201, body: rest() }]);
    expect(await openPullRequest(on.client, repository, NEW)).toEqual({ pull: PULL, created: true });
    expect(on.requests[0]?.body).toEqual(NEW);
  });

  test('an answer that was lost: the open one is looked for, and one of a fork is not it', async () => {
    const fork = { head: { ref: NEW.head, sha: 'b', repo: { full_name: 'eve/ops' } } };
    const on = clientOn([networkError('ECONNRESET'), { status: 200, body: [rest(fork), rest()] }]);
    expect(await openPullRequest(on.client, repository, NEW)).toMatchObject({ created: true, pull: PULL });
    expect(lines(on)).toEqual([
      'POST /pulls',
      'GET /pulls?head=acme%3Asealift%2Fshop&base=main&state=open&per_page=10',
    ]);
  });

  test('one that is there already', async () => {
    const on = clientOn([
      { status: 422, body: { message: 'A pull request already exists for acme:sealift/shop.' } },
      { status: 200, body: [rest()] },
    ]);
    expect(await openPullRequest(on.client, repository, NEW)).toEqual({ pull: PULL, created: false });
  });

  test('none, when there is nothing to merge', async () => {
    const on = clientOn([{ status: 422, body: { message: 'No commits between main and sealift/shop' } }]);
    expect(await openPullRequest(on.client, repository, NEW)).toBe('none');
  });

  test.each([
    [[{ status: 422, body: { message: 'Validation Failed' } }], 1],
    [
      [
        { status: 422, body: { message: 'it already exists' } },
        { status: 200, body: [] },
      ],
      2,
    ],
    [[{ status: 403, body: { message: 'already exists' } }], 1],
  ] as const)('any other refusal stands: %j', async (steps, requests) => {
    const on = clientOn(steps);
    await expect(openPullRequest(on.client, repository, NEW)).rejects.toMatchObject({ name: 'Failure' });
    expect(on.requests).toHaveLength(requests);
  });

  test.each([
    ['a fork that is gone', { head: { ref: 'x', sha: 'c', repo: null } }, { branch: undefined, head: 'c' }],
    ['merged', { state: 'closed', merged_at: '2026-01-01T00:00:00Z' }, { state: 'merged' }],
    ['closed', { state: 'closed' }, { state: 'closed' }],
    ['no text', { body: null }, { body: '' }],
  ])('%s', async (_name, change, expected) => {
    const on = clientOn([{ status: 201, body: rest(change) }]);
    expect(await openPullRequest(on.client, repository, NEW)).toMatchObject({ pull: expected });
  });
});

describe('updating', () => {
  test.each([
    ['the same text', 'text'],
    ["line breaks of GitHub's form", ' text\r\n'],
  ])('%s: nothing is asked', async (_name, body) => {
    const on = clientOn([]);
    const result = await updatePullRequest(on.client, repository, { ...PULL, body }, NEW);
    expect(result.updated).toBe(false);
    expect(on.requests).toEqual([]);
  });

  test.each([[{ title: 'Other', body: 'text' }], [{ title: PULL.title, body: 'other' }]])(
    '%j is sent',
    async (wanted) => {
      const on = clientOn([{ status: 200, body: rest(wanted) }]);
      const result = await updatePullRequest(on.client, repository, { ...PULL, own: false }, wanted);
      expect(result).toEqual({ updated: true, pull: { ...PULL, own: false, ...wanted } });
      expect(on.requests[0]?.body).toEqual(wanted);
    },
  );
});

describe('updating, with labels that the repository has', () => {
  const WANTED = { title: 'Other', body: 'text' };
  const LABELS = [{ id: 'LA_1', name: 'shop' }];
  const node = {
    ...{ id: 'PR_1', number: 7, url: PULL.url, state: 'OPEN', isDraft: false, title: 'Other', body: 'text' },
    ...{ headRefName: 'sealift/shop', headRefOid: PULL.head, baseRefName: 'main' },
    ...{ isCrossRepository: false, viewerDidAuthor: false, mergeable: 'UNKNOWN', isInMergeQueue: false },
    labels: { nodes: [{ name: 'Deployment' }, { name: 'shop' }] },
  };

  test('is one request, and whose it is stays as it was known', async () => {
    const on = clientOn([graph({ labelled: {}, updated: { pullRequest: node } })]);
    const result = await updatePullRequest(on.client, repository, PULL, WANTED, LABELS);
    expect(result).toEqual({
      updated: true,
      pull: { ...PULL, ...WANTED, labels: ['Deployment', 'shop'] },
    });
    expect(on.requests).toHaveLength(1);
    expect(on.requests[0]?.body).toMatchObject({
      operationName: 'UpdateAndLabel',
      variables: {
        labels: { labelableId: 'PR_1', labelIds: ['LA_1'] },
        words: { pullRequestId: 'PR_1', ...WANTED },
      },
    });
  });

  test.each(['NOT_FOUND', 'FORBIDDEN', 'UNPROCESSABLE'])(
    'refused (%s): the text alone, and the answer does not have the label',
    async (type) => {
      const on = clientOn([graphError(type, 'no'), { status: 200, body: rest(WANTED) }]);
      const result = await updatePullRequest(on.client, repository, PULL, WANTED, LABELS);
      expect(result).toEqual({ updated: true, pull: { ...PULL, ...WANTED } });
      expect(on.requests[1]?.line).toMatch(/^PATCH .*\/pulls\/7$/);
    },
  );

  test('the same text: nothing is asked', async () => {
    const on = clientOn([]);
    await updatePullRequest(on.client, repository, PULL, { ...WANTED, title: PULL.title }, LABELS);
    expect(on.requests).toEqual([]);
  });
});

describe('closing', () => {
  test('the comment first', async () => {
    const on = clientOn([OK, OK]);
    await closePullRequest(on.client, repository, PULL, 'Replaced by #8.');
    expect(lines(on)).toEqual(['POST /issues/7/comments', 'PATCH /pulls/7']);
    expect(on.requests[1]?.body).toEqual({ state: 'closed' });
  });

  test.each([
    ['is there: not again', [{ body: 'x' }, { body: 'Replaced by #8.' }], 3],
    ['is not there: again', [{ body: 'x' }, {}], 4],
  ])('a comment whose answer was lost %s', async (_name, comments, requests) => {
    const on = clientOn([{ status: 502 }, { status: 200, body: comments }, OK, OK]);
    await closePullRequest(on.client, repository, PULL, 'Replaced by #8.');
    expect(on.requests).toHaveLength(requests);
    expect(lines(on)[1]).toBe('GET /issues/7/comments?per_page=100');
  });
});

describe('merging when ready', () => {
  const merge = (on: ReturnType<typeof clientOn>, way: 'squash' | 'queue') =>
    mergeWhenReady(on.client, repository, PULL, PULL.head, way);
  const refused = (message: string) => graphError('UNPROCESSABLE', message);

  test.each([
    ['squash', { pullRequestId: 'PR_1', mergeMethod: 'SQUASH', expectedHeadOid: PULL.head }],
    ['queue', { pullRequestId: 'PR_1', expectedHeadOid: PULL.head }],
  ] as const)('%s is asked for, for this head only', async (way, input) => {
    const on = clientOn([graph({})]);
    expect(await merge(on, way)).toEqual({ kind: 'enabled' });
    expect(on.requests[0]?.body).toMatchObject({ variables: { input } });
  });

  test.each(['Auto merge is already enabled', 'Pull request is already in the queue'])(
    '%s',
    async (words) => {
      expect(await merge(clientOn([refused(words)]), 'queue')).toEqual({ kind: 'enabled' });
    },
  );

  test('nothing to wait for: merged at once; a lost answer is asked for', async () => {
    const clean = refused('Pull request Pull request is in clean status');
    const on = clientOn([clean, { status: 200, body: { merged: true } }]);
    expect(await merge(on, 'squash')).toEqual({ kind: 'merged' });
    expect(on.requests[1]?.body).toEqual({ sha: PULL.head, merge_method: 'squash' });
    const lost = clientOn([clean, { status: 502 }, { status: 200, body: { merged: true } }]);
    expect(await merge(lost, 'squash')).toEqual({ kind: 'merged' });
    expect(lines(lost)).toEqual([
      'POST https://api.github.com/graphql',
      'PUT /pulls/7/merge',
      'GET /pulls/7',
    ]);
    const again = clientOn([
      clean,
      { status: 502 },
      { status: 200, body: { merged: false } },
      { status: 200, body: { merged: true } },
    ]);
    expect(await merge(again, 'squash')).toEqual({ kind: 'merged' });
    expect(again.requests).toHaveLength(4);
  });

  test('a clean status means nothing to a queue', async () => {
    expect(await merge(clientOn([refused('clean status')]), 'queue')).toMatchObject({ kind: 'refused' });
  });

  test.each([
    ['Auto merge is not allowed for this repository', /Allow auto-merge/],
    ['The merge queue is not enabled', /Require a merge queue/],
    ['Protected branch rules not configured for this branch', /Protect the base branch/],
    ['Merge commits are not allowed on this repository', /Name a merge method/],
    ['Head branch was modified. Review and try the merge again.', /committed to the branch/],
    ['Something else', /Merge it by hand, or correct/],
  ])('%s', async (words, remedy) => {
    expect(await merge(clientOn([refused(words)]), 'squash')).toMatchObject({
      kind: 'refused',
      failure: {
        code: 'github/auto-merge-refused',
        remedy: expect.stringMatching(remedy),
        message: expect.stringContaining('will not merge by itself'),
      },
    });
  });

  test('a merge that is refused undoes nothing', async () => {
    const on = clientOn([refused('clean status'), { status: 405, body: { message: 'Not allowed' } }]);
    expect(await merge(on, 'squash')).toMatchObject({ kind: 'refused' });
  });

  test('a server that fails is no refusal', async () => {
    const five = Array.from({ length: 5 }, () => ({ status: 500 }));
    await expect(merge(clientOn(five), 'squash')).rejects.toMatchObject({ code: 'github/server-error' });
    const on = clientOn([refused('clean status'), { status: 404 }, ...five]);
    expect(await merge(on, 'squash')).toMatchObject({ kind: 'refused' });
  });
});

test('a pull request from GraphQL', () => {
  const node = {
    id: 'PR_1',
    number: 7,
    url: PULL.url,
    state: 'OPEN' as const,
    isDraft: false,
    title: PULL.title,
    body: PULL.body,
    headRefName: 'sealift/shop',
    headRefOid: PULL.head,
    baseRefName: 'main',
    isCrossRepository: false,
    viewerDidAuthor: true,
    mergeable: 'MERGEABLE',
    isInMergeQueue: false,
    labels: { nodes: [{ name: 'Deployment' }] },
  };
  expect(fromGraph(node)).toEqual(PULL);
  expect(fromGraph({ ...node, mergeable: 'CONFLICTING', isInMergeQueue: true })).toEqual({
    ...PULL,
    ...{ conflicting: true, queued: true },
  });
  expect(fromGraph({ ...node, isCrossRepository: true, labels: null, state: 'MERGED' })).toEqual({
    ...PULL,
    branch: undefined,
    labels: [],
    state: 'merged',
  });
});
