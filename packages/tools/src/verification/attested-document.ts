/** A document that somebody attested on an image besides what every release carries. */
import type { PredicateUri, Reason } from '@sealift/core/verification/requirements';
import { newestOf } from '@sealift/core/verification/signed-time';
import type { Subject } from '../cosign/cosign.ts';
import { type Checker, explainMissing, inspectSubject } from '../cosign/subject-check.ts';

/** `absent`: nothing of this type is attached. What is attached and does not hold is a reason, never an absence. */
export type AttestedDocument = { readonly predicate: unknown } | { readonly absent: true } | Reason;

/**
 * The newest predicate of this type. Where several may be the newest, they must say the same.
 * @param type URI
 * @throws Failure `remote` or `configuration` when it cannot be known
 */
export async function readAttestedDocument(
  checker: Checker,
  image: Subject,
  type: PredicateUri,
): Promise<AttestedDocument> {
  const state = await inspectSubject(checker, image, [type]);
  const statements = newestOf(await state.statements(type));
  const [first, ...others] = statements;
  if (first === undefined) {
    const { refused, blocked } = await state.examine(type);
    return refused.length === 0 && blocked === undefined ? { absent: true } : explainMissing(type, state);
  }
  const text = JSON.stringify(first.predicate);
  if (others.every(({ predicate }) => JSON.stringify(predicate) === text))
    return { predicate: first.predicate };
  return { code: 'too-much', reason: 'two documents may be the newest one, and they differ' };
}
