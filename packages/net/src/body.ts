/** Reading answers whose size somebody else decides. */

/** Frees the connection of an answer that nobody reads. */
export const discard = async (response: Response): Promise<void> => {
  await response.body?.cancel().catch(() => {});
};

/**
 * All bytes of an answer, or undefined when there are more than `limit`; the rest is not received then.
 * @param limit bytes, after decompression
 * @throws what fetch throws when the connection ends early; see network-error.ts
 */
export async function readBody(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels the stream.
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
