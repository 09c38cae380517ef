/** Inputs that say where layers are looked for and kept. */
import type { InputReader } from '@sealift/action-kit/inputs';
import { CACHE_MODES, type CacheMode } from '@sealift/tools/buildx/cache/plan';
import { cacheOptions, matching } from './options.ts';

export type Caching = {
  /** Options of buildx, with placeholders. */
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  readonly cache: CacheMode;
  /** What tells this build's cache from others; undefined means the path of the Dockerfile. */
  readonly cacheScope: string | undefined;
  /** Whether the caller lets this build write caches; the event has a say as well. */
  readonly cacheWrite: boolean;
  /** Milliseconds of silence after which a cache is given up. */
  readonly cachePatience: number;
};

const SCOPE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,100}$/;

/** @throws Failure `build-push/bad-input`, `action/input` */
export const readCaching = (reader: InputReader): Caching => ({
  cacheFrom: cacheOptions(reader, 'cache-from'),
  cacheTo: cacheOptions(reader, 'cache-to'),
  cache: reader.choice('cache', CACHE_MODES),
  cacheScope: matching(reader, 'cache-scope', SCOPE, 'letters, digits, ".", "_", "-" and "/"'),
  cacheWrite: reader.boolean('cache-write'),
  cachePatience: reader.integer('cache-timeout', { min: 5, max: 600 }) * 1_000,
});
