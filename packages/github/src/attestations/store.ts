/**
 * GitHub's store of attestations, where `gh attestation verify` looks by default. It takes Sigstore bundles of the
 * public instance and of GitHub's own.
 * https://docs.github.com/en/rest/repos/attestations
 */
import { configurationFailure, type Failure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import * as v from 'valibot';
import { orAbsent, parseAnswer } from '../client/answer.ts';
import type { GitHubClient } from '../client/client.ts';
import { GitHubFailure } from '../client/github-failure.ts';
import { policy } from '../client/policy.ts';

const WRITE = 'attestations: write';
const READ = 'attestations: read';
const Receipt = v.object({ id: v.number() });
const Stored = v.object({ attestations: v.array(v.unknown()) });

export type AttestationRepository = { readonly owner: string; readonly repo: string };

/**
 * @param bundle JSON of a Sigstore bundle
 * @returns number of the attestation, for its page
 * @throws Failure `github/attestations-forbidden` without the permission or where the repository has no store;
 *   `github/attestation-refused` when GitHub does not take the bundle; `remote`
 */
export async function storeAttestation(
  client: GitHubClient,
  repository: AttestationRepository,
  bundle: Readonly<Record<string, unknown>>,
): Promise<number> {
  try {
    const response = await client.rest.repos.createAttestation({
      ...repository,
      bundle: { ...bundle },
      // The same bundle twice is two entries that say the same.
      request: policy({ permission: WRITE, repeat: 'safe', deadline: 120_000 }),
    });
    return parseAnswer(Receipt, response).id;
  } catch (error) {
    throw error instanceof GitHubFailure ? explain(error, repository, WRITE) : error;
  }
}

/**
 * Whether an attestation of one type is stored for a digest.
 * @throws Failure as {@link storeAttestation}
 */
export async function hasAttestation(
  client: GitHubClient,
  repository: AttestationRepository,
  subject: Digest,
  predicateType: string,
): Promise<boolean> {
  try {
    const response = await orAbsent(
      client.rest.repos.listAttestations({
        ...repository,
        subject_digest: subject,
        predicate_type: predicateType,
        per_page: 1,
        request: policy({ permission: READ }),
      }),
    );
    return response !== undefined && parseAnswer(Stored, response).attestations.length > 0;
  } catch (error) {
    throw error instanceof GitHubFailure ? explain(error, repository, READ) : error;
  }
}

function explain(error: GitHubFailure, { owner, repo }: AttestationRepository, permission: string): Failure {
  if (error.status === 401 || error.status === 403 || error.status === 404)
    return configurationFailure({
      code: 'github/attestations-forbidden',
      cause: `GitHub's attestation store is closed to ${owner}/${repo}: the token lacks "${permission}", or the repository's plan has no such store.`,
      remedy:
        'Add "attestations: write" to the permissions of this job and, for a reusable workflow, of the calling job; a private repository needs GitHub Enterprise Cloud. Or leave "github-attestations" out.',
      error,
    });
  if (error.status === 422 || error.status === 400 || error.status === 413)
    return configurationFailure({
      code: 'github/attestation-refused',
      cause: `GitHub does not take a bundle into the store of attestations of ${owner}/${repo}: ${error.message}`,
      remedy:
        'Sign with the public Sigstore instance or with GitHub\'s own: it takes no others. Or leave "github-attestations" out.',
      error,
    });
  return error;
}
