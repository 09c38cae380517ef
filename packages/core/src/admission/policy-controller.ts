/**
 * `trust:` as ClusterImagePolicy of sigstore's policy-controller. It reads signatures of the bundle format as
 * attestations only, and none that is in Rekor v2 (docs/decisions/admission.md).
 * https://docs.sigstore.dev/policy-controller/overview/
 */
import { RELEASE_RECORD_TYPE, SIGNATURE_TYPE } from '../release/record.ts';
import { SEVERITIES } from '../scan/severity.ts';
import { identityPattern, type TrustedIdentity } from '../verification/identity.ts';
import { parseRequirement, predicateTypeOf } from '../verification/requirements.ts';
import { refPattern } from '../verification/source-ref.ts';
import type { AdmissionRule } from './rules.ts';

export const clusterImagePolicy = (rule: AdmissionRule): object => ({
  apiVersion: 'policy.sigstore.dev/v1beta1',
  kind: 'ClusterImagePolicy',
  metadata: { name: rule.name },
  spec: {
    mode: 'enforce',
    images: rule.images.map((glob) => ({ glob })),
    authorities: [
      {
        name: 'pipeline',
        keyless: {
          url: 'https://fulcio.sigstore.dev',
          identities: rule.identities.map((identity) => identityOf(rule.issuer, identity)),
        },
        ctlog: { url: 'https://rekor.sigstore.dev' },
        signatureFormat: 'bundle',
        attestations: [
          { name: 'signature', predicateType: SIGNATURE_TYPE },
          {
            name: 'record',
            predicateType: RELEASE_RECORD_TYPE,
            policy: { type: 'cue', data: recordSchema(rule) },
          },
          ...extra(rule),
        ],
      },
    ],
  },
});

const identityOf = (issuer: string, identity: TrustedIdentity) =>
  identity.kind === 'exact'
    ? { issuer, subject: identity.identity }
    : { issuer, subjectRegExp: identityPattern([identity]) };

function extra({ require }: AdmissionRule) {
  return require.flatMap((name, index) => {
    const requirement = parseRequirement(name);
    return requirement === undefined || ['signature', 'record', 'sbom', 'verdict'].includes(requirement)
      ? []
      : [{ name: `required-${index}`, predicateType: predicateTypeOf(requirement) }];
  });
}

/** What the record must say, in CUE: the same as `recordConditions`, without what takes arithmetic. */
function recordSchema({ app, sourceRepository, refs, severity, countUnfixed }: AdmissionRule): string {
  const text = (value: string) => JSON.stringify(value);
  const ref = refs
    .map((each) => (each.kind === 'exact' ? text(each.ref) : `=~${text(refPattern(each) ?? '')}`))
    .join(' | ');
  const thresholds =
    severity === undefined ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1).map(text);
  const policy = [
    ...(thresholds.length === 0 ? [] : [`threshold: ${thresholds.join(' | ')}`]),
    ...(countUnfixed ? ['fixableOnly: false'] : []),
  ];
  return [
    `predicateType: ${text(RELEASE_RECORD_TYPE)}`,
    'predicate: {',
    ...(app === '*' ? [] : [`  app: ${text(app)}`]),
    `  source: {repository: ${text(sourceRepository)}, ref: ${ref}, ...}`,
    `  platforms: [...{scan: {verdict: "pass"${policy.length === 0 ? '' : `, policy: {${policy.join(', ')}, ...}`}, ...}, ...}]`,
    '  ...',
    '}',
    '',
  ].join('\n');
}
