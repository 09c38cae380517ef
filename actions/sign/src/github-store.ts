/** Puts what a release carries into GitHub's store of attestations too. */
import type { Runtime } from '@sealift/action-kit/action';
import { type GitHubContext, requireContext } from '@sealift/action-kit/github-context';
import { SIGNATURE_TYPE } from '@sealift/core/release/record';
import { hasAttestation, storeAttestation } from '@sealift/github/attestations/store';
import { createGitHubClient } from '@sealift/github/client/client';
import type { ReleaseStatement } from './release-statement.ts';

/** Bytes. GitHub's own action attests predicates up to 16 MB. */
const MAX_STORED = 22 * 1024 * 1024;

/**
 * Each attestation once, however many manifests it is about: those of this run, and those of an earlier one that are
 * not there. The signature is none, and stays out.
 * @throws Failure `github/attestations-forbidden`, `github/attestation-refused`, those of the GitHub API
 */
export async function storeAttestations(
  statements: readonly ReleaseStatement[],
  context: GitHubContext,
  token: string,
  { fetch, clock, log, signal }: Pick<Runtime, 'fetch' | 'clock' | 'log' | 'signal'>,
): Promise<void> {
  const repository = requireContext(context, 'repository');
  const client = createGitHubClient({ token, apiUrl: context.apiUrl, fetch, clock, log, signal });
  const attested = statements.filter(({ entry }) => entry.predicateType !== SIGNATURE_TYPE);
  const distinct = new Map(
    attested.map((each) => [`${each.entry.predicateType} ${each.entry.log} ${each.entry.logIndex}`, each]),
  );
  let stored = 0;
  for (const { entry, on, bundle } of distinct.values()) {
    if (entry.existing && (await hasAttestation(client, repository, entry.subject, entry.predicateType)))
      continue;
    const bytes = await bundle();
    if (bytes.length > MAX_STORED) {
      log.notice(
        `The ${entry.predicateType} of ${on.label} is too large for GitHub's store of attestations (${bytes.length} bytes): it is in the registry alone.`,
      );
      continue;
    }
    await storeAttestation(client, repository, JSON.parse(Buffer.from(bytes).toString('utf8')));
    stored += 1;
  }
  log.info(`${stored} attestations were put into GitHub's store for ${repository.owner}/${repository.repo}.`);
}
