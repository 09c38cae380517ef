import path from 'node:path';
import {
  type ArtifactStore,
  listAllArtifacts,
  type StoredArtifact,
  withDigest,
} from '@sealift/action-kit/artifacts';
import { policyFailure } from '@sealift/core/failure';
import { digestOf } from '@sealift/core/image/digest';
import type { Log } from '@sealift/core/log';
import { openArchive } from '@sealift/evidence/archive';
import { type Binding, requirePlanned, slotOutput } from '@sealift/evidence/binding';
import { readContents } from '@sealift/evidence/contents';
import { download, writeContents } from './load.ts';

export type BoundLoading = {
  /** registry/repository */
  readonly image: string;
  readonly bindings: readonly Binding[];
  /** Each leg becomes the folder `<path>/evidence-<slot>`; what lay there is replaced. */
  readonly path: string;
  readonly temporary: string;
};

/**
 * Loads exactly the bytes that the build legs say they uploaded, by whatever name the store has them and whatever else
 * it has. Nothing is written unless all of it is there and is about the planned builds.
 * @throws Failure `artifacts/missing` when the store has them no more; `evidence/not-planned`; `artifacts/damaged`,
 *   `artifacts/unavailable` and its like; what reading evidence throws
 */
export async function loadBound(artifacts: ArtifactStore, log: Log, options: BoundLoading): Promise<void> {
  const stored = await listAllArtifacts(artifacts);
  const legs = [];
  for (const binding of options.bindings) {
    const label = `${slotOutput(binding.slot)} of ${options.image}`;
    const bytes = await boundBytes(artifacts, stored, binding, options);
    const contents = await readContents(await openArchive(bytes, label));
    requirePlanned(contents, { image: options.image, platform: binding.platform }, label);
    legs.push({ folder: path.join(options.path, slotOutput(binding.slot)), contents, label });
  }
  for (const { folder, contents, label } of legs) await writeContents(folder, contents, label, log);
}

async function boundBytes(
  artifacts: ArtifactStore,
  stored: readonly StoredArtifact[],
  { platform, digest }: Binding,
  { image, temporary }: BoundLoading,
): Promise<Buffer> {
  const named = withDigest(stored, digest);
  const bytes = named === undefined ? undefined : await download(artifacts, named, temporary);
  if (bytes !== undefined && digestOf(bytes) === digest) return bytes;
  throw policyFailure({
    code: 'artifacts/missing',
    cause: `The evidence of ${image} for ${platform} is not what its build job uploaded: none of the ${stored.length} artifacts of this run has the digest ${digest}.`,
    remedy:
      'Find out which job of the run deleted or replaced it, then run all jobs again; artifacts also expire after the retention time.',
  });
}
