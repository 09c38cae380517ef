import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  type ArtifactStore,
  damagedArtifact,
  type StoredArtifact,
  storeFailure,
} from '@sealift/action-kit/artifacts';
import { Failure, failedWith, policyFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { MAX_ARCHIVE_SIZE, openArchive } from '@sealift/evidence/archive';
import { type Contents, readContents } from '@sealift/evidence/contents';
import { isPlainName } from '@sealift/evidence/files';
import { writeEvidenceFile } from '@sealift/evidence/write';

export type Loading = {
  /** Names with `*` for any characters. */
  readonly pattern: string;
  /**
   * Names that are loaded, if they match. One of them that cannot be used is told and left out: any job of the run can
   * put something in its place, and nobody else's evidence is to be held up by it.
   */
  readonly only?: readonly string[];
  /** Each artifact becomes the folder `<path>/<its name>`; what lay there is replaced. */
  readonly path: string;
  readonly temporary: string;
};

/** More apps and platforms than a matrix may have jobs. */
const MAX_ARTIFACTS = 300;

/**
 * Downloads the evidence artifacts of this run whose names match.
 * @returns contents by artifact name, in the order of the names
 * @throws Failure `artifacts/foreign` for an artifact that a save would not have made; `artifacts/damaged`,
 *   `artifacts/unavailable` and its like; what reading evidence throws
 */
export async function load(
  artifacts: ArtifactStore,
  log: Log,
  options: Loading,
): Promise<ReadonlyMap<string, Contents>> {
  const matching = await findMatching(artifacts, options, log);
  if (matching.length === 0) log.warning(`This run has no artifact that matches ${options.pattern}.`);
  // Nothing loaded is an empty folder to those who read it, not a missing one.
  await mkdir(options.path, { recursive: true });
  const loaded = new Map<string, Contents>();
  for (const artifact of matching) {
    const contents = await contentsOf(artifacts, artifact, options, log);
    if (contents === undefined) continue;
    await writeContents(path.join(options.path, artifact.name), contents, artifact.name, log);
    loaded.set(artifact.name, contents);
  }
  return loaded;
}

/** undefined when it is one of those that may be left out, and it cannot be used. */
async function contentsOf(
  artifacts: ArtifactStore,
  artifact: StoredArtifact,
  { only, path: folder, temporary }: Loading,
  log: Pick<Log, 'error'>,
): Promise<Contents | undefined> {
  const { name } = artifact;
  try {
    return await readContents(await openArchive(await download(artifacts, artifact, temporary), name));
  } catch (error) {
    if (only === undefined || !(error instanceof Failure)) throw error;
    if (failedWith(error, 'artifacts/unavailable', 'artifacts/no-store')) throw error;
    // What lay there would be taken for it.
    await rm(path.join(folder, name), { recursive: true, force: true });
    log.error(`${name} is left out: ${error.message} ${error.remedy}`, {
      title: 'Evidence that cannot be used',
      code: error.code,
    });
    return undefined;
  }
}

/** Makes a folder of what was loaded, in place of one that lies there: a leftover file would count as evidence. */
export async function writeContents(
  folder: string,
  contents: Contents,
  label: string,
  log: Pick<Log, 'info' | 'warning'>,
): Promise<void> {
  if (contents.ignored.length > 0)
    log.warning(`Not evidence, and not loaded from ${label}: ${contents.ignored.join(', ')}.`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, content] of contents.files) await writeEvidenceFile(folder, name, content);
  log.info(`Loaded ${[...contents.files.keys()].join(', ')} from ${label}.`);
}

async function findMatching(
  artifacts: ArtifactStore,
  { pattern, only }: Loading,
  log: Pick<Log, 'info'>,
): Promise<readonly StoredArtifact[]> {
  const listed = await artifacts.listArtifacts({ latest: true }).catch((error: unknown) => {
    throw storeFailure('The artifacts of this run could not be listed', error);
  });
  // Inputs admit only letters, digits and ".*_-".
  const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 's');
  const alike = listed.artifacts.filter(({ name }) => expression.test(name));
  const named = only === undefined ? alike : alike.filter(({ name }) => only.includes(name));
  if (named.length < alike.length)
    log.info(
      `${alike.length - named.length} artifacts match ${pattern} and are not asked for: they are passed over.`,
    );
  const matching = named.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const strange = matching.find(({ name }) => !isPlainName(name));
  if (strange !== undefined || matching.length > MAX_ARTIFACTS)
    throw policyFailure({
      code: 'artifacts/foreign',
      cause:
        strange === undefined
          ? `${matching.length} artifacts match ${pattern}; at most ${MAX_ARTIFACTS} are loaded.`
          : `The artifact "${strange.name}" matches ${pattern}, and this action would not have named it so.`,
      remedy: 'Use a narrower pattern, and find out which job uploaded it.',
    });
  return matching;
}

/**
 * The archive of an artifact as the store has it.
 * @throws Failure `artifacts/foreign` for one that is too large; `artifacts/damaged`; `artifacts/unavailable` and its like
 */
export async function download(
  artifacts: Pick<ArtifactStore, 'downloadArtifact'>,
  artifact: StoredArtifact,
  temporary: string,
): Promise<Buffer> {
  const { name, id, size, digest } = artifact;
  const tooLarge = (actual: number) =>
    policyFailure({
      code: 'artifacts/foreign',
      cause: `The evidence artifact ${name} has ${actual} bytes; at most ${MAX_ARCHIVE_SIZE} are loaded.`,
      remedy: 'Find out which job uploaded an artifact of this name; evidence is small.',
    });
  if (size > MAX_ARCHIVE_SIZE) throw tooLarge(size);
  const folder = await mkdtemp(path.join(temporary, 'sealift-artifact-'));
  try {
    const expectedHash = digest === undefined || digest.startsWith('sha256:') ? digest : `sha256:${digest}`;
    const { digestMismatch } = await artifacts
      .downloadArtifact(id, {
        path: folder,
        skipDecompress: true,
        ...(expectedHash === undefined ? {} : { expectedHash }),
      })
      .catch((error: unknown) => {
        throw storeFailure(`The evidence artifact ${name} could not be downloaded`, error);
      });
    if (expectedHash === undefined || digestMismatch)
      throw damagedArtifact(
        `The evidence artifact ${name} ${expectedHash === undefined ? 'has no digest in the store' : 'did not arrive as it was uploaded: its digest is another'}.`,
        'Run the job again; should it stay so, run the job that uploaded it again.',
      );
    const [file] = await readdir(folder);
    if (file === undefined)
      throw damagedArtifact(`The evidence artifact ${name} arrived empty.`, 'Run the job again.');
    const { size: actual } = await stat(path.join(folder, file));
    if (actual > MAX_ARCHIVE_SIZE) throw tooLarge(actual);
    return await readFile(path.join(folder, file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
