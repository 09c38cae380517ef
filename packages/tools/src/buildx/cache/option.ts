/** What `--cache-from` and `--cache-to` take: https://docs.docker.com/build/cache/backends/ */

export type CacheOption = {
  /** `registry`, `gha`, `local`, `inline` … */
  readonly type: string;
  /** For people: the image of a registry cache, otherwise type and scope. */
  readonly name: string;
  /** The option as buildx reads it. */
  readonly text: string;
};

/** An image reference alone is a registry cache. */
export function parseCacheOption(text: string): CacheOption {
  const fields = new Map(
    text.split(',').map((field) => {
      const equals = field.indexOf('=');
      return [field.slice(0, equals).trim(), field.slice(equals + 1).trim()] as const;
    }),
  );
  if (!text.includes('=')) return { type: 'registry', name: text.trim(), text };
  const type = fields.get('type') ?? 'registry';
  const place = fields.get('ref') ?? fields.get('scope') ?? fields.get('dest') ?? fields.get('src');
  return { type, name: type === 'registry' && place ? place : place ? `${type} (${place})` : type, text };
}

/**
 * What stands for one build of several: `{app}` is the scope, `{platform}` the platforms with a dash for each slash.
 */
export const fillPlaceholders = (text: string, scope: string, platforms: readonly string[]): string =>
  text.replaceAll('{app}', scope).replaceAll('{platform}', platformsSlug(platforms));

/** `linux-amd64`, `linux-amd64-linux-arm64` */
export const platformsSlug = (platforms: readonly string[]): string =>
  platforms.join('-').replaceAll('/', '-');
