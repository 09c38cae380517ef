import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  commonIdentities,
  exactly,
  formatIdentities,
  formatIdentity,
  identityPattern,
  isReleaseTag,
  MAX_IDENTITY,
  matchesIdentities,
  parseIdentity,
  releaseTagPattern,
  type TrustedIdentity,
} from '../../src/verification/identity.ts';

const WORKFLOW = 'https://github.com/sealift/sealift/.github/workflows/release-app.yml';
const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const TAGS: TrustedIdentity = { kind: 'release-tags', workflow: WORKFLOW };

const RELEASES = [
  ...['v0', 'v1', 'v10', 'v1.2', 'v0.0', 'v1.2.3', 'v0.0.0', 'v10.20.30', 'v1.2.3-rc.1', 'v1.0.0-0'],
  ...['v1.2.3-alpha-x.0', 'v1.2.3+build.5', 'v1.2.3-rc.1+001', 'v1.2.3--', 'v1.2.3-0a', 'v1.2.3+a-b'],
];
const OTHERS = [
  ...['v', 'v01', 'v1.', 'v1.02', 'v1.2.3.4', 'v1.2.', 'v1.2.3-', 'v1.2.3-01', 'v1.2.3-a..b', 'v1.2.3+'],
  ...[
    'v1-rc',
    'v1.2-rc.1',
    'v1+x',
    'v1.2+x',
    'vulnerable',
    'v1x',
    'v 1',
    'v1 ',
    'v1\n',
    'v*',
    'v1/evil',
    'vv1',
  ],
  ...['V1', '1.2.3', 'v1.2.3-ä', 'v１', 'v1.2.3+a+b', 'v-1', 'v1.2.3 -x', 'v1..2', 'v1.2.3-rc_1', 'v1.2.3@x'],
];

describe('release tags', () => {
  test.each(RELEASES)('%s is one', (tag) => {
    expect(isReleaseTag(`refs/tags/${tag}`)).toBe(true);
    expect(matchesIdentities([TAGS], `${WORKFLOW}@refs/tags/${tag}`)).toBe(true);
    expect(`${WORKFLOW}@refs/tags/${tag}`).toMatch(new RegExp(identityPattern([TAGS])));
  });
  test.each([...OTHERS, ...RELEASES.map((tag) => `../heads/${tag}`)])('%j is none', (tag) => {
    expect(isReleaseTag(`refs/tags/${tag}`)).toBe(false);
    expect(matchesIdentities([TAGS], `${WORKFLOW}@refs/tags/${tag}`)).toBe(false);
    expect(`${WORKFLOW}@refs/tags/${tag}`).not.toMatch(new RegExp(identityPattern([TAGS])));
  });

  test.each([
    ['a branch of that name', `${WORKFLOW}@refs/heads/v1`],
    ['another file', `${WORKFLOW.replace('release-app', 'build-and-push')}@refs/tags/v1`],
    ['a file whose name differs where a dot stands', `${WORKFLOW.replace('.yml', 'xyml')}@refs/tags/v1`],
    ['another repository', `${WORKFLOW.replace('sealift/sealift', 'sealift/fork')}@refs/tags/v1`],
    ['another host', `${WORKFLOW.replace('github.com', 'githubxcom')}@refs/tags/v1`],
    ['a longer beginning', `https://evil.example/${WORKFLOW}@refs/tags/v1`],
    ['a longer end', `${WORKFLOW}@refs/tags/v1@refs/heads/x`],
    ['a second line', `x\n${WORKFLOW}@refs/tags/v1`],
    ['a commit: it may be one of a fork', `${WORKFLOW}@${COMMIT}`],
    ['nothing', ''],
  ])('do not stand for %s', (_name, found) => {
    expect(matchesIdentities([TAGS], found)).toBe(false);
    expect(found).not.toMatch(new RegExp(identityPattern([TAGS])));
  });

  test('property: the pattern for engines is about the same tags', () => {
    const piece = fc.constantFrom('v', '0', '1', '23', '.', '-', '+', 'a', 'rc', '00', '/', '\n', '*', 'x9');
    const pattern = new RegExp(releaseTagPattern());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const ref = `refs/tags/v${pieces.join('')}`;
        expect(pattern.test(ref)).toBe(isReleaseTag(ref));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('as a user writes them', () => {
  test.each([
    `${WORKFLOW}@refs/tags/v1`,
    `${WORKFLOW}@${COMMIT}`,
    `${WORKFLOW}@refs/heads/main`,
    `${WORKFLOW}@refs/tags/v*`,
    'https://gitlab.com/acme/shop//.gitlab-ci.yml@refs/heads/main',
  ])('%s', (text) => {
    const parsed = parseIdentity(text);
    expect(parsed?.kind).toBe(text.endsWith('*') ? 'release-tags' : 'exact');
    expect(parsed === undefined ? '' : formatIdentity(parsed)).toBe(text);
  });
  test.each([
    ...['', 'acme', WORKFLOW, `${WORKFLOW}@`, `${WORKFLOW}@refs/tags/*`, `${WORKFLOW}@refs/heads/v*`],
    ...[`${WORKFLOW}@*`, `${WORKFLOW}@refs/tags/v1*`, `${WORKFLOW.replace('release', '*')}@refs/tags/v*`],
    ...[`^${WORKFLOW}@.*$`, `${WORKFLOW}@refs/tags/v1 `, `http://github.com/a/b/c@refs/tags/v1`],
    ...['https://github.com/a/b/.github/workflows/a(b.yml@refs/tags/v*', `${WORKFLOW}@${'a'.repeat(1000)}`],
    ...['https://github.com/a/b/action.yml@refs/tags/v*', `${WORKFLOW}@x@refs/tags/v*`],
  ])('not %j', (text) => {
    expect(parseIdentity(text)).toBeUndefined();
  });
});

test('property: the pattern of exact identities is about them alone', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab.*+?^$(){}[]|\\/@-'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(text, text, text, (one, other, found) => {
      const identities: readonly TrustedIdentity[] = [...exactly(one), ...exactly(other)];
      expect(new RegExp(identityPattern(identities)).test(found)).toBe(matchesIdentities(identities, found));
      expect(new RegExp(identityPattern(identities)).test(one)).toBe(true);
    }),
  );
});

test('what two lists have in common', () => {
  const v1 = exactly(`${WORKFLOW}@refs/tags/v1`);
  const commit = exactly(`${WORKFLOW}@${COMMIT}`);
  const other: TrustedIdentity = { kind: 'release-tags', workflow: WORKFLOW.replace('release-app', 'x') };
  expect(commonIdentities([TAGS], v1)).toEqual(v1);
  expect(commonIdentities([...v1, ...commit], [TAGS])).toEqual(v1);
  expect(commonIdentities([TAGS, ...commit], [TAGS, other])).toEqual([TAGS]);
  expect(commonIdentities([TAGS, ...v1], [TAGS])).toEqual([TAGS, ...v1]);
  expect(commonIdentities(commit, v1)).toEqual([]);
  expect(commonIdentities([TAGS], [other])).toEqual([]);
  expect(formatIdentities([TAGS, ...commit])).toBe(`${WORKFLOW}@refs/tags/v* or ${WORKFLOW}@${COMMIT}`);
});

test('an identity of the greatest length is matched, a longer one by nothing', () => {
  const longest = `${WORKFLOW}@`.padEnd(MAX_IDENTITY, 'x');
  expect(matchesIdentities(exactly(longest), longest)).toBe(true);
  expect(matchesIdentities(exactly(`${longest}x`), `${longest}x`)).toBe(false);
});
