/** What a scanner did not look at: few findings mean little where it was blind. */
import { singleLine } from '../text/sanitize.ts';
import { cut } from './sarif-text.ts';
import type { ScanReport } from './trivy-report.ts';

export const BLINDNESS_KINDS = [
  /** A distribution with a package manager, or traces of one, and no package of it was read. */
  'no-packages',
  /** Neither a distribution nor any package: there was nothing to compare. */
  'nothing-recognised',
  /** Language packages were read, and a distribution was not recognised. */
  'unknown-system',
  /** The distribution is known, and there are no advisories for it. */
  'unsupported-system',
  /** The distribution gets no security updates any more. */
  'end-of-life',
  /** The scanner does not know the release of the distribution. */
  'unlisted-release',
  /** A file or layer could not be read or understood. */
  'unreadable',
  /** A file was left out, for its size or kind. */
  'skipped',
  /** The vulnerability database could not be refreshed. */
  'old-database',
  /** What else the scanner warns of. */
  'warning',
] as const;
export type BlindnessKind = (typeof BLINDNESS_KINDS)[number];

/** Something that the scanner did not, or could not, look at. */
export type Observation = {
  readonly kind: BlindnessKind;
  /** A sentence for people. */
  readonly detail: string;
};

/** An observation, judged. */
export type Blindness = Observation & {
  /** True when it counts against the image, as a blocking finding does. */
  readonly blocking: boolean;
};

/** `auto`: only what makes a verdict worthless counts. `fail`: any blindness counts. `warn`: none does. */
export const BLIND_MODES = ['auto', 'fail', 'warn'] as const;
export type BlindMode = (typeof BLIND_MODES)[number];

/** Whether blindness of a kind counts against the image. */
export const blindnessBlocks = (kind: BlindnessKind, mode: BlindMode): boolean =>
  mode === 'fail' || (mode === 'auto' && kind === 'no-packages');

/** Of a scan verdict, what its answer follows from. */
export type JudgedScan = {
  readonly verdict: 'pass' | 'fail';
  /** Findings that count against the image. */
  readonly blocking: number;
  readonly blindness: readonly Blindness[];
  readonly policy: { readonly blind: BlindMode };
};

/** Whether a verdict says what follows from its own numbers and policy. */
export const verdictFollows = ({ verdict, blocking, blindness, policy }: JudgedScan): boolean =>
  (verdict === 'fail') === (blocking > 0 || blindness.some((one) => one.blocking)) &&
  blindness.every((one) => one.blocking === blindnessBlocks(one.kind, policy.blind));

/** What counts against the image comes first. */
export const judgeBlindness = (observations: readonly Observation[], mode: BlindMode): readonly Blindness[] =>
  observations
    .map((observation) => ({ ...observation, blocking: blindnessBlocks(observation.kind, mode) }))
    .toSorted((a, b) => Number(b.blocking) - Number(a.blocking));

/** What is known beside the report. */
export type Surroundings = {
  /** What the scanner's log says it passed over. */
  readonly log: readonly Observation[];
  /**
   * Files of a package manager that the image has, when none of its packages was read; a clause when nobody could look.
   */
  readonly traces: readonly string[] | { readonly unread: string };
  /** A clause: why the database could not be refreshed. */
  readonly notRefreshed?: string;
};

/** Reasons why few findings may mean little. */
export function observeBlindness(report: ScanReport, around: Surroundings): readonly Observation[] {
  return [
    ...observeSystem(report, around.traces),
    ...around.log,
    ...(around.notRefreshed === undefined
      ? []
      : ([
          {
            kind: 'old-database',
            detail: `The vulnerability database could not be refreshed: ${cut(around.notRefreshed, 300)}.`,
          },
        ] as const)),
  ].map(({ kind, detail }) => ({ kind, detail: cut(singleLine(detail), MAX_DETAIL) }));
}

/** UTF-16 units. */
const MAX_DETAIL = 600;
const NAMED = 3;

function observeSystem(
  { os, packages, systemPackages }: ScanReport,
  traces: Surroundings['traces'],
): readonly Observation[] {
  if (systemPackages > 0)
    return os?.endOfLife
      ? [
          {
            kind: 'end-of-life',
            detail: `${os.family} ${os.name} gets no security updates any more: new vulnerabilities may not be listed.`,
          },
        ]
      : [];
  const unread = 'unread' in traces;
  const system = os === undefined ? '' : `The image is ${os.family} ${os.name}, and `;
  if (os !== undefined || (!unread && traces.length > 0))
    return [
      {
        kind: 'no-packages',
        detail: `${system}${system === '' ? 'N' : 'n'}o package of a distribution could be compared: its package database or release file is missing, damaged or not known to Trivy${
          unread || traces.length === 0 ? '' : ` (the image has ${traces.slice(0, NAMED).join(', ')})`
        }.`,
      },
    ];
  return [
    packages === 0
      ? {
          kind: 'nothing-recognised',
          detail:
            'Trivy recognised neither a distribution nor any package in this image: nothing could be compared.',
        }
      : {
          kind: 'unknown-system',
          detail: 'Trivy recognised no distribution in this image: only language packages were compared.',
        },
    ...(unread
      ? ([
          {
            kind: 'unreadable',
            detail: `Nobody could look for traces of a package manager: ${traces.unread}.`,
          },
        ] as const)
      : []),
  ];
}
