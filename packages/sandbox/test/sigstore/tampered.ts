/** A real bundle, changed in each place that a verifier has to look at. */
type LogEntry = {
  readonly canonicalizedBody: string;
  readonly logIndex?: string;
  readonly inclusionProof: {
    readonly rootHash: string;
    readonly treeSize: string;
    readonly checkpoint: { readonly envelope: string };
  };
};

type RealBundle = {
  readonly dsseEnvelope: {
    readonly payload: string;
    readonly payloadType: string;
    readonly signatures: readonly { readonly sig: string }[];
  };
  readonly verificationMaterial: {
    readonly certificate: { readonly rawBytes: string };
    readonly tlogEntries: readonly LogEntry[];
    readonly timestampVerificationData: {
      readonly rfc3161Timestamps: readonly { readonly signedTimestamp: string }[];
    };
  };
};

/** One bit of the last byte but `fromEnd`. */
function flip(base64: string, fromEnd = 0): string {
  const bytes = Buffer.from(base64, 'base64');
  const at = bytes.length - 1 - fromEnd;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return bytes.toString('base64');
}

const inEnvelope =
  (change: (envelope: RealBundle['dsseEnvelope']) => object) =>
  (bundle: RealBundle): object => ({
    ...bundle,
    dsseEnvelope: { ...bundle.dsseEnvelope, ...change(bundle.dsseEnvelope) },
  });

const inMaterial =
  (change: (material: RealBundle['verificationMaterial']) => object) =>
  (bundle: RealBundle): object => ({
    ...bundle,
    verificationMaterial: { ...bundle.verificationMaterial, ...change(bundle.verificationMaterial) },
  });

const inEntry = (change: (entry: LogEntry) => object) =>
  inMaterial(({ tlogEntries }) => ({
    tlogEntries: tlogEntries.map((entry) => ({ ...entry, ...change(entry) })),
  }));

const inProof = (change: (proof: LogEntry['inclusionProof']) => object) =>
  inEntry(({ inclusionProof }) => ({ inclusionProof: { ...inclusionProof, ...change(inclusionProof) } }));

const inCheckpoint = (change: (envelope: string) => string) =>
  inProof(({ checkpoint }) => ({ checkpoint: { envelope: change(checkpoint.envelope) } }));

/** What is changed, how, and what our verifier says of it. cosign refuses all of it. */
export const TAMPERED: readonly (readonly [string, (bundle: RealBundle) => object, RegExp])[] = [
  [
    'a payload that was changed',
    inEnvelope(({ payload }) => ({
      payload: Buffer.from(Buffer.from(payload, 'base64').toString().replace('pass', 'fail')).toString(
        'base64',
      ),
    })),
    /not valid \(digest mismatch\)/,
  ],
  [
    'another type of payload',
    inEnvelope(() => ({ payloadType: 'application/vnd.in-toto+json;v=2' })),
    /not valid \(digest mismatch\)/,
  ],
  [
    'a signature that was changed',
    inEnvelope(({ signatures }) => ({ signatures: signatures.map(({ sig }) => ({ sig: flip(sig) })) })),
    /not valid \(timestamp could not be verified\)/,
  ],
  ['no signature', inEnvelope(() => ({ signatures: [] })), /no bundle with one signature/],
  [
    'two signatures',
    inEnvelope(({ signatures }) => ({ signatures: [...signatures, ...signatures] })),
    /no bundle with one signature/,
  ],
  [
    'a certificate that was changed',
    inMaterial(({ certificate }) => ({ certificate: { rawBytes: flip(certificate.rawBytes) } })),
    /not valid \(failed to verify certificate chain/,
  ],
  ['no log entry', inMaterial(() => ({ tlogEntries: [] })), /not valid/],
  [
    'a checkpoint that was changed',
    inCheckpoint((envelope) => envelope.replace(/^(\S+)\n/, '$1-other\n')),
    /not valid \(invalid checkpoint signature/,
  ],
  [
    'a checkpoint without a signature',
    inCheckpoint((envelope) => envelope.replace(/— .*\n/gs, '')),
    /not valid/,
  ],
  ['no proof', inEntry(() => ({ inclusionProof: undefined })), /not valid/],
  [
    'no timestamp',
    inMaterial(() => ({ timestampVerificationData: {} })),
    /not valid \(expected 1 timestamps/,
  ],
  [
    'a timestamp that was changed',
    inMaterial(({ timestampVerificationData: { rfc3161Timestamps } }) => ({
      timestampVerificationData: {
        rfc3161Timestamps: rfc3161Timestamps.map(({ signedTimestamp }) => ({
          signedTimestamp: flip(signedTimestamp),
        })),
      },
    })),
    /not valid \(timestamp could not be verified\)/,
  ],
];

/** cosign makes the body of an entry anew from what was signed, and does not look at the one in the bundle. */
export const STRICTER: typeof TAMPERED = [
  [
    'another body of the log entry',
    inEntry(({ canonicalizedBody }) => ({
      canonicalizedBody: Buffer.from(
        Buffer.from(canonicalizedBody, 'base64').toString().replace('SHA2_256', 'SHA2_384'),
      ).toString('base64'),
    })),
    /not valid \(calculated root hash does not match/,
  ],
];
