import { expect, test } from 'vitest';
import { instanceFor, instanceOfStatement, type SigstoreInstance } from '../../src/verification/sigstore.ts';

test.each([
  ['public', 'public'],
  ['private', 'github'],
  ['internal', 'github'],
] as const)('a %s repository: %s', (visibility, instance) => {
  expect(instanceFor(visibility)).toBe(instance);
});

const LOGGED = true;
const REFUSED = undefined;
test.each<[SigstoreInstance | undefined, boolean, string | undefined, SigstoreInstance | undefined]>([
  [undefined, LOGGED, 'public', 'public'],
  [undefined, LOGGED, 'private', 'public'],
  [undefined, LOGGED, undefined, 'public'],
  [undefined, !LOGGED, 'private', 'github'],
  [undefined, !LOGGED, 'internal', 'github'],
  [undefined, !LOGGED, 'public', REFUSED],
  [undefined, !LOGGED, undefined, REFUSED],
  [undefined, !LOGGED, 'Private', REFUSED],
  ['public', LOGGED, 'private', 'public'],
  ['public', !LOGGED, 'private', REFUSED],
  ['github', !LOGGED, 'private', 'github'],
  // Said outright.
  ['github', !LOGGED, 'public', 'github'],
  ['github', LOGGED, 'private', REFUSED],
])('wanted %s, logged %s, of a %s repository: %s', (wanted, logged, visibility, instance) => {
  const found = instanceOfStatement({ logged, visibility }, wanted);
  expect(found).toEqual(instance === undefined ? { refused: expect.any(String) } : { instance });
});
