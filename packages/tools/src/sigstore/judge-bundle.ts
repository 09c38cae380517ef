/**
 * Whether what a bundle says of itself is true: its signature, certificate, times and log entry, by @sigstore/verify.
 * https://docs.sigstore.dev/about/bundle/, docs/decisions/verifier.md
 */
import { X509Certificate } from 'node:crypto';
import type { Digest } from '@sealift/core/image/digest';
import { singleLine } from '@sealift/core/text/sanitize';
import type { FoundSigner } from '@sealift/core/verification/conditions';
import type { SigstoreInstance } from '@sealift/core/verification/sigstore';
import { type Bundle, bundleFromJSON } from '@sigstore/bundle';
import { type Signer, type TrustMaterial, toSignedEntity, Verifier } from '@sigstore/verify';
import type { ParsedBundle } from '../cosign/output.ts';
import type { Refused, Verified } from './refusal.ts';

export type BundleClaim = {
  /** What its statement must be about. */
  readonly digest: Digest;
  /** Predicate type as a URI. */
  readonly type: string;
  /** Whose keys and rules it is verified by. */
  readonly instance: SigstoreInstance;
};

/**
 * Without logs only a timestamp proves that the certificate was valid when it signed. With them the certificate must be
 * in a log as well as the signature.
 */
const RULES = {
  public: { ctlogThreshold: 1, tlogThreshold: 1, timestampThreshold: 1 },
  github: { ctlogThreshold: 0, tlogThreshold: 0, timestampThreshold: 1 },
} as const satisfies Record<SigstoreInstance, object>;

/** RFC 5280 section 4.2.1.12. Fulcio issues for nothing else; another authority below the same root might. */
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const FULCIO = '1.3.6.1.4.1.57264.1';
/** Characters of what a library says. */
const MAX_REASON = 300;

/**
 * Asks nobody.
 * @param bundle as it was read; what it says counts when it holds
 */
export function judgeBundle(
  bundle: ParsedBundle,
  claim: BundleClaim,
  material: TrustMaterial,
): Verified | Refused {
  try {
    if (bundle.verifiable === undefined) return { refused: 'it is no bundle with one signature' };
    const opened = bundleFromJSON(bundle.verifiable);
    const found = new Verifier(material, RULES[claim.instance]).verify(toSignedEntity(opened));
    const refused = isForCode(opened) ? differenceOf(found, bundle, claim) : 'its certificate is for no code';
    return refused === undefined ? { verified: true } : { refused };
  } catch (error) {
    // Nothing but the bundle can be at fault here.
    return { refused: reasonOf(error) };
  }
}

const isForCode = ({ verificationMaterial: { content } }: Bundle): boolean =>
  content.$case === 'certificate' &&
  new X509Certificate(content.certificate.rawBytes).keyUsage?.includes(CODE_SIGNING) === true;

function differenceOf(
  found: Signer,
  { statement, signer }: ParsedBundle,
  { digest, type }: BundleClaim,
): string | undefined {
  if (!isNamed(found, signer)) return 'its certificate names another signer than was read from it';
  if (!statement.subjects.includes(digest)) return `it is about another subject than ${digest}`;
  return statement.type === type ? undefined : `it is of type ${statement.type}, not ${type}`;
}

/** Read once more, by another reader: nothing rests on ours alone. */
function isNamed({ identity }: Signer, signer: FoundSigner | undefined): boolean {
  const extension = (arc: number) =>
    identity?.oids?.find(({ oid }) => oid?.id.join('.') === `${FULCIO}.${arc}`)?.value.toString('utf8');
  return (
    signer !== undefined &&
    identity?.subjectAlternativeName === signer.identity &&
    identity?.extensions?.issuer === signer.issuer &&
    extension(5) === signer.sourceRepository &&
    extension(6) === signer.sourceRef
  );
}

function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error : new Error(String(error));
  const cause = said.cause instanceof Error ? `: ${said.cause.message}` : '';
  const text = singleLine(`${said.message}${cause}`.slice(0, MAX_REASON));
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
