/** What cosign 3 prints and writes, parsed. Everything in it may have been made by somebody else. */
import { remoteFailure } from '@sealift/core/failure';
import { type Digest, isDigest } from '@sealift/core/image/digest';
import { decodeBase64 } from '@sealift/core/text/base64';
import type { FoundSigner } from '@sealift/core/verification/conditions';
import * as v from 'valibot';
import { readSigner } from './certificate.ts';

const digest = v.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'is not a digest');

const Verified = v.array(
  v.object({
    critical: v.object({
      image: v.object({ 'docker-manifest-digest': digest }),
      /** Predicate type of the bundle: `cosign verify` lists attestations as if they were signatures. */
      type: v.string(),
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

// https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md; v0.1 differs only in its _type
const Statement = v.object({
  _type: v.picklist(['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1']),
  subject: v.array(v.object({ digest: v.object({ sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }) })),
  predicateType: v.string(),
  predicate: v.unknown(),
});

export type VerifiedStatement = {
  readonly type: string;
  readonly subjects: readonly Digest[];
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
          inclusionProof: v.optional(
            v.object({ checkpoint: v.optional(v.object({ envelope: v.optional(v.string()) })) }),
          ),
        }),
      ),
    ),
  }),
  dsseEnvelope: Envelope,
});

/** A bundle around something of which nothing is known yet. */
export type OpenedBundle = {
  readonly signer: FoundSigner | undefined;
  /** Name of the transparency log, as its checkpoint gives it, and the place in it. */
  readonly log: string;
  readonly logIndex: string;
  /** What was signed, byte for byte. */
  readonly payload: Uint8Array;
};

export type ParsedBundle = Omit<OpenedBundle, 'payload'> & { readonly statement: VerifiedStatement };

const unexpected = (what: string, error?: unknown) =>
  remoteFailure({
    code: 'cosign/bad-output',
    cause: `cosign's ${what} has an unexpected form.`,
    remedy: 'Use the cosign version that Sealift pins ("tools: pinned"), or report this.',
    error,
  });

/**
 * The predicate types that `cosign verify --output=json` verified for `subject`.
 * @throws Failure `remote`
 */
export function parseVerify(stdout: string, subject: Digest): readonly string[] {
  const entries = parse(Verified, stdout, 'verification output');
  if (entries.some(({ critical }) => critical.image['docker-manifest-digest'] !== subject))
    throw unexpected('verification output about another image');
  return entries.map(({ critical }) => critical.type);
}

/**
 * The statements about `subject` that `cosign verify-attestation` verified: one envelope a line.
 * @throws Failure `remote`
 */
export function parseVerifyAttestation(
  stdout: string,
  subject: Digest,
  type: string,
): readonly VerifiedStatement[] {
  return stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => readStatement(parse(Envelope, line, 'attestation output').payload, 'attestation output'))
    .filter((statement) => statement.type === type && statement.subjects.includes(subject));
}

/** @throws Failure `cosign/bad-output` when the text is not a bundle around an envelope */
export function openBundle(text: string): OpenedBundle {
  const { verificationMaterial: material, dsseEnvelope } = parse(Bundle, text, 'bundle');
  const [entry] = material.tlogEntries ?? [];
  const checkpoint = entry?.inclusionProof?.checkpoint?.envelope;
  return {
    signer: material.certificate === undefined ? undefined : readSigner(material.certificate.rawBytes),
    log: checkpoint?.split('\n', 1)[0] ?? '',
    logIndex: entry?.logIndex ?? '',
    payload: dsseEnvelope.payload,
  };
}

/** @throws Failure `remote` when the text is not a bundle around an in-toto statement */
export function parseBundle(text: string): ParsedBundle {
  const { payload, ...opened } = openBundle(text);
  return { ...opened, statement: readStatement(payload, 'bundle') };
}

/**
 * @param what it came from, for the message
 * @throws Failure `cosign/bad-output` when the bytes are no in-toto statement
 */
export function readStatement(payload: Uint8Array, what: string): VerifiedStatement {
  const statement = parse(Statement, Buffer.from(payload).toString('utf8'), what);
  return {
    type: statement.predicateType,
    subjects: statement.subject.map(({ digest: { sha256 } }): Digest => `sha256:${sha256}`),
    predicate: statement.predicate,
  };
}

function parse<const Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  what: string,
): v.InferOutput<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw unexpected(what, error);
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  // The message repeats what it found, which may be the whole text.
  throw unexpected(what, new Error(`${v.getDotPath(issue) ?? 'it'}: ${issue.message.slice(0, 200)}`));
}
