/**
 * What a Fulcio certificate says about who signed. Node shows the subject alternative name but no extension of
 * its own, so the few DER structures on the way to one are read here.
 * https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md, RFC 5280 section 4.1
 */
import { X509Certificate } from 'node:crypto';
import type { FoundSigner } from '@sealift/core/verification/conditions';
import type { SignedTime } from '@sealift/core/verification/signed-time';
import { elements, OCTET_STRING, OID, UTF8_STRING } from './der.ts';

export type FoundCertificate = {
  readonly signer: FoundSigner;
  /** Milliseconds since 1970. */
  readonly validity: SignedTime;
};

/** Arcs below 1.3.6.1.4.1.57264.1, and the older ones whose value is bare text. */
const ISSUER = { current: 8, old: 1 };
const SOURCE_REPOSITORY = 5;
const SOURCE_REF = 6;
const RUNNER_ENVIRONMENT = 11;
const SOURCE_REPOSITORY_DIGEST = 13;
const BUILD_CONFIG_URI = 18;
const BUILD_TRIGGER = 20;
const VISIBILITY = 22;
// 1.3.6.1.4.1.57264.1 in DER, without the last arc
const FULCIO_OID = Buffer.from('2b0601040183bf3001', 'hex');
const EXTENSIONS = 0xa3;

/** undefined when the bytes are not a certificate. Signatures are not looked at. */
export function readCertificate(der: Uint8Array): FoundCertificate | undefined {
  try {
    const certificate = new X509Certificate(der);
    const extensions = fulcioExtensions(Buffer.from(der));
    const validity = {
      earliest: Date.parse(certificate.validFrom),
      latest: Date.parse(certificate.validTo),
    };
    if (!Number.isFinite(validity.earliest) || !Number.isFinite(validity.latest)) return undefined;
    return {
      signer: {
        identity: onlyUri(certificate.subjectAltName),
        issuer: text(extensions.get(ISSUER.current)) ?? extensions.get(ISSUER.old)?.toString('utf8'),
        sourceRepository: extensions.get(SOURCE_REPOSITORY)?.toString('utf8'),
        sourceRef: extensions.get(SOURCE_REF)?.toString('utf8'),
        callerWorkflow: text(extensions.get(BUILD_CONFIG_URI)),
        trigger: text(extensions.get(BUILD_TRIGGER)),
        runnerEnvironment: text(extensions.get(RUNNER_ENVIRONMENT)),
        commit: text(extensions.get(SOURCE_REPOSITORY_DIGEST)),
        visibility: text(extensions.get(VISIBILITY)),
      },
      validity,
    };
  } catch {
    return undefined;
  }
}

/** Node writes `URI:x, DNS:y` and quotes a value that holds a comma or quote; a workflow has exactly one URI. */
function onlyUri(subjectAltName: string | undefined): string | undefined {
  const [, kind, value] = /^([A-Za-z ]+):(.*)$/s.exec(subjectAltName ?? '') ?? [];
  if (kind !== 'URI' || value === undefined || /[",\s]/.test(value)) return undefined;
  return value;
}

function fulcioExtensions(der: Buffer): ReadonlyMap<number, Buffer> {
  const found = new Map<number, Buffer>();
  const [certificate] = elements(der);
  const [tbs] = elements(certificate?.body ?? der);
  const list = elements(tbs?.body ?? der).find(({ tag }) => tag === EXTENSIONS);
  const [sequence] = list === undefined ? [] : elements(list.body);
  for (const extension of sequence === undefined ? [] : elements(sequence.body)) {
    const parts = elements(extension.body);
    const oid = parts.find(({ tag }) => tag === OID)?.body;
    const value = parts.find(({ tag }) => tag === OCTET_STRING)?.body;
    const arc = oid?.at(-1);
    if (oid === undefined || value === undefined || arc === undefined) continue;
    if (oid.subarray(0, -1).equals(FULCIO_OID)) found.set(arc, value);
  }
  return found;
}

/** The newer extensions hold a UTF8String. */
function text(value: Buffer | undefined): string | undefined {
  if (value === undefined) return undefined;
  const [element, ...rest] = elements(value);
  return element?.tag === UTF8_STRING && rest.length === 0 ? element.body.toString('utf8') : undefined;
}
