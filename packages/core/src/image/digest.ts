import { createHash } from 'node:crypto';
import { configurationFailure } from '../failure.ts';

/** `sha256:` and 64 lower-case hex digits: the only algorithm that registries and Sigstore agree on. */
export type Digest = `sha256:${string}`;

const PATTERN = /^sha256:[0-9a-f]{64}$/;

export const isDigest = (text: string): text is Digest => PATTERN.test(text);

/** @throws Failure `configuration` when the text is not a sha256 digest */
export function parseDigest(text: string): Digest {
  if (isDigest(text)) return text;
  throw configurationFailure({
    code: 'image/bad-digest',
    cause: `"${text}" is not a digest.`,
    remedy: 'Give it as sha256: followed by 64 lower-case hexadecimal digits.',
  });
}

export const digestOf = (bytes: Uint8Array | string): Digest =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** The 64 hex digits, as used in layout paths and fallback tags. */
export const digestHex = (digest: Digest): string => digest.slice('sha256:'.length);
