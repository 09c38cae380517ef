/**
 * What a build may be made of. Apart from the reading of it: most programs that judge are given what another one read.
 */
import { configurationFailure } from '../failure.ts';
import { canonicalRegistry, fullReference } from '../image/docker-hub.ts';
import { formatImageName, type ImageReference, isTag, parseImageReference } from '../image/reference.ts';
import type { BuildSource, BuildSources } from './record.ts';

/** An image that may be a frontend: every tag and digest of it, unless one is named. */
export type AllowedFrontend = ImageReference;

/**
 * Reads an entry of the list of frontends: `docker/dockerfile`, `docker/dockerfile:1`, `ghcr.io/acme/frontend@sha256:…`.
 * @throws Failure `image/bad-reference`
 */
export function parseFrontend(text: string): AllowedFrontend {
  const named = /[:@]/.test(text.slice(text.lastIndexOf('/') + 1));
  const full = fullReference(text);
  const reference = parseImageReference(named ? full : full.slice(0, full.lastIndexOf(':')));
  return { ...reference, registry: canonicalRegistry(reference.registry) };
}

function allows(allowed: AllowedFrontend, { reference, digest }: BuildSource): boolean {
  const name = formatImageName(allowed);
  const right =
    allowed.tag === undefined
      ? reference === name || (reference.startsWith(`${name}:`) && isTag(reference.slice(name.length + 1)))
      : reference === `${name}:${allowed.tag}`;
  return right && (allowed.digest === undefined || allowed.digest === digest);
}

export const PINNING = ['off', 'warn', 'fail'] as const;

/** What a build may be made of. */
export type SourcePolicy = {
  /** undefined: any. */
  readonly frontends: readonly AllowedFrontend[] | undefined;
  readonly pinnedBases: (typeof PINNING)[number];
};

/** Why the images that a build has read are refused, and what is only said. Clauses. */
export function judgeSources(
  sources: BuildSources | undefined,
  { frontends, pinnedBases }: SourcePolicy,
): { readonly problems: readonly string[]; readonly warnings: readonly string[] } {
  if (sources === undefined) {
    const judged = frontends !== undefined || pinnedBases === 'fail';
    return { problems: judged ? ['its provenance does not say what it was built with'] : [], warnings: [] };
  }
  const foreign =
    frontends === undefined
      ? []
      : sources.frontends.filter((found) => !frontends.some((allowed) => allows(allowed, found)));
  const loose = pinnedBases === 'off' ? [] : sources.bases.filter(({ pinned }) => !pinned);
  const unpinned = loose.map(({ reference }) => `"${reference}" is not pinned by digest`);
  return {
    problems: [
      ...foreign.map(({ reference }) => `the frontend "${reference}" is not among those that are allowed`),
      ...(pinnedBases === 'fail' ? unpinned : []),
    ],
    warnings: pinnedBases === 'warn' ? unpinned : [],
  };
}

/** What {@link parseFrontend} makes of a list; `*` alone stands for any. @throws Failure `image/bad-reference` */
export function parseFrontends(list: readonly string[]): readonly AllowedFrontend[] | undefined {
  if (list.length === 1 && list[0] === '*') return undefined;
  if (list.includes('*'))
    throw configurationFailure({
      code: 'image/bad-reference',
      cause: 'The list of frontends has "*" beside others.',
      remedy: 'Give "*" alone to allow any, or name each.',
    });
  return list.map(parseFrontend);
}
