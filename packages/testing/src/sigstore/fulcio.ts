/** Certificates for the identity of a job: https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md */
import { type Authority, extension, issue, type Request, signerExtensions } from './certificates.ts';
import { type CtLog, sctExtension } from './ct-log.ts';
import { element, sequence, utf8 } from './der.ts';
import type { Keys } from './keys.ts';
import type { Claims } from './tokens.ts';

export type Fulcio = {
  readonly authority: Authority;
  /** undefined: its certificates are in no log. */
  readonly ctLog: CtLog | undefined;
};

const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const URI = 0x86;

let issued = 1;

/**
 * @param keys of who signs
 * @param purpose its extended key usage, RFC 5280 section 4.2.1.12
 */
export function issueFor(
  { authority, ctLog }: Fulcio,
  keys: Keys,
  claims: Claims,
  validity: readonly [string, string],
  purpose = CODE_SIGNING,
): Buffer {
  issued += 1;
  const request: Request = {
    subject: sequence(),
    spki: keys.spki,
    validity,
    serial: issued,
    extensions: [
      ...signerExtensions(keys, authority, { id: purpose, critical: false }),
      ...identityExtensions(claims),
    ],
  };
  const scts = ctLog === undefined ? [] : [sctExtension(ctLog, authority, request)];
  return issue(authority, { ...request, extensions: [...request.extensions, ...scts] });
}

function identityExtensions(claims: Claims): readonly Buffer[] {
  const fulcio = (arc: number, value: Buffer) => extension(`1.3.6.1.4.1.57264.1.${arc}`, value);
  const identity = element(URI, Buffer.from(`https://github.com/${claims.job_workflow_ref}`));
  return [
    extension(SUBJECT_ALTERNATIVE_NAME, sequence(identity), true),
    fulcio(5, Buffer.from(claims.repository)),
    fulcio(6, Buffer.from(claims.ref)),
    fulcio(8, utf8(claims.iss)),
    fulcio(11, utf8(claims['runner_environment'] ?? 'github-hosted')),
    fulcio(13, utf8(claims.sha)),
    fulcio(18, utf8(`https://github.com/${claims.workflow_ref}`)),
    fulcio(20, utf8(claims['event_name'] ?? 'push')),
    fulcio(22, utf8(claims['repository_visibility'] ?? 'public')),
  ];
}
