/** What the builds of a release were made with: judged by the inputs of this job, whatever the build's job found good. */
import { policyFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import type { ServedPlatform } from '@sealift/core/image/platform';
import type { BuildMaterial } from '@sealift/core/release/provenance';
import type { BuildSources } from '@sealift/core/release/record';
import { judgeSources, type SourcePolicy } from '@sealift/core/release/source-policy';
import type { GatheredEvidence } from './gather-evidence.ts';

/** By the digest of the platform's manifest; absent where its evidence does not say it, or says two things. */
export function sourcesByDigest({
  builds,
}: Pick<GatheredEvidence, 'builds'>): ReadonlyMap<Digest, BuildSources> {
  const all = builds.flatMap(({ part }) => part.platforms);
  const found = Map.groupBy(all, ({ digest }) => digest);
  return new Map(
    [...found].flatMap(([digest, parts]) => {
      const [first, ...others] = parts.map(({ sources }) => sources);
      const alike = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
      return first !== undefined && alike ? [[digest, first] as const] : [];
    }),
  );
}

/** @throws Failure `sign/refused-source` naming every platform and what it was made with */
export function requireAllowedSources(
  platforms: readonly ServedPlatform[],
  sources: ReadonlyMap<Digest, BuildSources>,
  policy: SourcePolicy,
): void {
  const refused = platforms.flatMap(({ platform, digest }) => {
    const { problems } = judgeSources(sources.get(digest), policy);
    return problems.length === 0 ? [] : [`${platform} (${digest}): ${problems.join(', ')}`];
  });
  if (refused.length === 0) return;
  throw policyFailure({
    code: 'sign/refused-source',
    cause: `Nothing was signed: ${refused.join('; ')}.`,
    remedy: 'Build with allowed frontends and pinned base images, or let the release allow others.',
  });
}

export const materialsOf = (sources: BuildSources | undefined): readonly BuildMaterial[] => [
  ...(sources?.frontends ?? []).map(({ uri, digest }) => ({ kind: 'frontend' as const, uri, digest })),
  ...(sources?.bases ?? []).map(({ uri, digest }) => ({ kind: 'base' as const, uri, digest })),
];
