/**
 * Command lines of cosign 3. Every value stands behind `--flag=`, so that none can be read as another flag, and the
 * image reference begins with a registry host. `cosign help sign|attest|verify|verify-attestation`.
 */
import { SPDX_TYPE } from '@sealift/core/release/record';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { identityPattern, type TrustedIdentities } from '@sealift/core/verification/identity';

export type Writing = {
  /** registry/repository@digest */
  readonly reference: string;
  /** File with the OIDC token and nothing else: cosign does not trim it. */
  readonly identityTokenFile: string;
  /** Where cosign writes the bundle. It pushes nothing: that is done in one write for all of a subject's bundles. */
  readonly bundleFile: string;
  /** File with the services to sign with; undefined = those of the TUF repository. */
  readonly signingConfig: string | undefined;
};

export type Statement = {
  /** Predicate type as a URI. */
  readonly type: string;
  readonly predicateFile: string;
};

const writing = ({ identityTokenFile, bundleFile, signingConfig, reference }: Writing): readonly string[] => [
  `--identity-token=${identityTokenFile}`,
  `--bundle=${bundleFile}`,
  ...(signingConfig === undefined ? [] : [`--signing-config=${signingConfig}`]),
  reference,
];

/** cosign reads the manifest of the image, nothing else of the registry. */
export const signArguments = (options: Writing): readonly string[] => [
  'sign',
  '--yes',
  '--upload=false',
  ...writing(options),
];

/** The registry is not asked at all. */
export const attestArguments = (options: Writing & Statement): readonly string[] => [
  'attest',
  '--yes',
  '--no-upload=true',
  `--type=${typeArgument(options.type)}`,
  `--predicate=${options.predicateFile}`,
  ...writing(options),
];

/** cosign takes one identity, or one regular expression: ours is anchored, and stands for exactly these. */
const identityArgument = (identities: TrustedIdentities): string => {
  const [first, ...others] = identities;
  return first.kind === 'exact' && others.length === 0
    ? `--certificate-identity=${first.identity}`
    : `--certificate-identity-regexp=${identityPattern(identities)}`;
};

const trust = (policy: TrustPolicy): readonly string[] => [
  identityArgument(policy.identities),
  `--certificate-oidc-issuer=${policy.issuer}`,
  `--certificate-github-workflow-repository=${policy.sourceRepository}`,
  ...(policy.sourceRef === undefined ? [] : [`--certificate-github-workflow-ref=${policy.sourceRef}`]),
];

export const verifyArguments = (policy: TrustPolicy, reference: string): readonly string[] => [
  'verify',
  '--output=json',
  ...trust(policy),
  reference,
];

export const verifyAttestationArguments = (
  policy: TrustPolicy,
  type: string,
  reference: string,
): readonly string[] => [
  'verify-attestation',
  '--output=json',
  `--type=${typeArgument(type)}`,
  ...trust(policy),
  reference,
];

/** cosign checks an SPDX document only when the type is given by its short name. */
const typeArgument = (type: string): string => (type === SPDX_TYPE ? 'spdxjson' : type);
