/**
 * Signatures, attestations and SBOMs as cosign attached them before there were referrers: images of their own, under tags
 * that are made of the digest. https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md#storage
 */
import { mapBounded } from '@sealift/core/bounded';
import type { Digest } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { Log } from '@sealift/core/log';
import type { RegistryClient } from './client.ts';
import type { Descriptor, Manifest } from './manifest.ts';
import { referrersTag } from './referrers.ts';

const KINDS = ['sig', 'att', 'sbom'] as const;
const PARALLEL = 4;

export type StatementTagCopy = {
  readonly from: ImageName;
  readonly to: ImageName;
  readonly log: Pick<Log, 'notice'>;
  /** Sends a blob of the one to the other. @returns bytes that were sent */
  readonly send: (blob: Descriptor) => Promise<number>;
};

/**
 * Copies those of all subjects. Where the other place has another one under such a tag, that stays: it may hold what was
 * signed there.
 */
export async function copyStatementTags(
  client: RegistryClient,
  subjects: readonly Digest[],
  { from, to, log, send }: StatementTagCopy,
): Promise<{ readonly count: number; readonly bytes: number }> {
  const total = { count: 0, bytes: 0 };
  const copyOne = async (tag: string): Promise<void> => {
    if ((await client.headManifest(from, tag)) === undefined) return;
    const there = await client.headManifest(to, tag, { access: 'push' });
    const manifest = await client.getManifest(from, tag);
    if (manifest === undefined || manifest.digest === there?.digest) return;
    if (there !== undefined) {
      log.notice(`${formatImageName(to)}:${tag} holds other statements already: not copied`, {
        title: 'Copy',
      });
      return;
    }
    for (const blob of blobsOf(manifest)) total.bytes += await send(blob);
    await client.putManifest(to, tag, manifest);
    total.count += 1;
  };
  const tags = subjects.flatMap((subject) => KINDS.map((kind) => `${referrersTag(subject)}.${kind}`));
  await mapBounded(tags, PARALLEL, copyOne);
  return total;
}

const blobsOf = ({ json }: Manifest): readonly Descriptor[] =>
  json.kind === 'index' ? [] : [json.config, ...json.layers];
