/** Syft's command line. https://github.com/anchore/syft */
import os from 'node:os';
import { rareGarbageCollection } from '../garbage-collection.ts';

export type SbomFormat = 'spdx-json' | 'cyclonedx-json';

/** The version is part of the format, so that a newer Syft writes what readers of the older one expect. */
export const FORMATS = {
  'spdx-json': { option: 'spdx-json@2.3', file: 'sbom.spdx.json', suffix: 'spdx.json' },
  'cyclonedx-json': { option: 'cyclonedx-json@1.6', file: 'sbom.cdx.json', suffix: 'cdx.json' },
} as const satisfies Record<SbomFormat, { option: string; file: string; suffix: string }>;

export const SBOM_FORMATS = ['spdx-json', 'cyclonedx-json'] as const satisfies readonly SbomFormat[];

export const syftArguments = (options: {
  /** With the scheme, e.g. `oci-dir:image`. */
  readonly source: string;
  readonly name: string;
  readonly version: string;
  readonly formats: readonly SbomFormat[];
}): string[] => [
  'scan',
  options.source,
  '--quiet',
  '--source-name',
  options.name,
  '--source-version',
  options.version,
  ...options.formats.flatMap((format) => ['--output', `${FORMATS[format].option}=${FORMATS[format].file}`]),
];

/** Registries of this machine speak http. */
const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

/**
 * No update check, no cache that outlives the run. As many catalogers at once as newer releases run by themselves; the
 * documents do not depend on it.
 */
export const syftEnvironment = (registry: string | undefined): Record<string, string> => ({
  SYFT_CHECK_FOR_APP_UPDATE: 'false',
  SYFT_CACHE_TTL: '0',
  SYFT_PARALLELISM: String(4 * os.availableParallelism()),
  ...rareGarbageCollection(),
  ...(registry !== undefined && LOOPBACK.test(registry) ? { SYFT_REGISTRY_INSECURE_USE_HTTP: 'true' } : {}),
});
