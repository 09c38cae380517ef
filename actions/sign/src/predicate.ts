/** What is attested: looked at once when it is planned, and read again when its turn comes. */
import { configurationFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { canonicalDigest } from '@sealift/core/text/canonical-json';
import { MAX_PREDICATE_SIZE } from '@sealift/tools/cosign/cosign';

/** The predicate of a planned statement. It is not kept: twenty platforms may have SBOMs of thirty megabytes. */
export type Predicate = {
  /** Bytes. */
  readonly size: number;
  /** What another statement of the same content has too, however it is written. */
  readonly canonicalDigest: Digest;
  /** Text of a JSON object: the same at every call, or an error. */
  readonly read: () => Promise<Uint8Array>;
};

/**
 * @param label for the message, e.g. `The SBOM of linux/amd64`
 * @throws Failure `sign/too-large` for what cosign would need gigabytes of memory for; `sign/bad-predicate` for what is
 *   no JSON object
 */
export async function describePredicate(label: string, read: Predicate['read']): Promise<Predicate> {
  const bytes = await read();
  const size = bytes.length;
  if (size > MAX_PREDICATE_SIZE)
    throw configurationFailure({
      code: 'sign/too-large',
      cause: `${label} has ${size} bytes; at most ${MAX_PREDICATE_SIZE} can be attested.`,
      remedy: 'Leave out of the image, or of the SBOM, what is not shipped.',
    });
  const value = parseObject(bytes);
  const digest = value === undefined ? undefined : canonicalDigest(value);
  if (digest !== undefined) return { size, canonicalDigest: digest, read };
  throw configurationFailure({
    code: 'sign/bad-predicate',
    cause: `${label} is no JSON object, or one that is nested too deeply.`,
    remedy: 'Attest a document in JSON and UTF-8, with an object at its top.',
  });
}

/** A predicate that this job makes up itself. */
export const predicateOf = (label: string, value: object): Promise<Predicate> => {
  const bytes = Buffer.from(JSON.stringify(value));
  return describePredicate(label, async () => bytes);
};

function parseObject(bytes: Uint8Array): object | undefined {
  try {
    const value: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
    );
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
