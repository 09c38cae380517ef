/**
 * Whether a cache answers at all, asked before BuildKit is. While it reads a cache that accepts connections and says
 * nothing, BuildKit serves no build of anybody, also when the build that asked has been ended: its scheduler waits.
 * https://github.com/moby/buildkit/blob/v0.32.2/solver/llbsolver/bridge.go (lazyCacheManager)
 */
import type { CacheOption } from './option.ts';

export type ProbeWorld = {
  readonly fetch: typeof globalThis.fetch;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds. */
  readonly deadline: number;
  readonly signal: AbortSignal;
};

/**
 * Those that keep a client waiting. What refuses, does not exist or cannot be found is not among them: BuildKit says so
 * at once.
 */
export async function findSilent(
  caches: readonly CacheOption[],
  world: ProbeWorld,
): Promise<readonly CacheOption[]> {
  const silent = await Promise.all(caches.map((cache) => keepsWaiting(addressOf(cache, world.env), world)));
  return caches.filter((_, index) => silent[index]);
}

async function keepsWaiting(
  address: string | undefined,
  { fetch, deadline, signal }: ProbeWorld,
): Promise<boolean> {
  if (address === undefined) return false;
  const over = AbortSignal.timeout(deadline);
  try {
    const response = await fetch(address, { signal: AbortSignal.any([over, signal]), redirect: 'manual' });
    await response.body?.cancel();
    return false;
  } catch {
    return over.aborted && !signal.aborted;
  }
}

/** Undefined for caches whose place only buildx knows. */
export function addressOf(
  { type, name }: CacheOption,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (type === 'gha') return env['ACTIONS_RESULTS_URL'] || env['ACTIONS_CACHE_URL'] || undefined;
  const [host = ''] = name.split('/');
  // Without a registry it is an image of Docker Hub.
  if (type !== 'registry' || !name.includes('/') || !/[.:]|^localhost$/.test(host)) return undefined;
  const loopback = /^(?:localhost|127\.[0-9.]+|\[::1\])(?::[0-9]+)?$/.test(host);
  const address = `${loopback ? 'http' : 'https'}://${host}/v2/`;
  return URL.canParse(address) ? address : undefined;
}
