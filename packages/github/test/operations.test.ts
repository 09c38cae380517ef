/** Every operation that is ever sent, against GitHub's published schema. */
import { loadSchema } from '@sealift/fake-github/graphql/schema';
import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { Operation } from '../src/client/operation.ts';
import { HISTORY_OF_COMMIT } from '../src/git/ancestry.ts';
import { COMMIT_ON_BRANCH } from '../src/git/commits.ts';
import { historyOperation } from '../src/git/file-history.ts';
import { UPDATE_REFS } from '../src/git/refs.ts';
import { ISSUES } from '../src/issues/own-issue.ts';
import { DISABLE_AUTO_MERGE, ENABLE_AUTO_MERGE, ENQUEUE } from '../src/pulls/auto-merge.ts';
import { CLOSING } from '../src/pulls/closing.ts';
import { COMMENTS } from '../src/pulls/comments.ts';
import { UPDATE_AND_LABEL } from '../src/pulls/pull-requests.ts';
import { filesOperation, openPullsOperation, opsOperation } from '../src/repository/ops-repository.ts';

const operations: readonly (readonly [string, Operation])[] = [
  ['history of a commit', HISTORY_OF_COMMIT],
  ['auto-merge', ENABLE_AUTO_MERGE],
  ['no auto-merge', DISABLE_AUTO_MERGE],
  ['merge queue', ENQUEUE],
  ['commit on a branch', COMMIT_ON_BRANCH],
  ['references', UPDATE_REFS],
  ['history of one file', historyOperation(1)],
  ['history of many files', historyOperation(50)],
  ['files at a commit', filesOperation(3)],
  ['the default branch alone', opsOperation({ base: false, branches: 0, files: 0 })],
  ['a base', opsOperation({ base: true, branches: 0, files: 1 })],
  ['branches without pull requests', opsOperation({ base: true, branches: 2, files: 1, pulls: false })],
  ['comments', COMMENTS],
  ['how it was closed', CLOSING],
  ['issues', ISSUES],
  ['more open pull requests', openPullsOperation(true)],
  ['more open pull requests of every base', openPullsOperation(false)],
  ['everything', opsOperation({ base: true, branches: 3, files: 300, labels: 100 })],
  ['text and labels', UPDATE_AND_LABEL],
];

describe('is valid by the schema', () => {
  test.each(operations)('%s', async (_, { name, document }) => {
    const parsed = parse(document);
    expect(validate(await loadSchema(), parsed).map(({ message }) => message)).toEqual([]);
    expect(parsed.definitions[0]).toMatchObject({ name: { value: name } });
  });
});

test('names of branches, files and labels are never part of the text', () => {
  const { document } = opsOperation({ base: true, branches: 2, files: 2, labels: 2 });
  expect(document).not.toMatch(/"/);
});
