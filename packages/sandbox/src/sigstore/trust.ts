import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { internalFailure } from '@sealift/core/failure';
import { createExec } from '@sealift/tools/exec';
import type { Pki } from '../pki/pki.ts';
import {
  CT_LOG_URL,
  FULCIO_URL,
  GITHUB_SIGSTORE_HOSTS,
  REKOR_URL,
  SIGSTORE_HOSTS,
  TIMESTAMP_URL,
} from './hosts.ts';

/** Long before any certificate of a rehearsal. */
const START = '2020-01-01T00:00:00Z';

export type TrustFlags = {
  readonly trustedRoot: readonly string[];
  readonly signingConfig: readonly string[];
};

const service = (url: string, version: number) =>
  `url=${url},api-version=${version},start-time=${START},operator=sealift-rehearsal`;

/** Version 2 of Rekor gives no timestamps of its own, so the timestamp authority is part of every signature. */
export const publicTrust = (pki: Pki): TrustFlags => ({
  trustedRoot: [
    `--fulcio=url=${FULCIO_URL},certificate-chain=${pki.fulcio.chain}`,
    `--ctfe=url=${CT_LOG_URL},public-key=${pki.ctLog.publicKey},start-time=${START}`,
    `--rekor=url=${REKOR_URL},public-key=${pki.rekor.publicKey},start-time=${START},origin=${SIGSTORE_HOSTS.rekor}`,
    `--tsa=url=${TIMESTAMP_URL},certificate-chain=${pki.timestamp.chain}`,
  ],
  signingConfig: [
    `--fulcio=${service(FULCIO_URL, 1)}`,
    `--rekor=${service(REKOR_URL, 2)}`,
    '--rekor-config=ANY',
    `--tsa=${service(TIMESTAMP_URL, 1)}`,
    '--tsa-config=ANY',
  ],
});

/** GitHub's own instance has no logs, and publishes no signing configuration. Its authorities are named by host. */
export const githubTrust = ({ github }: Pki): Pick<TrustFlags, 'trustedRoot'> => ({
  trustedRoot: [
    `--fulcio=url=${GITHUB_SIGSTORE_HOSTS.fulcio},certificate-chain=${github.fulcio.chain}`,
    `--tsa=url=${GITHUB_SIGSTORE_HOSTS.timestamp},certificate-chain=${github.timestamp.chain}`,
  ],
});

/**
 * Whom to trust and where to sign, written by cosign itself, as the targets of a TUF repository.
 * @throws Failure `internal` when cosign refuses
 */
export async function createTrustTargets(
  cosign: string,
  { trustedRoot, signingConfig }: Pick<TrustFlags, 'trustedRoot'> & Partial<TrustFlags>,
  dir: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const exec = createExec({ debug: () => {} });
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const create = async (kind: string, name: string, flags: readonly string[]) => {
    const out = path.join(dir, name);
    const result = await exec(cosign, [kind, 'create', '--out', out, ...flags], {
      env: { HOME: dir },
      timeout: 30_000,
    });
    if (result.exitCode !== 0)
      throw internalFailure({
        code: 'sandbox/no-trust',
        cause: `cosign ${kind} create ended with ${result.exitCode}: ${result.stderr.trim()}`,
        remedy: 'Report this as a bug in Sealift: its keys and this cosign do not agree.',
      });
    return [name, await readFile(out)] as const;
  };
  return new Map(
    await Promise.all([
      create('trusted-root', 'trusted_root.json', trustedRoot),
      ...(signingConfig === undefined
        ? []
        : [
            create('signing-config', 'signing_config.v0.2.json', signingConfig),
            // The public instance names its newer log in a target of its own. Here it is the only one.
            create('signing-config', 'signing_config_rekor_v2.v0.2.json', signingConfig),
          ]),
    ]),
  );
}
