import { configurationFailure } from '../failure.ts';

/** @throws Failure `configuration` when the bytes are not UTF-8. A byte order mark stays in the text. */
export function decodeText(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw configurationFailure({
      code: 'text/not-utf8',
      cause: `${file} is not UTF-8 text.`,
      remedy: 'Save the file in the encoding UTF-8.',
      location: { file },
      error,
    });
  }
}
