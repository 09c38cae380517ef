import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bumpBranch, isBranchName, shortRef } from '../../src/pull-request/branch-name.ts';

describe('bumpBranch', () => {
  const template = 'sealift/{repository}/{ref}';
  test.each([
    ['main', /^sealift\/acme-shop\/main$/],
    ['feature/x-1', /^sealift\/acme-shop\/feature\/x-1$/],
    ['v1.2.3', /^sealift\/acme-shop\/v1\.2\.3$/],
    ['a b', /^sealift\/acme-shop\/a-b-[0-9a-f]{8}$/],
    ['a..b', /^sealift\/acme-shop\/a-b-[0-9a-f]{8}$/],
    ['x.lock', /^sealift\/acme-shop\/x-[0-9a-f]{8}$/],
    ['', /^sealift\/acme-shop\/[0-9a-f]{8}$/],
    ['日本', /^sealift\/acme-shop\/-?[0-9a-f-]+$/],
    ['x'.repeat(300), /^sealift\/acme-shop\/x{120}-[0-9a-f]{8}$/],
  ])('%j', (ref, expected) => {
    expect(bumpBranch(template, { repository: 'acme-shop', ref })).toMatch(expected);
  });

  test('property: always a branch name for git, and never the same for two refs', () => {
    const ref = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[a-z./@{~ -]{0,20}$/));
    fc.assert(
      fc.property(ref, ref, (one, other) => {
        const [a, b] = [one, other].map((text) => bumpBranch(template, { repository: 'r', ref: text }));
        expect(isBranchName(String(a))).toBe(true);
        expect(a === b).toBe(one === other);
      }),
      { numRuns: 2_000 },
    );
  });

  test('what it takes, git takes', () => {
    const names = fc.sample(fc.stringMatching(/^[ab./@{}~^:?*[\\ -]{1,8}(?:\.lock)?$/), {
      numRuns: 60,
      seed: 7,
    });
    for (const name of names.filter(isBranchName))
      expect(() =>
        execFileSync('git', ['check-ref-format', '--branch', name], { stdio: 'pipe' }),
      ).not.toThrow();
  });
});

test.each([
  ['refs/heads/main', 'main'],
  ['refs/tags/v1', 'v1'],
  ['refs/pull/7/merge', 'pull/7/merge'],
  ['main', 'main'],
])('shortRef(%s)', (ref, short) => {
  expect(shortRef(ref)).toBe(short);
});
