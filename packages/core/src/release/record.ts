/**
 * The release record: what is known of one app's image at one commit. Every action adds its part as a file in the
 * evidence folder; the sign job joins the parts, attests the result, and bump renders it. All text in it comes from
 * outside and is escaped where it is shown.
 */
import * as v from 'valibot';
import { configurationFailure } from '../failure.ts';
import { type Digest, isDigest } from '../image/digest.ts';
import { BLIND_MODES, BLINDNESS_KINDS } from '../scan/blindness.ts';
import { FINDING_KINDS } from '../scan/finding.ts';
import { SEVERITIES } from '../scan/severity.ts';
import { schemaWords } from '../text/problem-words.ts';

/** Predicate types of what Sealift attests, and of what cosign writes for a signature and an SPDX document. */
export const RELEASE_RECORD_TYPE = 'https://sealift.dev/release/v1';
export const VERDICT_TYPE = 'https://sealift.dev/scan-verdict/v1';
export const SIGNATURE_TYPE = 'https://sigstore.dev/cosign/sign/v1';
export const SPDX_TYPE = 'https://spdx.dev/Document';
export const CYCLONEDX_TYPE = 'https://cyclonedx.org/bom';
export const PROVENANCE_TYPE = 'https://slsa.dev/provenance/v1';

const digest = v.custom<Digest>(
  (value) => typeof value === 'string' && isDigest(value),
  'is not a sha256 digest',
);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const line = v.pipe(v.string(), v.maxLength(4096));
const time = v.pipe(v.string(), v.isoTimestamp());

const severity = v.picklist(SEVERITIES);

/** An image that a build has read. */
export const BuildSource = v.strictObject({
  /** registry/repository, and the tag if one was asked for. */
  reference: line,
  /** Package URL, as BuildKit gives it. */
  uri: line,
  /** Of what was read. */
  digest,
  /** Whether the build asked for this digest, and so reads the same the next time. */
  pinned: v.boolean(),
});
export type BuildSource = v.InferOutput<typeof BuildSource>;

/** What BuildKit's provenance says a build was made with. */
export const BuildSources = v.strictObject({
  /** Of `# syntax=`: programs that turn the Dockerfile into steps. None where BuildKit's own did. */
  frontends: v.array(BuildSource),
  /** Of `FROM` and `COPY --from`. */
  bases: v.array(BuildSource),
});
export type BuildSources = v.InferOutput<typeof BuildSources>;

/** `build.json`, by build-push: one platform's build. */
export const BuildPart = v.strictObject({
  /** What the layout's index.json points to: an image index with provenance, or a bare manifest. */
  digest,
  platforms: v.array(
    v.strictObject({
      /** os/architecture[/variant] */
      platform: line,
      digest,
      /** Bytes of the compressed layers and the config. */
      size: count,
      /** Absent where there is no provenance, or one that cannot be understood. */
      sources: v.optional(BuildSources),
    }),
  ),
});
export type BuildPart = v.InferOutput<typeof BuildPart>;

/** Of one verdict: it must stay small enough to be attested, and read, by the dozen. */
export const MAX_FINDINGS = 2000;
export const MAX_BLINDNESS = 50;
export const MAX_SUPPRESSIONS = 100;
const word = v.pipe(v.string(), v.maxLength(300));

/** Something that the scanner did not, or could not, look at. */
export const Blindness = v.strictObject({
  kind: v.picklist(BLINDNESS_KINDS),
  /** A sentence for people. */
  detail: v.pipe(v.string(), v.maxLength(600)),
  /** True when it counts against the image, as a blocking finding does. */
  blocking: v.boolean(),
});
export type Blindness = v.InferOutput<typeof Blindness>;

/** An entry of an ignore file that took findings out: a risk that somebody accepted. */
export const Suppression = v.strictObject({
  kind: v.picklist(FINDING_KINDS),
  /** As the ignore file writes it. */
  id: word,
  /** Findings that it took out. */
  findings: count,
  /** Why, as the ignore file says. */
  statement: v.optional(word),
  /** From then on it no longer counts. */
  expiresAt: v.optional(time),
});
export type Suppression = v.InferOutput<typeof Suppression>;

const counts = v.strictObject({ UNKNOWN: count, LOW: count, MEDIUM: count, HIGH: count, CRITICAL: count });

/**
 * What a scan came to, in numbers. The subject is the platform manifest. The verdict is `fail` exactly when something
 * is `blocking`, be it findings or blindness: see `verdictFollows`.
 */
export const ScanResult = v.strictObject({
  verdict: v.picklist(['pass', 'fail']),
  subject: digest,
  platform: line,
  policy: v.strictObject({
    /** Findings of this severity and above count. */
    threshold: severity,
    /** Only findings with a fixed version count. */
    fixableOnly: v.boolean(),
    /** Digests of the ignore files' bytes, in the order in which they were given. */
    ignoreFiles: v.optional(v.pipe(v.array(digest), v.minLength(1), v.maxLength(16))),
    /** Which blindness counts: see `blindnessBlocks`. */
    blind: v.picklist(BLIND_MODES),
  }),
  /** All findings by severity, before the policy. */
  counts,
  /** Of them, what may not count, by the reason. With the policy they say how many block: see `blockingCount`. */
  spared: v.strictObject({
    /** Taken out by ignore files. */
    accepted: counts,
    /** Vulnerabilities without a fixed version that no ignore file takes out. */
    unfixed: counts,
  }),
  /** Findings that the policy counts against the image. */
  blocking: count,
  /** Findings taken out by ignore files, of every severity. */
  ignored: count,
  /** By which entries, most findings first; `ignored` counts also those of entries beyond the limit. */
  suppressions: v.pipe(v.array(Suppression), v.maxLength(MAX_SUPPRESSIONS)),
  /** Blocking first. */
  blindness: v.pipe(v.array(Blindness), v.maxLength(MAX_BLINDNESS)),
  scanner: v.strictObject({ name: v.literal('trivy'), version: line }),
  database: v.strictObject({
    version: count,
    updatedAt: time,
    /** Of the database file. */
    digest,
    /** OCI repository that it came from, with its tag. */
    repository: line,
  }),
  scannedAt: time,
});
export type ScanResult = v.InferOutput<typeof ScanResult>;

/** A vulnerability as a verdict names it. */
export const VerdictFinding = v.strictObject({
  /** CVE or other advisory. */
  id: word,
  /** As the scanner names it. */
  package: word,
  version: word,
  /** Absent when nobody has published a fix. */
  fixedVersion: v.optional(word),
  severity,
  /** Present when an ignore file took it out wherever it was found: accepted, and nothing to warn of. */
  suppressed: v.optional(v.strictObject({ statement: v.optional(word), expiresAt: v.optional(time) })),
});
export type VerdictFinding = v.InferOutput<typeof VerdictFinding>;

/** `scan.json`, by scan: also the predicate of the verdict attestation. */
export const ScanPart = v.strictObject({
  ...ScanResult.entries,
  /**
   * All vulnerabilities before the policy, the most severe first, each once: what a later bump compares the next
   * image with. Verdicts before this member was introduced have none.
   */
  findings: v.optional(v.pipe(v.array(VerdictFinding), v.maxLength(MAX_FINDINGS))),
  /** How many more there are than `findings` holds. */
  findingsOmitted: v.optional(count),
});
export type ScanPart = v.InferOutput<typeof ScanPart>;

/** `sbom.json`, by sbom. The documents lie beside it. */
export const SbomPart = v.strictObject({
  subject: digest,
  platform: line,
  generator: v.strictObject({ name: v.literal('syft'), version: line }),
  packages: count,
  documents: v.array(
    v.strictObject({ format: v.picklist(['spdx-json', 'cyclonedx-json']), file: line, digest }),
  ),
});
export type SbomPart = v.InferOutput<typeof SbomPart>;

/** `publish.json`, by publish. */
export const PublishPart = v.strictObject({
  /** registry/repository */
  image: line,
  /** What was read back from the registry after the push. */
  digest,
  tags: v.array(line),
  /** True when everything was already there: nothing was written. */
  existing: v.boolean(),
});
export type PublishPart = v.InferOutput<typeof PublishPart>;

/** Who signed, as verified in the certificate. */
export const Signer = v.strictObject({
  /** Subject alternative name: the workflow that signed, with its ref. */
  identity: line,
  issuer: line,
  sourceRepository: line,
  sourceRef: line,
});
export type Signer = v.InferOutput<typeof Signer>;

/** `sign.json`, by sign. */
export const SignPart = v.strictObject({
  signer: Signer,
  /** One per signature and attestation. */
  entries: v.array(
    v.strictObject({
      subject: digest,
      predicateType: line,
      /** Transparency log and index in it. */
      log: line,
      logIndex: line,
      /** True when a valid one was found and none was made. */
      existing: v.boolean(),
    }),
  ),
});
export type SignPart = v.InferOutput<typeof SignPart>;

export const Source = v.strictObject({
  repository: line,
  ref: line,
  commit: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/)),
  workflowRef: line,
  runId: line,
  runAttempt: line,
  runUrl: v.pipe(v.string(), v.url()),
});
export type Source = v.InferOutput<typeof Source>;

/** Size, scan and SBOM of one platform manifest. */
export const PlatformRecord = v.strictObject({
  platform: line,
  digest,
  size: count,
  /** Without the findings: those are in the verdict, which is attested beside the record. */
  scan: ScanResult,
  sbom: v.strictObject({
    ...SbomPart.entries,
    /**
     * sha256 of the attested SPDX document in its canonical form (RFC 8785): an SBOM counts only for the manifest in
     * whose place it stands here.
     */
    canonicalDigest: digest,
  }),
  /** Absent where the build's provenance does not say it. */
  sources: v.optional(BuildSources),
});
export type PlatformRecord = v.InferOutput<typeof PlatformRecord>;

/** Places beside the first that a release is copied to. */
export const MAX_COPIES = 32;

/** `record.json`: schema `sealift.release/v1`. */
export const ReleaseRecord = v.strictObject({
  schema: v.literal('sealift.release/v1'),
  app: line,
  /** registry/repository */
  image: line,
  /** Other places, registry/repository, that the same release is copied to: it is a release there as well. */
  copies: v.optional(v.pipe(v.array(line), v.minLength(1), v.maxLength(MAX_COPIES))),
  /** What is signed, tagged and deployed: the index, or the manifest of a single-manifest image. */
  digest,
  /** Tags that the release moves once everything is verified. */
  tags: v.array(line),
  /** The tag that bump writes into the ops repository. */
  deployTag: line,
  source: Source,
  platforms: v.pipe(v.array(PlatformRecord), v.minLength(1)),
});
export type ReleaseRecord = v.InferOutput<typeof ReleaseRecord>;

/** Whether the record is of a release in this place: where it was made, or where its signer said that it would be copied. */
export const isReleasedAs = ({ image, copies = [] }: ReleaseRecord, name: string): boolean =>
  image === name || copies.includes(name);

/** The parts of an evidence folder, by the beginning of their file names. */
export const EVIDENCE_PARTS = {
  build: BuildPart,
  scan: ScanPart,
  sbom: SbomPart,
  publish: PublishPart,
  sign: SignPart,
  record: ReleaseRecord,
} as const;
export type EvidencePartName = keyof typeof EVIDENCE_PARTS;
export type EvidencePart<Name extends EvidencePartName> = v.InferOutput<(typeof EVIDENCE_PARTS)[Name]>;

// A platform slug has a hyphen, which tells `sbom.linux-amd64.json` from the document `sbom.spdx.json`.
const PART_FILE =
  /^(build|scan|sbom|publish|sign|record)(?:\.[a-z0-9]{1,30}-[a-z0-9_]{1,30}(?:-v[0-9.]{1,9})?)?\.json$/;

/** Which part a file holds: `scan.json` and `scan.linux-amd64.json` hold a scan; `sbom.spdx.json` holds none. */
export function evidencePartOf(fileName: string): EvidencePartName | undefined {
  const name = PART_FILE.exec(fileName)?.[1];
  return name !== undefined && Object.hasOwn(EVIDENCE_PARTS, name) ? (name as EvidencePartName) : undefined;
}

/**
 * Reads the text of an evidence part.
 * @param file for the message
 * @throws Failure `configuration` naming the field that is wrong
 */
export function parseEvidencePart<Name extends EvidencePartName>(
  name: Name,
  text: string,
  file: string,
): EvidencePart<Name> {
  const wrong = (reason: string, error?: unknown) =>
    configurationFailure({
      code: 'record/malformed',
      cause: `The evidence in ${file} cannot be used: ${reason}.`,
      remedy: 'Let the Sealift actions write the evidence folder, all of them in the same version.',
      ...(error === undefined ? {} : { error }),
    });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw wrong('it is not JSON', error);
  }
  const result = v.safeParse(EVIDENCE_PARTS[name], json);
  if (result.success) return result.output as EvidencePart<Name>;
  const [issue] = result.issues;
  throw wrong(`"${v.getDotPath(issue) ?? 'the document'}" is wrong: ${schemaWords(issue)}`);
}
