import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatValuePath, parseValuePath } from '../../src/config/value-path.ts';

describe('parseValuePath', () => {
  test.each([
    ['image.tag', ['image', 'tag']],
    ['tag', ['tag']],
    ['containers[0].image', ['containers', 0, 'image']],
    ['[2][0]', [2, 0]],
    ['labels["app.kubernetes.io/version"]', ['labels', 'app.kubernetes.io/version']],
    ["a['b.c'].d", ['a', 'b.c', 'd']],
    ['a["x\\"y"]', ['a', 'x"y']],
    ['8080.tag', ['8080', 'tag']],
    ['größe.日本', ['größe', '日本']],
  ])('%s', (text, path) => {
    expect(parseValuePath(text)).toEqual({ segments: path });
  });

  test.each(['', '.', 'a.', '.a', 'a..b', 'a[', 'a[]', 'a[-1]', 'a[x]', 'a]', 'a["x]', 'a["\\q"]', 'a"b"'])(
    '%j is none',
    (text) => {
      expect(() => parseValuePath(text)).toThrow(/is not a path to a value/);
    },
  );

  test('property: what is formatted is parsed back', () => {
    const segment = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(1_000_000));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (path) => {
        expect(parseValuePath(formatValuePath(path))).toEqual({ segments: path });
      }),
    );
  });
});
