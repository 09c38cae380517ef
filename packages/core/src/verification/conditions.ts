/**
 * What it takes for an image to count as released: which identity signed, from which source, with which statements
 * about it. Pure decisions; the cryptography is cosign's.
 */
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { Digest } from '../image/digest.ts';
import { ReleaseRecord, ScanPart, type Signer } from '../release/record.ts';
import { canonicalDigest } from '../text/canonical-json.ts';
import { exactly, formatIdentities, matchesIdentities, type TrustedIdentities } from './identity.ts';

export const REQUIREMENTS = ['signature', 'sbom', 'verdict', 'provenance', 'record'] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

/** Every field is compared exactly or by one of the closed forms of `identity.ts`: a pattern would be an invitation. */
export type TrustPolicy = {
  /** Subject alternative name of the certificate: the workflows that may sign, with their refs. */
  readonly identities: TrustedIdentities;
  readonly issuer: string;
  /** owner/repository whose run signed. A reusable workflow signs for every caller, so identity is not enough. */
  readonly sourceRepository: string;
  /** undefined only where the user said that any ref will do. */
  readonly sourceRef: string | undefined;
};

/** One reason why an image is refused. */
export type Problem = {
  readonly subject: Digest;
  /** What of the image it is about: `the index` or os/architecture; undefined for the image as a whole. */
  readonly platform?: string;
  readonly requirement: Requirement | 'manifest';
  /** A clause without full stop, e.g. `it is not signed`. */
  readonly reason: string;
};

/** One clause a reason, with everything that it holds for: `the index, linux/amd64: it is not signed`. */
export function describeProblems(problems: readonly Problem[]): readonly string[] {
  const byReason = Map.groupBy(problems, ({ reason }) => reason);
  return [...byReason].map(([reason, alike]) => {
    const labels = [...new Set(alike.flatMap(({ platform }) => platform ?? []))];
    return labels.length === 0 ? reason : `${labels.join(', ')}: ${reason}`;
  });
}

/** Who signed, as far as the certificate says. */
export type FoundSigner = { readonly [Field in keyof Signer]: string | undefined };

/** What differs between the policy and a certificate, in words; empty when nothing does. */
export function signerDifferences(policy: TrustPolicy, found: FoundSigner): readonly string[] {
  const rows: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ['identity', wantedIdentity(policy, found.identity), found.identity],
    ['issuer', policy.issuer, found.issuer],
    ['source repository', policy.sourceRepository, found.sourceRepository],
    ['source ref', policy.sourceRef, found.sourceRef],
  ];
  return rows.flatMap(([name, wanted, has]) =>
    wanted === undefined || wanted === has
      ? []
      : [`the ${name} is ${has === undefined ? 'missing' : `"${has}"`} instead of "${wanted}"`],
  );
}

/** The one that was found, if it is trusted. */
const wantedIdentity = ({ identities }: TrustPolicy, found: string | undefined): string =>
  found !== undefined && matchesIdentities(identities, found) ? found : formatIdentities(identities);

/** The policy that a signer must meet to count as the very same one. */
export const policyOf = (signer: Signer): TrustPolicy => ({
  identities: exactly(signer.identity),
  issuer: signer.issuer,
  sourceRepository: signer.sourceRepository,
  sourceRef: signer.sourceRef,
});

/** The passing verdict about `subject` among verified predicates, or why there is none. */
export function findVerdict(
  predicates: readonly unknown[],
  subject: Digest,
): { readonly verdict: ScanPart } | { readonly reason: string } {
  const readable = predicates.flatMap((predicate) => {
    const result = v.safeParse(ScanPart, predicate);
    return result.success ? [result.output] : [];
  });
  if (readable.length === 0)
    return { reason: predicates.length === 0 ? 'it has no scan verdict' : 'its scan verdict cannot be read' };
  const own = readable.filter((verdict) => verdict.subject === subject);
  if (own.length === 0) return { reason: `its scan verdict is about ${readable[0]?.subject}` };
  // A later scan with a newer database supersedes an earlier one: it may find what the first could not know.
  const newest = own.toSorted((a, b) => Date.parse(b.scannedAt) - Date.parse(a.scannedAt))[0];
  if (newest?.verdict !== 'pass')
    return { reason: `its scan verdict is "fail" with ${newest?.blocking ?? 0} blocking findings` };
  return { verdict: newest };
}

/**
 * Whether the SBOM that the record names for a manifest is among the verified ones, or why not. A statement proves who
 * attached a document, not that it describes this image: the record does, which the same signer made of this digest.
 * @param expected `canonicalDigest` in the record
 */
export function findSbom(
  predicates: readonly unknown[],
  expected: Digest,
): { readonly sbom: unknown } | { readonly reason: string } {
  if (predicates.length === 0) return { reason: 'it has no SBOM attestation' };
  const sbom = predicates.find((predicate) => canonicalDigest(predicate) === expected);
  return sbom === undefined ? { reason: 'its SBOM is not the one that the release record names' } : { sbom };
}

export type RecordExpectation = {
  /** registry/repository */
  readonly image: string;
  readonly digest: Digest;
  readonly platforms: readonly { readonly platform: string; readonly digest: Digest }[];
  readonly policy: Pick<TrustPolicy, 'sourceRepository' | 'sourceRef'>;
  readonly commit?: string;
  /** A record that claims to be the attested one. */
  readonly same?: ReleaseRecord;
};

/** The record among verified predicates that meets the expectation, or why none does. */
export function findRecord(
  predicates: readonly unknown[],
  expected: RecordExpectation,
): { readonly record: ReleaseRecord } | { readonly reason: string } {
  if (predicates.length === 0) return { reason: 'it has no release record' };
  const reasons: string[] = [];
  for (const predicate of predicates) {
    const parsed = v.safeParse(ReleaseRecord, predicate);
    const differences = parsed.success
      ? recordDifferences(parsed.output, expected)
      : [`its "${v.getDotPath(parsed.issues[0]) ?? 'document'}" is wrong: ${parsed.issues[0].message}`];
    if (parsed.success && differences.length === 0) return { record: parsed.output };
    reasons.push(...differences);
  }
  return { reason: `its release record does not match: ${[...new Set(reasons)].join('; ')}` };
}

function recordDifferences(record: ReleaseRecord, expected: RecordExpectation): readonly string[] {
  const rows: readonly (readonly [string, string, string | undefined])[] = [
    ['image', record.image, expected.image],
    ['digest', record.digest, expected.digest],
    ['source repository', record.source.repository, expected.policy.sourceRepository],
    ['source ref', record.source.ref, expected.policy.sourceRef],
    ['commit', record.source.commit, expected.commit],
  ];
  const differences = rows.flatMap(([name, has, wanted]) =>
    wanted === undefined || has === wanted ? [] : [`its ${name} is "${has}" instead of "${wanted}"`],
  );
  const listed = record.platforms.map(({ platform, digest }) => `${platform} ${digest}`).toSorted();
  const served = expected.platforms.map(({ platform, digest }) => `${platform} ${digest}`).toSorted();
  if (listed.join() !== served.join()) differences.push('its platforms are not those of the image');
  const unfit = record.platforms.filter(
    ({ digest, scan, sbom }) => scan.verdict !== 'pass' || scan.subject !== digest || sbom.subject !== digest,
  );
  if (unfit.length > 0)
    differences.push(
      `its evidence for ${unfit.map(({ platform }) => platform).join(', ')} is not a pass of it`,
    );
  if (expected.same !== undefined && !isDeepStrictEqual(expected.same, record))
    differences.push('it differs from the one in the evidence folder');
  return differences;
}
