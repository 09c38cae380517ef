import type { InputReader } from '@sealift/action-kit/inputs';
import { parseThreshold } from '@sealift/action-kit/threshold';
import { configurationFailure } from '@sealift/core/failure';
import { parsePlatform } from '@sealift/core/image/platform';
import { checkFileTemplate } from './deploy-files.ts';

export type Inputs = {
  readonly config: string;
  /** Empty: all that are affected. */
  readonly apps: readonly string[];
  readonly platforms: readonly string[];
  readonly imagePrefix: string;
  /** Paths in the repository. */
  readonly ignoreFiles: readonly string[];
  /** For git, when a file of an older commit is needed. */
  readonly token: string | undefined;
  /** Commands make files before the build, out of more than Dockerfiles read. */
  readonly prepared: boolean;
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
  // What other steps take later is said here, where it costs no build.
  const severities = reader.list('severity');
  if (severities.length > 0) parseThreshold(severities);
  const opsFile = reader.optional('ops-file');
  if (opsFile !== undefined) checkFileTemplate(opsFile, 'ops-file');
  return {
    config: reader.required('config'),
    apps: reader.list('apps'),
    platforms,
    imagePrefix: reader.required('image-prefix'),
    ignoreFiles: reader.list('trivyignores'),
    token: reader.optional('token'),
    prepared: reader.boolean('prepared'),
    mode: reader.choice('mode', ['auto', 'publish', 'check', 'preview']),
    rebuild: reader.boolean('rebuild'),
  };
}
