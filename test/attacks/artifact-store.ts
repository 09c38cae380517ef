/** GitHub's artifact store of one run: every job may write, and delete, whatever it likes. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ArtifactStore } from '@sealift/action-kit/artifacts';
import { digestOf } from '@sealift/core/image/digest';
import { zip } from '@sealift/testing/zip';

export type Stored = { name: string; id: number; bytes: Buffer; digest: string };

export function createArtifactStore(tell: (text: string) => void) {
  const stored: Stored[] = [];
  let id = 0;
  const put = (name: string, bytes: Buffer, digest: string = digestOf(bytes)): Stored => {
    id += 1;
    const one = { name, id, bytes, digest };
    stored.push(one);
    return one;
  };
  const store: ArtifactStore = {
    async uploadArtifact(name, files, root) {
      const entries = await Promise.all(
        files.map(async (file) => ({ name: path.relative(root, file), content: await readFile(file) })),
      );
      for (const { content } of entries) tell(content.toString('utf8'));
      const one = put(name, zip(entries));
      return { id: one.id, digest: one.digest.slice('sha256:'.length) };
    },
    async deleteArtifact(name) {
      const at = stored.findIndex((one) => one.name === name);
      if (at < 0) throw Object.assign(new Error('Artifact not found'), { name: 'ArtifactNotFoundError' });
      const [gone] = stored.splice(at, 1);
      return { id: gone?.id ?? 0 };
    },
    async listArtifacts(options) {
      const all = stored.map(({ bytes, ...rest }) => ({ ...rest, size: bytes.length }));
      if (!options?.latest) return { artifacts: all };
      return {
        artifacts: all.filter((one) => !all.some((other) => other.name === one.name && other.id > one.id)),
      };
    },
    async downloadArtifact(wanted, options) {
      const one = stored.find((artifact) => artifact.id === wanted);
      if (one === undefined) throw new Error('not found');
      await writeFile(path.join(options?.path ?? '', 'artifact'), one.bytes);
      return { digestMismatch: digestOf(one.bytes) !== options?.expectedHash };
    },
  };
  /** As it was: later artifacts get later numbers. */
  const restore = (before: readonly Stored[]) => {
    for (const each of before) stored.push({ ...each });
    id = Math.max(id, ...before.map((each) => each.id));
  };
  return { store, stored, put, restore };
}

/** An archive of files, as a save makes it. */
export const archiveOf = (files: Readonly<Record<string, string>>): Buffer =>
  zip(Object.entries(files).map(([name, content]) => ({ name, content })));
