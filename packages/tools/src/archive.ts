import { createReadStream } from 'node:fs';
import type { Duplex, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { remoteFailure } from '@sealift/core/failure';

const BLOCK = 512;
/** Bytes of a pax header. */
const LONGEST_EXTENDED = 64 * 1024;

/**
 * Streams one regular file out of a .tar.gz. Nothing is ever written under a path that stands in the archive: the
 * caller decides where the bytes go.
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06 (ustar)
 * @throws Failure `remote` when the archive is broken, or has the member never or more than once
 */
export async function readMember(
  archive: string,
  member: string,
  write: (chunk: Uint8Array) => void | Promise<void>,
): Promise<void> {
  const bad = (why: string, error?: unknown) =>
    remoteFailure({
      code: 'archive/damaged',
      cause: `The archive ${archive} ${why}.`,
      remedy:
        'Remove it and run the job again; if it happens again, report it with the tool and its version.',
      error,
    });
  let found = 0;
  const source = createReadStream(archive);
  try {
    await walkArchive(source, ({ name, kind }) => {
      if (kind !== 'file' || name !== member) return undefined;
      if (++found > 1) throw bad(`has more than one ${member}`);
      return write;
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'Failure') throw error;
    throw bad(error instanceof Error ? error.message : String(error), error);
  }
  if (found === 0) throw bad(`has no file named ${member}`);
}

export type ArchiveEntry = {
  /** As it stands in the archive, without a leading `./`: hostile until it is checked. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
  /** Bytes that follow. */
  readonly size: number;
};

type Sink = (chunk: Uint8Array) => void | Promise<void>;

/**
 * Streams an archive, a .tar.gz unless `unpacked` says otherwise, and asks for each entry where its bytes go; undefined
 * skips them. Long names are read
 * from pax headers, as git writes them, and from GNU's.
 * @throws Error with half a sentence ("ends in …") when the archive is broken, and whatever `visit` throws
 */
export async function walkArchive(
  source: Readable,
  visit: (entry: ArchiveEntry) => Sink | undefined | Promise<Sink | undefined>,
  unpacked: Duplex = createGunzip(),
): Promise<void> {
  /** Bytes of the current entry that are still to come, and of the padding after it. */
  let body = 0;
  let padding = 0;
  let sink: Sink | undefined;
  let rest: Uint8Array = new Uint8Array();
  /** The extended header for the entry that follows. */
  let extended: { readonly type: 'x' | 'L'; readonly chunks: Uint8Array[] } | undefined;
  source.on('error', (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  try {
    for await (const chunk of decoded(unpacked)) {
      let data: Uint8Array = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      rest = new Uint8Array();
      while (data.length > 0) {
        if (body > 0) {
          const part = data.subarray(0, body);
          await sink?.(part);
          body -= part.length;
          data = data.subarray(part.length);
        } else if (padding > 0) {
          const part = Math.min(padding, data.length);
          padding -= part;
          data = data.subarray(part);
        } else if (data.length < BLOCK) {
          rest = data;
          break;
        } else {
          const header = parseHeader(data.subarray(0, BLOCK));
          data = data.subarray(BLOCK);
          if (header === undefined) continue;
          body = header.size;
          padding = (BLOCK - (header.size % BLOCK)) % BLOCK;
          if (header.type === 'x' || header.type === 'L') {
            if (header.size > LONGEST_EXTENDED) throw new Error('has a header that is too long');
            const chunks: Uint8Array[] = [];
            extended = { type: header.type, chunks };
            sink = (part) => void chunks.push(Uint8Array.from(part));
          } else if (header.type === 'g' || header.type === 'K') sink = undefined;
          else {
            const name = extended && longName(extended.type, Buffer.concat(extended.chunks));
            extended = undefined;
            sink = await visit({
              name: (name ?? header.name).replace(/^\.\//, ''),
              kind: KINDS[header.type] ?? 'other',
              size: header.size,
            });
          }
        }
      }
    }
  } finally {
    source.destroy();
    unpacked.destroy();
  }
  if (body > 0) throw new Error('ends in the middle of a file');
}

async function* decoded(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    throw new Error(`cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

const KINDS: Readonly<Record<string, ArchiveEntry['kind']>> = { '0': 'file', '': 'file', '5': 'folder' };

/** GNU's long name, or the record "path" of a pax header: `<length> path=<name>\n`. */
function longName(type: 'x' | 'L', header: Buffer): string | undefined {
  if (type === 'L') return header.toString('utf8').replace(/\0.*$/s, '');
  let path: string | undefined;
  for (let at = 0; at < header.length; ) {
    const space = header.indexOf(0x20, at);
    const length = Number(header.toString('latin1', at, space));
    if (space === -1 || !Number.isInteger(length) || length <= space - at)
      throw new Error('cannot be read: a header in it is damaged');
    const [key = '', value = ''] = header.toString('utf8', space + 1, at + length - 1).split(/=(.*)/s);
    if (key === 'path') path = value;
    at += length;
  }
  return path;
}

/** Undefined for the zero blocks at the end. */
function parseHeader(
  block: Uint8Array,
): { readonly name: string; readonly size: number; readonly type: string } | undefined {
  if (block.every((byte) => byte === 0)) return undefined;
  const text = (start: number, length: number) =>
    Buffer.from(block.subarray(start, start + length))
      .toString('utf8')
      .replace(/\0.*$/s, '');
  const octal = text(124, 12).trim();
  if (!/^[0-7]+$/.test(octal)) throw new Error('cannot be read: a size in it is not a number');
  const checksum = Number.parseInt(text(148, 8).trim(), 8);
  const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (checksum !== sum) throw new Error('cannot be read: a header in it is damaged');
  const type = text(156, 1);
  const prefix = text(257, 5) === 'ustar' ? text(345, 155) : '';
  return {
    name: `${prefix === '' ? '' : `${prefix}/`}${text(0, 100)}`,
    size: Number.parseInt(octal, 8),
    type,
  };
}
