import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure } from '@sealift/core/failure';
import { type Platform, parsePlatform } from '@sealift/core/image/platform';
import type { ImageName } from '@sealift/core/image/reference';
import { type ImageSource, parseImageNameOf, parseImageSource } from '@sealift/tools/image-source';
import { SBOM_FORMATS, type SbomFormat } from '@sealift/tools/syft/arguments';
import { TOOL_SOURCES, type ToolSource } from '@sealift/tools/tool';

export type Inputs = {
  readonly source: ImageSource;
  readonly image: ImageName;
  /** Empty: all in the image. */
  readonly platforms: readonly Platform[];
  readonly formats: readonly SbomFormat[];
  readonly outputDirectory: string | undefined;
  readonly evidence: string | undefined;
  readonly tools: ToolSource;
  readonly token: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly registryAuths?: string | undefined;
};

/** @throws Failure `sbom/bad-input`, `action/input`, `image/…` */
export function loadInputs(reader: InputReader): Inputs {
  const layout = reader.optional('layout');
  const imageRef = reader.optional('image-ref');
  const image = reader.optional('image');
  const platforms = reader.list('platform');
  const formats = reader.list('format');
  const rest = {
    outputDirectory: reader.optional('output-directory'),
    evidence: reader.optional('evidence'),
    tools: reader.choice('tools', TOOL_SOURCES),
    token: reader.optional('token'),
    username: reader.optional('username'),
    password: reader.optional('password'),
    registryAuths: reader.optional('registry-auths'),
  };
  const source = parseImageSource(layout, imageRef);
  return {
    source,
    image: parseImageNameOf(image, source),
    platforms: platforms.map(parsePlatform),
    formats: parseFormats(formats, rest.evidence !== undefined),
    ...rest,
  };
}

function parseFormats(words: readonly string[], forRecord: boolean): readonly SbomFormat[] {
  const wrong = (reason: string) =>
    configurationFailure({
      code: 'sbom/bad-input',
      cause: `The input "format" is "${words.join(',')}": ${reason}.`,
      remedy: `Use ${SBOM_FORMATS.join(', ')} or both.`,
    });
  const unknown = words.find((word) => !SBOM_FORMATS.some((format) => format === word));
  if (unknown !== undefined) throw wrong(`"${unknown}" is not a format`);
  if (words.length === 0) throw wrong('it names none');
  if (forRecord && !words.includes('spdx-json')) throw wrong('the release record needs "spdx-json"');
  return SBOM_FORMATS.filter((format) => words.includes(format));
}
