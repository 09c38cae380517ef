/**
 * When a timestamp authority says that it saw a signature. Only read here, by the very reader that verifies it later: a
 * token has parts that nobody signed, in which another reader might find another time.
 */
import { RFC3161Timestamp } from '@sigstore/core';

/**
 * @param der a TimeStampResp (RFC 3161 section 2.4.2)
 * @returns milliseconds since 1970; undefined when the bytes are not a timestamp
 */
export function readTimestamp(der: Uint8Array): number | undefined {
  try {
    const time = RFC3161Timestamp.parse(Buffer.from(der)).signingTime.getTime();
    return Number.isNaN(time) ? undefined : time;
  } catch {
    return undefined;
  }
}
