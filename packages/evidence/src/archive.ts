/**
 * Reads the zip archive of an artifact within bounds and in memory. The artifact library would extract whatever is in
 * it, as large as it comes, to wherever it says.
 */
import { configurationFailure, Failure, policyFailure } from '@sealift/core/failure';
import { type Entry, fromBufferPromise } from 'yauzl';
import type { FileSource } from './contents.ts';
import { isPlainName } from './files.ts';

/** Bytes of an archive. Ten SBOMs of the largest size that is attested compress to less. */
export const MAX_ARCHIVE_SIZE = 64 * 1024 * 1024;
export const MAX_ENTRIES = 500;
/** Bytes read out of one archive, all entries together. */
export const MAX_TOTAL_SIZE = 256 * 1024 * 1024;

const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;

/**
 * @param label for messages
 * @throws Failure `evidence/foreign-archive` for what a save would not have made; from `read` `evidence/too-large` too
 */
export async function openArchive(bytes: Buffer, label: string): Promise<FileSource> {
  const suspect = (reason: string, error?: unknown) =>
    policyFailure({
      code: 'evidence/foreign-archive',
      cause: `The evidence artifact ${label} was not made by this action: ${reason}.`,
      remedy: 'Find out which job uploaded an artifact of this name, and do not release from this run.',
      error,
    });
  const entries = new Map<string, Entry>();
  const zip = await fromBufferPromise(bytes, {
    lazyEntries: true,
    strictFileNames: true,
  }).catch((error: unknown) => {
    throw suspect('it is not a zip archive', error);
  });
  if (zip.entryCount > MAX_ENTRIES) throw suspect(`it has ${zip.entryCount} entries`);
  try {
    for await (const entry of zip.eachEntry()) {
      if (!isPlainName(entry.fileName)) throw suspect(`it has an entry "${entry.fileName}"`);
      if (entries.has(entry.fileName)) throw suspect(`it has two entries "${entry.fileName}"`);
      if (!isRegular(entry)) throw suspect(`its entry "${entry.fileName}" is not a regular file`);
      if (entry.isEncrypted()) throw suspect(`its entry "${entry.fileName}" is encrypted`);
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    // yauzl itself refuses absolute names, "..", and a directory of entries that does not add up.
    throw error instanceof Failure ? error : suspect('it is malformed', error);
  }

  let total = 0;
  return {
    label,
    names: [...entries.keys()].toSorted(),
    async read(name, limit) {
      const entry = entries.get(name);
      if (entry === undefined) throw suspect(`its entry "${name}" is missing`);
      const chunks: Buffer[] = [];
      let size = 0;
      try {
        for await (const chunk of await zip.openReadStreamPromise(entry)) {
          // What the archive says of a size is not to be believed before it is read.
          size += chunk.length;
          total += chunk.length;
          if (size > limit || total > MAX_TOTAL_SIZE)
            throw configurationFailure({
              code: 'evidence/too-large',
              cause: `${name} in the evidence artifact ${label} is larger than ${size > limit ? limit : MAX_TOTAL_SIZE} bytes.`,
              remedy: 'Leave out of the SBOM what is not shipped, or find out which step wrote this file.',
            });
          chunks.push(chunk);
        }
      } catch (error) {
        throw error instanceof Failure ? error : suspect(`its entry "${name}" cannot be read`, error);
      }
      return Buffer.concat(chunks);
    },
  };
}

/** Made on Unix: the file type of its mode. Made elsewhere: no type, which is a regular file. */
function isRegular({ externalFileAttributes }: Entry): boolean {
  const type = (externalFileAttributes >>> 16) & FILE_TYPE;
  return type === 0 || type === REGULAR;
}
