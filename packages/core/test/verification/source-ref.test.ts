import { expect, it } from 'vitest';
import { MAX_IDENTITY, RELEASE_TAGS } from '../../src/verification/identity.ts';
import { formatRef, matchesRefs, parseRef, type TrustedRef } from '../../src/verification/source-ref.ts';

const MAIN = { kind: 'exact', ref: 'refs/heads/main' } as const;
const TAGS = { kind: 'release-tags' } as const;
const API = { kind: 'app-release-tags', prefix: 'refs/tags/api-v' } as const;
const ANY = { kind: 'app-release-tags', prefix: 'refs/tags/*-v' } as const;
const PULLS = { kind: 'pull-requests' } as const;

it.each<[string, TrustedRef | undefined]>([
  ['refs/heads/main', MAIN],
  [RELEASE_TAGS, TAGS],
  ['refs/pull/*/merge', PULLS],
  ['refs/tags/api-v*', { kind: 'app-release-tags', prefix: 'refs/tags/api-v' }],
  ['refs/tags/api/v*', { kind: 'app-release-tags', prefix: 'refs/tags/api/v' }],
  ['refs/tags/@acme/api@*', { kind: 'app-release-tags', prefix: 'refs/tags/@acme/api@' }],
  ['refs/tags/*-v*', { kind: 'app-release-tags', prefix: 'refs/tags/*-v' }],
  ['refs/tags/api-*', undefined],
  ['refs/tags/api*', undefined],
  ['refs/tags/*', undefined],
  ['refs/tags/*/api-v*', undefined],
  ['refs/pull/12/merge', { kind: 'exact', ref: 'refs/pull/12/merge' }],
  ['refs/pull/*/head', undefined],
  ['refs/tags/v1.2.3', { kind: 'exact', ref: 'refs/tags/v1.2.3' }],
  ['main', undefined],
  ['refs/', undefined],
  ['refs/heads/*', undefined],
  ['refs/tags/v**', undefined],
  ['refs/heads/a b', undefined],
  ['xrefs/heads/main', undefined],
  [`refs/${'a'.repeat(MAX_IDENTITY - 5)}`, { kind: 'exact', ref: `refs/${'a'.repeat(MAX_IDENTITY - 5)}` }],
  [`refs/${'a'.repeat(MAX_IDENTITY - 4)}`, undefined],
])('%j', (text, expected) => {
  const ref = parseRef(text);
  expect(ref).toEqual(expected);
  if (ref !== undefined) expect(formatRef(ref)).toBe(text);
});

it.each<[readonly TrustedRef[], string, boolean]>([
  [[MAIN], 'refs/heads/main', true],
  [[MAIN], 'refs/heads/main2', false],
  [[MAIN], 'refs/tags/v1.2.3', false],
  [[TAGS], 'refs/tags/v1.2.3', true],
  [[TAGS], 'refs/heads/main', false],
  [[TAGS], RELEASE_TAGS, false],
  [[TAGS, MAIN], 'refs/heads/main', true],
  [[PULLS], 'refs/pull/12/merge', true],
  [[PULLS], 'refs/pull/12/head', false],
  [[PULLS], 'refs/pull/012/merge', false],
  [[PULLS], 'refs/pull/12/merge/merge', false],
  [[PULLS], 'refs/heads/refs/pull/12/merge', false],
  [[PULLS], 'refs/heads/main', false],
  [[MAIN], 'refs/pull/12/merge', false],
  [[API], 'refs/tags/api-v1.2.3', true],
  [[API], 'refs/tags/api-v1.2.3-rc.1', true],
  [[API], 'refs/tags/api-v1.2', false],
  [[API], 'refs/tags/api-v1.2.3/x', false],
  [[API], 'refs/tags/xapi-v1.2.3', false],
  [[API], 'refs/tags/v1.2.3', false],
  [[API], 'refs/heads/api-v1.2.3', false],
  [[ANY], 'refs/tags/web.x-v1.2.3', true],
  [[ANY], 'refs/tags/a/web-v1.2.3', false],
  [[TAGS], 'refs/tags/api-v1.2.3', false],
  [[], 'refs/heads/main', false],
])('%j are about %s: %s', (refs, found, expected) => {
  expect(matchesRefs(refs, found)).toBe(expected);
});
