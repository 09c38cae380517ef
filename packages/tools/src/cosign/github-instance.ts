/**
 * GitHub's own Sigstore instance, which signs for private repositories: a certificate authority whose certificates are
 * in no log, and a timestamp authority. See docs/decisions/sigstore-instances.md.
 */
import { writeFile } from 'node:fs/promises';
import { assertGitHubRoot, GITHUB_AUTHORITIES } from '../sigstore/trust-material.ts';
import { GITHUB_TUF } from '../sigstore/trust-roots.ts';
import type { Services } from './arguments.ts';
import type { Workspace } from './workspace.ts';

const START = '2023-01-01T00:00:00Z';
const service = (url: string) => ({
  url,
  majorApiVersion: 1,
  validFor: { start: START },
  operator: 'github.com',
});
/** GitHub publishes none. */
const SIGNING_CONFIG = {
  mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
  caUrls: [service(`https://${GITHUB_AUTHORITIES.fulcio}`)],
  rekorTlogConfig: {},
  tsaUrls: [service(`https://${GITHUB_AUTHORITIES.timestamp}/api/v1/timestamp`)],
  tsaConfig: { selector: 'ANY' },
};

/**
 * Writes into the workspace what cosign signs with.
 * @param trustedRoot as JSON
 * @throws Failure `sigstore/no-trust-root` when it holds another authority than GitHub's
 */
export async function prepareGitHubInstance(trustedRoot: string, workspace: Workspace): Promise<Services> {
  assertGitHubRoot(trustedRoot, GITHUB_TUF);
  const signingConfig = workspace.file('github-signing-config.json');
  await writeFile(signingConfig, JSON.stringify(SIGNING_CONFIG));
  return {
    signingConfig,
    trustedRoot: await workspace.secretFile('github-trusted-root.json', trustedRoot),
  };
}
