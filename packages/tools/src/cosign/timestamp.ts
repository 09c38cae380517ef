/**
 * When a timestamp authority says that it saw a signature. Only read here: whether it is true is what cosign verifies.
 * RFC 3161 section 2.4.2, RFC 5652 section 5
 */
import { elements, OCTET_STRING, OID, SEQUENCE } from './der.ts';

const GENERALIZED_TIME = 0x18;
const [CONTEXT_0, SIGNED_DATA, TST_INFO] = [
  0xa0,
  Buffer.from('2a864886f70d010702', 'hex'),
  Buffer.from('2a864886f70d0109100104', 'hex'),
];

/**
 * @param der a TimeStampResp, or the token in it
 * @returns milliseconds since 1970; undefined when the bytes are not a timestamp
 */
export function readTimestamp(der: Uint8Array): number | undefined {
  try {
    const [outer] = elements(Buffer.from(der));
    const parts = elements(outer?.body ?? Buffer.alloc(0));
    // A response has its status first, the token second.
    const token = parts[0]?.tag === OID ? parts : elements(parts[1]?.body ?? Buffer.alloc(0));
    return timeOf(infoOf(token));
  } catch {
    return undefined;
  }
}

/** The TSTInfo of a ContentInfo of signed data. */
function infoOf([type, content]: readonly { readonly tag: number; readonly body: Buffer }[]): Buffer {
  const none = Buffer.alloc(0);
  if (type?.body.equals(SIGNED_DATA) !== true || content?.tag !== CONTEXT_0) return none;
  const [signedData] = elements(content.body);
  const encapsulated = elements(signedData?.body ?? none).find(
    ({ tag, body }) => tag === SEQUENCE && elements(body)[0]?.body.equals(TST_INFO),
  );
  const [, wrapped] = elements(encapsulated?.body ?? none);
  const [octets] = elements(wrapped?.body ?? none);
  return octets?.tag === OCTET_STRING ? (elements(octets.body)[0]?.body ?? none) : none;
}

/** Of a TSTInfo: its one GeneralizedTime, in UTC, perhaps with fractions of a second. */
function timeOf(info: Buffer): number | undefined {
  const time = elements(info)
    .find(({ tag }) => tag === GENERALIZED_TIME)
    ?.body.toString('latin1');
  const [, year, month, day, hour, minute, second, fraction = ''] =
    /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{1,9}))?Z$/.exec(time ?? '') ?? [];
  if (year === undefined) return undefined;
  const milliseconds = `${fraction}000`.slice(0, 3);
  const parsed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`);
  return Number.isNaN(parsed) ? undefined : parsed;
}
