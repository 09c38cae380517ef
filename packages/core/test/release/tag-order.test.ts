import { describe, expect, it } from 'vitest';
import { decideTag, type History, type Relation, type TagRelease } from '../../src/release/tag-order.ts';

const [OLD, NEW, HEAD] = ['a', 'b', 'c'].map((letter) => letter.repeat(40)) as [string, string, string];
const release = (
  commit: string,
  more: Partial<TagRelease['source']> = {},
  deployTag = `sha-${commit}`,
): TagRelease => ({
  app: 'api',
  deployTag,
  source: { commit, ref: 'refs/heads/main', runId: '10', runAttempt: '1', ...more },
});
/** Relations by `head other`; what is not in it must not be asked. */
const history = (relations: Record<string, Relation>, head?: string | undefined): History => ({
  async relation(one, other) {
    const found = relations[`${one} ${other}`];
    if (found === undefined) throw new Error(`nobody asks what ${other} is to ${one}`);
    return found;
  },
  headOf: async (branch) => (branch === 'main' ? head : undefined),
});
const decide = (own: TagRelease, holder: TagRelease, of: History, tag = 'main') =>
  decideTag(tag, own, holder, of);

describe('a floating tag', () => {
  it('of a pull request goes to the later run, whose merge commit is no descendant of the earlier one', async () => {
    const pull = (commit: string, runId: string, ref = 'refs/pull/7/merge') =>
      release(commit, { ref, runId });
    expect(await decide(pull(NEW, '11'), pull(OLD, '10'), history({}), 'pr-7')).toBe('move');
    expect(await decide(pull(OLD, '10'), pull(NEW, '11'), history({}), 'pr-7')).toEqual({
      leave: 'names what a later run, 11, made',
    });
    const other = history({ [`${NEW} ${OLD}`]: 'diverged' });
    expect(await decide(pull(NEW, '11'), pull(OLD, '10', 'refs/pull/8/merge'), other, 'pr-7')).not.toBe(
      'move',
    );
  });

  it('moves to the newer commit and stays with it', async () => {
    expect(await decide(release(NEW), release(OLD), history({ [`${NEW} ${OLD}`]: 'ancestor' }))).toBe('move');
    expect(await decide(release(OLD), release(NEW), history({ [`${OLD} ${NEW}`]: 'descendant' }))).toEqual({
      leave: `names commit ${NEW}, which is newer than ${OLD}`,
    });
  });

  it.each<[string, string, string, string, boolean]>([
    ['11', '1', '10', '1', true],
    ['10', '2', '10', '1', true],
    ['10', '1', '10', '1', true],
    ['10', '1', '10', '2', false],
    ['9', '9', '10', '1', false],
    // Longer than a number can be.
    ['90071992547409931', '1', '90071992547409930', '1', true],
    ['90071992547409930', '1', '90071992547409931', '1', false],
  ])(
    'of one commit goes to the later run: %s.%s after %s.%s',
    async (run, attempt, other, otherAttempt, moves) => {
      const own = release(NEW, { runId: run, runAttempt: attempt });
      const holder = release(NEW, { runId: other, runAttempt: otherAttempt });
      const decision = await decide(own, holder, history({}));
      expect(decision === 'move').toBe(moves);
    },
  );

  it.each(['diverged', 'unknown'] as const)(
    'of %s commits goes to the one that the branch holds',
    async (relation) => {
      const asked = (own: Relation, other: Relation, head: string | undefined = HEAD) =>
        decide(
          release(NEW),
          release(OLD),
          history({ [`${NEW} ${OLD}`]: relation, [`${HEAD} ${NEW}`]: own, [`${HEAD} ${OLD}`]: other }, head),
        );
      expect(await asked('ancestor', 'diverged')).toBe('move');
      expect(await asked('same', 'unknown')).toBe('move');
      expect(await asked('ancestor', 'diverged', NEW)).toBe('move');
      expect(await asked('diverged', 'ancestor')).toEqual({
        leave: expect.stringContaining('no longer holds'),
      });
      expect(await asked('unknown', 'unknown')).toEqual({
        leave: expect.stringContaining('no longer holds'),
      });
      // Two lines that were joined: the later run.
      expect(await asked('ancestor', 'ancestor')).toBe('move');
    },
  );

  it('stays when the branch is gone, or where there is none to ask', async () => {
    const of = history({ [`${NEW} ${OLD}`]: 'diverged' });
    expect(await decide(release(NEW), release(OLD), of)).toEqual({
      leave: expect.stringContaining('is gone'),
    });
    expect(await decide(release(NEW, { ref: 'refs/tags/v2.0.0' }), release(OLD), of)).toEqual({
      leave: expect.stringContaining('neither came first'),
    });
  });

  it.each<[string, string, boolean]>([
    ['v1.2.4', 'v1.2.3', true],
    ['v1.2.4', 'v1.3.0', false],
    ['v1.2.4', 'v2.0.0', false],
    ['v1.10.0', 'v1.9.9', true],
    ['v2.0.0', 'v2.0.0-rc.1', true],
    ['v2.0.0-rc.1', 'v1.9.9', true],
    ['api-v1.2.4', 'api-v1.3.0', false],
    ['@acme/api@1.4.0', 'v1.3.0', true],
    ['1.2.3rc2', '1.2.3', false],
    ['1.2.post1', '1.2', true],
    ['20260110', '20251231', true],
  ])('of %s and %s goes to the higher version, whatever came first', async (own, other, moves) => {
    const of = (tag: string, commit: string, runId: string) =>
      release(commit, { ref: `refs/tags/${tag}`, runId }, tag);
    const decision = await decide(of(own, NEW, '9'), of(other, OLD, '10'), history({}), 'latest');
    expect(decision === 'move').toBe(moves);
  });

  it('of a version goes to its later rebuild', async () => {
    const of = (runId: string, tag: string) => release(NEW, { ref: 'refs/tags/v1.2.3', runId }, tag);
    expect(await decide(of('12', `sha-${NEW}-r12`), of('10', '1.2.3'), history({}), '1.2')).toBe('move');
    expect(await decide(of('10', '1.2.3'), of('12', `sha-${NEW}-r12`), history({}), '1.2')).toEqual({
      leave: 'names what a later run, 12, made',
    });
  });

  it('of a version and a branch goes to the newer commit', async () => {
    const version = release(OLD, { ref: 'refs/tags/v1.2.3' }, '1.2.3');
    const of = history({ [`${NEW} ${OLD}`]: 'ancestor', [`${OLD} ${NEW}`]: 'descendant' });
    expect(await decide(release(NEW), version, of, 'latest')).toBe('move');
    expect(await decide(version, release(NEW), of, 'latest')).not.toBe('move');
  });

  it('is not taken from a release of which it is the own tag', async () => {
    const holder = release(OLD, { ref: 'refs/tags/nightly' }, 'nightly');
    expect(await decide(release(NEW, { ref: 'refs/heads/nightly' }), holder, history({}), 'nightly')).toEqual(
      {
        leave: expect.stringContaining('never moves'),
      },
    );
  });
});
