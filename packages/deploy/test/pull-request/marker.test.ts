import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMarker, type PullRequestMarker, parseMarker } from '../../src/pull-request/marker.ts';

const marker: PullRequestMarker = {
  v: 1,
  source: 'acme/shop',
  ref: 'main',
  group: 'run',
  key: '17',
  run: '17',
  environments: ['prod'],
  apps: { api: 'a'.repeat(40), web: '' },
  places: { api: '0123456789ab', web: '0123456789ab' },
};

test('is read back from the middle of a text', () => {
  expect(parseMarker(`before\n${formatMarker(marker)}\nafter`)).toEqual(marker);
});

test('no value ends the comment, begins another, or breaks the line', () => {
  fc.assert(
    fc.property(
      fc.record({
        ref: fc.string({ unit: 'binary', maxLength: 100 }),
        key: fc.constantFrom('-->', '<!--', '--!>', '\n', '--', '---->', '<!-- sealift:pull {} -->'),
      }),
      (change) => {
        fc.pre(change.ref.isWellFormed());
        const text = formatMarker({ ...marker, ...change });
        expect(text.slice(4, -3)).not.toMatch(/-->|<!--|--|[<>\n]/);
        expect(parseMarker(text)).toEqual({ ...marker, ...change });
      },
    ),
  );
});

test.each([
  ['no marker', 'Deploy api'],
  ['no JSON', '<!-- sealift:pull {v:1} -->'],
  ['another version', formatMarker(marker).replace('"v":1', '"v":2')],
  ['a commit that is none', formatMarker(marker).replace('a'.repeat(40), 'main')],
  ['a member that is not known', formatMarker(marker).replace('"v":1', '"v":1,"x":2')],
])('%s is no marker', (_, text) => {
  expect(parseMarker(text)).toBeUndefined();
});
