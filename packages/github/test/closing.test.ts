/** How a pull request came to be closed: who may ask for another one is decided by what GitHub says of the author. */
import { describe, expect, test } from 'vitest';
import { readClosing } from '../src/pulls/closing.ts';
import { clientOn, graph, graphError } from './transport.ts';

const repository = { owner: 'acme', repo: 'ops' };
const RETRY = 'sealift: retry';

const closing = async (
  closed: readonly unknown[],
  comments: readonly { readonly body: string; readonly authorAssociation: string }[] = [],
) => {
  const pullRequest = { timelineItems: { nodes: closed }, comments: { nodes: comments } };
  const on = clientOn([graph({ repository: { pullRequest } })]);
  const found = await readClosing(on.client, repository, 7);
  expect(on.requests).toHaveLength(1);
  expect(on.requests[0]?.body).toMatchObject({ variables: { owner: 'acme', repo: 'ops', number: 7 } });
  return found;
};

describe('who closed it', () => {
  test.each([
    ['a person', [{ actor: { login: 'alice' } }], 'alice'],
    ['an App', [{ actor: { login: 'sealift-ops' } }], 'sealift-ops'],
    ['an account that is gone', [{ actor: null }], undefined],
    ['an event without an actor', [{}], undefined],
    ['nobody whom GitHub tells of', [], undefined],
  ])('%s', async (_, closed, by) => {
    expect((await closing(closed)).by).toBe(by);
  });
});

describe('whose comments count', () => {
  test.each([
    ['OWNER', true],
    ['MEMBER', true],
    ['COLLABORATOR', true],
    // These may have no right but to read a public repository.
    ['CONTRIBUTOR', false],
    ['FIRST_TIMER', false],
    ['FIRST_TIME_CONTRIBUTOR', false],
    ['MANNEQUIN', false],
    ['NONE', false],
    ['OF_A_LATER_KIND', false],
  ])('%s: %s', async (authorAssociation, counts) => {
    const { comments } = await closing([], [{ body: RETRY, authorAssociation }]);
    expect(comments).toEqual(counts ? [RETRY] : []);
  });

  test('each of them, in their order', async () => {
    const said = ['a', 'b', 'c'].map((body, index) => ({
      body,
      authorAssociation: index === 1 ? 'NONE' : 'MEMBER',
    }));
    expect((await closing([], said)).comments).toEqual(['a', 'c']);
  });
});

describe('what GitHub does not tell', () => {
  test.each([
    ['a repository that is gone', { repository: null }],
    ['a pull request that is gone', { repository: { pullRequest: null } }],
  ])('%s: nobody closed it, and nobody asks', async (_, answer) => {
    const on = clientOn([graph(answer)]);
    expect(await readClosing(on.client, repository, 7)).toEqual({ by: undefined, comments: [] });
  });

  test('without the permission it is a failure, and no answer that somebody declined', async () => {
    const on = clientOn([graphError('FORBIDDEN', 'Resource not accessible by integration')]);
    await expect(readClosing(on.client, repository, 7)).rejects.toMatchObject({
      code: 'github/forbidden',
      message: expect.stringContaining('pull-requests: read'),
    });
  });

  test('another shape than GitHub’s is a failure too', async () => {
    const on = clientOn([graph({ repository: { pullRequest: { comments: { nodes: [] } } } })]);
    await expect(readClosing(on.client, repository, 7)).rejects.toMatchObject({ category: 'remote' });
  });
});
