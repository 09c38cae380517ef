/** OpenTofu and the provider that serves a schema. */
import { systemClock } from '@sealift/action-kit/clock';
import { defaultCacheDir } from '@sealift/engines/cache';
import { ensureEngines } from '@sealift/engines/ensure';
import { findEngines } from '@sealift/engines/find';

const NAMES = ['opentofu', 'aws-schema-provider'] as const;

export type InfraEngines = { readonly tofu: string; readonly provider: string };

/** undefined when there is neither a cache nor a mirror nor CI: stderr says so. */
export async function infraEngines(): Promise<InfraEngines | undefined> {
  const silent = () => {};
  const wanted = process.env['CI'] !== undefined || process.env['SEALIFT_ENGINE_MIRROR'] !== undefined;
  const found = wanted
    ? (
        await ensureEngines(NAMES, {
          cacheDir: defaultCacheDir(process.env),
          env: process.env,
          clock: systemClock,
          log: { debug: silent, info: silent },
        })
      ).paths
    : findEngines(NAMES);
  return found && { tofu: found.opentofu, provider: found['aws-schema-provider'] };
}
