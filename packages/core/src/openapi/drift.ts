/** Where two documents say different things, whatever the order of their keys. */
import { isObject, type Pointer } from './document.ts';

export type Difference = {
  readonly pointer: Pointer;
  readonly kind: 'added' | 'removed' | 'changed';
};

/** Differences that are named; one is enough to fail. */
export const MAX_DIFFERENCES = 20;

/**
 * @param committed what the repository has
 * @param current what the app says
 */
export function differences(committed: unknown, current: unknown): readonly Difference[] {
  const found: Difference[] = [];
  const compare = (before: unknown, after: unknown, pointer: Pointer): void => {
    if (found.length >= MAX_DIFFERENCES) return;
    if (Array.isArray(before) && Array.isArray(after)) {
      for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
        const here = [...pointer, String(index)];
        if (index >= before.length) found.push({ pointer: here, kind: 'added' });
        else if (index >= after.length) found.push({ pointer: here, kind: 'removed' });
        else compare(before[index], after[index], here);
      }
    } else if (isObject(before) && isObject(after)) {
      for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
        const here = [...pointer, key];
        if (!Object.hasOwn(before, key)) found.push({ pointer: here, kind: 'added' });
        else if (!Object.hasOwn(after, key)) found.push({ pointer: here, kind: 'removed' });
        else compare(before[key], after[key], here);
      }
    } else if (!Object.is(before, after)) found.push({ pointer, kind: 'changed' });
  };
  compare(committed, current, []);
  return found.slice(0, MAX_DIFFERENCES);
}

/** `paths › /items › get` */
export const formatPointer = (pointer: Pointer): string =>
  pointer.length === 0 ? 'the document itself' : pointer.join(' › ');
