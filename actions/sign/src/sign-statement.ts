/** Has cosign make a statement, and looks at what it made before anybody else sees it. */
import { configurationFailure, remoteFailure } from '@sealift/core/failure';
import { formatImageReference } from '@sealift/core/image/reference';
import { SIGNATURE_TYPE } from '@sealift/core/release/record';
import { signerDifferences, type TrustPolicy } from '@sealift/core/verification/conditions';
import type { Cosign, MadeBundle } from '@sealift/tools/cosign/cosign';
import { readStatement } from '@sealift/tools/cosign/output';
import { makeStatement } from '@sealift/tools/cosign/statement';
import type { Checker } from '@sealift/tools/cosign/subject-check';
import type { PlannedStatement, PlannedSubject } from './planned-statements.ts';

/** What signs, and what tells whether it has to. */
export type Signing = Checker & { readonly cosign: Cosign };

/** A statement that is signed and logged, without what it says. */
export type SignedStatement = Omit<MadeBundle, 'payload'>;

/**
 * Signs and logs one statement; the registry does not learn of it here.
 * @throws Failure `sign/other-signer` when the certificate names another; `sign/wrong-statement` when the bundle is
 *   about something else; those of cosign
 */
export async function signStatement(
  { cosign, policy }: Pick<Signing, 'cosign' | 'policy'>,
  planned: PlannedStatement,
): Promise<SignedStatement> {
  const [first] = planned.subjects;
  if (first === undefined) throw new Error(`The ${planned.name} is about nothing`);
  if (planned.predicate === undefined) {
    const { payload, ...signed } = await cosign.sign(first.subject);
    check(policy, planned, first, signed, isSignatureOf(first, payload));
    return signed;
  }
  const statement = makeStatement(
    planned.subjects.map(({ subject }) => subject),
    planned.type,
    await planned.predicate.read(),
  );
  const { payload, ...signed } = await cosign.attest(statement);
  check(policy, planned, first, signed, Buffer.compare(payload, statement) === 0);
  return signed;
}

function isSignatureOf({ subject }: PlannedSubject, payload: Uint8Array): boolean {
  const { type, subjects } = readStatement(payload, 'signature');
  return type === SIGNATURE_TYPE && subjects.length > 0 && subjects.every((each) => each === subject.digest);
}

function check(
  policy: TrustPolicy,
  { name }: PlannedStatement,
  { subject }: PlannedSubject,
  { signer, logIndex }: SignedStatement,
  asGiven: boolean,
): void {
  const differences = signer === undefined ? ['it names nobody'] : signerDifferences(policy, signer);
  if (differences.length > 0)
    throw configurationFailure({
      code: 'sign/other-signer',
      cause: `Fulcio's certificate does not say what this job's token says: ${differences.join(' and ')}.`,
      remedy: 'Sign with the Fulcio that knows the issuer of this job as a GitHub Actions issuer.',
    });
  const reason = asGiven ? misplaced(policy, logIndex) : 'says something else';
  if (reason !== undefined)
    throw remoteFailure({
      code: 'sign/wrong-statement',
      cause: `The ${name} that cosign made for ${formatImageReference(subject)} ${reason}.`,
      remedy: 'Use the cosign version that Sealift pins ("tools: pinned"), or report this.',
    });
}

/** The public log has what the public instance signs, and nothing of what GitHub's own does. */
function misplaced({ sigstore }: TrustPolicy, logIndex: string): string | undefined {
  if (sigstore === 'github') return logIndex === '' ? undefined : 'is in a transparency log';
  return logIndex === '' ? 'is in no transparency log' : undefined;
}
