import type { Digest } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { PublishPart } from '@sealift/core/release/record';
import { formatBytes } from '@sealift/core/text/bytes';
import { markdownCode } from '@sealift/core/text/sanitize';
import type { CopyResult } from '@sealift/registry/copy';

export type Published = {
  readonly digest: Digest;
  readonly existing: boolean;
  readonly platforms?: readonly string[];
  /** Deploy tag of the release that is there and has the same platform manifests: nothing was published. */
  readonly unchangedSince?: string;
  readonly bytesPushed?: number;
  readonly bytesSkipped?: number;
};

/** A short table for the job summary. */
export function renderSummary(part: PublishPart, published: Published): string {
  const { platforms, bytesPushed, bytesSkipped } = published;
  const rows: (readonly [string, string])[] = [
    ['Image', markdownCode(part.image)],
    ['Digest', markdownCode(part.digest)],
    ...(platforms === undefined ? [] : [['Platforms', platforms.map(markdownCode).join(', ')] as const]),
    ['Tags', part.tags.length === 0 ? 'none' : part.tags.map(markdownCode).join(', ')],
    ...(bytesPushed === undefined || bytesSkipped === undefined
      ? []
      : [['Sent', `${formatBytes(bytesPushed)}, ${formatBytes(bytesSkipped)} were there`] as const]),
    [
      'Result',
      published.unchangedSince !== undefined
        ? `unchanged: ${markdownCode(published.unchangedSince)} stays the release`
        : part.existing
          ? 'everything was there already'
          : 'published and read back',
    ],
  ];
  return [
    '### Published',
    '',
    '| | |',
    '|---|---|',
    ...rows.map(([name, value]) => `| ${name} | ${value} |`),
    '',
  ].join('\n');
}

/** A row for each repository that the image was copied to. */
export function renderCopies(
  digest: Digest,
  copies: readonly { readonly to: ImageName; readonly result: CopyResult }[],
  tags: readonly string[],
): string {
  const rows = copies.map(({ to, result }) => {
    const sent = result.existing ? 'everything was there already' : `${formatBytes(result.bytes)} sent`;
    return `| ${markdownCode(formatImageName(to))} | ${result.referrers} | ${sent} |`;
  });
  return [
    `### Copied ${markdownCode(digest)}`,
    '',
    '| To | Statements | |',
    '|---|---|---|',
    ...rows,
    '',
    `Tags: ${tags.length === 0 ? 'none' : tags.map(markdownCode).join(', ')}`,
    '',
  ].join('\n');
}
