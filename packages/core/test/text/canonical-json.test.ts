import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../src/image/digest.ts';
import { canonicalDigest } from '../../src/text/canonical-json.ts';

describe('the canonical text', () => {
  // The examples of RFC 8785, sections 3.2.2 and 3.2.3, are the first and the second.
  test.each([
    [
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ],
    [
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    ],
    ['[]', '[]'],
    ['{}', '{}'],
    ['-0', '0'],
    ['"\\ud800"', '"\ufffd"'],
    ['{"a":{"b":[1,{"d":2,"c":3}]}}', '{"a":{"b":[1,{"c":3,"d":2}]}}'],
    ['{"__proto__":1,"a":2}', '{"__proto__":1,"a":2}'],
  ])('of %s', (text, expected) => {
    expect(canonicalDigest(JSON.parse(text))).toBe(digestOf(expected));
  });

  test('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const turned = (of: unknown): unknown =>
          Array.isArray(of)
            ? of.map(turned)
            : typeof of === 'object' && of !== null
              ? Object.fromEntries(
                  Object.entries(of)
                    .reverse()
                    .map(([name, member]) => [name, turned(member)]),
                )
              : of;
        expect(canonicalDigest(turned(value))).toBe(canonicalDigest(value));
      }),
    );
  });

  test('is another for another value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        fc.pre(JSON.stringify(a) !== JSON.stringify(b));
        const same = canonicalDigest(a) === canonicalDigest(b);
        if (same) expect(JSON.parse(JSON.stringify(a))).toEqual(JSON.parse(JSON.stringify(b)));
      }),
    );
  });
});

test('what is nested a hundred thousand times has none', () => {
  expect(canonicalDigest(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)))).toBeUndefined();
  expect(canonicalDigest(JSON.parse('{"a":'.repeat(100_000) + 1 + '}'.repeat(100_000)))).toBeUndefined();
  expect(canonicalDigest(JSON.parse('['.repeat(256) + ']'.repeat(256)))).toBeDefined();
});

test('a document of thirty megabytes', () => {
  const packages = Array.from({ length: 100_000 }, (_, at) => ({ name: `p${at}`, note: 'x'.repeat(280) }));
  const turned = packages.map(({ name, note }) => ({ note, name }));
  expect(JSON.stringify(packages).length).toBeGreaterThan(30e6);
  expect(canonicalDigest({ packages })).toBe(canonicalDigest({ packages: turned }));
});
