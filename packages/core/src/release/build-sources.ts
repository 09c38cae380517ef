/**
 * Which images a build has read: the frontends that turned its Dockerfile into steps, and what it was built from, as
 * BuildKit's provenance names them. It is written in the job that ran the build: see docs/provenance.md for what that
 * proves.
 * https://github.com/moby/buildkit/blob/v0.32.2/docs/attestations/slsa-definitions.md
 */
import * as v from 'valibot';
import { type Digest, isDigest } from '../image/digest.ts';
import { fullReference } from '../image/docker-hub.ts';
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

const withoutDigest = (reference: string): string => reference.split('@', 1)[0] ?? '';
