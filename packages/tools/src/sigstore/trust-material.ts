/** A TrustedRoot in the form that the verifier takes. */
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { type TrustMaterial, toTrustMaterial } from '@sigstore/verify';
import * as v from 'valibot';
import { noTrust } from './no-trust.ts';

/** https://github.com/actions/toolkit/blob/main/packages/attest/src/endpoints.ts */
export const GITHUB_AUTHORITIES = { fulcio: 'fulcio.githubapp.com', timestamp: 'timestamp.githubapp.com' };

// https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto
const named = (uri: string) => v.pipe(v.array(v.object({ uri: v.literal(uri) })), v.minLength(1));
const AnyRoot = v.looseObject({
  mediaType: v.pipe(v.string(), v.startsWith('application/vnd.dev.sigstore.trustedroot')),
});
const GitHubRoot = v.object({
  certificateAuthorities: named(GITHUB_AUTHORITIES.fulcio),
  timestampAuthorities: named(GITHUB_AUTHORITIES.timestamp),
});

/**
 * @param text a TrustedRoot as JSON
 * @param from where it comes from, for the message
 * @throws Failure `sigstore/no-trust-root`
 */
export function trustMaterialOf(text: string, from: string): TrustMaterial {
  try {
    return toTrustMaterial(TrustedRoot.fromJSON(v.parse(AnyRoot, JSON.parse(text))));
  } catch (error) {
    throw noTrust(from, 'what it holds is not a trusted root', error);
  }
}

/**
 * The rules for an instance without logs must never meet the keys of one that has logs: nobody would look into them.
 * @throws Failure `sigstore/no-trust-root` when there is any authority but GitHub's
 */
export function assertGitHubRoot(text: string, from: string): void {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  if (!v.is(GitHubRoot, json))
    throw noTrust(from, "what it holds is not the trusted root of GitHub's own instance");
}
