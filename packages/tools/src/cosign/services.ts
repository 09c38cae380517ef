/**
 * Which services sign and whose keys they have, as files for cosign. They are asked for once: cosign by itself asks for
 * them in each of its processes.
 */
import type { SigstoreInstance } from '@sealift/core/verification/sigstore';
import type { TrustRoots } from '../sigstore/trust-roots.ts';
import type { Services } from './arguments.ts';
import type { Workspace } from './workspace.ts';

/** Bytes. What is larger is signed one at a time, by a log that takes hashes, and its bundle is not kept in memory. */
export const LARGE = 1024 * 1024;

export type ServiceOptions = {
  /** File with the services to sign with; undefined = those of the TUF repository. */
  readonly signingConfig?: string | undefined;
  /** File with the keys that are trusted; undefined = those of the TUF repository. */
  readonly trustedRoot?: string | undefined;
  /** The instance that signs. Default: the public one, or the one that `signingConfig` is of. */
  readonly sigstore?: SigstoreInstance | undefined;
  /** Absent where nothing is signed. */
  readonly trustRoots?: TrustRoots;
};

/**
 * The log that the public instance names by default takes whole statements, and hangs up on those of some megabytes
 * (https://github.com/sigstore/rekor/issues/2808). Its newer one takes hashes, and has a configuration of its own
 * (https://github.com/sigstore/root-signing/issues/1644). Given services are used as they are, and so are those of an
 * instance that has no such log.
 * @returns what to sign with, by the bytes of a statement
 */
export function createServices(
  { signingConfig, trustedRoot, sigstore, trustRoots }: ServiceOptions,
  workspace: Workspace,
): (size: number) => Promise<Services> {
  let known: Promise<Chosen> | undefined;
  const choose = (roots: TrustRoots) =>
    sigstore === 'github' ? prepareGitHub(roots, workspace) : preparePublic(roots, workspace);
  return async (size) => {
    if (signingConfig !== undefined) return { signingConfig, trustedRoot };
    if (trustRoots === undefined) throw new Error('This cosign was made without the trust roots.');
    known ??= choose(trustRoots);
    const { usual, large } = await known;
    // A repository that names no services: cosign has some of its own.
    return (size > LARGE ? large : undefined) ?? usual ?? { signingConfig, trustedRoot };
  };
}

/** By the size of statements. */
type Chosen = { readonly usual: Services | undefined; readonly large?: Services | undefined };

async function preparePublic(trustRoots: TrustRoots, workspace: Workspace): Promise<Chosen> {
  const files = await trustRoots.signing();
  const trustedRoot = await workspace.secretFile('trusted-root.json', files.trustedRoot);
  const services = async (name: 'usual' | 'large'): Promise<Services | undefined> => {
    const text = files[name];
    return text === undefined
      ? undefined
      : { trustedRoot, signingConfig: await workspace.secretFile(`signing-config-${name}.json`, text) };
  };
  return { usual: await services('usual'), large: await services('large') };
}

async function prepareGitHub(trustRoots: TrustRoots, workspace: Workspace): Promise<Chosen> {
  // Only private repositories sign with it.
  const { prepareGitHubInstance } = await import('./github-instance.ts');
  return { usual: await prepareGitHubInstance(await trustRoots.github(), workspace) };
}
