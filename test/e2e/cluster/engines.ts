import { defaultCacheDir } from '@sealift/engines/cache';
import { ensureCustomResources } from '@sealift/engines/custom-resources/ensure';
import { findEngines } from '@sealift/engines/find';
import { ensureSystemPrograms } from '@sealift/engines/system-programs';
import { createExec } from '@sealift/tools/exec';

/** What is in the cache already; undefined when an engine is not, and stderr says which. */
export async function findClusterEngines() {
  const found = findEngines(['kube', 'argocd', 'argo-rollouts']);
  if (found === undefined) return undefined;
  const { env } = process;
  const exec = createExec({ debug: () => {} });
  const log = { info: (text: string) => void process.stderr.write(`${text}\n`) };
  const options = { cacheDir: defaultCacheDir(env), env, exec, log };
  try {
    const system = await ensureSystemPrograms(['prometheus', 'redis-server'], options);
    const customResources = await ensureCustomResources(
      ['argo-cd', 'argo-rollouts', 'prometheus-operator'],
      options,
    );
    return {
      kube: found.kube,
      argocd: found.argocd,
      rollouts: found['argo-rollouts'],
      prometheus: system.prometheus,
      redis: system['redis-server'],
      customResources,
    };
  } catch (error) {
    process.stderr.write(`\n!!! NOT TESTED: the cluster on loopback. ${String(error)}\n\n`);
    return undefined;
  }
}
