/**
 * Command lines of cosign 3. Every value stands behind `--flag=`, so that none can be read as another flag, and the
 * image reference begins with a registry host. `cosign help sign|attest|verify|verify-blob-attestation`.
 */
import { type Digest, digestHex } from '@sealift/core/image/digest';
import type { FoundSigner, TrustPolicy } from '@sealift/core/verification/conditions';
import { identityPattern, type TrustedIdentities } from '@sealift/core/verification/identity';

export type Writing = {
  /** File with the OIDC token and nothing else: cosign does not trim it. */
  readonly identityTokenFile: string;
  /** Where cosign writes the bundle. It pushes nothing: that is done in one write for all of a subject's bundles. */
  readonly bundleFile: string;
  /** File with the services to sign with; undefined = those of the TUF repository. */
  readonly signingConfig: string | undefined;
  /** File with the keys of those services; undefined = those of the TUF repository. */
  readonly trustedRoot: string | undefined;
};

const writing = ({
  identityTokenFile,
  bundleFile,
  signingConfig,
  trustedRoot,
}: Writing): readonly string[] => [
  `--identity-token=${identityTokenFile}`,
  `--bundle=${bundleFile}`,
  ...(signingConfig === undefined ? [] : [`--signing-config=${signingConfig}`]),
  ...(trustedRoot === undefined ? [] : [`--trusted-root=${trustedRoot}`]),
];

/**
 * How an instance without logs is verified: its timestamps, which then must be there, prove that the certificate was
 * valid. With the keys of an instance that has logs these flags would mean something else.
 */
const WITHOUT_LOGS = [
  '--insecure-ignore-tlog=true',
  '--insecure-ignore-sct=true',
  '--use-signed-timestamps=true',
] as const;

/**
 * cosign reads the manifest of the image, nothing else of the registry.
 * @param options.reference registry/repository@digest
 */
export const signArguments = (options: Writing & { readonly reference: string }): readonly string[] => [
  'sign',
  '--yes',
  '--upload=false',
  ...writing(options),
  options.reference,
];

/**
 * A statement of our own words. `cosign attest` would write the predicate anew; the registry is not asked at all.
 * @param options.statementFile an in-toto statement, signed byte for byte
 */
export const attestArguments = (options: Writing & { readonly statementFile: string }): readonly string[] => [
  'attest-blob',
  '--yes',
  `--statement=${options.statementFile}`,
  ...writing(options),
];

/** cosign takes one identity, or one regular expression: ours is anchored, and stands for exactly these. */
const identityArgument = (identities: TrustedIdentities): string => {
  const [first, ...others] = identities;
  return first.kind === 'exact' && others.length === 0
    ? `--certificate-identity=${first.identity}`
    : `--certificate-identity-regexp=${identityPattern(identities)}`;
};
/** The public instance's services with the log that takes hashes alone, as its trust root names them. */
export const largeSigningConfigArguments = (file: string): readonly string[] => [
  'signing-config',
  'create',
  '--with-default-rekor-v2=true',
  `--out=${file}`,
];

const trust = (policy: TrustPolicy): readonly string[] => [
  identityArgument(policy.identities),
  `--certificate-oidc-issuer=${policy.issuer}`,
  `--certificate-github-workflow-repository=${policy.sourceRepository}`,
  ...(policy.sourceRef === undefined ? [] : [`--certificate-github-workflow-ref=${policy.sourceRef}`]),
];

/** That a certificate names exactly this signer. */
const namedBy = ({ identity, issuer, sourceRepository, sourceRef }: FoundSigner): readonly string[] =>
  Object.entries({
    'certificate-identity': identity,
    'certificate-oidc-issuer': issuer,
    'certificate-github-workflow-repository': sourceRepository,
    'certificate-github-workflow-ref': sourceRef,
  }).flatMap(([flag, value]) => (value === undefined ? [] : [`--${flag}=${value}`]));

/**
 * Verifies one bundle and nothing else: the registry is not asked, and what stands in the bundle is what was verified.
 * The predicate type is given as a URI, by its name cosign would look into the predicate as well.
 * @param signer whom the certificate must name, in full
 */
export const verifyBundleArguments = (
  signer: FoundSigner,
  { bundleFile, type, digest, trust: { trustedRoot, logs } }: BundleToVerify,
): readonly string[] => [
  'verify-blob-attestation',
  `--bundle=${bundleFile}`,
  `--type=${type}`,
  `--digest=${digestHex(digest)}`,
  '--digestAlg=sha256',
  ...(trustedRoot === undefined ? [] : [`--trusted-root=${trustedRoot}`]),
  ...(logs ? [] : WITHOUT_LOGS),
  ...namedBy(signer),
];

export type BundleToVerify = {
  readonly bundleFile: string;
  /** Predicate type as a URI. */
  readonly type: string;
  /** What the statement must be about. */
  readonly digest: Digest;
  readonly trust:
    | {
        readonly logs: true;
        /** File with the keys to trust; undefined = those of the TUF repository. */
        readonly trustedRoot: string | undefined;
      }
    /** Of an instance without logs. */
    | { readonly logs: false; readonly trustedRoot: string };
};

/** Signatures of cosign 1 and 2, under the tag `sha256-….sig`. */
export const verifyOldSignatureArguments = (
  policy: TrustPolicy,
  reference: string,
  trustedRoot: string | undefined,
): readonly string[] => [
  'verify',
  '--new-bundle-format=false',
  '--output=json',
  ...(trustedRoot === undefined ? [] : [`--trusted-root=${trustedRoot}`]),
  ...trust(policy),
  reference,
];
