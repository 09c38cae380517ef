/** Which subject of an image carries which statement: the contract between signing and verifying. */
import type { Requirement } from '@sealift/core/verification/conditions';
import type { Subject } from './cosign.ts';
import type { ImageGraph } from './graph.ts';

/** A subject and what it must carry when the release is complete. */
export type RequiredStatements = {
  readonly subject: Subject;
  readonly label: string;
  readonly requirements: readonly Requirement[];
};

/** The root first. The manifest of a single-manifest image is root and platform in one. */
export function requiredStatements(image: Subject, graph: ImageGraph): readonly RequiredStatements[] {
  const platforms = graph.platforms.map(({ platform, digest }) => ({
    subject: { ...image, digest },
    label: platform,
    requirements: ['signature', 'sbom', 'verdict', 'provenance'] as const,
  }));
  const [only] = platforms;
  if (only !== undefined && only.subject.digest === graph.digest)
    return [{ ...only, requirements: [...only.requirements, 'record'] }];
  // The same manifest may stand in an index twice.
  const distinct = new Map(platforms.map((required) => [required.subject.digest, required]));
  return [
    { subject: image, label: 'the index', requirements: ['signature', 'provenance', 'record'] },
    ...distinct.values(),
  ];
}
