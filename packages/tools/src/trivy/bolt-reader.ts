/**
 * A few pages of a BoltDB file, the format of Trivy's vulnerability database: enough to see whether something is in it,
 * without reading a gigabyte.
 * https://github.com/etcd-io/bbolt/blob/v1.4.3/internal/common (page.go, bucket.go, meta.go)
 */
import type { FileHandle } from 'node:fs/promises';

const MAGIC = 0xed0cdaed;
const VERSION = 2;
const PAGE_HEADER = 16;
const ELEMENT = 16;
const FLAG = { branch: 0x01, leaf: 0x02 } as const;
/** Of a leaf element: the value is a bucket. */
const BUCKET = 1;
/** Bytes that one question may read: the buckets of the root fill a few dozen pages. */
const MAX_BYTES = 256 * 1024 * 1024;

/** A key and, where it has one, the bucket behind it. */
export type BoltEntry = { readonly key: string; readonly bucket?: BoltBucket };
export type BoltBucket = {
  /** Its entries in order. A caller that has seen enough stops. */
  readonly entries: () => AsyncIterable<BoltEntry>;
};

/** What is read is no such file, or it is cut off. */
export class NotBolt extends Error {}

/**
 * The buckets at the root.
 * @throws NotBolt
 */
export async function openBolt(file: FileHandle): Promise<BoltBucket> {
  const first = await readBytes(file, 0, 4096);
  const pageSize = first.readUInt32LE(24);
  if (first.readUInt32LE(16) !== MAGIC || pageSize < 1024 || pageSize > 65_536) throw new NotBolt();
  const second = await readBytes(file, pageSize, 80);
  const [meta] = [first, second].flatMap(metaOf).toSorted((a, b) => (a.transaction < b.transaction ? 1 : -1));
  if (meta === undefined) throw new NotBolt();
  const { size } = await file.stat();
  if (BigInt(size) < meta.highWaterMark * BigInt(pageSize)) throw new NotBolt();
  let left = MAX_BYTES;
  const readPage = async (number: bigint): Promise<Buffer> => {
    if (number < 2n || number >= meta.highWaterMark) throw new NotBolt();
    const offset = Number(number) * pageSize;
    const header = await readBytes(file, offset, PAGE_HEADER);
    const bytes = (header.readUInt32LE(12) + 1) * pageSize;
    left -= bytes;
    if (left < 0) throw new NotBolt();
    return readBytes(file, offset, bytes);
  };
  return bucketAt(meta.root, readPage);
}

type ReadPage = (number: bigint) => Promise<Buffer>;

const bucketAt = (page: bigint, readPage: ReadPage): BoltBucket => ({
  entries: async function* () {
    // A branch may not lead back to itself: what is waiting is read once, and pages are limited.
    const waiting = [page];
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
      const bytes = await readPage(number);
      const flags = bytes.readUInt16LE(8);
      if (flags === FLAG.leaf) yield* leafEntries(bytes, readPage);
      else if (flags === FLAG.branch) waiting.push(...branchPages(bytes).toReversed());
      else throw new NotBolt();
    }
  },
});

function* leafEntries(page: Buffer, readPage: ReadPage): Iterable<BoltEntry> {
  for (const element of elementsOf(page)) {
    const position = element + page.readUInt32LE(element + 4);
    const keyEnd = position + page.readUInt32LE(element + 8);
    const valueEnd = keyEnd + page.readUInt32LE(element + 12);
    if (valueEnd > page.length) throw new NotBolt();
    const key = page.toString('utf8', position, keyEnd);
    if ((page.readUInt32LE(element) & BUCKET) === 0) yield { key };
    else yield { key, bucket: bucketIn(page.subarray(keyEnd, valueEnd), readPage) };
  }
}

/** A small bucket has its only page in the value itself. */
function bucketIn(value: Buffer, readPage: ReadPage): BoltBucket {
  if (value.length < 16) throw new NotBolt();
  const root = value.readBigUInt64LE(0);
  if (root !== 0n) return bucketAt(root, readPage);
  const page = value.subarray(16);
  return {
    entries: async function* () {
      yield* leafEntries(page, readPage);
    },
  };
}

function branchPages(page: Buffer): bigint[] {
  return elementsOf(page).map((element) => page.readBigUInt64LE(element + 8));
}

/** Where the elements of a page begin. */
function elementsOf(page: Buffer): number[] {
  if (page.length < PAGE_HEADER) throw new NotBolt();
  const count = page.readUInt16LE(10);
  if (PAGE_HEADER + count * ELEMENT > page.length) throw new NotBolt();
  return Array.from({ length: count }, (_, index) => PAGE_HEADER + index * ELEMENT);
}

type Meta = { readonly root: bigint; readonly highWaterMark: bigint; readonly transaction: bigint };

/** Of the two copies the newer valid one counts; a writer that was stopped leaves one of them broken. */
function metaOf(page: Buffer): Meta[] {
  if (page.readUInt32LE(16) !== MAGIC || page.readUInt32LE(20) !== VERSION) return [];
  if (page.readBigUInt64LE(72) !== fnv1a(page.subarray(16, 72))) return [];
  return [
    {
      root: page.readBigUInt64LE(32),
      highWaterMark: page.readBigUInt64LE(56),
      transaction: page.readBigUInt64LE(64),
    },
  ];
}

/** FNV-1a with 64 bits. */
function fnv1a(bytes: Uint8Array): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}

async function readBytes(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, offset);
  if (bytesRead < length) throw new NotBolt();
  return bytes;
}
