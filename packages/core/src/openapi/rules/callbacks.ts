/**
 * What the server sends by itself. The tool does not compare callbacks, and nothing of ours does: that they differ is
 * said, so that silence is not taken for "nothing breaks".
 */
import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../document.ts';
import type { Operation, OwnChange } from '../operations.ts';

export function callbacksRule({ method, path, base, revision }: Operation): readonly OwnChange[] {
  const [before, after] = [base.operation['callbacks'], revision.operation['callbacks']];
  if (!isObject(before) || isDeepStrictEqual(before, after)) return [];
  return [
    {
      id: 'callbacks-not-compared',
      level: 'warning',
      method,
      path,
      text: 'its callbacks changed, which no rule compares: look at them',
      place: { key: 'callbacks', parent: revision.place },
    },
  ];
}
