/** What the bump changes in the ops repository's files, all of it computed before anything is written. */
import { configurationFailure } from '@sealift/core/failure';
import { type BumpTarget, bumpTarget, fillTemplate } from '@sealift/core/ops-config';
import { decodeYaml, replaceScalar } from '@sealift/core/yaml-splice';
import type { GitHubClient } from '@sealift/github/client';
import { type ChangedFile, readCommit } from '@sealift/github/commits';
import { formatRepositoryName, type RepositoryName } from '@sealift/github/repository';
import { type FileMode, findFiles, readBlob } from '@sealift/github/repository-files';
import type { Inputs } from './inputs.ts';
import type { Release } from './releases.ts';

export type Target = BumpTarget & { readonly release: Release; readonly value: string };

/** One scalar, at one commit. */
export type Edit = {
  readonly target: Target;
  readonly line: number;
  readonly before: string;
  readonly lineBefore: string;
  readonly lineAfter: string;
};

export type Edits = {
  readonly commit: string;
  readonly tree: string;
  /** One for each target, in their order. */
  readonly edits: readonly Edit[];
  /** Files whose text differs from what is there. */
  readonly files: readonly ChangedFile[];
};

export function planTargets(inputs: Inputs, releases: readonly Release[]): readonly Target[] {
  const targets = releases.map((release) => ({
    ...bumpTarget(inputs, release.app),
    release,
    value: fillTemplate(inputs.value, { tag: release.tag, digest: release.digest }, 'value'),
  }));
  const places = new Map<string, string>();
  for (const { file, path, release } of targets) {
    const place = JSON.stringify([file, path]);
    const other = places.get(place);
    if (other !== undefined)
      throw configurationFailure({
        cause: `"${other}" and "${release.app}" would write the same value in ${file}.`,
        remedy: 'Put {app} into "file" or "path".',
      });
    places.set(place, release.app);
  }
  return targets;
}

/** Bytes. Values files have a few kilobytes. */
const MAX_FILE = 5 * 1024 * 1024;
/** Requests at a time: GitHub counts concurrent ones against its secondary limit. */
const PARALLEL = 6;

type File = { readonly mode: FileMode; readonly text: string };

export type Workspace = {
  /** @throws Failure `configuration` when a file or path is missing or cannot be edited safely */
  editsAt(commit: string): Promise<Edits>;
};

/** Reads files of the ops repository once, however many commits hold the same content. */
export function createWorkspace(
  client: GitHubClient,
  repository: RepositoryName,
  targets: readonly Target[],
): Workspace {
  const blobs = new Map<string, Promise<string>>();
  const commits = new Map<string, Promise<Edits>>();
  const paths = [...new Set(targets.map(({ file }) => file))];

  async function read(commit: string): Promise<Edits> {
    const { tree } = await readCommit(client, repository, commit);
    const found = await findFiles(client, repository, tree, paths);
    const files = new Map<string, File>();
    await inParallel(paths, PARALLEL, async (path) => {
      const file = found.get(path);
      if (file === undefined) return;
      const text =
        blobs.get(file.blob) ??
        readBlob(client, repository, file, MAX_FILE).then((bytes) => decodeYaml(bytes, path));
      blobs.set(file.blob, text);
      files.set(path, { mode: file.mode, text: await text });
    });
    return { commit, tree, ...applyTargets(repository, targets, files) };
  }

  return {
    editsAt(commit) {
      const edits = commits.get(commit) ?? read(commit);
      commits.set(commit, edits);
      return edits;
    },
  };
}

function applyTargets(
  repository: RepositoryName,
  targets: readonly Target[],
  files: ReadonlyMap<string, File>,
): Pick<Edits, 'edits' | 'files'> {
  const texts = new Map([...files].map(([path, { text }]) => [path, text]));
  const edits = targets.map((target) => {
    const { file, path, value, release } = target;
    const text = texts.get(file);
    if (text === undefined)
      throw configurationFailure({
        cause: `${formatRepositoryName(repository)} has no ${file}, where the tag of "${release.app}" should stand.`,
        remedy: 'Add the file, or correct "file" (and the name of the app, which {app} stands for).',
        location: { file },
      });
    const splice = replaceScalar(text, path, value, file);
    texts.set(file, splice.text);
    const { line, before, lineBefore, lineAfter } = splice;
    return { target, line, before, lineBefore, lineAfter };
  });
  return {
    edits,
    files: [...files].flatMap(([path, { mode, text }]) => {
      const after = texts.get(path) ?? text;
      return after === text ? [] : [{ path, mode, text: after }];
    }),
  };
}

async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: Math.min(width, items.length) }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}
