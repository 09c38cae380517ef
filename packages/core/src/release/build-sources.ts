/**
 * Which images a build has read: the frontends that turned its Dockerfile into steps, and what it was built from, as
 * BuildKit's provenance names them. It is written in the job that ran the build: see docs/provenance.md for what that
 * proves.
 * https://github.com/moby/buildkit/blob/v0.32.2/docs/attestations/slsa-definitions.md
 */
import * as v from 'valibot';
import { configurationFailure } from '../failure.ts';
import { type Digest, isDigest } from '../image/digest.ts';
import { canonicalRegistry, DOCKER_HUB, fullRepository } from '../image/docker-hub.ts';
import { formatImageName, type ImageReference, isTag, parseImageReference } from '../image/reference.ts';
import { parsePurl } from '../scan/purl.ts';
import type { BuildSource, BuildSources } from './record.ts';

const Materials = v.optional(
  v.nullable(
    v.array(v.object({ uri: v.string(), digest: v.optional(v.nullable(v.record(v.string(), v.string()))) })),
  ),
);
const Request = v.object({
  frontend: v.optional(v.string()),
  args: v.optional(v.nullable(v.record(v.string(), v.string()))),
});
const V1 = v.object({
  buildDefinition: v.object({
    externalParameters: v.object({ request: Request }),
    resolvedDependencies: Materials,
  }),
});
const V02 = v.object({ invocation: v.object({ parameters: Request }), materials: Materials });
const Statement = v.object({
  predicateType: v.picklist(['https://slsa.dev/provenance/v1', 'https://slsa.dev/provenance/v0.2']),
  subject: v.nullable(v.array(v.object({ digest: v.record(v.string(), v.string()) }))),
  predicate: v.unknown(),
});

export const PROVENANCE_TYPES: readonly string[] = Statement.entries.predicateType.options;

/** Images of one build. More than this nobody can read, nor a record hold. */
export const MAX_SOURCES = 100;

/**
 * What a provenance of BuildKit (either version) says of a build.
 * @param subject the manifest that it must be about, when it names any
 * @returns undefined when it cannot be understood, or is about another
 */
export function readBuildSources(statement: unknown, subject: Digest): BuildSources | undefined {
  const parsed = v.safeParse(Statement, statement);
  if (!parsed.success) return undefined;
  const { subject: subjects, predicate } = parsed.output;
  if (subjects?.some(({ digest }) => `sha256:${digest['sha256']}` !== subject)) return undefined;
  const v1 = v.safeParse(V1, predicate);
  const v02 = v1.success ? undefined : v.safeParse(V02, predicate);
  if (v1.success) {
    const { externalParameters, resolvedDependencies } = v1.output.buildDefinition;
    return sourcesOf(externalParameters.request, resolvedDependencies ?? []);
  }
  return v02?.success === true
    ? sourcesOf(v02.output.invocation.parameters, v02.output.materials ?? [])
    : undefined;
}

function sourcesOf(
  { frontend, args }: v.InferOutput<typeof Request>,
  materials: NonNullable<v.InferOutput<typeof Materials>>,
): BuildSources | undefined {
  const images = materials.flatMap(({ uri, digest }) => {
    const purl = parsePurl(uri);
    if (purl?.type !== 'docker' && purl?.type !== 'oci') return [];
    const sha256 = `sha256:${digest?.['sha256'] ?? ''}`;
    // What has no digest was not read, or by a BuildKit that does not say what it read.
    if (!isDigest(sha256)) return [undefined];
    const pinned = purl.qualifiers.get('digest') === sha256;
    const text = purl.version === undefined ? `${purl.name}@${sha256}` : `${purl.name}:${purl.version}`;
    const reference = withoutDigest(purl.type === 'docker' ? fullReference(text) : text);
    return [{ reference, uri, digest: sha256, pinned } satisfies BuildSource];
  });
  const known = images.filter((image) => image !== undefined);
  if (known.length < images.length || images.length > MAX_SOURCES) return undefined;
  const named = frontendOf(frontend, args ?? {});
  if (named === undefined) return { frontends: [], bases: known };
  // The one it names; whatever else it ran is among the bases.
  const frontends = known.filter(({ reference }) => reference === withoutDigest(named));
  return frontends.length === 0
    ? undefined
    : { frontends, bases: known.filter((image) => !frontends.includes(image)) };
}

/** The image that BuildKit ran to understand the Dockerfile; undefined for its own. */
function frontendOf(
  frontend: string | undefined,
  args: Readonly<Record<string, string>>,
): string | undefined {
  if (frontend !== 'gateway.v0') return undefined;
  return fullReference(args['source'] ?? '');
}

/** With registry and tag, as Docker reads a short name: `python` is `docker.io/library/python:latest`. */
function fullReference(text: string): string {
  const [host = '', ...rest] = text.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(host) || host === 'localhost');
  const [name = '', digest] = (isHost ? text : `${DOCKER_HUB}/${text}`).split('@');
  const slash = name.indexOf('/');
  const registry = canonicalRegistry(name.slice(0, slash));
  const path = name.slice(slash + 1);
  const colon = path.indexOf(':');
  const repository = fullRepository({ registry, repository: colon === -1 ? path : path.slice(0, colon) });
  const tag = colon === -1 ? (digest === undefined ? ':latest' : '') : path.slice(colon);
  return `${registry}/${repository}${tag}${digest === undefined ? '' : `@${digest}`}`;
}

const withoutDigest = (reference: string): string => reference.split('@', 1)[0] ?? '';

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
