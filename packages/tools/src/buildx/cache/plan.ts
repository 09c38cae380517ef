/** Which caches a build reads and writes. */
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import { type CacheOption, fillPlaceholders, parseCacheOption, platformsSlug } from './option.ts';

/** The values of the input `cache`. */
export const CACHE_MODES = ['auto', 'gha', 'registry', 'off'] as const;
export type CacheMode = (typeof CACHE_MODES)[number];

export type CacheRequest = {
  readonly mode: CacheMode;
  /** Options that are given, with placeholders. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** What tells one app's cache from another's. */
  readonly scope: string;
  readonly platforms: readonly string[];
  /** The image that a registry cache lies beside. */
  readonly image: ImageName | undefined;
  /**
   * Whether this run may write: no pull request and no merge queue, whose code nobody has merged. A release would take
   * its layers for its own.
   */
  readonly mayWrite: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
};

export type CachePlan = {
  readonly imports: readonly CacheOption[];
  readonly exports: readonly CacheOption[];
  /** Sentences for the log: what was decided, and why. */
  readonly notes: readonly string[];
};

/** Events whose code has not been merged. `pull_request_target` even writes with the rights of the base branch. */
const UNMERGED = /^(?:pull_request|merge_group)/;

export const mayWriteCache = (eventName: string | undefined): boolean => !UNMERGED.test(eventName ?? '');

export function planCaches(request: CacheRequest): CachePlan {
  const { from, to, scope, platforms, mayWrite } = request;
  const given = (options: readonly string[]) =>
    options.map((option) => parseCacheOption(fillPlaceholders(option, scope, platforms)));
  const own = ownCache(request);
  const imports = [...given(from), ...(own.read === undefined ? [] : [parseCacheOption(own.read)])];
  const exports = [...given(to), ...(own.write === undefined ? [] : [parseCacheOption(own.write)])];
  const notes = own.note === undefined ? [] : [own.note];
  if (mayWrite || exports.length === 0) return { imports, exports, notes };
  // A cache within the image is no cache of others.
  const inline = exports.filter(({ type }) => type === 'inline');
  return {
    imports,
    exports: inline,
    notes:
      exports.length === inline.length
        ? notes
        : [...notes, 'Caches are read and not written: what this run builds has not been merged.'],
  };
}

type OwnCache = { readonly read?: string; readonly write?: string; readonly note?: string };

function ownCache(request: CacheRequest): OwnCache {
  const { mode, from, to } = request;
  if (mode === 'off') return {};
  // Whoever names caches has decided.
  if (mode === 'auto' && from.length + to.length > 0) return {};
  const gha = hasCacheService(request.env);
  if (mode === 'gha' || (mode === 'auto' && gha)) return gha ? ofGitHub(request) : { note: NO_SERVICE };
  return request.image === undefined ? { note: NO_PLACE } : besideImage(request, request.image);
}

const NO_SERVICE = 'This runner has no cache service of GitHub: the build has no cache.';
const NO_PLACE =
  'The build has no cache: this runner has no cache service, and no image is named to put one beside.';

/** What a runner gives to JavaScript actions where it has the service. */
const hasCacheService = (env: CacheRequest['env']): boolean =>
  Boolean(env['ACTIONS_RUNTIME_TOKEN'] && (env['ACTIONS_RESULTS_URL'] || env['ACTIONS_CACHE_URL']));

function ofGitHub({ scope, platforms }: CacheRequest): OwnCache {
  const place = `type=gha,scope=${slug(`${scope}-${platformsSlug(platforms)}`)}`;
  return { read: place, write: `${place},mode=max`, note: `The build cache is GitHub's (${place}).` };
}

/** With media types that every registry takes: https://docs.docker.com/build/cache/backends/registry/ */
function besideImage({ platforms }: CacheRequest, image: ImageName): OwnCache {
  const tag = slug(`cache-${platformsSlug(platforms)}`);
  const place = `type=registry,ref=${formatImageName(image)}:${tag}`;
  return {
    read: place,
    write: `${place},mode=max,image-manifest=true,oci-mediatypes=true`,
    note: `The build cache lies beside the image (${place}).`,
  };
}

/** Letters that a tag and a scope may have, at most 128 of them. */
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, '-')
    .slice(0, 128);
