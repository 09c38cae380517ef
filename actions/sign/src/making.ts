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
import { isPredicateOf, type Task } from './tasks.ts';

export type Made = { readonly entry: LogEntry; readonly referrer: Referrer };

/**
 * Signs and logs one statement; the registry does not learn of it here.
 * @param now milliseconds
 * @throws Failure `configuration` when the certificate names another signer; `remote` when a service fails, or when
 *   the bundle is about something else
 */
export async function makeStatement(
  { cosign, policy }: Pick<Checker, 'cosign' | 'policy'>,
  task: Task,
  descriptor: SubjectDescriptor,
  now: number,
): Promise<Made> {
  const { subject, statement } = task;
  const type = PREDICATE_TYPES[statement.requirement];
  const bundle =
    statement.requirement === 'signature'
      ? await cosign.sign(subject)
      : await cosign.attest(subject, type, statement.predicate);
  checkBundle(policy, task, bundle);
  return {
    entry: entryOf(subject, type, bundle.parsed, false),
    referrer: bundleReferrer(descriptor, bundle.bytes, type, now),
  };
}

function checkBundle(
  policy: TrustPolicy,
  task: Task,
  { parsed: { signer, statement, logIndex } }: MadeBundle,
): void {
  const differences = signer === undefined ? ['it names nobody'] : signerDifferences(policy, signer);
  if (differences.length > 0)
    throw configurationFailure({
      cause: `Fulcio's certificate does not say what this job's token says: ${differences.join(' and ')}.`,
      remedy: 'Sign with the Fulcio that knows the issuer of this job as a GitHub Actions issuer.',
    });
  const { digest } = task.subject;
  const about = statement.subjects.length > 0 && statement.subjects.every((each) => each === digest);
  const right =
    about &&
    statement.type === PREDICATE_TYPES[task.statement.requirement] &&
    isPredicateOf(task, statement.predicate);
  const reason = right ? (logIndex === '' ? 'is in no transparency log' : undefined) : 'says something else';
  if (reason !== undefined)
    throw remoteFailure({
      cause: `The ${task.statement.requirement} that cosign made for ${formatImageReference(task.subject)} ${reason}.`,
      remedy: 'Use the cosign version that Sealift pins ("tools: pinned"), or report this.',
    });
}

/** @throws Failure `configuration` for what cosign would need gigabytes of memory for */
export function checkSize({ statement, label }: Task): void {
  if (statement.requirement === 'signature' || statement.predicate.length <= MAX_PREDICATE_SIZE) return;
  throw configurationFailure({
    cause: `The ${statement.requirement} of ${label} has ${statement.predicate.length} bytes; at most ${MAX_PREDICATE_SIZE} can be attested.`,
    remedy: 'Leave out of the image, or of the SBOM, what is not shipped.',
  });
}
