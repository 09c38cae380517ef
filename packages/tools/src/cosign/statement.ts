/**
 * in-toto statements, worded here so that the bytes that are signed are known: cosign writes a predicate anew, names
 * one subject, and says v0.1.
 * https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
 */
import { type Digest, digestHex } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';

export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

export type StatementSubject = ImageName & { readonly digest: Digest };

/**
 * @param predicate text of a JSON object, which is put in as it is
 * @param type of the predicate, as a URI
 */
export function makeStatement(
  subjects: readonly StatementSubject[],
  type: string,
  predicate: Uint8Array,
): Uint8Array {
  const subject = subjects.map((each) => ({
    name: formatImageName(each),
    digest: { sha256: digestHex(each.digest) },
  }));
  const head = JSON.stringify({ _type: STATEMENT_TYPE, subject, predicateType: type });
  return Buffer.concat([Buffer.from(`${head.slice(0, -1)},"predicate":`), predicate, Buffer.from('}')]);
}
