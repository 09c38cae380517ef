/** Everything that the stand-in can answer, against GitHub's published schema; and what it must refuse. */
import {
  execute,
  type GraphQLInputObjectType,
  getNamedType,
  isInputObjectType,
  isLeafType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCommitSigner } from '../../src/git/signing.ts';
import { createReader } from '../../src/graphql/reader.ts';
import { MUTATIONS, queryRoot, SOURCES } from '../../src/graphql/resolvers/roots.ts';
import { loadSchema } from '../../src/graphql/schema.ts';
import { resolveField, resolveType, type Source } from '../../src/graphql/source.ts';
import { ACTIONS_BOT, createAccounts } from '../../src/identity.ts';
import type { GitHubState } from '../../src/state.ts';
import { createAppJwt } from '../app-token.ts';
import { failureOf, type StandIn, startStandIn } from '../octokit.ts';
import { openPull } from './branches.ts';
import { createGraph, createOps, type Ops } from './client.ts';

let standIn: StandIn;
let ops: Ops;
beforeAll(async () => {
  standIn = await startStandIn();
  ops = await createOps(standIn, { contents: 'write', pull_requests: 'write', issues: 'write' });
  standIn.github.configureRepository(`acme/${ops.name}`, {
    ...{ labels: ['deploy'], milestones: ['v1'], mergeQueues: ['main'], autoMergeAllowed: true },
    ...{ collaborators: ['alice'], teams: ['platform'] },
    protectedBranches: {
      main: { by: 'classic', requiredApprovals: 1 },
      other: { requiresPullRequest: true },
    },
  });
  const pull = await openPull(standIn, ops, 'bump');
  const octokit = standIn.octokit(ops.token);
  const target = { owner: 'acme', repo: ops.name, issue_number: 1 };
  await octokit.rest.issues.addLabels({ ...target, labels: ['deploy'] });
  await octokit.rest.issues.update({ ...target, milestone: 1, assignees: ['alice'] });
  await octokit.rest.issues.createComment({ ...target, body: 'hello' });
  await octokit.rest.issues.create({ owner: 'acme', repo: ops.name, title: 'Drift' });
  await octokit.rest.pulls.requestReviewers({
    ...{ owner: 'acme', repo: ops.name, pull_number: 1 },
    ...{ reviewers: ['alice'], team_reviewers: ['platform'] },
  });
  await ops.graph(
    'mutation M($id: ID!) { enablePullRequestAutoMerge(input: { pullRequestId: $id }) { clientMutationId } }',
    {
      id: pull.id,
    },
  );
});
afterAll(() => standIn.stop());

describe('the stand-in offers nothing that GitHub does not have', () => {
  /** Selections of everything that can be read without other arguments than a page, two levels of objects deep. */
  const selectionOf = (
    typeName: string,
    schema: Awaited<ReturnType<typeof loadSchema>>,
    sample: Source,
  ): string => {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`${typeName} is no object type of GitHub`);
    const fields = type.getFields();
    return Object.keys(sample)
      .filter((name) => name !== '__typename')
      .map((name) => {
        const field = fields[name];
        if (field === undefined) throw new Error(`GitHub has no ${typeName}.${name}`);
        const known = (sample[name] as { known?: ReadonlySet<string> } | null)?.known ?? new Set();
        const real = new Set(field.args.map((arg) => arg.name));
        for (const argument of known)
          if (!real.has(argument)) throw new Error(`${typeName}.${name}(${argument})`);
        const wanted = field.args.flatMap(
          (arg) => ARGUMENTS[`${typeName}.${name}.${arg.name}`] ?? ARGUMENTS[arg.name] ?? [],
        );
        const args = wanted.length === 0 ? '' : `(${wanted.join(', ')})`;
        const leaf = !('getFields' in getNamedType(field.type)) && !('getTypes' in getNamedType(field.type));
        return `${name}: ${name}${args}${leaf ? '' : ' { __typename }'}`;
      })
      .join('\n');
  };
  const ARGUMENTS: Readonly<Record<string, string>> = {
    first: 'first: 5',
    qualifiedName: 'qualifiedName: "main"',
    refPrefix: 'refPrefix: "refs/heads/"',
    expression: 'expression: "main:values.yaml"',
    headRef: 'headRef: "bump"',
    path: 'path: "values.yaml"',
    'Commit.history.path': 'path: "values.yaml"',
    'Repository.pullRequest.number': 'number: 1',
    'Repository.milestone.number': 'number: 1',
    'Repository.label.name': 'name: "deploy"',
    'PullRequest.timelineItems.itemTypes': 'itemTypes: [CLOSED_EVENT]',
    owner: 'owner: "acme"',
    'Query.repository.name': 'name: $name',
  };
  /** A way to an object of each type; its own fields come in the place of `*`. */
  const WAYS: readonly (readonly [string, string])[] = [
    ['Repository', '*'],
    ['Ref', 'ref(qualifiedName: "main") { * }'],
    ['Commit', 'ref(qualifiedName: "main") { target { ... on Commit { * } } }'],
    ['Tree', 'object(expression: "main:") { ... on Tree { * } }'],
    ['Blob', 'object(expression: "main:values.yaml") { ... on Blob { * } }'],
    ['TreeEntry', 'object(expression: "main:") { ... on Tree { entries { * } } }'],
    ['GitActor', 'ref(qualifiedName: "main") { target { ... on Commit { author { * } } } }'],
    [
      'GpgSignature',
      'ref(qualifiedName: "bump") { target { ... on Commit { signature { ... on GpgSignature { * } } } } }',
    ],
    ['Comparison', 'ref(qualifiedName: "main") { compare(headRef: "bump") { * } }'],
    ['BranchProtectionRule', 'ref(qualifiedName: "main") { branchProtectionRule { * } }'],
    ['RefUpdateRule', 'ref(qualifiedName: "main") { refUpdateRule { * } }'],
    ['RepositoryRuleset', 'rulesets(first: 5) { nodes { * } }'],
    ['Issue', 'issues(first: 1) { nodes { * } }'],
    ['PullRequest', 'pullRequest(number: 1) { * }'],
    ['PullRequestCommit', 'pullRequest(number: 1) { commits(first: 1) { nodes { * } } }'],
    ['IssueComment', 'pullRequest(number: 1) { comments(first: 1) { nodes { * } } }'],
    ['ReviewRequest', 'pullRequest(number: 1) { reviewRequests(first: 1) { nodes { * } } }'],
    ['AutoMergeRequest', 'pullRequest(number: 1) { autoMergeRequest { * } }'],
    [
      'Team',
      'pullRequest(number: 1) { reviewRequests(first: 2) { nodes { requestedReviewer { ... on Team { * } } } } }',
    ],
    ['Bot', 'pullRequest(number: 1) { author { ... on Bot { * } } }'],
    ['User', 'pullRequest(number: 1) { assignees(first: 1) { nodes { * } } }'],
    ['Organization', 'owner { ... on Organization { * } }'],
    ['Label', 'label(name: "deploy") { * }'],
    ['Milestone', 'milestone(number: 1) { * }'],
    ['MergeQueue', 'mergeQueue(branch: "main") { * }'],
    ['MergeQueueConfiguration', 'mergeQueue(branch: "main") { configuration { * } }'],
  ];
  /** The object that a resolver gives for a type: asked of the resolvers, so that a new field is tested at once. */
  const sampleOf = async (typeName: string, way: string): Promise<Source> => {
    const schema = await loadSchema();
    const type = schema.getType(typeName);
    const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
    const leaf =
      fields.find((one) => isLeafType(getNamedType(one.type)) && one.args.length === 0)?.name ?? '';
    let sample: Source | undefined;
    await execute({
      schema,
      document: parse(`{ repository(owner: "acme", name: "${ops.name}") { ${way.replace('*', leaf)} } }`),
      rootValue: queryRoot({
        ...{ world: worldOf(), principal: principalOf() },
        ...{ reader: createReader(), sources: SOURCES },
      }),
      typeResolver: resolveType,
      fieldResolver: (source: Source, args, context, info) => {
        if (info.parentType.name === typeName) sample ??= source;
        return resolveField(source, args, context, info);
      },
    });
    if (sample === undefined) throw new Error(`nothing of ${typeName} was reached`);
    return sample;
  };
  const worldOf = () => {
    const repository = standIn.github.repository(`acme/${ops.name}`);
    return {
      urls: standIn.urls,
      accounts: createAccounts(),
      repositories: new Map([[`acme/${ops.name}`, repository]]),
      formerNames: new Map(),
      signer: createCommitSigner(),
    } as unknown as GitHubState;
  };
  const principalOf = () => ({
    kind: 'user' as const,
    account: ACTIONS_BOT,
    grant: {
      permissions: {
        contents: 'write' as const,
        'pull-requests': 'write' as const,
        issues: 'write' as const,
      },
      used: new Map(),
    },
    repositories: new Set([standIn.github.repository(`acme/${ops.name}`)?.id ?? 0]),
    owner: 'acme',
    origin: { who: 'test' },
  });
  test.each(WAYS)('%s', async (type, way) => {
    const schema = await loadSchema();
    const sample = await sampleOf(type, way);
    expect(sample.__typename).toBe(type);
    const document = `query All($name: String!) { repository(owner: "acme", name: $name) { ${way.replace('*', selectionOf(type, schema, sample))} } }`;
    expect(validate(schema, parse(document))).toEqual([]);
    const answer = await ops.graph(document, { name: ops.name });
    expect(answer.status, JSON.stringify(answer)).toBe(200);
    expect(answer.errors).toEqual([]);
  });
  test.each(Object.keys(MUTATIONS))('%s', async (name) => {
    const schema = await loadSchema();
    const field = schema.getMutationType()?.getFields()[name];
    const input = getNamedType(
      field?.args.find((arg) => arg.name === 'input')?.type as GraphQLInputObjectType,
    );
    expect(isInputObjectType(input)).toBe(true);
    // An empty input is refused for what it must have, by the schema and not by a resolver.
    const answer = await ops.graph(`mutation { ${name}(input: {}) { clientMutationId } }`);
    expect(answer.status).toBe(200);
    expect(answer.data).toBeUndefined();
    expect(answer.errors.length).toBeGreaterThan(0);
  });
});

describe('what the schema does not allow is told in the answer and fails the rehearsal', () => {
  test.each([
    ['an unknown field', '{ viewer { loggin } }', {}, "Field 'loggin' doesn't exist on type 'User'"],
    ['an unknown argument', '{ viewer(x: 1) { login } }', {}, 'Unknown argument "x"'],
    [
      'an argument of the wrong type',
      '{ repository(owner: 1, name: "x") { id } }',
      {},
      'String cannot represent',
    ],
    [
      'an object id that is none',
      '{ repository(owner: "acme", name: "x") { object(oid: "main") { id } } }',
      {},
      'is not a valid GitObjectID',
    ],
    ['a missing argument', '{ repository(owner: "acme") { id } }', {}, 'is required'],
    ['no query at all', '{', {}, 'Syntax Error'],
    [
      'a missing variable',
      'query A($name: String!) { repository(owner: "acme", name: $name) { id } }',
      {},
      'was not provided',
    ],
    [
      'a variable of the wrong type',
      'query A($n: Int!) { repository(owner: "a", name: "b") { pullRequest(number: $n) { id } } }',
      { n: 'x' },
      'invalid value',
    ],
  ])('%s', async (_, query, variables, message) => {
    const run = await standIn.startRun({
      repository: `acme/${ops.name}`,
      jobs: { bump: { contents: 'read' } },
    });
    const answer = await createGraph(standIn, run.token('bump'))(query, variables);
    expect(answer.status).toBe(200);
    expect(answer.errors[0]?.message).toContain(message);
    const { violations, failures } = standIn.github.report(run);
    expect(violations).toMatchObject([{ path: '/graphql' }]);
    expect(failures).toHaveLength(1);
  });
});

test('what the stand-in does not know is never null, it fails', async () => {
  const run = await standIn.startRun({
    repository: `acme/${ops.name}`,
    jobs: { bump: { contents: 'write', 'pull-requests': 'write' } },
  });
  const graph = createGraph(standIn, run.token('bump'));
  const inside = (text: string) => graph(`{ repository(owner: "acme", name: "${ops.name}") { ${text} } }`);
  const unknown = [
    ['stargazerCount', 'Repository.stargazerCount'],
    [
      'labels(first: 1, orderBy: { field: NAME, direction: ASC }) { totalCount }',
      '"orderBy" of Repository.labels',
    ],
  ] as const;
  for (const [text, place] of unknown) {
    const answer = await inside(text);
    expect(answer.status).toBe(501);
    expect(answer.data).toBeUndefined();
    expect(standIn.github.report(run).unknownRoutes.at(-1)?.message).toContain(place);
  }
  const { status } = await graph('mutation { addStar(input: { starrableId: "x" }) { clientMutationId } }');
  expect(status).toBe(501);
  expect(standIn.github.report(run).failures).toHaveLength(3);
  expect(standIn.github.report(run).bugs).toEqual([]);
});

describe('pages', () => {
  test.each([
    ['pullRequests { totalCount }', 'MISSING_PAGINATION_BOUNDARIES'],
    ['pullRequests(first: 101) { totalCount }', 'EXCESSIVE_PAGINATION'],
    ['pullRequests(first: 1, after: "x") { totalCount }', 'UNPROCESSABLE'],
  ])('%s', async (text, type) => {
    const { errors } = await ops.graph(`{ repository(owner: "acme", name: "${ops.name}") { ${text} } }`);
    expect(errors).toMatchObject([{ type }]);
  });
});

describe('what a token may', () => {
  const read = (text: string) => `{ repository(owner: "acme", name: "${ops.name}") { ${text} } }`;
  test('without one, nothing', async () => {
    expect((await createGraph(standIn, undefined)('{ viewer { login } }')).status).toBe(401);
    expect((await createGraph(standIn, 'ghs_invented')('{ viewer { login } }')).status).toBe(401);
  });
  test('another private repository does not exist', async () => {
    const other = await createOps(standIn);
    const answer = await other.graph(read('id'));
    expect(answer).toMatchObject({
      status: 200,
      data: { repository: null },
      errors: [
        {
          type: 'NOT_FOUND',
          path: ['repository'],
          message: `Could not resolve to a Repository with the name 'acme/${ops.name}'.`,
        },
      ],
    });
    const foreign = await other.graph(
      'mutation M($id: ID!) { deleteRef(input: { refId: $id }) { clientMutationId } }',
      { id: ops.id },
    );
    expect(foreign.errors).toMatchObject([{ type: 'NOT_FOUND' }]);
  });
  test.each([
    ['contents', 'ref(qualifiedName: "main") { name }'],
    ['pull_requests', 'pullRequests(first: 1) { totalCount }'],
  ])('reading without "%s"', async (permission, text) => {
    const app = standIn.github.createApp({
      ...{ slug: `reader-${permission}`.replace('_', '-'), repositories: [`acme/${ops.name}`] },
      permissions: { contents: 'read', pull_requests: 'read', [permission]: 'read' },
    });
    const jwt = await createAppJwt(standIn, app);
    const octokit = standIn.octokit(jwt);
    const { data: installation } = await octokit.rest.apps.getRepoInstallation({
      owner: 'acme',
      repo: ops.name,
    });
    const rest =
      permission === 'contents' ? { pull_requests: 'read' as const } : { contents: 'read' as const };
    const { data } = await octokit.rest.apps.createInstallationAccessToken({
      installation_id: installation.id,
      permissions: rest,
    });
    const answer = await createGraph(standIn, data.token)(read(text));
    expect(answer).toMatchObject({
      status: 200,
      errors: [
        {
          type: 'FORBIDDEN',
          message: 'Resource not accessible by integration',
          extensions: { saml_failure: false },
        },
      ],
    });
  });
  test('writing with reading only, and a personal token in its own words', async () => {
    const token = standIn.github.createUserToken({
      ...{ login: 'alice', repositories: [`acme/${ops.name}`] },
      permissions: { contents: 'read', pull_requests: 'read' },
    });
    const input = { repositoryId: ops.id, refUpdates: [] };
    const answer = await createGraph(standIn, token)(
      'mutation M($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }',
      { input },
    );
    expect(answer.errors).toMatchObject([
      {
        type: 'FORBIDDEN',
        path: ['updateRefs'],
        message: 'Resource not accessible by personal access token',
      },
    ]);
    const viewer = await createGraph(
      standIn,
      token,
    )(`{ viewer { login __typename } repository(owner: "acme", name: "${ops.name}") { viewerPermission } }`);
    expect(viewer.data).toMatchObject({
      viewer: { login: 'alice', __typename: 'User' },
      repository: { viewerPermission: 'READ' },
    });
    const rest = standIn.octokit(token).rest.git.createBlob({ owner: 'acme', repo: ops.name, content: 'x' });
    expect(await failureOf(rest)).toMatchObject({
      status: 403,
      data: { message: 'Resource not accessible by personal access token' },
    });
  });
  test('GITHUB_TOKEN: its bot, its denials, and pull requests only where they are allowed', async () => {
    const run = await standIn.startRun({
      repository: `acme/${ops.name}`,
      jobs: { bump: { contents: 'read', 'pull-requests': 'write' } },
    });
    const graph = createGraph(standIn, run.token('bump'));
    const { data } = await graph('{ viewer { login } }');
    expect(data).toEqual({ viewer: { login: 'github-actions[bot]' } });
    const open = await graph(
      'mutation M($input: CreatePullRequestInput!) { createPullRequest(input: $input) { clientMutationId } }',
      { input: { repositoryId: ops.id, baseRefName: 'main', headRefName: 'bump', title: 'x' } },
    );
    expect(open.errors).toMatchObject([
      { type: 'FORBIDDEN', message: 'GitHub Actions is not permitted to create or approve pull requests.' },
    ]);
    await graph('mutation M($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }', {
      input: { repositoryId: ops.id, refUpdates: [] },
    });
    expect(standIn.github.report(run).denials).toMatchObject([
      { job: 'bump', permission: 'contents', needed: 'write' },
    ]);
  });
  test('limits are counted apart from REST', async () => {
    const { headers } = await ops.graph('{ viewer { login } }');
    const { data } = await standIn.octokit(ops.token).rest.rateLimit.get();
    expect(data.resources.graphql?.remaining).toBe(Number(headers.get('x-ratelimit-remaining')));
  });
});
