import type { InputReader } from '@sealift/action-kit/inputs';
import { readLoginInputs } from '@sealift/action-kit/registry-login';
import { readSigstore } from '@sealift/action-kit/sigstore-input';
import { parseThreshold } from '@sealift/action-kit/threshold';
import { parseTrustPolicy, type TrustInputs } from '@sealift/action-kit/trust-policy';
import { configurationFailure } from '@sealift/core/failure';
import { parsePlatform } from '@sealift/core/image/platform';
import { TOOL_SOURCES, type ToolSource } from '@sealift/tools/tool';
import { checkFileTemplate } from './deploy-files.ts';
import type { ReleaseTrust } from './last-release.ts';

export type Inputs = {
  readonly config: string;
  /** Empty: all that are affected. */
  readonly apps: readonly string[];
  readonly platforms: readonly string[];
  readonly imagePrefix: string;
  /** Further places like it. */
  readonly copyTo: readonly string[];
  /** Paths in the repository. */
  readonly ignoreFiles: readonly string[];
  /** Who makes releases, and how their registry is asked; undefined: releases are not looked at. */
  readonly releases: ReleaseTrust | undefined;
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
    copyTo: reader.list('copy-to'),
    ignoreFiles: reader.list('trivyignores'),
    releases: releaseTrust(reader),
    token: reader.optional('token'),
    prepared: reader.boolean('prepared'),
    mode: reader.choice('mode', ['auto', 'publish', 'check', 'preview']),
    rebuild: reader.boolean('rebuild'),
  };
}

/**
 * The workflow that plans is not the one that signs: `signer-file` takes the place of its file's name.
 * @throws Failure `action/input`
 */
function releaseTrust(reader: InputReader): ReleaseTrust | undefined {
  const given: TrustInputs = {
    identities: reader.lines('certificate-identity'),
    issuer: reader.optional('certificate-oidc-issuer') ?? '',
    sourceRepository: reader.optional('source-repository') ?? '',
    sourceRef: reader.optional('source-ref') ?? '',
    sigstore: readSigstore(reader),
  };
  const file = reader.optional('signer-file');
  const tools = reader.optional('tools');
  const logins = { token: reader.optional('token'), ...readLoginInputs(reader) };
  if (given.identities.length === 0) return undefined;
  const identities =
    file === undefined
      ? given.identities
      : given.identities.map((identity) => identity.replace(/[^/@]+@/, () => `${file}@`));
  return {
    policy: parseTrustPolicy({ ...given, identities }),
    tools: toolSource(tools),
    ...logins,
  };
}

function toolSource(text = 'pinned'): ToolSource {
  const known = TOOL_SOURCES.find((source) => source === text);
  if (known !== undefined) return known;
  throw configurationFailure({
    code: 'plan/bad-input',
    cause: `The input "tools" is "${text}".`,
    remedy: `Use one of ${TOOL_SOURCES.join(', ')}.`,
  });
}
