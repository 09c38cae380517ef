import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/failure.ts';
import {
  formatImageReference,
  isTag,
  parseImageName,
  parseImageReference,
  tagFromRef,
} from '../../src/image/reference.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('parseImageReference', () => {
  it.each([
    ['ghcr.io/acme/shop/api', { registry: 'ghcr.io', repository: 'acme/shop/api' }],
    ['ghcr.io/acme/shop:v1', { registry: 'ghcr.io', repository: 'acme/shop', tag: 'v1' }],
    [`127.0.0.1:5000/shop@${digest}`, { registry: '127.0.0.1:5000', repository: 'shop', digest }],
    [`localhost/a__b/c.d:x@${digest}`, { registry: 'localhost', repository: 'a__b/c.d', tag: 'x', digest }],
    ['GHCR.io/acme/x', { registry: 'ghcr.io', repository: 'acme/x' }],
  ])('reads %s', (text, expected) => {
    expect(parseImageReference(text)).toEqual(expected);
  });

  it.each([
    ['acme/shop', 'registry'],
    ['ghcr.io/Acme/shop', 'repository name'],
    ['ghcr.io/acme//shop', 'repository name'],
    ['ghcr.io/acme/../shop', 'repository name'],
    ['ghcr.io/acme/shop:-x', 'not a tag'],
    ['ghcr.io/acme/shop@sha256:abc', 'digest'],
    [`ghcr.io/acme/shop@${digest}@${digest}`, 'more than one'],
    [`ghcr.io/${'a'.repeat(260)}`, 'longer than'],
    ['ghcr.io/acme/shop\n', 'repository name'],
    ['', 'registry'],
    ['ghcr.io/$(id)', 'repository name'],
  ])('refuses %j', (text, reason) => {
    expect(() => parseImageReference(text)).toThrow(reason);
    expect(() => parseImageReference(text)).toThrow(Failure);
  });

  it('formats back what it read', () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    fc.assert(
      fc.property(
        part,
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.option(part),
        (host, path, tag) => {
          const text = `${host}.example/${path.join('/')}${tag === null ? '' : `:${tag}`}`;
          expect(formatImageReference(parseImageReference(text))).toBe(text);
        },
      ),
    );
  });
});

it('parseImageName refuses a tag and a digest', () => {
  expect(() => parseImageName('ghcr.io/a/b:1')).toThrow('carries a tag');
  expect(() => parseImageName(`ghcr.io/a/b@${digest}`)).toThrow('carries a digest');
});

it('tagFromRef makes a tag of any ref, or nothing', () => {
  expect(tagFromRef('feature/login')).toBe('feature-login');
  expect(tagFromRef('-.x')).toBe('x');
  fc.assert(
    fc.property(fc.string(), (name) => {
      const tag = tagFromRef(name);
      expect(tag === '' || isTag(tag)).toBe(true);
    }),
  );
});
