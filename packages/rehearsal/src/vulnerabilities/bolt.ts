import { internalFailure } from '@sealift/core/failure';

/** A bucket: its entries by key, bytes or further buckets. */
export type Bucket = ReadonlyMap<string, Uint8Array | Bucket>;

const PAGE = 4096;
const MAGIC = 0xed0cdaed;
const VERSION = 2;
const PAGE_HEADER = 16;
const ELEMENT = 16;
const FLAG = { leaf: 0x02, meta: 0x04, freelist: 0x10 } as const;
/** Of a leaf element: the value is a bucket. */
const BUCKET = 1;
/** The number of a page's elements has 16 bits. */
const MAX_ELEMENTS = 0xffff;

/**
 * A BoltDB file, the format of Trivy's databases. Each bucket is one leaf page as long as it needs to be (overflow
 * pages), which the format allows and readers follow; there are no branch pages, so a bucket holds at most 65535 keys.
 * https://github.com/etcd-io/bbolt/blob/v1.4.3/internal/common (page.go, bucket.go, meta.go)
 * @throws Failure `internal` when a bucket is too large
 */
export function writeBolt(root: Bucket): Buffer {
  // Pages 0 and 1 are the two copies of the meta page, page 2 is the list of free pages.
  const pages: { readonly number: number; readonly bytes: Buffer }[] = [];
  let next = 3;

  const writeBucket = (bucket: Bucket): number => {
    if (bucket.size > MAX_ELEMENTS)
      throw internalFailure({
        cause: `A bucket of ${bucket.size} keys does not fit into one page.`,
        remedy: 'Report this as a bug in Sealift.',
      });
    const elements = [...bucket]
      .map(([key, value]) => ({
        key: Buffer.from(key),
        value: value instanceof Uint8Array ? value : bucketHeader(writeBucket(value)),
        flags: value instanceof Uint8Array ? 0 : BUCKET,
      }))
      // Readers search by halves.
      .sort((a, b) => Buffer.compare(a.key, b.key));
    const size = elements.reduce(
      (total, { key, value }) => total + ELEMENT + key.length + value.length,
      PAGE_HEADER,
    );
    const count = Math.ceil(size / PAGE);
    const number = next;
    next += count;
    const bytes = page(number, FLAG.leaf, elements.length, count);
    let data = PAGE_HEADER + ELEMENT * elements.length;
    for (const [index, { key, value, flags }] of elements.entries()) {
      const element = PAGE_HEADER + ELEMENT * index;
      bytes.writeUInt32LE(flags, element);
      // Counted from the element itself.
      bytes.writeUInt32LE(data - element, element + 4);
      bytes.writeUInt32LE(key.length, element + 8);
      bytes.writeUInt32LE(value.length, element + 12);
      bytes.set(key, data);
      bytes.set(value, data + key.length);
      data += key.length + value.length;
    }
    pages.push({ number, bytes });
    return number;
  };

  const rootPage = writeBucket(root);
  const file = Buffer.alloc(next * PAGE);
  for (const transaction of [0, 1]) meta(transaction, rootPage, next).copy(file, transaction * PAGE);
  page(2, FLAG.freelist, 0, 1).copy(file, 2 * PAGE);
  for (const { number, bytes } of pages) bytes.copy(file, number * PAGE);
  return file;
}

function page(number: number, flags: number, elements: number, pages: number): Buffer {
  const bytes = Buffer.alloc(pages * PAGE);
  bytes.writeBigUInt64LE(BigInt(number), 0);
  bytes.writeUInt16LE(flags, 8);
  bytes.writeUInt16LE(elements, 10);
  bytes.writeUInt32LE(pages - 1, 12);
  return bytes;
}

/** The first page of a bucket and its sequence, which nobody uses. */
function bucketHeader(number: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64LE(BigInt(number), 0);
  return bytes;
}

function meta(transaction: number, root: number, highWaterMark: number): Buffer {
  const bytes = page(transaction, FLAG.meta, 0, 1);
  bytes.writeUInt32LE(MAGIC, 16);
  bytes.writeUInt32LE(VERSION, 20);
  bytes.writeUInt32LE(PAGE, 24);
  bucketHeader(root).copy(bytes, 32);
  bytes.writeBigUInt64LE(2n, 48);
  bytes.writeBigUInt64LE(BigInt(highWaterMark), 56);
  bytes.writeBigUInt64LE(BigInt(transaction), 64);
  bytes.writeBigUInt64LE(fnv1a(bytes.subarray(16, 72)), 72);
  return bytes;
}

/** FNV-1a with 64 bits. */
function fnv1a(bytes: Uint8Array): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}
