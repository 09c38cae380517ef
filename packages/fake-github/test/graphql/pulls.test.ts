import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { failureOf, type StandIn, startStandIn } from '../octokit.ts';
import { makeBranch, openPull } from './branches.ts';
import { createOps, type Ops } from './client.ts';

let standIn: StandIn;
let ops: Ops;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  ops = await createOps(standIn);
});

const configure = (settings: Parameters<StandIn['github']['configureRepository']>[1]) =>
  standIn.github.configureRepository(`acme/${ops.name}`, settings);
const target = () => ({ owner: 'acme', repo: ops.name });
const octokit = () => standIn.octokit(ops.token);

/** Runs one mutation with an input; `fields` are those of the payload. */
const mutate = (name: string, input: object, fields: string) => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
  return ops.graph(
    `mutation Test($input: ${type}) { ${name}(input: $input) { clientMutationId ${fields} } }`,
    {
      input: { clientMutationId: 'c1', ...input },
    },
  );
};

const FIELDS = `number state isDraft title body merged mergeable mergeStateStatus headRefName baseRefName headRefOid
  isInMergeQueue isCrossRepository createdAt updatedAt url
  author { login __typename ... on Bot { id } }
  headRepository { nameWithOwner }
  autoMergeRequest { mergeMethod enabledBy { login } }
  labels(first: 10) { nodes { name } }
  milestone { title }
  comments(first: 5) { totalCount nodes { body author { login } } }
  commits(last: 1) { totalCount nodes { commit { messageHeadline } } }
  reviewRequests(first: 5) { nodes { requestedReviewer { __typename ... on User { login } ... on Team { slug } } } }`;

test('opened, changed and closed', async () => {
  const pull = await openPull(standIn, ops, 'bump', { body: 'evidence', draft: true });
  const read = await ops.graph(
    `query Pull($name: String!, $number: Int!) { repository(owner: "acme", name: $name) { pullRequest(number: $number) { ${FIELDS} } } }`,
    { name: ops.name, number: pull.number },
  );
  expect(read.errors).toEqual([]);
  expect(read.data).toMatchObject({
    repository: {
      pullRequest: {
        state: 'OPEN',
        isDraft: true,
        body: 'evidence',
        mergeable: 'MERGEABLE',
        mergeStateStatus: 'DRAFT',
        author: { login: ops.slug, __typename: 'Bot' },
        headRefName: 'bump',
        commits: { totalCount: 1, nodes: [{ commit: { messageHeadline: 'Bump to bump' } }] },
      },
    },
  });
  // The same author has another login in REST.
  const { data: rest } = await octokit().rest.pulls.get({ ...target(), pull_number: 1 });
  expect(rest.user).toMatchObject({ login: `${ops.slug}[bot]`, type: 'Bot' });
  expect(rest.node_id).toBe(pull.id);

  const ready = await mutate(
    'markPullRequestReadyForReview',
    { pullRequestId: pull.id },
    'pullRequest { isDraft }',
  );
  expect(ready.data).toMatchObject({
    markPullRequestReadyForReview: { clientMutationId: 'c1', pullRequest: { isDraft: false } },
  });
  const draft = await mutate(
    'convertPullRequestToDraft',
    { pullRequestId: pull.id },
    'pullRequest { isDraft }',
  );
  expect(draft.data).toMatchObject({ convertPullRequestToDraft: { pullRequest: { isDraft: true } } });

  configure({ labels: ['deploy', 'api'], milestones: ['v1'] });
  const ids = await ops.graph(
    'query Ids($name: String!) { repository(owner: "acme", name: $name) { label(name: "Deploy") { id } milestones(first: 5) { nodes { id title } } } }',
    { name: ops.name },
  );
  const { label, milestones } = (
    ids.data as { repository: { label: { id: string }; milestones: { nodes: { id: string }[] } } }
  ).repository;
  const updated = await mutate(
    'updatePullRequest',
    {
      pullRequestId: pull.id,
      title: 'New',
      body: 'more',
      labelIds: [label.id],
      milestoneId: milestones.nodes[0]?.id,
    },
    `pullRequest { ${FIELDS} } actor { login }`,
  );
  expect(updated.errors).toEqual([]);
  expect(updated.data).toMatchObject({
    updatePullRequest: {
      pullRequest: {
        title: 'New',
        body: 'more',
        labels: { nodes: [{ name: 'deploy' }] },
        milestone: { title: 'v1' },
      },
    },
  });
  const commented = await mutate(
    'addComment',
    { subjectId: pull.id, body: 'Superseded by #2' },
    'commentEdge { node { body author { login } url } } subject { id }',
  );
  expect(commented.data).toMatchObject({
    addComment: {
      commentEdge: { node: { body: 'Superseded by #2', author: { login: ops.slug } } },
      subject: { id: pull.id },
    },
  });
  const closed = await mutate('closePullRequest', { pullRequestId: pull.id }, `pullRequest { ${FIELDS} }`);
  expect(closed.data).toMatchObject({
    closePullRequest: { pullRequest: { state: 'CLOSED', comments: { totalCount: 1 } } },
  });
});

describe('refused', () => {
  const create = (input: object) =>
    mutate(
      'createPullRequest',
      { repositoryId: ops.id, baseRefName: 'main', headRefName: 'bump', title: 'x', ...input },
      'pullRequest { id }',
    );
  test.each([
    [
      'a body that is too long',
      { body: 'x'.repeat(65_537) },
      'body is too long (maximum is 65536 characters)',
    ],
    ['a title that is too long', { title: 'x'.repeat(257) }, 'title is too long (maximum is 256 characters)'],
    ['an unknown head', { headRefName: 'absent' }, 'head is invalid'],
  ])('%s', async (_, input, message) => {
    await makeBranch(standIn, ops, 'bump');
    expect(await create(input)).toMatchObject({
      status: 200,
      data: { createPullRequest: null },
      errors: [{ type: 'UNPROCESSABLE', path: ['createPullRequest'], message }],
    });
  });
  test('a second one, and one without commits', async () => {
    await openPull(standIn, ops, 'bump');
    expect((await create({})).errors[0]?.message).toBe('A pull request already exists for acme:bump.');
    await octokit().rest.git.createRef({ ...target(), ref: 'refs/heads/empty', sha: ops.main });
    expect((await create({ headRefName: 'empty' })).errors[0]?.message).toBe(
      'No commits between main and empty',
    );
  });
});

test('listed by state, head, base and label, in pages', async () => {
  configure({ labels: ['deploy'] });
  for (const name of ['a', 'b', 'c']) await openPull(standIn, ops, name);
  await octokit().rest.issues.addLabels({ ...target(), issue_number: 2, labels: ['deploy'] });
  await octokit().rest.pulls.update({ ...target(), pull_number: 1, state: 'closed' });
  const list = async (args: string) => {
    const { data, errors } = await ops.graph(
      `query List($name: String!) { repository(owner: "acme", name: $name) { pullRequests(${args}) { totalCount nodes { number } pageInfo { hasNextPage endCursor } } } }`,
      { name: ops.name },
    );
    expect(errors).toEqual([]);
    return (
      data as {
        repository: {
          pullRequests: {
            nodes: { number: number }[];
            pageInfo: { hasNextPage: boolean; endCursor: string };
          };
        };
      }
    ).repository.pullRequests;
  };
  const numbers = async (args: string) => (await list(args)).nodes.map(({ number }) => number);
  expect(await numbers('first: 10')).toEqual([1, 2, 3]);
  expect(await numbers('first: 10, states: [OPEN], orderBy: { field: CREATED_AT, direction: DESC }')).toEqual(
    [3, 2],
  );
  expect(await numbers('first: 10, headRefName: "b", baseRefName: "main"')).toEqual([2]);
  expect(await numbers('first: 10, labels: ["deploy"]')).toEqual([2]);
  expect(await numbers('last: 1')).toEqual([3]);
  const page = await list('first: 2');
  expect(page.pageInfo.hasNextPage).toBe(true);
  expect(await numbers(`first: 2, after: "${page.pageInfo.endCursor}"`)).toEqual([3]);
});

describe('auto-merge', () => {
  const enable = (id: string, more: object = {}) =>
    mutate(
      'enablePullRequestAutoMerge',
      { pullRequestId: id, mergeMethod: 'SQUASH', ...more },
      `pullRequest { ${FIELDS} }`,
    );
  test.each([
    [{}, 'Auto merge is not allowed for this repository'],
    [{ autoMergeAllowed: true }, 'Pull request Protected branch rules not configured for this branch'],
    [
      { autoMergeAllowed: true, protectedBranches: { main: { requiresPullRequest: true } } },
      'Pull request Pull request is in clean status',
    ],
    [
      {
        autoMergeAllowed: true,
        mergeMethods: ['merge' as const],
        protectedBranches: { main: { requiredChecks: ['test'] } },
      },
      'Squash merges are not allowed on this repository.',
    ],
  ])('refused: %j', async (settings, message) => {
    configure(settings);
    const pull = await openPull(standIn, ops, 'bump');
    expect((await enable(pull.id)).errors).toMatchObject([{ type: 'UNPROCESSABLE', message }]);
  });
  test('taken where a rule holds the merge back, and given up again', async () => {
    configure({ autoMergeAllowed: true, protectedBranches: { main: { requiredChecks: ['test'] } } });
    const pull = await openPull(standIn, ops, 'bump');
    const stale = await enable(pull.id, { expectedHeadOid: ops.main });
    expect(stale.errors[0]?.message).toBe('Head branch was modified. Review and try the merge again.');
    const enabled = await enable(pull.id, { expectedHeadOid: pull.headRefOid });
    expect(enabled.errors).toEqual([]);
    expect(enabled.data).toMatchObject({
      enablePullRequestAutoMerge: {
        pullRequest: {
          mergeStateStatus: 'BLOCKED',
          autoMergeRequest: { mergeMethod: 'SQUASH', enabledBy: { login: ops.slug } },
        },
      },
    });
    const { data } = await octokit().rest.pulls.get({ ...target(), pull_number: 1 });
    expect(data).toMatchObject({ auto_merge: { merge_method: 'squash' }, mergeable_state: 'blocked' });
    const merge = octokit().rest.pulls.merge({ ...target(), pull_number: 1 });
    expect(await failureOf(merge)).toMatchObject({
      status: 405,
      data: { message: 'Required status check "test" is expected.' },
    });
    const off = await mutate(
      'disablePullRequestAutoMerge',
      { pullRequestId: pull.id },
      'pullRequest { autoMergeRequest { mergeMethod } }',
    );
    expect(off.data).toMatchObject({
      disablePullRequestAutoMerge: { pullRequest: { autoMergeRequest: null } },
    });
  });
});

test('a merge queue', async () => {
  const first = await openPull(standIn, ops, 'one');
  const enqueue = (id: string) =>
    mutate(
      'enqueuePullRequest',
      { pullRequestId: id },
      'mergeQueueEntry { position state pullRequest { isInMergeQueue } }',
    );
  expect((await enqueue(first.id)).errors).toHaveLength(1);
  configure({ mergeQueues: ['main'] });
  const second = await openPull(standIn, ops, 'two');
  await enqueue(first.id);
  expect((await enqueue(second.id)).data).toMatchObject({
    enqueuePullRequest: {
      mergeQueueEntry: { position: 2, state: 'QUEUED', pullRequest: { isInMergeQueue: true } },
    },
  });
  const { data } = await ops.graph(
    'query Queue($name: String!) { repository(owner: "acme", name: $name) { mergeQueue(branch: "main") { entries(first: 5) { nodes { pullRequest { number } } } } } }',
    { name: ops.name },
  );
  expect(data).toMatchObject({
    repository: {
      mergeQueue: { entries: { nodes: [{ pullRequest: { number: 1 } }, { pullRequest: { number: 2 } }] } },
    },
  });
  const merge = octokit().rest.pulls.merge({ ...target(), pull_number: 1 });
  expect(await failureOf(merge)).toMatchObject({
    status: 405,
    data: { message: 'Changes must be made through the merge queue.' },
  });
});

describe('labels and reviews', () => {
  test('by id; one that is not there', async () => {
    configure({ labels: ['deploy'], collaborators: ['alice'], teams: ['platform'] });
    const pull = await openPull(standIn, ops, 'bump');
    const { data: label } = await octokit().rest.issues.getLabel({ ...target(), name: 'deploy' });
    const add = (labelIds: string[]) =>
      mutate(
        'addLabelsToLabelable',
        { labelableId: pull.id, labelIds },
        'labelable { ... on PullRequest { labels(first: 5) { nodes { name } } } }',
      );
    expect((await add([label.node_id])).data).toMatchObject({
      addLabelsToLabelable: { labelable: { labels: { nodes: [{ name: 'deploy' }] } } },
    });
    expect((await add(['LA_nothing'])).errors).toMatchObject([
      { type: 'NOT_FOUND', message: "Could not resolve to a node with the global id of 'LA_nothing'." },
    ]);
    const requested = await octokit().rest.pulls.requestReviewers({
      ...{ ...target(), pull_number: 1 },
      reviewers: ['alice'],
      team_reviewers: ['platform'],
    });
    const [user] = requested.data.requested_reviewers ?? [];
    const [team] = requested.data.requested_teams ?? [];
    const again = await mutate(
      'requestReviews',
      { pullRequestId: pull.id, userIds: [user?.node_id], teamIds: [team?.node_id], union: true },
      `pullRequest { ${FIELDS} }`,
    );
    expect(again.data).toMatchObject({
      requestReviews: {
        pullRequest: {
          reviewRequests: {
            nodes: [{ requestedReviewer: { login: 'alice' } }, { requestedReviewer: { slug: 'platform' } }],
          },
        },
      },
    });
  });
  test('a new pull request is late for both', async () => {
    configure({ labels: ['deploy'], lag: { lists: 1, nodes: 2 } });
    const pull = await openPull(standIn, ops, 'bump');
    const { data: label } = await octokit().rest.issues.getLabel({ ...target(), name: 'deploy' });
    const message = `Could not resolve to a node with the global id of '${pull.id}'.`;
    const late = await mutate(
      'addLabelsToLabelable',
      { labelableId: pull.id, labelIds: [label.node_id] },
      'labelable { __typename }',
    );
    expect(late.errors).toMatchObject([{ type: 'NOT_FOUND', message }]);
    const add = () => octokit().rest.issues.addLabels({ ...target(), issue_number: 1, labels: ['deploy'] });
    expect(await failureOf(add())).toMatchObject({
      status: 422,
      data: {
        message: 'Validation Failed',
        errors: [{ resource: 'Label', code: 'unprocessable', field: 'data', message }],
      },
    });
    expect((await add()).status).toBe(200);
    const list = async () => (await octokit().rest.pulls.list(target())).data.length;
    expect([await list(), await list()]).toEqual([0, 1]);
  });
});
