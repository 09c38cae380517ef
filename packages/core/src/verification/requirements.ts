/** What can be asked of an image, and why it is refused. Both lists are closed: programs decide by them. */
import type { Digest } from '../image/digest.ts';
import {
  PROVENANCE_TYPE,
  RELEASE_RECORD_TYPE,
  SIGNATURE_TYPE,
  SPDX_TYPE,
  VERDICT_TYPE,
} from '../release/record.ts';

/** What every release carries, in the order in which it is shown. */
export const REQUIREMENTS = ['signature', 'sbom', 'verdict', 'provenance', 'record'] as const;
/** A kind of statement that has a name here. */
export type Kind = (typeof REQUIREMENTS)[number];

/** Any other predicate, by its URI: https://github.com/in-toto/attestation/blob/main/spec/v1/predicate.md */
export type PredicateUri = `${string}:${string}`;

export type Requirement = Kind | PredicateUri;

export const PREDICATE_TYPES = {
  signature: SIGNATURE_TYPE,
  sbom: SPDX_TYPE,
  verdict: VERDICT_TYPE,
  provenance: PROVENANCE_TYPE,
  record: RELEASE_RECORD_TYPE,
} as const satisfies Record<Kind, string>;

const isKind = (requirement: Requirement): requirement is Kind =>
  REQUIREMENTS.some((kind) => kind === requirement);

/** The predicate type that a statement must have to meet it. */
export const predicateTypeOf = (requirement: Requirement): string =>
  isKind(requirement) ? PREDICATE_TYPES[requirement] : requirement;

const NOUNS: Readonly<Record<Kind, string>> = {
  signature: 'signature',
  sbom: 'SBOM attestation',
  verdict: 'scan verdict',
  record: 'release record',
  provenance: 'provenance',
};

/** For a sentence: `its scan verdict is …`. */
export const nounOf = (requirement: Requirement): string =>
  isKind(requirement) ? NOUNS[requirement] : `statement of type ${requirement}`;

/** Characters of a predicate type. */
const MAX_URI = 500;

/**
 * A name of a kind, or the URI of a predicate type; undefined when it is neither. The URI of a kind is that kind, so
 * that nobody asks for it without what belongs to it.
 */
export function parseRequirement(text: string): Requirement | undefined {
  const kind = REQUIREMENTS.find((known) => known === text || PREDICATE_TYPES[known] === text);
  if (kind !== undefined) return kind;
  // RFC 3986: nothing that could end a cell of a table or a code span.
  const uri =
    text.length <= MAX_URI &&
    /^[a-z][a-z0-9+.-]*:[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+$/.test(text) &&
    URL.canParse(text);
  return uri ? (text as PredicateUri) : undefined;
}

/** Why something is refused. */
export const REASON_CODES = [
  /** The registry does not have the image. */
  'image-absent',
  /** The image has no platform manifest. */
  'image-empty',
  /** The image is for other platforms than those that were planned. */
  'other-platforms',
  /** A service failed: nothing is known about the image. */
  'not-judged',
  /** No statement of this kind, or no signature. */
  'missing',
  /** Attestations are there, and no signature. */
  'attested-only',
  /** Who or what signed is not trusted. */
  'signer-not-trusted',
  /** Signature, log entry, certificate or timestamp do not verify. */
  'not-valid',
  /** The statement, or what it says, is about something else. */
  'other-subject',
  /** Signed, and not to be understood. */
  'unreadable',
  /** More than anybody looks through, or larger than anybody reads. */
  'too-much',
  /** Only the format of cosign 1 and 2 is there, which does not tell what is asked. */
  'old-format',
  'verdict-fail',
  /** A pass that does not follow from its own counts. */
  'verdict-contradicts-itself',
  /** A pass under rules that are less strict than those that are asked for. */
  'verdict-too-lenient',
  'scan-too-old',
  /** Later than its own signature. */
  'scan-in-future',
  'database-too-old',
  /** Later than the scan. */
  'database-in-future',
  /** It is not said which database it was. */
  'database-unknown',
  /** The release record says something else than is expected. */
  'record-differs',
  /** The SBOM is not the one that the release record names. */
  'sbom-differs',
  /** The provenance says something else than the certificate. */
  'provenance-differs',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** Why one statement, or the lack of it, is not enough. */
export type Reason = {
  readonly code: ReasonCode;
  /** A clause without full stop, e.g. `it is not signed`. */
  readonly reason: string;
};

/** One reason why an image is refused. */
export type Problem = Reason & {
  readonly subject: Digest;
  /** What of the image it is about: `the index` or os/architecture; undefined for the image as a whole. */
  readonly platform?: string;
  readonly requirement: Requirement | 'manifest';
};

/** One clause a reason, with everything that it holds for: `the index, linux/amd64: it is not signed`. */
export function describeProblems(
  problems: readonly Pick<Problem, 'platform' | 'reason'>[],
): readonly string[] {
  const byReason = Map.groupBy(problems, ({ reason }) => reason);
  return [...byReason].map(([reason, alike]) => {
    const labels = [...new Set(alike.flatMap(({ platform }) => platform ?? []))];
    return labels.length === 0 ? reason : `${labels.join(', ')}: ${reason}`;
  });
}
