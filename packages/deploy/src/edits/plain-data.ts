/** Compares what a file says before and after an edit, as plain data. */
import { pathOf, type ScalarNode } from './source-tree.ts';

/**
 * Undefined when both say the same except that exactly the wanted scalars are the wanted strings; else a clause that
 * says what is wrong.
 */
export function differs(
  before: unknown,
  after: unknown,
  wanted: ReadonlyMap<ScalarNode, string>,
): string | undefined {
  const values = new Map([...wanted].map(([scalar, value]) => [JSON.stringify(pathOf(scalar)), value]));
  const met = new Set<string>();

  function same(a: unknown, b: unknown, path: readonly (string | number)[]): boolean {
    const key = JSON.stringify(path);
    const value = values.get(key);
    if (value !== undefined) {
      met.add(key);
      return b === value;
    }
    if (Array.isArray(a))
      return (
        Array.isArray(b) &&
        a.length === b.length &&
        a.every((item, index) => same(item, b[index], [...path, index]))
      );
    if (a instanceof Date) return b instanceof Date && Object.is(a.getTime(), b.getTime());
    if (typeof a !== 'object' || a === null) return Object.is(a, b);
    if (typeof b !== 'object' || b === null || Array.isArray(b)) return false;
    const keys = Object.keys(a);
    const others = Object.keys(b);
    return (
      keys.length === others.length &&
      keys.every(
        (key, index) =>
          key === others[index] &&
          same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key], [...path, key]),
      )
    );
  }

  if (!same(before, after, [])) return 'something else in the file changes with it';
  return met.size === values.size && values.size === wanted.size
    ? undefined
    : 'a value is not where it was found';
}
