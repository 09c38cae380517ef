import type { Digest } from '../image/digest.ts';
import { digestHex } from '../image/digest.ts';
import { markdownCode, markdownText } from '../text/sanitize.ts';
import type { TrustPolicy } from './conditions.ts';
import { formatIdentity } from './identity.ts';
import { describeProblems, type Kind, type Problem, type Requirement } from './requirements.ts';

export type VerifiedSubject = {
  readonly digest: Digest;
  /** `the index` or os/architecture. */
  readonly label: string;
  readonly requirements: readonly Requirement[];
  readonly problems: readonly Problem[];
  readonly statements: readonly FoundStatement[];
};

/** What is attached to a subject. */
export type FoundStatement =
  | {
      /** Predicate type. */
      readonly type: string;
      readonly verified: true;
      /** ISO 8601, as log or timestamp authority say it; absent in the format of cosign 1 and 2. */
      readonly signedAt?: string;
      /** Of the file that holds signature and statement. */
      readonly bundle?: Digest;
    }
  /** It is listed under this type, which nobody asked for: it may be anybody's. */
  | { readonly type: string; readonly verified: false };

export type VerifiedImage = {
  /** registry/repository@digest */
  readonly reference: string;
  readonly subjects: readonly VerifiedSubject[];
  /** About the image as a whole, e.g. that it is absent. */
  readonly problems: readonly Problem[];
};

const HEADINGS: Readonly<Record<Kind, string>> = {
  signature: 'Signature',
  sbom: 'SBOM',
  verdict: 'Scan verdict',
  provenance: 'Provenance',
  record: 'Release record',
};

const headingOf = (requirement: Requirement): string =>
  Object.hasOwn(HEADINGS, requirement) ? HEADINGS[requirement as Kind] : markdownCode(requirement);

/** The job summary of a verification: one row a subject, reasons below. */
export function renderVerification(
  images: readonly VerifiedImage[],
  policy: TrustPolicy,
  require: readonly Requirement[],
): string {
  const refused = images.filter((image) => problemsOf(image).length > 0).length;
  const title =
    refused === 0
      ? `✅ Verified: ${images.length} ${images.length === 1 ? 'image' : 'images'}`
      : `❌ Refused: ${refused} of ${images.length} ${images.length === 1 ? 'image' : 'images'}`;
  return [
    `## ${title}`,
    '',
    `Signed by ${policy.identities.map((identity) => markdownCode(formatIdentity(identity))).join(' or ')} · issuer ${markdownCode(policy.issuer)} · source ${markdownCode(policy.sourceRepository)} at ${policy.sourceRef === undefined ? 'any ref' : markdownCode(policy.sourceRef)}`,
    '',
    ...images.flatMap((image) => renderImage(image, require)),
  ].join('\n');
}

const problemsOf = ({ problems, subjects }: VerifiedImage): readonly Problem[] => [
  ...problems,
  ...subjects.flatMap((subject) => subject.problems),
];

function renderImage(image: VerifiedImage, require: readonly Requirement[]): readonly string[] {
  const cell = (subject: VerifiedSubject, requirement: Requirement) =>
    !subject.requirements.includes(requirement)
      ? '–'
      : subject.problems.some((problem) => problem.requirement === requirement)
        ? '❌'
        : '✅';
  return [
    markdownCode(image.reference),
    '',
    ...(image.subjects.length === 0
      ? []
      : [
          `| Subject | Manifest | ${require.map(headingOf).join(' | ')} |`,
          `|---|---|${require.map(() => ':-:|').join('')}`,
          ...image.subjects.map(
            (subject) =>
              `| ${markdownText(subject.label)} | ${markdownCode(digestHex(subject.digest).slice(0, 12))} | ${require.map((requirement) => cell(subject, requirement)).join(' | ')} |`,
          ),
          '',
        ]),
    ...describeProblems(problemsOf(image)).map((problem) => `- ${markdownText(problem)}`),
    '',
  ];
}
