import { formatBytes } from '@sealift/core/text/bytes';
import { formatDuration } from '@sealift/core/text/duration';
import { markdownCode, markdownText } from '@sealift/core/text/sanitize';
import type { CacheOutcome } from '@sealift/tools/buildx/cache/watch';
import { type Step, shortName } from '@sealift/tools/buildx/progress/step';
import type { BuiltPlatform } from './sources.ts';

export type BuildReport = {
  /** What was built, in the user's words: the Dockerfile's path or the context. */
  readonly title: string;
  readonly digest: string;
  readonly platforms: readonly BuiltPlatform[];
  readonly steps: readonly Step[];
  /** Milliseconds. */
  readonly duration: number;
  readonly builder: string;
  readonly caches: readonly CacheOutcome[];
};

/** The job summary of a build, as Markdown. */
export function renderBuild(report: BuildReport): string {
  // Not per platform: steps that are the same for several platforms run once, under the name of any of them.
  const { cached, total } = countSteps(report.steps);
  return [
    `### Built ${markdownCode(report.title)} in ${formatDuration(report.duration)}, ${cached} of ${total} steps cached`,
    '',
    '| Platform | Digest | Size |',
    '| --- | --- | ---: |',
    ...report.platforms.map(
      ({ platform, digest, size }) =>
        `| ${markdownText(platform)} | ${markdownCode(digest)} | ${formatBytes(size)} |`,
    ),
    '',
    `Layout ${markdownCode(report.digest)}, by ${markdownText(report.builder)}.`,
    '',
    ...renderSlowest(report.steps),
    ...renderCaches(report.caches),
    ...renderSources(report.platforms),
  ].join('\n');
}

const SLOWEST = 5;
/** Milliseconds from which a step is worth a row. */
const SLOW = 1_000;

/** What took longest, and BuildKit's own steps among it: a pull, an export. */
function renderSlowest(steps: readonly Step[]): readonly string[] {
  const slowest = steps
    .filter(({ cached, duration }) => !cached && duration >= SLOW)
    .sort((a, b) => b.duration - a.duration)
    .slice(0, SLOWEST);
  if (slowest.length === 0) return [];
  return [
    '| Slowest steps | |',
    '| --- | ---: |',
    ...slowest.map(
      ({ name, duration }) => `| ${markdownCode(shortName(name))} | ${formatDuration(duration)} |`,
    ),
    '',
  ];
}

/** Where layers came from and where they were put. */
function renderCaches(caches: readonly CacheOutcome[]): readonly string[] {
  if (caches.length === 0) return [];
  return [
    '| Cache | |',
    '| --- | --- |',
    ...caches.map((cache) => `| ${markdownCode(cache.name)} | ${describeCache(cache)} |`),
    '',
  ];
}

const describeCache = ({ role, state }: CacheOutcome): string =>
  ({
    done: role,
    absent: 'not there yet',
    failed: `not ${role}`,
    'given up': `not ${role}: it did not answer`,
  })[state];

/** The images that were read, each once. */
function renderSources(platforms: readonly BuiltPlatform[]): readonly string[] {
  const rows = platforms.flatMap(({ sources }) => [
    ...(sources?.frontends ?? []).map((source) => ({ kind: 'Frontend', ...source })),
    ...(sources?.bases ?? []).map((source) => ({ kind: 'Base image', ...source })),
  ]);
  const lines = rows.map(
    ({ kind, reference, digest, pinned }) =>
      `| ${kind} | ${markdownCode(reference)} | ${markdownCode(digest)}${pinned ? ', pinned' : ''} |`,
  );
  if (lines.length === 0) return [];
  return ['| Made with | | |', '| --- | --- | --- |', ...new Set(lines), ''];
}

/** Instructions of the Dockerfile. */
export function countSteps(steps: readonly Step[]): { readonly cached: number; readonly total: number } {
  const own = steps.filter(({ instruction }) => instruction);
  return { cached: own.filter(({ cached }) => cached).length, total: own.length };
}
