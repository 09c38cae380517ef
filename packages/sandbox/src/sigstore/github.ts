import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Service } from '../process.ts';
import { GITHUB_SIGSTORE_HOSTS } from './hosts.ts';
import { startFulcio, startTimestampAuthority } from './servers.ts';
import type { SigstoreOptions } from './sigstore.ts';
import { createTrustTargets, githubTrust } from './trust.ts';
import { createTufRepository } from './tuf.ts';

export type GitHubSigstore = Service & {
  /** Where Sealift's actions are told that the first root of GitHub's TUF repository is another one here. */
  readonly env: Readonly<Record<'SEALIFT_GITHUB_TUF_ROOT_JSON', string>>;
  /** File with what verifies its signatures. */
  readonly trustedRoot: string;
};

/**
 * The instance that GitHub runs for private repositories: a Fulcio whose certificates are in no log, and a timestamp
 * authority, with a TUF repository of their own, which has no signing configuration.
 * @throws Failure `configuration` or `remote` when a server does not start; nothing is left running then
 */
export async function startGitHubSigstore(
  options: Omit<SigstoreOptions, 'engines'> & {
    readonly engines: Readonly<Record<'cosign' | 'fulcio' | 'timestamp-server', string>>;
  },
): Promise<GitHubSigstore> {
  const { engines, pki, proxy } = options;
  const dir = path.resolve(options.dir);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const starting = [
    startFulcio({
      ...{ name: 'fulcio', dir, keys: pki.github.fulcio, caFile: pki.caFile },
      ...{ engine: engines.fulcio, proxyUrl: proxy.proxyUrl },
    }),
    startTimestampAuthority({
      ...{ name: 'timestamp', dir, keys: pki.github.timestamp },
      engine: engines['timestamp-server'],
    }),
  ] as const;
  const trusting = createTrustTargets(engines.cosign, githubTrust(pki), path.join(dir, 'trust'));
  const stop = async () => {
    const outcomes = await Promise.allSettled(starting);
    await Promise.all(outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value.stop()));
  };
  try {
    const [targets, fulcio, timestamp] = await Promise.all([trusting, ...starting]);
    const tuf = createTufRepository(targets);
    const root = path.join(dir, `root-${randomUUID()}.json`);
    await writeFile(root, tuf.root, { mode: 0o600 });
    proxy.route(GITHUB_SIGSTORE_HOSTS.tuf, tuf);
    proxy.route(GITHUB_SIGSTORE_HOSTS.fulcio, fulcio.target);
    proxy.route(GITHUB_SIGSTORE_HOSTS.timestamp, timestamp.target);
    return {
      name: 'sigstore of github',
      env: { SEALIFT_GITHUB_TUF_ROOT_JSON: root },
      trustedRoot: path.join(dir, 'trust', 'trusted_root.json'),
      stop,
    };
  } catch (error) {
    await stop();
    await trusting.catch(() => {});
    throw error;
  }
}
