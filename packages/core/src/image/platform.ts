import { configurationFailure, type Failure, policyFailure } from '../failure.ts';
import type { Digest } from './digest.ts';

/**
 * Always as {@link normalizePlatform} makes it: two of one platform are equal member by member.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md#image-index-property-descriptions
 */
export type Platform = { readonly os: string; readonly architecture: string; readonly variant?: string };

const MAX_LENGTH = 100;
// No "-": the slug of one platform is not that of another.
const PATTERN = /^([a-z0-9]+)\/([a-z0-9_]+)(?:\/(v[0-9]+(?:\.[0-9]+)?))?$/;

/** @throws Failure `image/bad-platform` when the text is not `os/architecture[/variant]` */
export function parsePlatform(text: string): Platform {
  const [os = '', architecture = '', variant, ...rest] = text.split('/', 4);
  const platform = normalizePlatform({ os, architecture, variant });
  // An empty variant is none where fields say it, and a slip of the pen in text.
  if (rest.length > 0 || variant === '' || !isPlatform(platform)) throw notAPlatform(text);
  return platform;
}

function isPlatform(platform: Platform): boolean {
  const text = formatPlatform(platform);
  return text.length <= MAX_LENGTH && PATTERN.test(text);
}

const notAPlatform = (text: string): Failure =>
  configurationFailure({
    code: 'image/bad-platform',
    cause: `"${text}" is not a platform.`,
    remedy: 'Write os/architecture[/variant], for example linux/amd64 or linux/arm64.',
  });

/** What an index entry, the config of an image or a user says, which may be anything. */
export type PlatformFields = {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string | undefined;
};

/**
 * The same fields for the same platform, as runtimes see it: other names of a processor, and variants that are named
 * or left out. arm without a variant is v7; the first variant of amd64 and of arm64 is none.
 * https://github.com/containerd/platforms/blob/09756f59cb1d6b3fb368f371043d36e634789537/database.go
 */
export function normalizePlatform(fields: PlatformFields): Platform {
  const system = fields.os.toLowerCase();
  const os = system === 'macos' ? 'darwin' : system;
  const [architecture, variant] = normalizeArchitecture(
    fields.architecture.toLowerCase(),
    (fields.variant ?? '').toLowerCase(),
  );
  return variant === '' ? { os, architecture } : { os, architecture, variant };
}

function normalizeArchitecture(name: string, variant: string): readonly [string, string] {
  switch (name) {
    case 'i386':
      return ['386', ''];
    case 'x86_64':
    case 'x86-64':
    case 'amd64':
      return ['amd64', variant === 'v1' ? '' : variant];
    case 'aarch64':
    case 'arm64':
      return ['arm64', ARM64_VARIANTS.get(variant) ?? variant];
    case 'armhf':
      return ['arm', 'v7'];
    case 'armel':
      return ['arm', 'v6'];
    case 'arm':
      return ['arm', ARM_VARIANTS.get(variant) ?? variant];
    default:
      return [name, variant];
  }
}

const ARM64_VARIANTS: ReadonlyMap<string, string> = new Map([
  ['8', ''],
  ['v8', ''],
  ['v8.0', ''],
  ['9', 'v9'],
  ['9.0', 'v9'],
  ['v9.0', 'v9'],
]);
const ARM_VARIANTS: ReadonlyMap<string, string> = new Map([
  ['', 'v7'],
  ['5', 'v5'],
  ['6', 'v6'],
  ['7', 'v7'],
  ['8', 'v8'],
]);

/** The platform of a manifest. @throws Failure `image/bad-platform` when the fields are not those of a platform */
export function platformOf(fields: PlatformFields): Platform {
  const platform = normalizePlatform(fields);
  if (isPlatform(platform)) return platform;
  throw notAPlatform([fields.os, fields.architecture, ...(fields.variant ? [fields.variant] : [])].join('/'));
}

export const formatPlatform = ({ os, architecture, variant }: Platform): string =>
  `${os}/${architecture}${variant === undefined ? '' : `/${variant}`}`;

/** `linux-amd64`: for file, artifact and SARIF category names. */
export const platformSlug = (platform: Platform): string => formatPlatform(platform).replaceAll('/', '-');

/** A platform manifest as the registry serves it. */
export type ServedPlatform = {
  /** os/architecture[/variant] */
  readonly platform: string;
  readonly digest: Digest;
  /** Bytes of the compressed layers and the config. */
  readonly size: number;
};

/**
 * How the platforms of an image differ from the planned ones, as clauses; undefined when they are the same. What nobody
 * planned, nobody looked at.
 * @param served os/architecture[/variant], as {@link formatPlatform} writes it
 */
export function platformDifference(
  served: readonly string[],
  planned: readonly Platform[],
): string | undefined {
  const expected = new Set(planned.map(formatPlatform));
  const found = new Set(served);
  const missing = [...expected].filter((platform) => !found.has(platform));
  const unplanned = [...found].filter((platform) => !expected.has(platform));
  const clauses = [
    ...(unplanned.length === 0 ? [] : [`it is also for ${unplanned.toSorted().join(', ')}`]),
    ...(missing.length === 0 ? [] : [`it is not for ${missing.toSorted().join(', ')}`]),
  ];
  return clauses.length === 0 ? undefined : clauses.join(', and ');
}

/**
 * An image has to be for the planned platforms, all of them and no other.
 * @param where names the image, e.g. `ghcr.io/acme/api@sha256:…`
 * @throws Failure `image/other-platforms`
 */
export function requirePlatforms(
  served: readonly string[],
  planned: readonly Platform[],
  where: string,
): void {
  const difference = platformDifference(served, planned);
  if (difference === undefined) return;
  throw policyFailure({
    code: 'image/other-platforms',
    cause: `${where} is not for the planned platforms ${planned.map(formatPlatform).toSorted().join(', ')}: ${difference}.`,
    remedy:
      'Find out what made the build add or leave out a platform (a "# syntax=" frontend can), or correct the planned platforms.',
  });
}
