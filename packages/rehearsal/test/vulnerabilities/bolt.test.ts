import { describe, expect, it } from 'vitest';
import { type Bucket, writeBolt } from '../../src/vulnerabilities/bolt.ts';

const PAGE = 4096;

/** A reader that shares no code with the writer: follows the format's description from the valid meta page down. */
function readBolt(file: Buffer): Map<string, unknown> {
  const metas = [0, 1].map((number) => file.subarray(number * PAGE, number * PAGE + 80));
  for (const meta of metas) {
    expect(meta.readUInt32LE(16)).toBe(0xed0cdaed);
    expect(meta.readUInt32LE(20)).toBe(2);
    expect(meta.readUInt32LE(24)).toBe(PAGE);
    let hash = 0xcbf29ce484222325n;
    for (const byte of meta.subarray(16, 72))
      hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
    expect(meta.readBigUInt64LE(72)).toBe(hash);
    expect(Number(meta.readBigUInt64LE(56)) * PAGE).toBe(file.length);
  }
  const [first, second] = metas;
  const newest = (second?.readBigUInt64LE(64) ?? 0n) > (first?.readBigUInt64LE(64) ?? 0n) ? second : first;
  return readPage(file, Number(newest?.readBigUInt64LE(32)));
}

function readPage(file: Buffer, number: number): Map<string, unknown> {
  const page = file.subarray(number * PAGE);
  expect(Number(page.readBigUInt64LE(0))).toBe(number);
  expect(page.readUInt16LE(8)).toBe(2);
  const bytes = page.subarray(0, (page.readUInt32LE(12) + 1) * PAGE);
  const entries = new Map<string, unknown>();
  let previous = Buffer.alloc(0);
  for (let index = 0; index < page.readUInt16LE(10); index += 1) {
    const element = 16 + 16 * index;
    const start = element + bytes.readUInt32LE(element + 4);
    const [keyLength, valueLength] = [bytes.readUInt32LE(element + 8), bytes.readUInt32LE(element + 12)];
    const key = bytes.subarray(start, start + keyLength);
    expect(Buffer.compare(previous, key)).toBe(-1);
    previous = Buffer.from(key);
    const value = bytes.subarray(start + keyLength, start + keyLength + valueLength);
    expect(value.length).toBe(valueLength);
    const isBucket = bytes.readUInt32LE(element) === 1;
    entries.set(
      key.toString(),
      isBucket ? readPage(file, Number(value.readBigUInt64LE(0))) : value.toString(),
    );
  }
  return entries;
}

const text = (value: string) => Buffer.from(value);

describe('BoltDB files', () => {
  it.each<[string, Map<string, Uint8Array | Bucket>]>([
    ['an empty one', new Map()],
    [
      'keys in any order',
      new Map([
        ['b', text('2')],
        ['a', text('1')],
        ['ä', text('3')],
      ]),
    ],
    [
      'buckets in buckets',
      new Map([
        ['x', new Map([['y', new Map([['z', text('1')]])]])],
        ['w', new Map()],
      ]),
    ],
    [
      'values longer than a page',
      new Map([
        ['long', text('x'.repeat(3 * PAGE))],
        ['short', text('y')],
      ]),
    ],
    ['many keys', new Map(Array.from({ length: 2_000 }, (_, index) => [`key-${index}`, text(`${index}`)]))],
    ['a page filled to the last byte', new Map([['k', text('x'.repeat(PAGE - 16 - 16 - 1))]])],
  ])('%s', (_, bucket) => {
    const plain = (each: Bucket): Map<string, unknown> =>
      new Map([...each].map(([key, value]) => [key, value instanceof Map ? plain(value) : value.toString()]));
    const read = readBolt(writeBolt(bucket));
    expect(read).toEqual(plain(bucket));
  });

  it('refuses a bucket with more keys than a page can count', () => {
    const bucket = new Map(Array.from({ length: 65_536 }, (_, index) => [`${index}`, text('')]));
    expect(() => writeBolt(bucket)).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});
