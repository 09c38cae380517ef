/** Kubernetes, Kyverno and their custom resources: what the policies are judged by. None of it is a part of Sealift. */
import { systemClock } from '@sealift/action-kit/clock';
import { defaultCacheDir } from '@sealift/engines/cache';
import type { CustomResourceDefinition } from '@sealift/engines/custom-resources/definition';
import { ensureCustomResources } from '@sealift/engines/custom-resources/ensure';
import { ensureEngines } from '@sealift/engines/ensure';
import { findEngines } from '@sealift/engines/find';
import { createExec } from '@sealift/tools/exec';

const PROGRAMS = ['kube', 'kyverno'] as const;
const SIGNING = ['cosign', 'fulcio', 'rekor-server', 'timestamp-server', 'registry'] as const;

export type PolicyEngines = {
  readonly programs: Readonly<Record<(typeof PROGRAMS)[number], string>>;
  readonly signing: Readonly<Record<(typeof SIGNING)[number], string>>;
  /** Of Kyverno, and the ClusterImagePolicy of policy-controller. */
  readonly definitions: readonly CustomResourceDefinition[];
};

/** undefined when something is missing: stderr says what. Compiling takes minutes, so that only a mirror is asked. */
export async function findPolicyEngines(): Promise<PolicyEngines | undefined> {
  const signing = findEngines(SIGNING);
  if (signing === undefined) return undefined;
  const { env } = process;
  const exec = createExec({ debug: () => {} });
  const log = { debug: () => {}, info: (text: string) => void process.stderr.write(`${text}\n`) };
  const options = { cacheDir: defaultCacheDir(env), env, exec, log, clock: systemClock };
  try {
    const programs = env['SEALIFT_ENGINE_MIRROR']
      ? (await ensureEngines(PROGRAMS, options)).paths
      : findEngines(PROGRAMS);
    if (programs === undefined) return undefined;
    const definitions = await ensureCustomResources(['kyverno', 'policy-controller'], options);
    return { programs, signing, definitions };
  } catch (error) {
    process.stderr.write(`\n!!! NOT TESTED: policies in a cluster. ${String(error)}\n\n`);
    return undefined;
  }
}
