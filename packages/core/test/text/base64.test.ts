import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64 } from '../../src/text/base64.ts';

test('what was encoded comes back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(decodeBase64(Buffer.from(bytes).toString('base64'))).toEqual(Buffer.from(bytes));
    }),
  );
});

test.each([
  ['no padding', 'YQ'],
  ['too much padding', 'YQ==='],
  ['padding alone', '===='],
  ['padding in the middle', 'YQ==YQ=='],
  ['bits behind the end', 'YR=='],
  ['a line break', 'YWJj\nYWJj'],
  ['a blank', 'YWJ j'],
  ['the alphabet of addresses', '_-8='],
  ['another script', 'YWJé'],
  ['a zero', 'YWJ\0'],
])('%s is refused', (_what, text) => {
  expect(decodeBase64(text)).toBeUndefined();
});

test('agrees with a decoder by the letter of the specification', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const byTheLetter = (text: string): number[] | undefined => {
    const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
    const digits = [...text.slice(0, text.length - padding)].map((character) => alphabet.indexOf(character));
    if (text.length % 4 !== 0 || digits.includes(-1)) return undefined;
    const bits = digits.map((digit) => digit.toString(2).padStart(6, '0')).join('');
    const whole = bits.slice(0, bits.length - padding * 2);
    if (/1/.test(bits.slice(whole.length))) return undefined;
    return (whole.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  };
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'AB/+=z9 '), maxLength: 12 }), (text) => {
      const expected = byTheLetter(text);
      expect(decodeBase64(text)).toEqual(expected === undefined ? undefined : Buffer.from(expected));
    }),
  );
});

test('forty-five million characters, whole and with one wrong at either end', () => {
  const text = Buffer.alloc(32 * 1024 * 1024 + 1, 'sealift').toString('base64');
  expect(decodeBase64(text)?.length).toBe(32 * 1024 * 1024 + 1);
  expect(decodeBase64(`!${text.slice(1)}`)).toBeUndefined();
  expect(decodeBase64(`${text.slice(0, -4)}!Q==`)).toBeUndefined();
});
