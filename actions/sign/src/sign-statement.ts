/** Has cosign make a statement, and looks at what it made before anybody else sees it. */
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import { formatImageReference } from '@sealift/core/image/reference';
import { signerDifferences, type TrustPolicy } from '@sealift/core/verification/conditions';
import type { Referrer } from '@sealift/registry/referrers';
import { bundleReferrer } from '@sealift/tools/cosign/bundles';
import { MAX_PREDICATE_SIZE, type MadeBundle } from '@sealift/tools/cosign/cosign';
import type { SubjectDescriptor } from '@sealift/tools/cosign/graph';
import { type Checker, PREDICATE_TYPES } from '@sealift/tools/cosign/subject-check';
import { entryOf, type LogEntry } from './log-entry.ts';
import { isPredicateOf, type PlannedStatement } from './planned-statements.ts';

export type SignedStatement = { readonly entry: LogEntry; readonly referrer: Referrer };

/**
 * Signs and logs one statement; the registry does not learn of it here.
 * @param now milliseconds
 * @throws Failure `sign/other-signer` when the certificate names another; `sign/wrong-statement` when the bundle is
 *   about something else; those of cosign
 */
export async function signStatement(
  { cosign, policy }: Pick<Checker, 'cosign' | 'policy'>,
  planned: PlannedStatement,
  descriptor: SubjectDescriptor,
  now: number,
): Promise<SignedStatement> {
  const { subject, statement } = planned;
  const type = PREDICATE_TYPES[statement.requirement];
  const bundle =
    statement.requirement === 'signature'
      ? await cosign.sign(subject)
      : await cosign.attest(subject, type, statement.predicate);
  checkBundle(policy, planned, bundle);
  return {
    entry: entryOf(subject, type, bundle.parsed, false),
    referrer: bundleReferrer(descriptor, bundle.bytes, type, now),
  };
}

function checkBundle(
  policy: TrustPolicy,
  planned: PlannedStatement,
  { parsed: { signer, statement, logIndex } }: MadeBundle,
): void {
  const differences = signer === undefined ? ['it names nobody'] : signerDifferences(policy, signer);
  if (differences.length > 0)
    throw configurationFailure({
      code: 'sign/other-signer',
      cause: `Fulcio's certificate does not say what this job's token says: ${differences.join(' and ')}.`,
      remedy: 'Sign with the Fulcio that knows the issuer of this job as a GitHub Actions issuer.',
    });
  const { digest } = planned.subject;
  const about = statement.subjects.length > 0 && statement.subjects.every((each) => each === digest);
  const right =
    about &&
    statement.type === PREDICATE_TYPES[planned.statement.requirement] &&
    isPredicateOf(planned, statement.predicate);
  const reason = right ? (logIndex === '' ? 'is in no transparency log' : undefined) : 'says something else';
  if (reason !== undefined)
    throw remoteFailure({
      code: 'sign/wrong-statement',
      cause: `The ${planned.statement.requirement} that cosign made for ${formatImageReference(planned.subject)} ${reason}.`,
      remedy: 'Use the cosign version that Sealift pins ("tools: pinned"), or report this.',
    });
}

/** @throws Failure `sign/too-large` for what cosign would need gigabytes of memory for */
export function checkSize({ statement, label }: PlannedStatement): void {
  if (statement.requirement === 'signature' || statement.predicate.length <= MAX_PREDICATE_SIZE) return;
  throw configurationFailure({
    code: 'sign/too-large',
    cause: `The ${statement.requirement} of ${label} has ${statement.predicate.length} bytes; at most ${MAX_PREDICATE_SIZE} can be attested.`,
    remedy: 'Leave out of the image, or of the SBOM, what is not shipped.',
  });
}
