/**
 * What the verified attestations of an image say, for a comparison with another image. Data that does not verify is
 * never read: there is a reason instead.
 */
import type { ImageFacts, PlatformFacts } from '@sealift/core/comparison/facts';
import { readSpdx } from '@sealift/core/comparison/spdx';
import { Failure, failedWith } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { findRecord } from '@sealift/core/verification/attested-record';
import { findSbom } from '@sealift/core/verification/sbom';
import { newestOf } from '@sealift/core/verification/signed-time';
import { findVerdict } from '@sealift/core/verification/verdict';
import type { RegistryClient } from '@sealift/registry/client';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Subject } from '../cosign/cosign.ts';
import { type ImageGraph, readGraph } from '../cosign/graph.ts';
import { type RequiredStatements, requiredStatements } from '../cosign/required-statements.ts';
import {
  explainMissing,
  inspectSubject,
  type SignedStatement,
  type SubjectState,
} from '../cosign/subject-check.ts';
import type { Verifier } from '../sigstore/verifier.ts';
import type { ImageChecker } from './image-check.ts';

export type UnknownFacts = {
  /** A clause without full stop, e.g. `the index: it has no release record`. */
  readonly unknown: string;
  /** Verified, although something else is not: it still says which commit this is. */
  readonly record?: ReleaseRecord;
};

/**
 * Subjects at once that share one verifier, over all images: an SBOM of 32 MB is in memory three times while it is
 * verified and read.
 */
const PARALLEL_DOCUMENTS = 2;

const limits = new WeakMap<Verifier, LimitFunction>();
function limitOf(verifier: Verifier): LimitFunction {
  const limit = limits.get(verifier) ?? pLimit(PARALLEL_DOCUMENTS);
  limits.set(verifier, limit);
  return limit;
}

/**
 * Release record, and per platform the newest verdict and the packages, all of them attested under `checker.policy`.
 * A registry that fails is a reason as well: nothing depends on a comparison.
 */
export async function readImageFacts(
  checker: ImageChecker,
  image: Subject,
): Promise<ImageFacts | UnknownFacts> {
  const known: { record?: ReleaseRecord } = {};
  return orUnknown(() => readFacts(checker, image, known), known);
}

/** The release record alone, as {@link readImageFacts} has it: which release this is, without what is in it. */
export const readImageRecord = (
  checker: ImageChecker,
  image: Subject,
): Promise<Pick<ImageFacts, 'record'> | UnknownFacts> =>
  orUnknown(async () => {
    const graph = await graphOf(checker, image);
    for (const required of requiredStatements(image, graph))
      if (required.requirements.includes('record')) {
        const state = await inspectSubject(checker, required.subject, ['signature', 'record']);
        return { record: await recordOf(checker, image, graph, required, state) };
      }
    throw new Unknown(NO_RECORD);
  }, {});

/** @param known what is known so far, also when the rest is not */
async function orUnknown<T>(
  read: () => Promise<T>,
  known: { readonly record?: ReleaseRecord },
): Promise<T | UnknownFacts> {
  try {
    return await read();
  } catch (thrown) {
    if (thrown instanceof Unknown) return { unknown: thrown.message, ...known };
    if (!(thrown instanceof Failure) || failedWith(thrown, 'sealift/bug')) throw thrown;
    return { unknown: `it could not be read (${thrown.message.replace(/\.$/, '')})`, ...known };
  }
}

/** Ends the reading of an image. */
class Unknown extends Error {}

const NO_RECORD = 'it has no release record';

async function graphOf({ client }: ImageChecker, image: Subject): Promise<ImageGraph> {
  const graph = await readGraph(client, image);
  if (graph === undefined) throw new Unknown('it is not in the registry');
  if (graph.platforms.length === 0) throw new Unknown('it has no platform manifest');
  return graph;
}

/** @param known gets what is known, whatever comes after it */
async function readFacts(
  checker: ImageChecker,
  image: Subject,
  known: { record?: ReleaseRecord },
): Promise<ImageFacts> {
  const graph = await graphOf(checker, image);
  const platforms: PlatformFacts[] = [];
  // One after another, and what is read of a document is small: memory does not grow with the platforms.
  for (const required of requiredStatements(image, graph))
    await limitOf(checker.verifier)(async () => {
      const wanted = required.requirements.filter((requirement) => requirement !== 'provenance');
      const state = await inspectSubject(checker, required.subject, wanted);
      if (wanted.includes('record')) known.record = await recordOf(checker, image, graph, required, state);
      if (wanted.includes('verdict')) platforms.push(await platformOf(graph, required, state, known.record));
    });
  const { record } = known;
  if (record === undefined) throw new Unknown(NO_RECORD);
  return { record, platforms };
}

type Wanted = 'record' | 'verdict' | 'sbom';

async function statementsOf(
  { label }: RequiredStatements,
  requirement: Wanted,
  state: SubjectState,
): Promise<readonly SignedStatement[]> {
  // The signature too: an image that was only attested does not count as released.
  for (const needed of ['signature', requirement] as const)
    if ((await state.statements(needed)).length === 0)
      throw new Unknown(`${label}: ${(await explainMissing(needed, state)).reason}`);
  return state.statements(requirement);
}

async function recordOf(
  checker: ImageChecker,
  image: Subject,
  graph: ImageGraph,
  required: RequiredStatements,
  state: SubjectState,
): Promise<ReleaseRecord> {
  const found = findRecord(await statementsOf(required, 'record', state), {
    image: formatImageName(image),
    digest: graph.digest,
    platforms: graph.platforms,
    policy: checker.policy,
  });
  if ('record' in found) return found.record;
  throw new Unknown(`${required.label}: ${found.reason}`);
}

/** The SBOM that the record names. */
async function documentOf(
  required: RequiredStatements,
  state: SubjectState,
  record: ReleaseRecord | undefined,
): Promise<unknown> {
  const statements = await statementsOf(required, 'sbom', state);
  const { digest } = required.subject;
  const named = record?.platforms.find((platform) => platform.digest === digest)?.sbom.canonicalDigest;
  if (named === undefined) return newestOf(statements)[0]?.predicate;
  const found = findSbom(
    statements.map(({ predicate }) => predicate),
    named,
  );
  if ('reason' in found) throw new Unknown(`${required.label}: ${found.reason}`);
  return found.sbom;
}

async function platformOf(
  graph: ImageGraph,
  required: RequiredStatements,
  state: SubjectState,
  record: ReleaseRecord | undefined,
): Promise<PlatformFacts> {
  const { digest } = required.subject;
  const found = findVerdict(await statementsOf(required, 'verdict', state), digest);
  if ('reason' in found) throw new Unknown(`${required.label}: ${found.reason}`);
  const newest = readSpdx(await documentOf(required, state, record));
  if (newest === undefined) throw new Unknown(`${required.label}: its SBOM cannot be read`);
  const served = graph.platforms.find((platform) => platform.digest === digest);
  const { findings, findingsOmitted = 0, database } = found.verdict;
  return {
    platform: served?.platform ?? required.label,
    digest,
    size: served?.size ?? 0,
    // What is incomplete cannot tell what is new.
    findings:
      findingsOmitted > 0
        ? undefined
        : findings?.map(({ fixedVersion, ...finding }) => ({
            ...finding,
            ...(fixedVersion === undefined ? {} : { fixedVersion }),
          })),
    databaseUpdatedAt: database.updatedAt,
    packages: newest.packages,
  };
}

/**
 * The digest that a tag points at now; undefined when there is no such tag.
 * @throws Failure `remote` or `configuration`
 */
export const resolveTag = async (
  client: Pick<RegistryClient, 'headManifest'>,
  image: ImageName,
  tag: string,
): Promise<Digest | undefined> => (await client.headManifest(image, tag))?.digest;
