/**
 * What a verification came to, for those who trust the verifier and do not verify again.
 * https://slsa.dev/spec/v1.1/verification_summary
 */
import { createHash } from 'node:crypto';
import { type Digest, digestHex } from '../image/digest.ts';
import { ociPurl } from '../image/oci-purl.ts';
import type { ImageName } from '../image/reference.ts';
import { formatImageName } from '../image/reference.ts';

export const VSA_TYPE = 'https://slsa.dev/verification_summary/v1';
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
/** Who says so: this verifier, whatever runs it. Who ran it is in the certificate of whoever signs the summary. */
const VERIFIER = 'https://sealift.dev/verify/v1';

export type VsaFacts = {
  readonly image: ImageName & { readonly digest: Digest };
  /** Milliseconds since 1970. */
  readonly verifiedAt: number;
  readonly passed: boolean;
  /** Whether a provenance was among what was required. */
  readonly provenance: boolean;
  /** What was asked: any JSON. */
  readonly policy: unknown;
  /** Digests of the bundles whose statements were verified. */
  readonly bundles: readonly Digest[];
};

export type Vsa = {
  readonly _type: typeof STATEMENT_TYPE;
  readonly subject: readonly { readonly name: string; readonly digest: { readonly sha256: string } }[];
  readonly predicateType: typeof VSA_TYPE;
  readonly predicate: {
    readonly verifier: { readonly id: string };
    readonly timeVerified: string;
    readonly resourceUri: string;
    readonly policy: {
      readonly digest: { readonly sha256: string };
      /** Base64 of JSON. */
      readonly content: string;
      readonly mediaType: 'application/json';
    };
    readonly inputAttestations: readonly { readonly digest: { readonly sha256: string } }[];
    readonly verificationResult: 'PASSED' | 'FAILED';
    readonly verifiedLevels: readonly string[];
    readonly slsaVersion: '1.1';
  };
};

/** A statement that nobody has signed yet. */
export function makeVsa(facts: VsaFacts): Vsa {
  const { image, verifiedAt, passed, provenance, policy, bundles } = facts;
  const content = Buffer.from(JSON.stringify(policy));
  return {
    _type: STATEMENT_TYPE,
    subject: [{ name: formatImageName(image), digest: { sha256: digestHex(image.digest) } }],
    predicateType: VSA_TYPE,
    predicate: {
      verifier: { id: VERIFIER },
      timeVerified: new Date(verifiedAt).toISOString(),
      resourceUri: ociPurl(image, image.digest),
      policy: {
        digest: { sha256: createHash('sha256').update(content).digest('hex') },
        content: content.toString('base64'),
        mediaType: 'application/json',
      },
      inputAttestations: [...new Set(bundles)]
        .toSorted()
        .map((bundle) => ({ digest: { sha256: digestHex(bundle) } })),
      verificationResult: passed ? 'PASSED' : 'FAILED',
      verifiedLevels: [passed ? levelOf(provenance) : 'FAILED'],
      slsaVersion: '1.1',
    },
  };
}

/**
 * A provenance that verifies is signed by the platform that built (level 2). That the build was isolated from its own
 * secrets (level 3) is a property of the platform, which no signature shows.
 */
const levelOf = (provenance: boolean): string =>
  provenance ? 'SLSA_BUILD_LEVEL_2' : 'SLSA_BUILD_LEVEL_UNEVALUATED';
