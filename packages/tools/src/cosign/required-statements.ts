/** Which subject of an image carries which statement: the contract between signing and verifying. */
import type { Requirement } from '@sealift/core/verification/requirements';
import type { Subject } from './cosign.ts';
import type { ImageGraph } from './graph.ts';

/** A subject and what it must carry when the release is complete. */
export type RequiredStatements = {
  readonly subject: Subject;
  readonly label: string;
  readonly requirements: readonly Requirement[];
};

/**
 * The root first. The manifest of a single-manifest image is root and platform in one.
 * @param onRoot what the root must carry beside what a release does
 */
export function requiredStatements(
  image: Subject,
  graph: Pick<ImageGraph, 'digest' | 'platforms'>,
  onRoot: readonly Requirement[] = [],
): readonly RequiredStatements[] {
  const platforms = graph.platforms.map(({ platform, digest }) => ({
    subject: { ...image, digest },
    label: platform,
    requirements: ['signature', 'sbom', 'verdict', 'provenance'] as const,
  }));
  const [only] = platforms;
  if (only !== undefined && only.subject.digest === graph.digest)
    return [{ ...only, requirements: [...only.requirements, 'record', ...onRoot] }];
  // The same manifest may stand in an index twice.
  const distinct = new Map(platforms.map((required) => [required.subject.digest, required]));
  return [
    { subject: image, label: 'the index', requirements: ['signature', 'provenance', 'record', ...onRoot] },
    ...distinct.values(),
  ];
}
