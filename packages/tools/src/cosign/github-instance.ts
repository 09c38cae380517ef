/**
 * GitHub's own Sigstore instance, which signs for private repositories: a certificate authority whose certificates are
 * in no log, and a timestamp authority. Which keys are theirs changes several times a year, so they are asked for
 * through TUF, from a root that is pinned here. See docs/decisions/sigstore-instances.md.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { remoteFailure } from '@sealift/core/failure';
import * as v from 'valibot';
import type { ExecResult } from '../exec.ts';
import { errorMessage } from './errors.ts';
import { GITHUB_TUF_ROOT } from './github-tuf-root.ts';
import type { Workspace } from './workspace.ts';

/** https://github.com/actions/toolkit/blob/main/packages/attest/src/endpoints.ts */
const FULCIO = 'fulcio.githubapp.com';
const TIMESTAMP = 'timestamp.githubapp.com';
const TUF = 'https://tuf-repo.github.com';

/** Names another first root, for a rehearsal in which that repository is another one. */
const OTHER_ROOT = 'SEALIFT_GITHUB_TUF_ROOT_JSON';

export type InstanceFiles = {
  /** File with the services to sign with. */
  readonly signingConfig: string;
  /** File with the keys that are trusted. */
  readonly trustedRoot: string;
};

// https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto
const TrustedRoot = v.object({
  certificateAuthorities: v.pipe(v.array(v.object({ uri: v.literal(FULCIO) })), v.minLength(1)),
  timestampAuthorities: v.pipe(v.array(v.object({ uri: v.literal(TIMESTAMP) })), v.minLength(1)),
});

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
  caUrls: [service(`https://${FULCIO}`)],
  rekorTlogConfig: {},
  tsaUrls: [service(`https://${TIMESTAMP}/api/v1/timestamp`)],
  tsaConfig: { selector: 'ANY' },
};

/**
 * Writes into the workspace what cosign signs with and verifies by.
 * @param options.trustedRoot a file with GitHub's keys, where they are not to be asked for
 * @param run cosign, with its arguments and these variables on top of the workspace's; throws when it fails
 * @throws Failure `cosign/no-trust-root` when there is nothing that can be trusted; what `run` throws
 */
export async function prepareGitHubInstance(
  { env, trustedRoot: given }: InstanceOptions,
  workspace: Workspace,
  run: (args: readonly string[], env: Readonly<Record<string, string>>) => Promise<ExecResult>,
): Promise<InstanceFiles> {
  const text = given === undefined ? await askForRoot(env, workspace, run) : await readGiven(given);
  // The flags that verification without logs takes must never meet the keys of an instance that has logs.
  if (!v.is(TrustedRoot, parse(text)))
    throw noTrust(given ?? TUF, 'what it holds is not the trusted root of that instance');
  const trustedRoot = await workspace.secretFile('github-trusted-root.json', text);
  const signingConfig = workspace.file('github-signing-config.json');
  await writeFile(signingConfig, JSON.stringify(SIGNING_CONFIG));
  return { signingConfig, trustedRoot };
}

type InstanceOptions = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly trustedRoot?: string | undefined;
};

async function askForRoot(
  env: InstanceOptions['env'],
  workspace: Workspace,
  run: (args: readonly string[], env: Readonly<Record<string, string>>) => Promise<ExecResult>,
): Promise<string> {
  const root =
    env[OTHER_ROOT] || (await workspace.secretFile('github-root.json', JSON.stringify(GITHUB_TUF_ROOT)));
  const cache = workspace.file('github-tuf');
  const { stderr } = await run(['initialize', `--mirror=${TUF}`, `--root=${root}`], { TUF_ROOT: cache });
  const target = path.join(cache, new URL(TUF).host, 'targets', 'trusted_root.json');
  return readFile(target, 'utf8').catch(() => {
    throw noTrust(TUF, errorMessage(stderr));
  });
}

const readGiven = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw noTrust(file, `it cannot be read (${error.code ?? 'unknown'})`);
  });

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const noTrust = (from: string, reason: string) =>
  remoteFailure({
    code: 'cosign/no-trust-root',
    cause: `Whom to trust of GitHub's Sigstore instance could not be learnt from ${from}: ${reason}.`,
    remedy: 'Run the job again, and let the runner reach that host.',
  });
