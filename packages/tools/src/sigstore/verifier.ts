/** Verifies signatures: bundles in this process, those of cosign 1 and 2 by cosign, which is fetched when one is met. */
import type { Clock, Log } from '@sealift/core/log';
import { once } from '@sealift/core/once';
import { signerDifferences, type TrustPolicy } from '@sealift/core/verification/conditions';
import type { Credentials } from '@sealift/registry/login';
import type { TrustMaterial } from '@sigstore/verify';
import pLimit from 'p-limit';
import type { Subject } from '../cosign/cosign.ts';
import type { ParsedBundle } from '../cosign/output.ts';
import type { Exec } from '../exec.ts';
import type { resolveTool, ToolSource } from '../tool.ts';
import type { BundleClaim } from './judge-bundle.ts';
import type { Refused, Verified } from './refusal.ts';
import { createTrustRoots, GITHUB_TUF, readTrust, type TrustRoots } from './trust-roots.ts';

export type Verifier = {
  /**
   * Whether signature, log entry, certificate and time of a bundle hold, its certificate meets the policy, and its
   * statement is of this type and about this digest. Asks no registry.
   * @param bundle as it was read
   * @throws Failure `sigstore/no-trust-root`
   */
  verifyBundle(bundle: ParsedBundle, claim: BundleClaim, policy: TrustPolicy): Promise<Verified | Refused>;
  /** Whether a signature of the format of cosign 1 and 2 holds and meets the policy. Asks the registry. */
  verifyOldSignature(subject: Subject, policy: TrustPolicy): Promise<Verified | Refused>;
};

export type VerifierDependencies = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  readonly exec: Exec;
  readonly resolveTool: typeof resolveTool;
  /** For tests; otherwise asked for through TUF. */
  readonly trustRoots?: TrustRoots;
};

export type VerifierOptions = {
  /** Where cosign comes from. */
  readonly tools: ToolSource;
  /** By registry host, for cosign. */
  readonly credentials: ReadonlyMap<string, Credentials>;
  /** File with the keys that are trusted; undefined = those that TUF gives. */
  readonly trustedRoot?: string | undefined;
};

/** As many as one cosign lets read at once; each image opens one of its own. */
const PARALLEL_PROCESSES = 4;

export function createVerifier(
  { tools, credentials, trustedRoot }: VerifierOptions,
  dependencies: VerifierDependencies,
): Verifier {
  const roots = dependencies.trustRoots ?? createTrustRoots(dependencies);
  const materials = createMaterials(roots, trustedRoot);
  // Hashing it takes longer than a verification.
  const tool = once(() => dependencies.resolveTool('cosign', { source: tools, ...dependencies }));
  const turns = pLimit(PARALLEL_PROCESSES);
  return {
    async verifyBundle(bundle, claim, policy) {
      const differences =
        bundle.signer === undefined ? ['it has no certificate'] : signerDifferences(policy, bundle.signer);
      if (differences.length > 0) return { refused: differences.join(' and ') };
      const material = await materials(claim, policy);
      const { judgeBundle } = await import('./judge-bundle.ts');
      return judgeBundle(bundle, claim, material);
    },
    async verifyOldSignature(subject, policy) {
      const [{ withCosign }, { path }] = await Promise.all([import('../cosign/cosign.ts'), tool()]);
      return turns(() =>
        withCosign({ ...dependencies, path, credentials, trustedRoot }, (cosign) =>
          cosign.verifyOldSignature(subject, policy),
        ),
      );
    },
  };
}

/** The keys for each kind of question, read once. */
function createMaterials(roots: TrustRoots, file: string | undefined) {
  const known = new Map<string, Promise<TrustMaterial>>();
  const sourceOf = (instance: 'public' | 'github', given: string | undefined): Source => {
    if (instance === 'public' && given !== undefined)
      return { from: 'the ops repository', text: async () => given };
    if (file !== undefined) return { from: file, text: async () => (await readTrust(file)).toString('utf8') };
    return { from: instance === 'github' ? GITHUB_TUF : 'TUF', text: roots[instance] };
  };
  const load = async (instance: 'public' | 'github', { from, text }: Source): Promise<TrustMaterial> => {
    const { assertGitHubRoot, trustMaterialOf } = await import('./trust-material.ts');
    const root = await text();
    if (instance === 'github') assertGitHubRoot(root, from);
    return trustMaterialOf(root, from);
  };
  return (
    { instance }: Pick<BundleClaim, 'instance'>,
    { trustedRoot }: Pick<TrustPolicy, 'trustedRoot'>,
  ): Promise<TrustMaterial> => {
    const key = `${instance} ${trustedRoot ?? ''}`;
    const material = known.get(key) ?? load(instance, sourceOf(instance, trustedRoot));
    known.set(key, material);
    return material;
  };
}

type Source = { readonly from: string; readonly text: () => Promise<string> };
