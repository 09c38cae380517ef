import { configurationFailure } from '../failure.ts';
import type { Digest } from './digest.ts';

/** https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md#image-index-property-descriptions */
export type Platform = { readonly os: string; readonly architecture: string; readonly variant?: string };

const PATTERN = /^([a-z0-9]+)\/([a-z0-9_]+)(?:\/(v[0-9]+(?:\.[0-9]+)?))?$/;

/** @throws Failure `configuration` when the text is not `os/architecture[/variant]` */
export function parsePlatform(text: string): Platform {
  const match = PATTERN.exec(text);
  if (!match?.[1] || !match[2])
    throw configurationFailure({
      code: 'image/bad-platform',
      cause: `"${text}" is not a platform.`,
      remedy: 'Write os/architecture[/variant], for example linux/amd64 or linux/arm64.',
    });
  return normalizePlatform({ os: match[1], architecture: match[2], variant: match[3] });
}

/** What an index entry or the config of an image says, which may be anything. */
type PlatformFields = {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string | undefined;
};

/**
 * The same fields for the same platform: arm64 has one variant, and images are published with and without naming it;
 * an empty variant is none.
 */
export function normalizePlatform({ os, architecture, variant }: PlatformFields): Platform {
  const named = variant !== undefined && variant !== '' && !(architecture === 'arm64' && variant === 'v8');
  return { os, architecture, ...(named ? { variant } : {}) };
}

/** The platform of a manifest. @throws Failure `configuration` when the fields are not those of a platform */
export const platformOf = (fields: PlatformFields): Platform =>
  parsePlatform(formatPlatform(normalizePlatform(fields)));

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
