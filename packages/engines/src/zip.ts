import { remoteFailure } from '@sealift/core/failure';
import { type Entry, openPromise, type ZipFile } from 'yauzl';

/**
 * Streams one file out of a zip archive, such as a Python wheel. Nothing is written under a path that stands in it.
 * @throws Failure `engines/bad-archive` when the archive is broken or has no such member
 */
export async function readZipMember(
  archive: string,
  member: string,
  write: (chunk: Uint8Array) => void | Promise<void>,
): Promise<void> {
  const zip = await open(archive);
  try {
    const entry = await findEntry(zip, archive, member);
    const bytes = await zip.openReadStreamPromise(entry).catch((error: unknown) => {
      throw broken(archive, error);
    });
    const chunks = (bytes as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    for (;;) {
      // What the reader of the archive throws is the archive's fault, what `write` throws is not.
      const next = await chunks.next().catch((error: unknown) => {
        throw broken(archive, error);
      });
      if (next.done === true) return;
      await write(next.value);
    }
  } finally {
    zip.close();
  }
}

const open = (archive: string): Promise<ZipFile> =>
  openPromise(archive, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    throw broken(archive, error);
  });

async function findEntry(zip: ZipFile, archive: string, member: string): Promise<Entry> {
  try {
    for await (const entry of zip.eachEntry()) if (entry.fileName === member) return entry;
  } catch (error) {
    throw broken(archive, error);
  }
  throw broken(archive, `it has no file named ${member}`);
}

const broken = (archive: string, error: unknown) =>
  remoteFailure({
    code: 'engines/bad-archive',
    cause: `The archive ${archive} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    remedy: 'Run the command again; if it happens again, report it with the name of the engine.',
    error,
  });
