/** A transparency log like Rekor's first version, in which every entry is alone in a tree of its own. */
import { createKeys, type Keys, sha256, signBytes } from './keys.ts';

const HOST = 'log.example';
/** As checkpoints call it. The number tells verifiers in Go that the log is of the first version. */
const ORIGIN = `${HOST} - 42`;

export type TransparencyLog = {
  readonly host: string;
  readonly keys: Keys;
  /** https://www.rfc-editor.org/rfc/rfc6962#section-3.2 */
  readonly id: Buffer;
};

export function createLog(): TransparencyLog {
  const keys = createKeys();
  return { host: HOST, keys, id: sha256(keys.spki) };
}

/** A DSSE envelope with its one signature: https://github.com/secure-systems-lab/dsse/blob/master/envelope.md */
export type Envelope = {
  /** Base64. */
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly [{ readonly sig: string }];
};

/**
 * A TransparencyLogEntry of https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_rekor.proto, as JSON.
 * @param certificate of who signed, DER
 * @param place in the log, and seconds since 1970
 */
export const enter = (log: TransparencyLog, envelope: Envelope, certificate: Buffer, place: Place): object =>
  entryOf(log, bodyOf(envelope, certificate), place);

/**
 * Another entry of the same, whose time was signed by nobody. Verifiers refuse one body twice: this one ends with a
 * space.
 */
export function enterUnpromised(
  log: TransparencyLog,
  envelope: Envelope,
  certificate: Buffer,
  place: Place,
): object {
  const { inclusionPromise: _, ...entry } = entryOf(log, `${bodyOf(envelope, certificate)} `, place);
  return entry;
}

type Place = { readonly logIndex: number; readonly integratedTime: number };

function entryOf(log: TransparencyLog, body: string, { logIndex, integratedTime }: Place) {
  const canonicalizedBody = Buffer.from(body).toString('base64');
  // Canonical JSON (RFC 8785): the names are in order, and nothing needs an escape.
  const promised = { body: canonicalizedBody, integratedTime, logID: log.id.toString('hex'), logIndex };
  return {
    logIndex: String(logIndex),
    logId: { keyId: log.id.toString('base64') },
    kindVersion: { kind: 'dsse', version: '0.0.1' },
    integratedTime: String(integratedTime),
    inclusionPromise: {
      signedEntryTimestamp: signBytes(JSON.stringify(promised), log.keys).toString('base64'),
    },
    inclusionProof: proofOf(log, body),
    canonicalizedBody,
  };
}

/** https://github.com/sigstore/rekor/blob/main/pkg/types/dsse/v0.0.1/dsse_v0_0_1_schema.json, canonical as well. */
function bodyOf(envelope: Envelope, certificate: Buffer): string {
  const hash = (content: Uint8Array | string) => ({
    algorithm: 'sha256',
    value: sha256(content).toString('hex'),
  });
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  const pem = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  return JSON.stringify({
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      envelopeHash: hash(JSON.stringify(envelope)),
      payloadHash: hash(Buffer.from(envelope.payload, 'base64')),
      signatures: [{ signature: envelope.signatures[0].sig, verifier: Buffer.from(pem).toString('base64') }],
    },
  });
}

/** The root of a tree of one leaf is that leaf's hash (RFC 6962 section 2.1). */
function proofOf({ host, keys, id }: TransparencyLog, body: string): object {
  const rootHash = sha256(`\0${body}`).toString('base64');
  // https://github.com/C2SP/C2SP/blob/main/tlog-checkpoint.md, signed as a note
  const note = `${ORIGIN}\n1\n${rootHash}\n`;
  const signature = Buffer.concat([id.subarray(0, 4), signBytes(note, keys)]).toString('base64');
  return {
    logIndex: '0',
    rootHash,
    treeSize: '1',
    hashes: [],
    checkpoint: { envelope: `${note}\n\u2014 ${host} ${signature}\n` },
  };
}
