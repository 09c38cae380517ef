/**
 * Bundles of the real form, whose signatures are true under the trust roots of this process.
 * https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto, as JSON
 */
import { type Digest, digestHex } from '@sealift/core/image/digest';
import { issueFor } from './fulcio.ts';
import { GITHUB, PUBLIC } from './instances.ts';
import { createKeys, signBytes } from './keys.ts';
import { type Envelope, enter, enterUnpromised } from './log.ts';
import { timestamp } from './timestamps.ts';
import { CLAIMS, type Claims } from './tokens.ts';

export const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** When everything is signed that nobody gives a time. */
export const SIGNED = '2026-12-01T00:00:00Z';
/** Seconds, and more than any log index of a test. */
const LATER = 10_000;
const VALIDITY = ['2026-01-01T00:00:00Z', '2036-01-01T00:00:00Z'] as const;
const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

const SIGNER = createKeys();
const SOMEBODY_ELSE = createKeys();
let made = 0;

export type BundleOptions = {
  subject: Digest;
  type: string;
  predicate: unknown;
  claims?: Claims;
  logIndex?: number;
  /** Signed with another key than that of the certificate. All else holds. */
  forged?: boolean;
  /** By the public instance (default), or else by GitHub's own, which has a timestamp authority instead of logs. */
  logged?: boolean;
  /**
   * ISO 8601: what the log or the timestamp authority says. Default: a second later with every index, or after all of
   * them without one.
   */
  signedAt?: string | undefined;
  /** ISO 8601: what a second entry of the same log says, of which nobody signed the time. */
  unpromisedAt?: string;
  /** Of the certificate, ISO 8601. */
  validity?: readonly [string, string];
  /** Extended key usage of the certificate. Default: code signing. */
  purpose?: string;
  statementType?: string;
  /** What is signed instead of a statement made of the rest. */
  statement?: string;
};

export function makeBundle(options: BundleOptions): string {
  const { claims = CLAIMS, logIndex = 1, forged = false, logged = true, validity = VALIDITY } = options;
  made += 1;
  const after = options.signedAt === undefined ? (options.logIndex ?? LATER + made) : 0;
  const seconds = Math.floor(Date.parse(options.signedAt ?? SIGNED) / 1000) + after;
  const payload = Buffer.from(options.statement ?? JSON.stringify(statementOf(options)));
  const signature = signBytes(preAuthEncoding(payload), forged ? SOMEBODY_ELSE : SIGNER);
  const dsseEnvelope: Envelope = {
    payload: payload.toString('base64'),
    payloadType: PAYLOAD_TYPE,
    signatures: [{ sig: signature.toString('base64') }],
  };
  const certificate = issueFor(logged ? PUBLIC : GITHUB, SIGNER, claims, validity, options.purpose);
  const unpromised = options.unpromisedAt === undefined ? [] : [options.unpromisedAt];
  const rawBytes = certificate.toString('base64');
  return JSON.stringify({
    mediaType: BUNDLE,
    verificationMaterial: logged
      ? {
          certificate: { rawBytes },
          tlogEntries: [
            enter(PUBLIC.log, dsseEnvelope, certificate, { logIndex, integratedTime: seconds }),
            ...unpromised.map((iso) => {
              const integratedTime = Date.parse(iso) / 1000;
              return enterUnpromised(PUBLIC.log, dsseEnvelope, certificate, { logIndex, integratedTime });
            }),
          ],
        }
      : {
          certificate: { rawBytes },
          tlogEntries: [],
          timestampVerificationData: {
            rfc3161Timestamps: [
              { signedTimestamp: timestamp(GITHUB.timestamps, signature, seconds).toString('base64') },
            ],
          },
        },
    dsseEnvelope,
  });
}

const statementOf = ({ statementType, subject, type, predicate }: BundleOptions) => ({
  _type: statementType ?? 'https://in-toto.io/Statement/v1',
  subject: [{ digest: { sha256: digestHex(subject) } }],
  predicateType: type,
  predicate,
});

/** What is signed: https://github.com/secure-systems-lab/dsse/blob/master/protocol.md */
const preAuthEncoding = (payload: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `), payload]);
