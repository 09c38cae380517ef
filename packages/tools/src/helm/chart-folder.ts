/** A private copy of one chart: out of an archive of the repository, or from a folder on disk. */
import { type FileHandle, lstat, mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { configurationFailure, Failure, remoteFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import { walkArchive } from '../archive.ts';

export type ChartSource =
  /** .tar.gz with one folder at the top, as GitHub gives it for a commit. */
  | { readonly kind: 'archive'; readonly bytes: Uint8Array }
  /** Root of the repository on disk. */
  | { readonly kind: 'folder'; readonly path: string };

/** Bytes and files of a chart; Helm itself refuses more than 100 MiB. */
const MAX_CHART_BYTES = 50 * 1024 * 1024;
const MAX_CHART_FILES = 5_000;
/** Bytes of a repository when it is unpacked: more is skipped through in minutes, or meant to do harm. */
const MAX_ARCHIVE_BYTES = 4 * 1024 ** 3;

/**
 * Copies the chart at `chart` (relative to the repository's root) to the new folder `to`. Files and folders only: Helm
 * would follow a link out of the chart.
 * @throws Failure `configuration` when there is no chart, it has links, or it is too large; `remote` for a broken archive
 */
export async function takeChart(source: ChartSource, chart: string, to: string): Promise<void> {
  const segments = checkedPath(chart);
  await mkdir(to, { mode: 0o700 });
  const copy = copyInto(to, chart);
  if (source.kind === 'folder') {
    await refuseLinks(source.path, segments, chart);
    await fromFolder(path.join(source.path, ...segments), [], copy, chart);
  } else await fromArchive(source.bytes, segments, copy, chart);
  if (copy.files.has('Chart.yaml')) return;
  throw configurationFailure({
    code: 'helm/no-chart',
    cause: `There is no Helm chart in "${shown(chart)}": it has no Chart.yaml.`,
    remedy: 'Set "chart" to the folder of the chart, relative to the root of the ops repository.',
  });
}

/** @throws Failure `configuration` unless it is a folder below the root; "." is the root itself */
function checkedPath(chart: string): string[] {
  const segments = chart.replace(/^\.\/|\/+$/g, '').split('/');
  if (segments.length === 1 && (segments[0] === '.' || segments[0] === '')) return [];
  if (segments.every(isPlainName)) return segments;
  throw configurationFailure({
    code: 'tools/bad-input',
    cause: `"${shown(chart)}" is not the path of a folder in a repository.`,
    remedy: 'Write "chart" relative to the root, for example charts/api.',
  });
}

const isPlainName = (name: string): boolean =>
  name !== '' &&
  name !== '.' &&
  name !== '..' &&
  name.length <= 255 &&
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses.
  !/[\u0000-\u001f\u007f\\]/.test(name);

const shown = (name: string): string => singleLine(name.slice(0, 200));

type Copy = {
  readonly files: ReadonlySet<string>;
  /** Where the bytes of a file go, its folders made. */
  file(segments: readonly string[], size: number): Promise<string>;
};

/** Counts what is written below `to` and keeps it there. */
function copyInto(to: string, chart: string): Copy {
  const files = new Set<string>();
  let bytes = 0;
  const refuse = (cause: string, remedy: string): never => {
    throw configurationFailure({
      code: 'helm/not-usable',
      cause: `The chart "${shown(chart)}" ${cause}.`,
      remedy,
    });
  };
  return {
    files,
    async file(segments, size) {
      const name = segments.join('/');
      if (!segments.every(isPlainName))
        refuse(
          `has a file named "${shown(name)}"`,
          'Rename it: "..", "\\" and control characters are refused.',
        );
      if (files.has(name)) refuse(`has "${shown(name)}" twice`, 'Fetch the repository again.');
      files.add(name);
      bytes += size;
      if (files.size > MAX_CHART_FILES || bytes > MAX_CHART_BYTES)
        refuse(
          `is larger than ${MAX_CHART_FILES} files or ${MAX_CHART_BYTES} bytes`,
          'Give the folder of one chart in "chart".',
        );
      const file = path.join(to, ...segments);
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      return file;
    },
  };
}

const linked = (chart: string, name: string): Failure =>
  configurationFailure({
    code: 'helm/not-usable',
    cause: `The chart "${shown(chart)}" has a link, "${shown(name)}", which Helm would follow.`,
    remedy: 'Commit the file itself in place of the link.',
  });

/** The chart's folder itself, and those above it in the repository. */
async function refuseLinks(root: string, segments: readonly string[], chart: string): Promise<void> {
  for (const [index] of segments.entries()) {
    const above = segments.slice(0, index + 1);
    const found = await lstat(path.join(root, ...above)).catch(() => undefined);
    if (found?.isSymbolicLink()) throw linked(chart, above.join('/'));
  }
}

async function fromFolder(
  root: string,
  segments: readonly string[],
  copy: Copy,
  chart: string,
): Promise<void> {
  const folder = path.join(root, ...segments);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const inside = [...segments, entry.name];
    if (entry.name === '.git' && segments.length === 0) continue;
    if (entry.isDirectory()) await fromFolder(root, inside, copy, chart);
    else if (entry.isFile()) {
      const file = path.join(folder, entry.name);
      const to = await copy.file(inside, (await lstat(file)).size);
      await writeFile(to, await readFile(file), { mode: 0o600, flag: 'wx' });
    } else throw linked(chart, inside.join('/'));
  }
}

async function fromArchive(
  bytes: Uint8Array,
  wanted: readonly string[],
  copy: Copy,
  chart: string,
): Promise<void> {
  let total = 0;
  let current: FileHandle | undefined;
  const finish = async () => {
    await current?.close();
    current = undefined;
  };
  try {
    await walkArchive(Readable.from(chunksOf(bytes)), async ({ name, kind, size }) => {
      await finish();
      total += size;
      if (total > MAX_ARCHIVE_BYTES) throw new Error(`unpacks to more than ${MAX_ARCHIVE_BYTES} bytes`);
      // The folder at the top is named after repository and commit.
      const segments = name.replace(/\/$/, '').split('/').slice(1);
      const inside = segments.slice(wanted.length);
      if (inside.length === 0 || wanted.some((part, index) => segments[index] !== part)) {
        // A link in place of the chart's folder, or of one above it.
        const isAbove = segments.length > 0 && segments.every((part, index) => wanted[index] === part);
        if (kind === 'other' && isAbove) throw linked(chart, segments.join('/'));
        return undefined;
      }
      if (kind === 'folder') return undefined;
      if (kind === 'other') throw linked(chart, inside.join('/'));
      const handle = await open(await copy.file(inside, size), 'wx', 0o600);
      current = handle;
      return async (chunk) => void (await handle.writeFile(chunk));
    });
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw remoteFailure({
      code: 'archive/damaged',
      cause: `The archive of the ops repository ${error instanceof Error ? error.message : String(error)}.`,
      remedy: 'Run the job again.',
      error,
    });
  } finally {
    await finish();
  }
}

/** Pieces, so that unpacking does not hold the whole of it in a buffer. */
export function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}
const PIECE = 1 << 20;
