/** The evidence as a table for people. */
import { singleLine } from '@sealift/core/text/sanitize';
import type { Evidence } from './evidence.ts';
import { seconds } from './seconds.ts';

/** Topics of the timeline, in the order in which they come. */
const TOPICS = ['engines', 'services', 'base images', 'pipeline', 'assertions'] as const;
/** Only of those who asked for it. */
const DEPLOYMENT = 'deployment';

export const renderEvidence = (evidence: Evidence): string =>
  [
    ['', 'Evidence', ''],
    releases(evidence),
    assertions(evidence),
    pullRequest(evidence),
    permissions(evidence),
    time(evidence),
    memory(evidence),
    verdict(evidence),
  ]
    .flat()
    .join('\n');

const releases = (evidence: Evidence): readonly string[] =>
  evidence.releases.length === 0
    ? ['  nothing was released', '']
    : [
        ...evidence.releases.flatMap(({ app, image, digest, tags }) => [
          `  ${app}: ${image}@${digest}`,
          `  ${' '.repeat(app.length)}  tags ${tags.join(', ')}`,
        ]),
        '',
      ];

const assertions = (evidence: Evidence): readonly string[] =>
  evidence.assertions.flatMap(({ subject, claim, ok, detail }) => [
    `  ${ok ? '✓' : '✗'} ${singleLine(subject)}: ${claim}`,
    ...(ok ? [] : indented(detail)),
  ]);

function pullRequest({ pullRequest: pull }: Evidence): readonly string[] {
  if (pull === undefined) return [];
  const { repository, number, title, diff } = pull;
  return [
    '',
    `  ${repository}#${number} (in the stand-in, not on github.com): ${singleLine(title)}`,
    ...indented(diff),
  ];
}

const indented = (text: string): readonly string[] =>
  text.split('\n').map((line) => `      ${singleLine(line)}`);

const permissions = ({ unusedPermissions }: Evidence): readonly string[] =>
  Object.entries(unusedPermissions).flatMap(([job, unused]) => [
    '',
    `  The job "${job}" never used ${unused.join(', ')}.`,
  ]);

function time({ durations, slowestSteps }: Evidence): readonly string[] {
  const topics = DEPLOYMENT in durations ? [...TOPICS, DEPLOYMENT] : TOPICS;
  const parts = topics.map((topic) => `${topic} ${seconds(durations[topic])}`).join(' · ');
  if (slowestSteps.length === 0) return ['', `  Time: ${parts}`, ''];
  const [longest] = slowestSteps.map(({ step }) => step.length).sort((left, right) => right - left);
  return [
    '',
    `  Time: ${parts}`,
    '  The slowest steps, some of them at the same time:',
    ...slowestSteps.map(
      ({ job, step, duration }) =>
        `    ${seconds(duration).padStart(8)}  ${step.padEnd(longest ?? 0)}  ${job}`,
    ),
    '',
  ];
}

const GIB = 2 ** 30;

function memory({ memory: held }: Evidence): readonly string[] {
  if (held === undefined) return [];
  const size = (bytes: number) => `${(bytes / GIB).toFixed(1)} GiB`;
  const largest = held.largest.map(({ name, bytes }) => `${singleLine(name)} ${size(bytes)}`).join(', ');
  return [`  Memory: ${size(held.peak)} at most, node and pods included (${largest})`, ''];
}

function verdict({ success, failure }: Evidence): readonly string[] {
  if (failure !== undefined) {
    const { job, step, reason } = failure;
    const where = job === '' ? '' : ` in the job ${job}${step === '' ? '' : `, step ${singleLine(step)}`}`;
    return [`The rehearsal failed${where}:`, ...reason.split('\n').map(singleLine), ''];
  }
  return [success ? 'Everything holds.' : 'The pipeline ran, but what is marked ✗ does not hold.', ''];
}
