import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure } from '@sealift/core/failure';
import { parsePlatform } from '@sealift/core/image/platform';

export type Inputs = {
  readonly config: string;
  /** Empty: all that are affected. */
  readonly apps: readonly string[];
  readonly platforms: readonly string[];
  readonly imagePrefix: string;
  /** Paths in the repository. */
  readonly ignoreFiles: readonly string[];
  readonly mode: 'auto' | 'publish' | 'check' | 'preview';
  /** Build what is released already again; a schedule does in any case. */
  readonly rebuild: boolean;
};

/** @throws Failure `plan/bad-input`, `action/input`, `image/bad-platform` */
export function loadInputs(reader: InputReader): Inputs {
  const platforms = reader.list('platforms');
  if (platforms.length === 0)
    throw configurationFailure({
      code: 'plan/bad-input',
      cause: 'The input "platforms" is empty.',
      remedy: 'Name at least one platform, for example linux/amd64.',
    });
  for (const platform of platforms) parsePlatform(platform);
  return {
    config: reader.required('config'),
    apps: reader.list('apps'),
    platforms,
    imagePrefix: reader.required('image-prefix'),
    ignoreFiles: reader.list('trivyignores'),
    mode: reader.choice('mode', ['auto', 'publish', 'check', 'preview']),
    rebuild: reader.boolean('rebuild'),
  };
}
