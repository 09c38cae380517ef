import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toData } from '../src/expressions/data.ts';
import { expandMatrix, expandStrategy, legName, mergeOutputs } from '../src/schedule/matrix.ts';

const legs = (matrix: Parameters<typeof expandMatrix>[0]) => expandMatrix(matrix).map(({ values }) => values);

describe('a matrix', () => {
  it('is the product of its vectors in their order', () => {
    expect(legs({ os: ['a', 'b'], n: [1, 2] })).toEqual([
      { os: 'a', n: 1 },
      { os: 'a', n: 2 },
      { os: 'b', n: 1 },
      { os: 'b', n: 2 },
    ]);
  });

  // https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations#expanding-or-adding-matrix-configurations
  it('takes includes as the documentation shows', () => {
    const matrix = {
      fruit: ['apple', 'pear'],
      animal: ['cat', 'dog'],
      include: [
        { color: 'green' },
        { color: 'pink', animal: 'cat' },
        { fruit: 'apple', shape: 'circle' },
        { fruit: 'banana' },
        { fruit: 'banana', animal: 'cat' },
      ],
    };
    expect(legs(matrix)).toEqual([
      { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
      { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'pear', animal: 'dog', color: 'green' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ]);
  });

  it('leaves out what a part of it excludes, with == of an expression', () => {
    expect(legs({ os: ['Linux', 'mac'], n: [1, 2], exclude: [{ os: 'linux', n: '2' }] })).toEqual([
      { os: 'Linux', n: 1 },
      { os: 'mac', n: 1 },
      { os: 'mac', n: 2 },
    ]);
    expect(legs({ node: [{ v: 20 }, { v: 24 }], exclude: [{ node: { v: 20 } }] })).toEqual([
      { node: { v: 24 } },
    ]);
  });

  it('names legs by values of the product only', () => {
    const [first, own] = expandMatrix({
      a: [{ deep: 'x', flag: true }],
      include: [
        { a: { deep: 'x' }, extra: 1 },
        { b: 2, c: '' },
      ],
    });
    expect(first?.label).toEqual(['x', 'true']);
    expect(first?.values).toEqual({ a: { deep: 'x', flag: true }, extra: 1, b: 2, c: '' });
    expect(own).toBeUndefined();
    expect(legName('test', ['1', 'b'])).toBe('test (1, b)');
    expect(legName('n'.repeat(120), [])).toHaveLength(100);
  });

  it.each([
    [{}, /at least one vector/],
    [{ a: [] }, /does not contain any values/],
    [{ a: 'x' }, /not a sequence/],
    [{ a: [1], exclude: [{ b: 1 }] }, /exclude key 'b'/],
    [{ a: [1], include: [{}] }, /does not contain any values/],
    [{ a: [1], include: 'x' }, /not a sequence/],
    [{ a: [1], include: ['x'] }, /not a mapping/],
    [['x'], /not a mapping/],
  ])('refuses %j', (matrix, message) => {
    expect(() => expandMatrix(matrix)).toThrow(message);
  });

  it('never makes a leg out of nothing', () => {
    const word = fc.string({ minLength: 1, maxLength: 3 }).filter((key) => key !== '__proto__');
    const vector = fc.array(fc.oneof(word, fc.integer(), fc.boolean()), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.dictionary(word, vector, { minKeys: 1, maxKeys: 3 }), (matrix) => {
        const { include: _include, exclude: _exclude, ...vectors } = matrix;
        if (Object.keys(vectors).length === 0) return;
        const all = expandMatrix(vectors);
        expect(all).toHaveLength(
          Object.values(vectors).reduce((product, values) => product * values.length, 1),
        );
        for (const { values } of all)
          expect(Object.keys(values ?? {}).length).toBe(Object.keys(vectors).length);
      }),
    );
  });
});

describe('a strategy', () => {
  it('without a matrix has one leg, and fails fast unless it says no', () => {
    expect(expandStrategy(toData(null))).toEqual({
      legs: [{ values: undefined, label: [] }],
      failFast: true,
      maxParallel: undefined,
    });
    const strategy = expandStrategy(toData({ 'fail-fast': false, 'max-parallel': 2, matrix: { a: [1, 2] } }));
    expect(strategy).toMatchObject({ failFast: false, maxParallel: 2 });
  });

  it('of which everything is excluded has one leg without values', () => {
    const strategy = expandStrategy(toData({ matrix: { a: [1], exclude: [{ a: 1 }] } }));
    expect(strategy.legs).toEqual([{ values: undefined, label: [] }]);
  });
});

describe('outputs of legs', () => {
  it('are merged by name: the last that is not empty counts', () => {
    expect(mergeOutputs([{ a: '1', b: '1' }, { a: '2', b: '' }, { c: '3' }])).toEqual({
      a: '2',
      b: '1',
      c: '3',
    });
  });
});
