/**
 * Whose signatures are trusted: the authorities and logs of the two Sigstore instances. They change several times a
 * year, so they are asked for through TUF, from first roots that are known here. See
 * docs/decisions/sigstore-instances.md.
 */
import { readFile } from 'node:fs/promises';
import { once } from '@sealift/core/once';
import type { SigstoreInstance } from '@sealift/core/verification/sigstore';
import { noTrust } from './no-trust.ts';
import type { TufDependencies, TufRepository } from './tuf.ts';

/** Each is asked for once. @throws Failure `sigstore/no-trust-root` */
export type TrustRoots = {
  /** A TrustedRoot as JSON. */
  readonly [Instance in SigstoreInstance]: () => Promise<string>;
} & {
  /** What the public instance is signed with. GitHub publishes nothing of the kind for its own. */
  readonly signing: () => Promise<PublicSigning>;
};

/** As JSON; undefined where the repository has none of that name. */
export type PublicSigning = {
  readonly trustedRoot: string;
  /** A SigningConfig. */
  readonly usual: string | undefined;
  /** The one with the log that takes hashes alone, for large statements. */
  readonly large: string | undefined;
};

// https://github.com/sigstore/root-signing/tree/main/targets
const TRUSTED_ROOT = 'trusted_root.json';
const SIGNING_CONFIG = 'signing_config.v0.2.json';
const LARGE_SIGNING_CONFIG = 'signing_config_rekor_v2.v0.2.json';

export const GITHUB_TUF = 'https://tuf-repo.github.com';
const PUBLIC_TUF = 'https://tuf-repo-cdn.sigstore.dev';

/** Names another first root of GitHub's, for a rehearsal in which that repository is another one. */
const OTHER_GITHUB_ROOT = 'SEALIFT_GITHUB_TUF_ROOT_JSON';

/** TUF_MIRROR and TUF_ROOT_JSON (a file) name another public repository, as they do for cosign. */
export function createTrustRoots(dependencies: TufDependencies): TrustRoots {
  const { env } = dependencies;
  const usual = async (): Promise<TufRepository> => ({
    mirror: (env['TUF_MIRROR'] || PUBLIC_TUF).replace(/\/+$/, ''),
    root: await firstRoot(env['TUF_ROOT_JSON'], publicRoot),
  });
  const github = async (): Promise<TufRepository> => ({
    mirror: GITHUB_TUF,
    root: await firstRoot(env[OTHER_GITHUB_ROOT], githubRoot),
  });
  /** The trusted root, and what else is asked for. */
  const ask = async (repository: () => Promise<TufRepository>, ...others: readonly string[]) => {
    const { fetchTargets } = await import('./tuf.ts');
    const asked = await repository();
    const [trustedRoot, ...found] = await fetchTargets(asked, [TRUSTED_ROOT, ...others], dependencies);
    if (trustedRoot === undefined) throw noTrust(asked.mirror, `it has no ${TRUSTED_ROOT}`);
    return { trustedRoot, found };
  };
  return {
    public: once(async () => (await ask(usual)).trustedRoot),
    github: once(async () => (await ask(github)).trustedRoot),
    signing: once(async () => {
      const { trustedRoot, found } = await ask(usual, SIGNING_CONFIG, LARGE_SIGNING_CONFIG);
      return { trustedRoot, usual: found[0], large: found[1] };
    }),
  };
}

const firstRoot = (file: string | undefined, known: () => Promise<Uint8Array>): Promise<Uint8Array> =>
  file ? readTrust(file) : known();

/** @throws Failure `sigstore/no-trust-root` */
export const readTrust = (file: string): Promise<Buffer> =>
  readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw noTrust(file, `it cannot be read (${error.code ?? 'unknown'})`, error);
  });

// Each is long, and only who asks one repository needs it.
const publicRoot = async (): Promise<Uint8Array> => {
  const { default: seeds } = await import('@sigstore/tuf/seeds.json', { with: { type: 'json' } });
  return Buffer.from(seeds[PUBLIC_TUF]['root.json'], 'base64');
};
const githubRoot = async (): Promise<Uint8Array> => {
  const { GITHUB_TUF_ROOT } = await import('./github-tuf-root.ts');
  return Buffer.from(JSON.stringify(GITHUB_TUF_ROOT));
};
