import { markdownCode, markdownText } from '@sealift/core/hostile-text';
import type { Step } from '@sealift/tools/buildx/progress';
import { seconds } from '@sealift/tools/buildx/progress';

export type BuiltPlatform = { readonly platform: string; readonly digest: string; readonly size: number };

export type BuildReport = {
  /** What was built, in the user's words: the Dockerfile's path or the context. */
  readonly title: string;
  readonly digest: string;
  readonly platforms: readonly BuiltPlatform[];
  readonly steps: readonly Step[];
  /** Milliseconds. */
  readonly duration: number;
  readonly builder: string;
};

/** The job summary of a build, as Markdown. */
export function renderBuild(report: BuildReport): string {
  const rows = report.platforms.map(({ platform, digest, size }) => {
    const { cached, total } = countSteps(report.steps, platform);
    return `| ${markdownText(platform)} | ${markdownCode(digest)} | ${megabytes(size)} | ${cached} of ${total} |`;
  });
  return [
    `### Built ${markdownCode(report.title)} in ${seconds(report.duration)}`,
    '',
    '| Platform | Digest | Size | Cached steps |',
    '| --- | --- | ---: | ---: |',
    ...rows,
    '',
    `Layout ${markdownCode(report.digest)}, by ${markdownText(report.builder)}.`,
    '',
  ].join('\n');
}

/** Steps of one platform; BuildKit names the platform only when there are several. */
export function countSteps(
  steps: readonly Step[],
  platform: string,
): { readonly cached: number; readonly total: number } {
  const own = steps.filter(
    (step) => step.instruction && (step.platform === undefined || step.platform === platform),
  );
  return { cached: own.filter(({ cached }) => cached).length, total: own.length };
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
