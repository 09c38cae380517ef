import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StandIn, startStandIn, VALUES } from '../stand-in.ts';
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
