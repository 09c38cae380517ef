import { formatPlatform } from '@sealift/core/image/platform';
import { formatImageName } from '@sealift/core/image/reference';
import { markdownCode, markdownText } from '@sealift/core/text/sanitize';
import type { Inputs } from './inputs.ts';
import type { PlatformSbom } from './platform-sboms.ts';

/** The packages of each platform, as Markdown. */
export const renderSboms = (
  inputs: Pick<Inputs, 'image' | 'formats'>,
  sboms: readonly PlatformSbom[],
  version: string,
): string =>
  [
    `### SBOM of ${markdownCode(formatImageName(inputs.image))}`,
    '',
    '| Platform | Packages | Manifest |',
    '|---|---:|---|',
    ...sboms.map(
      ({ subject, sbom }) =>
        `| ${markdownText(formatPlatform(subject.platform))} | ${sbom.packages} | ${markdownCode(subject.digest)} |`,
    ),
    '',
    `<sub>${markdownText(`${inputs.formats.join(', ')} by Syft ${version}.`)}</sub>`,
    '',
  ].join('\n');
