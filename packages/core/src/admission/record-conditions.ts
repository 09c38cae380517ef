/**
 * What a release record must say, as an expression in CEL. No engine compares the certificate's source repository and
 * ref, so the record does: the trusted workflow writes into it from where it was called, and signs it for one digest.
 */
import { SEVERITIES } from '../scan/severity.ts';
import { refPattern } from '../verification/source-ref.ts';
import type { AdmissionRule } from './rules.ts';

/** A string of CEL: that of JSON is one. */
const text = (value: string): string => JSON.stringify(value);

/**
 * @param record expression that gives the record
 * @returns conditions that must all be true, each with what it is about
 */
export function recordConditions(
  rule: AdmissionRule,
  record: string,
): readonly { readonly expression: string; readonly message: string }[] {
  const { app, sourceRepository, refs, severity, countUnfixed, maxDatabaseAge } = rule;
  const exact = refs.flatMap((ref) => (ref.kind === 'exact' ? [text(ref.ref)] : []));
  const ref = `${record}.source.ref`;
  const fromRef = [
    ...(exact.length === 0 ? [] : [`${ref} in [${exact.join(', ')}]`]),
    ...refs.flatMap((each) => {
      const pattern = refPattern(each);
      return pattern === undefined ? [] : [`${ref}.matches(${text(pattern)})`];
    }),
  ].join(' || ');
  const every = (condition: string) => `${record}.platforms.all(p, ${condition})`;
  const strict = severity === undefined ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1);
  return [
    {
      expression: `${record}.source.repository == ${text(sourceRepository)} && (${fromRef})`,
      message: 'was not released from a trusted repository and ref',
    },
    ...(app === '*'
      ? []
      : [{ expression: `${record}.app == ${text(app)}`, message: 'is a release of another app' }]),
    { expression: every('p.scan.verdict == "pass"'), message: 'did not pass its scan' },
    ...(severity === undefined
      ? []
      : [
          {
            expression: every(`p.scan.policy.threshold in [${strict.map(text).join(', ')}]`),
            message: `was scanned less strictly than ${severity}`,
          },
        ]),
    ...(countUnfixed
      ? [
          {
            expression: every('!p.scan.policy.fixableOnly'),
            message: 'was scanned without counting findings that have no fix',
          },
        ]
      : []),
    ...(maxDatabaseAge === undefined
      ? []
      : [
          {
            expression: every(
              `timestamp(p.scan.scannedAt) - timestamp(p.scan.database.updatedAt) <= duration("${maxDatabaseAge / 1000}s")`,
            ),
            message: 'was scanned with an old vulnerability database',
          },
        ]),
  ];
}
