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
      cause: `"${text}" is not a platform.`,
      remedy: 'Write os/architecture[/variant], for example linux/amd64 or linux/arm64.',
    });
  // arm64 has one variant, and images are published with and without naming it: they are the same platform.
  const variant = match[2] === 'arm64' && match[3] === 'v8' ? undefined : match[3];
  return { os: match[1], architecture: match[2], ...(variant === undefined ? {} : { variant }) };
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
