import { describe, expect, it } from 'vitest';
import { readGitHubContext } from '../src/github-context.ts';
import { pullRequestOf } from '../src/pull-request.ts';

const CONTEXT = await readGitHubContext({ GITHUB_REPOSITORY: 'acme/shop' });

describe('pullRequestOf', () => {
  const of = (pull: unknown) => pullRequestOf({ ...CONTEXT, payload: { pull_request: pull } });
  it('knows a fork, also one that is gone', () => {
    const labels = [{ name: 'contract' }];
    expect(of({ number: 7, labels, head: { repo: { full_name: 'Acme/Shop' } } })).toEqual({
      number: 7,
      labels: ['contract'],
      fork: false,
    });
    expect(of({ number: 7, head: { repo: { full_name: 'eve/shop' } } })?.fork).toBe(true);
    expect(of({ number: 7, head: { repo: null } })?.fork).toBe(true);
  });
  it.each([undefined, null, 'x', { number: 0 }, { number: '7', head: {} }])('is none: %j', (pull) => {
    expect(of(pull)).toBeUndefined();
  });
});
