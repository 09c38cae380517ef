import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { remoteFailure } from '@sealift/core/failure';

const BLOCK = 512;

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
      cause: `The archive ${archive} ${why}.`,
      remedy:
        'Remove it and run the job again; if it stays like that, report it with the tool and its version.',
      error,
    });
  let found = 0;
  /** Bytes of the current entry that are still to come, and of the padding after it. */
  let body = 0;
  let padding = 0;
  let wanted = false;
  let rest: Uint8Array = new Uint8Array();
  const source = createReadStream(archive);
  const unpacked = createGunzip();
  source.on('error', (error) => unpacked.destroy(error));
  source.pipe(unpacked);
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      let data: Uint8Array = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      rest = new Uint8Array();
      while (data.length > 0) {
        if (body > 0) {
          const part = data.subarray(0, body);
          if (wanted) await write(part);
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
          wanted = header.regular && header.name === member;
          if (wanted && ++found > 1) throw bad(`has more than one ${member}`);
          body = header.size;
          padding = (BLOCK - (header.size % BLOCK)) % BLOCK;
        }
      }
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'Failure') throw error;
    throw bad(`cannot be read: ${error instanceof Error ? error.message : String(error)}`, error);
  } finally {
    source.destroy();
  }
  if (found === 0) throw bad(`has no file named ${member}`);
  if (body > 0) throw bad('ends in the middle of a file');
}

/** Undefined for the zero blocks at the end. Long-name entries are skipped like any other: no member needs one. */
function parseHeader(
  block: Uint8Array,
): { readonly name: string; readonly size: number; readonly regular: boolean } | undefined {
  if (block.every((byte) => byte === 0)) return undefined;
  const text = (start: number, length: number) =>
    Buffer.from(block.subarray(start, start + length))
      .toString('latin1')
      .replace(/\0.*$/s, '');
  const octal = text(124, 12).trim();
  if (!/^[0-7]+$/.test(octal)) throw new Error('a size in it is not a number');
  const checksum = Number.parseInt(text(148, 8).trim(), 8);
  const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  if (checksum !== sum) throw new Error('a header in it is damaged');
  const type = text(156, 1);
  const prefix = text(257, 5) === 'ustar' ? text(345, 155) : '';
  return {
    name: `${prefix === '' ? '' : `${prefix}/`}${text(0, 100)}`.replace(/^\.\//, ''),
    size: Number.parseInt(octal, 8),
    regular: type === '0' || type === '',
  };
}
