import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInflateRaw } from 'node:zlib';
import { remoteFailure } from '@sealift/core/failure';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
/** The end record, with the longest comment. */
const LONGEST_END = 22 + 0xffff;

/**
 * Streams one file out of a zip archive, such as a Python wheel. Nothing is written under a path that stands in it.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3.7, 4.3.12, 4.3.16; no zip64, no encryption)
 * @throws Failure `remote` when the archive is broken or has no such member
 */
export async function readZipMember(
  archive: string,
  member: string,
  write: (chunk: Uint8Array) => void | Promise<void>,
): Promise<void> {
  const handle = await open(archive, 'r');
  try {
    const entry = await findEntry(handle, archive, member);
    const local = await readAt(handle, entry.offset, 30);
    if (local.readUInt32LE(0) !== LOCAL) throw broken(archive, 'an entry is not where its directory says');
    const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
    if (entry.compressed === 0) return;
    const bytes = createReadStream(archive, {
      start,
      end: start + entry.compressed - 1,
      highWaterMark: 1 << 20,
    });
    if (entry.method === STORED) {
      for await (const chunk of bytes as AsyncIterable<Buffer>) await write(chunk);
      return;
    }
    const inflated = createInflateRaw({ chunkSize: 1 << 20 });
    bytes.on('error', (error) => inflated.destroy(error));
    try {
      for await (const chunk of bytes.pipe(inflated) as AsyncIterable<Buffer>) await write(chunk);
    } catch (error) {
      throw broken(archive, error instanceof Error ? error.message : String(error), error);
    } finally {
      bytes.destroy();
    }
  } finally {
    await handle.close();
  }
}

type Entry = { readonly offset: number; readonly compressed: number; readonly method: number };

async function findEntry(handle: FileHandle, archive: string, member: string): Promise<Entry> {
  const { size } = await handle.stat();
  const tail = await readAt(handle, Math.max(0, size - LONGEST_END), Math.min(size, LONGEST_END));
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(END);
  const end = tail.lastIndexOf(signature);
  if (end === -1 || tail.length < end + 22) throw broken(archive, 'it has no directory');
  const directory = await readAt(handle, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  for (let at = 0; at + 46 <= directory.length; ) {
    if (directory.readUInt32LE(at) !== ENTRY) break;
    const nameLength = directory.readUInt16LE(at + 28);
    if (directory.toString('utf8', at + 46, at + 46 + nameLength) === member) {
      const method = directory.readUInt16LE(at + 10);
      if (method !== STORED && method !== DEFLATED)
        throw broken(archive, `${member} is packed by an unknown method`);
      return { offset: directory.readUInt32LE(at + 42), compressed: directory.readUInt32LE(at + 20), method };
    }
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  throw broken(archive, `it has no file named ${member}`);
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

const broken = (archive: string, why: string, error?: unknown) =>
  remoteFailure({
    cause: `The archive ${archive} cannot be read: ${why}.`,
    remedy: 'Run the command again; if it stays like that, report it with the name of the engine.',
    error,
  });
