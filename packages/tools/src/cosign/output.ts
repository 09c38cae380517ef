/** What cosign 3 prints and writes, parsed. Everything in it may have been made by somebody else. */
import { remoteFailure } from '@sealift/core/failure';
import { type Digest, isDigest } from '@sealift/core/image/digest';
import { decodeBase64 } from '@sealift/core/text/base64';
import type { FoundSigner } from '@sealift/core/verification/conditions';
import { type SignedTime, signedTimeOf } from '@sealift/core/verification/signed-time';
import * as v from 'valibot';
import { readCertificate } from './certificate.ts';
import { readTimestamp } from './timestamp.ts';

const digest = v.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'is not a digest');

/** https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md */
const OldSignatures = v.array(
  v.object({
    critical: v.object({
      image: v.object({ 'docker-manifest-digest': digest }),
      type: v.literal('cosign container image signature'),
    }),
  }),
);

/** Bytes in base64, of any size: not by valibot's own, which is a regular expression. */
const bytes = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const decoded = decodeBase64(dataset.value);
    if (decoded !== undefined) return decoded;
    addIssue({ message: 'is not base64' });
    return NEVER;
  }),
);

const Envelope = v.object({ payload: bytes, payloadType: v.string() });

/** https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md; v0.1 differs only in its _type. */
const STATEMENT_TYPES = ['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1'];
/** No stricter than cosign: what is signed and not understood must not look like nothing. */
const Statement = v.object({
  _type: v.string(),
  subject: v.array(v.object({ digest: v.optional(v.record(v.string(), v.unknown()), {}) })),
  predicateType: v.string(),
  predicate: v.unknown(),
});

export type VerifiedStatement = {
  readonly type: string;
  readonly subjects: readonly Digest[];
  /** undefined when the statement is of a version that is not known here. */
  readonly predicate: unknown;
};

/** Bundle: https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto, as JSON */
const Bundle = v.object({
  verificationMaterial: v.object({
    certificate: v.optional(v.object({ rawBytes: bytes })),
    tlogEntries: v.optional(
      v.array(
        v.object({
          // Protobuf's JSON leaves a zero out.
          logIndex: v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String)), '0'),
          /** Without it nobody has signed the time. Null is none, as for who verifies it. */
          inclusionPromise: v.nullish(v.unknown(), null),
          /** Seconds; 0 or absent where the log gives no time (Rekor v2). */
          integratedTime: v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(Number)), 0),
          inclusionProof: v.optional(
            v.object({ checkpoint: v.optional(v.object({ envelope: v.optional(v.string()) })) }),
          ),
        }),
      ),
    ),
    timestampVerificationData: v.optional(
      v.object({ rfc3161Timestamps: v.optional(v.array(v.object({ signedTimestamp: bytes }))) }),
    ),
  }),
  dsseEnvelope: Envelope,
});

/** Of one kind in one bundle. */
const MAX_TIMES = 32;

/** A bundle around something of which nothing is known yet. */
export type OpenedBundle = {
  readonly signer: FoundSigner | undefined;
  /** undefined without a certificate. As true as the bundle: see {@link signedTimeOf}. */
  readonly signed: SignedTime | undefined;
  /** Name of the transparency log, as its checkpoint gives it, and the place in it. */
  readonly log: string;
  readonly logIndex: string;
  /** What was signed, byte for byte. */
  readonly payload: Uint8Array;
};

export type ParsedBundle = Omit<OpenedBundle, 'payload'> & {
  readonly statement: VerifiedStatement;
  /**
   * What is verified: the bundle without anything that is not read here. A file may be two things in one, with a second
   * certificate or a second content. undefined when it has not one signature.
   */
  readonly verifiable: object | undefined;
};

const unexpected = (what: string, error?: unknown) =>
  remoteFailure({
    code: 'cosign/bad-output',
    cause: `cosign's ${what} has an unexpected form.`,
    remedy: 'Use the cosign version that Sealift pins ("tools: pinned"), or report this.',
    error,
  });

/**
 * How many signatures of the format of cosign 1 and 2 `cosign verify --output=json` verified for `subject`.
 * @throws Failure `remote`
 */
export function parseOldSignatures(stdout: string, subject: Digest): number {
  const entries = parse(OldSignatures, stdout, 'verification output');
  if (entries.some(({ critical }) => critical.image['docker-manifest-digest'] !== subject))
    throw unexpected('verification output about another image');
  return entries.length;
}

// What valibot's object does not name it leaves out.
const Members = v.object({
  mediaType: v.string(),
  verificationMaterial: v.object({
    certificate: v.unknown(),
    tlogEntries: v.optional(v.unknown()),
    timestampVerificationData: v.optional(v.unknown()),
  }),
  dsseEnvelope: v.object({
    payload: v.string(),
    payloadType: v.string(),
    // Of several, verifiers look at one.
    signatures: v.pipe(v.array(v.unknown()), v.length(1)),
  }),
});

/** @throws Failure `cosign/bad-output` when the text is not a bundle around an envelope */
export const openBundle = (text: string): OpenedBundle => open(readJson(text, 'bundle'));

function open(json: unknown): OpenedBundle {
  const { verificationMaterial: material, dsseEnvelope } = check(Bundle, json, 'bundle');
  const { tlogEntries = [], timestampVerificationData } = material;
  const [entry] = tlogEntries;
  const timestamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  // sigstore-go refuses bundles with as many.
  if (tlogEntries.length > MAX_TIMES || timestamps.length > MAX_TIMES)
    throw unexpected('bundle', new Error('too many log entries or timestamps'));
  const certificate =
    material.certificate === undefined ? undefined : readCertificate(material.certificate.rawBytes);
  const times = [
    ...tlogEntries.flatMap(({ integratedTime, inclusionPromise }) =>
      integratedTime > 0 && inclusionPromise !== null ? [integratedTime * 1000] : [],
    ),
    ...timestamps.flatMap(({ signedTimestamp }) => readTimestamp(signedTimestamp) ?? []),
  ];
  return {
    signer: certificate?.signer,
    signed: certificate === undefined ? undefined : signedTimeOf(times, certificate.validity),
    log: entry?.inclusionProof?.checkpoint?.envelope?.split('\n', 1)[0] ?? '',
    logIndex: entry?.logIndex ?? '',
    payload: dsseEnvelope.payload,
  };
}

/** @throws Failure `remote` when the text is not a bundle around an in-toto statement */
export function parseBundle(text: string): ParsedBundle {
  const json = readJson(text, 'bundle');
  const { payload, ...opened } = open(json);
  const members = v.safeParse(Members, json);
  return {
    ...opened,
    statement: readStatement(payload, 'bundle'),
    verifiable: members.success ? members.output : undefined,
  };
}

/**
 * @param what it came from, for the message
 * @throws Failure `cosign/bad-output` when the bytes are no in-toto statement
 */
export function readStatement(payload: Uint8Array, what: string): VerifiedStatement {
  const statement = parse(Statement, Buffer.from(payload).toString('utf8'), what);
  return {
    type: statement.predicateType,
    subjects: statement.subject.flatMap(({ digest: { sha256 } }) => {
      const subject = `sha256:${String(sha256)}`;
      return isDigest(subject) ? [subject] : [];
    }),
    predicate: STATEMENT_TYPES.includes(statement._type) ? statement.predicate : undefined,
  };
}

function readJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unexpected(what, error);
  }
}

const parse = <const Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  what: string,
): v.InferOutput<Schema> => check(schema, readJson(text, what), what);

function check<const Schema extends v.GenericSchema>(
  schema: Schema,
  json: unknown,
  what: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  // The message repeats what it found, which may be the whole text.
  throw unexpected(what, new Error(`${v.getDotPath(issue) ?? 'it'}: ${issue.message.slice(0, 200)}`));
}
