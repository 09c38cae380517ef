/**
 * Asks a repository of The Update Framework for files: their newest versions that follow from a first root which is known
 * here, whoever serves them. https://theupdateframework.github.io/specification/latest/
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock, Log } from '@sealift/core/log';
import { asClause } from '@sealift/core/text/clause';
import { singleLine } from '@sealift/core/text/sanitize';
import { type AskDependencies, askOnce } from '@sealift/net/ask';
import { networkError } from '@sealift/net/network-error';
import { type RetryPolicy, retry } from '@sealift/net/retry';
import { Updater } from 'tuf-js';
import { DownloadHTTPError, DownloadLengthMismatchError } from 'tuf-js/dist/error.js';
import { withTemporaryFolder } from '../temporary-folder.ts';
import { noTrust } from './no-trust.ts';

export type TufDependencies = AskDependencies & {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info'>;
};

export type TufRepository = {
  /** URL without trailing slash. */
  readonly mirror: string;
  /** The first root that is trusted. */
  readonly root: Uint8Array;
};

const RETRIES: RetryPolicy = {
  attempts: 4,
  firstPause: 1_000,
  maxPause: 8_000,
  maxRetryAfter: 10_000,
  total: 60_000,
};
/** Milliseconds for one small file. */
const DEADLINE = 15_000;
/** Characters. */
const MAX_REASON = 300;

/**
 * The newest versions of files, in the order of their names; undefined for one that there is not.
 * @throws Failure `sigstore/no-trust-root`
 */
export async function fetchTargets(
  { mirror, root }: TufRepository,
  names: readonly string[],
  dependencies: TufDependencies,
): Promise<readonly (string | undefined)[]> {
  try {
    return await withTemporaryFolder(dependencies.env, 'tuf', async (folder) => {
      await writeFile(path.join(folder, 'root.json'), root);
      const updater = createUpdater(folder, mirror, dependencies);
      const files: (string | undefined)[] = [];
      for (const name of names) {
        const found = await updater.getTargetInfo(name);
        const file = path.join(folder, `target-${files.length}`);
        files.push(found && (await readFile(await updater.downloadTarget(found, file), 'utf8')));
      }
      return files;
    });
  } catch (error) {
    throw noTrust(mirror, reasonOf(error), error);
  }
}

function createUpdater(folder: string, mirror: string, dependencies: TufDependencies): Updater {
  const download = downloader(dependencies);
  return new Updater({
    metadataDir: folder,
    metadataBaseUrl: mirror,
    targetBaseUrl: `${mirror}/targets`,
    fetcher: {
      downloadBytes: download,
      async downloadFile(url, limit, handler) {
        const file = path.join(folder, 'download');
        await writeFile(file, await download(url, limit));
        return handler(file);
      },
    },
  });
}

/** tuf-js would use the global fetch, which knows no proxy. What it learns from a status it learns from its own errors. */
const downloader =
  (dependencies: TufDependencies) =>
  (url: string, limit: number): Promise<Buffer> =>
    retry(
      {
        ...dependencies,
        ...{ what: url, policy: RETRIES },
        fail: (end) => new Error(end.why === 'cancelled' ? 'the job was cancelled' : end.transient.reason),
      },
      async () => {
        const { status, text } = await askOnce({ url, init: {}, deadline: DEADLINE, limit }, dependencies);
        if (status !== 200) throw new DownloadHTTPError(`it answered ${status}`, status);
        if (text === '')
          throw new DownloadLengthMismatchError(`${url} has more than ${limit} bytes, or none`);
        return Buffer.from(text);
      },
    );

/** tuf-js wraps some errors into the text of others. */
function reasonOf(error: unknown): string {
  const text = networkError(error)?.code ?? (error instanceof Error ? error.message : String(error));
  return asClause(singleLine(text.slice(0, MAX_REASON)));
}
