import type { Digest } from '../image/digest.ts';
import { digestHex } from '../image/digest.ts';
import { markdownCode, markdownText } from '../text/sanitize.ts';
import { describeProblems, type Problem, type Requirement, type TrustPolicy } from './conditions.ts';
import { formatIdentity } from './identity.ts';

export type VerifiedSubject = {
  readonly digest: Digest;
  /** `the index` or os/architecture. */
  readonly label: string;
  readonly requirements: readonly Requirement[];
  readonly problems: readonly Problem[];
};

export type VerifiedImage = {
  /** registry/repository@digest */
  readonly reference: string;
  readonly subjects: readonly VerifiedSubject[];
  /** About the image as a whole, e.g. that it is absent. */
  readonly problems: readonly Problem[];
};

const HEADINGS: Record<Requirement, string> = {
  signature: 'Signature',
  sbom: 'SBOM',
  verdict: 'Scan verdict',
  provenance: 'Provenance',
  record: 'Release record',
};

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
          `| Subject | Manifest | ${require.map((requirement) => HEADINGS[requirement]).join(' | ')} |`,
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
