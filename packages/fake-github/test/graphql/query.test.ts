import { afterAll, beforeAll, expect, test } from 'vitest';
import { VALUES } from '../../src/stand-in.ts';
import { type StandIn, startStandIn } from '../octokit.ts';
import { createOps, type Ops } from './client.ts';

let standIn: StandIn;
let ops: Ops;
beforeAll(async () => {
  standIn = await startStandIn();
  ops = await createOps(standIn);
});
afterAll(() => standIn.stop());

test('one query reads everything that a bump needs', async () => {
  const answer = await ops.graph(
    `query Read($name: String!) {
      viewer { login }
      repository(owner: "acme", name: $name) {
        id nameWithOwner isArchived isPrivate viewerPermission autoMergeAllowed
        mergeCommitAllowed squashMergeAllowed rebaseMergeAllowed
        defaultBranchRef { name }
        mergeQueue(branch: "main") { id }
        ref(qualifiedName: "refs/heads/main") {
          name
          target {
            oid
            ... on Commit {
              tree { oid }
              file(path: "values.yaml") {
                mode type oid
                object { ... on Blob { oid byteSize isBinary isTruncated text } }
              }
              history(first: 10, path: "values.yaml") { totalCount nodes { oid } pageInfo { hasNextPage endCursor } }
            }
          }
        }
        pullRequests(states: [OPEN], first: 10) { totalCount nodes { number } }
        label(name: "deploy") { id }
      }
    }`,
    { name: ops.name },
  );
  expect(answer).toMatchObject({
    status: 200,
    errors: [],
    data: {
      viewer: { login: `${ops.slug}[bot]` },
      repository: {
        nameWithOwner: `acme/${ops.name}`,
        isArchived: false,
        isPrivate: true,
        viewerPermission: 'WRITE',
        autoMergeAllowed: false,
        squashMergeAllowed: true,
        defaultBranchRef: { name: 'main' },
        mergeQueue: null,
        ref: {
          name: 'main',
          target: {
            oid: ops.main,
            file: {
              mode: 0o100644,
              type: 'blob',
              object: { byteSize: VALUES.length, isBinary: false, isTruncated: false, text: VALUES },
            },
            history: { totalCount: 1, nodes: [{ oid: ops.main }], pageInfo: { hasNextPage: false } },
          },
        },
        pullRequests: { totalCount: 0, nodes: [] },
        label: null,
      },
    },
  });
  expect(answer.headers.get('x-ratelimit-resource')).toBe('graphql');
});

test('a hundred files take one moment', async () => {
  const octokit = standIn.octokit(ops.token);
  const target = { owner: 'acme', repo: ops.name };
  const paths = Array.from({ length: 100 }, (_, index) => `apps/[${index}]/values *.yaml`);
  const tree = paths.map((path) => ({ path, mode: '100644' as const, type: 'blob' as const, content: path }));
  const { data: made } = await octokit.rest.git.createTree({ ...target, base_tree: ops.main, tree });
  const { data: head } = await octokit.rest.git.createCommit({
    ...{ ...target, message: 'x' },
    ...{ tree: made.sha, parents: [ops.main] },
  });
  const files = paths.map(
    (path, index) =>
      `f${index}: file(path: ${JSON.stringify(path)}) { path object { ... on Blob { text } } }`,
  );
  const { data, errors } = await ops.graph(
    `query Files($oid: GitObjectID!) { repository(owner: "acme", name: "${ops.name}") { object(oid: $oid) { ... on Commit {
      ${files.join('\n')} folder: file(path: "apps") { type mode } none: file(path: "apps/nothing") { type }
    } } } }`,
    { oid: head.sha },
  );
  expect(errors).toEqual([]);
  const { object } = (data as { repository: { object: Record<string, unknown> } }).repository;
  for (const [index, path] of paths.entries())
    expect(object[`f${index}`]).toEqual({ path, object: { text: path } });
  expect(object).toMatchObject({ folder: { type: 'tree', mode: 0o40000 }, none: null });
});
