/** The real cosign, called as a stranger would call it, with the exact identity and with wrong ones. */
import { PROVENANCE_TYPE, RELEASE_RECORD_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import type { Exec } from '@sealift/tools/exec';
import type { Assertion, Statement } from './assertion.ts';

export type SignatureQuestion = {
  readonly app: string;
  /** registry/repository@digest of the index. */
  readonly reference: string;
  /** registry/repository@digest of every platform manifest. */
  readonly platforms: readonly string[];
  /** Exact certificate identity. */
  readonly identity: string;
  readonly repository: string;
  readonly ref: string;
  /** File with the keys of GitHub's own instance, for what it signed; undefined for what the public one did. */
  readonly githubRoot: string | undefined;
};

export type CosignCall = {
  readonly exec: Exec;
  readonly cosign: string;
  /** Proxy, trust root, registry credentials, an own HOME. */
  readonly env: Readonly<Record<string, string>>;
};

const ISSUER = 'https://token.actions.githubusercontent.com';
const SIGNATURE = 'https://sigstore.dev/cosign/sign/v1';
/** Milliseconds. A second on a quiet machine; all are asked at once, and what is slow is no verdict. */
const TIMEOUT = 600_000;
/** In cosign's words: there are signatures, and none is by whom it was asked for. */
const NO_MATCH = /no matching (?:signatures|attestations|CertificateIdentity)/;

export async function assertSignatures(
  question: SignatureQuestion,
  call: CosignCall,
): Promise<readonly Assertion[]> {
  const { app, reference, platforms, identity, repository, ref, githubRoot } = question;
  const policy = (who: string, from: string, at: string) => [
    ...instance(githubRoot),
    ...signedBy(who, from, at),
  ];
  const exact = policy(identity, repository, ref);
  const accepted = (statement: Statement, args: readonly string[], claim: string, wanted?: string) =>
    ask(call, [...args, ...exact], statement.manifest).then(
      ({ ok, detail, types }): Assertion => ({
        ...{ subject: app, claim, detail, judge: 'cosign', statement },
        ok: ok && (wanted === undefined || types.includes(wanted)),
      }),
    );
  const signature = (manifest: string, claim: string) =>
    accepted({ kind: 'signature', manifest }, ['verify'], claim, SIGNATURE);
  const attestation = (kind: Statement['kind'], manifest: string, type: string, claim: string) =>
    accepted({ kind, manifest }, ['verify-attestation', '--type', type], claim);
  const refused = (args: readonly string[], claim: string) =>
    ask(call, args, reference).then(
      ({ refused: ok, detail }): Assertion => ({ subject: app, claim, judge: 'cosign', ok, detail }),
    );
  return Promise.all([
    signature(reference, 'cosign verifies the signature of the digest'),
    ...platforms.map((platform) =>
      signature(platform, 'cosign verifies the signature of the platform manifest'),
    ),
    ...platforms.flatMap((platform) => [
      attestation('SBOM', platform, 'spdxjson', 'cosign verifies the SBOM attestation'),
      attestation('scan verdict', platform, VERDICT_TYPE, 'cosign verifies the scan verdict'),
    ]),
    ...[reference, ...platforms.filter((platform) => platform !== reference)].map((manifest) =>
      attestation('provenance', manifest, PROVENANCE_TYPE, 'cosign verifies the SLSA provenance'),
    ),
    attestation(
      ...(['release record', reference, RELEASE_RECORD_TYPE] as const),
      'cosign verifies the release record',
    ),
    refused(['verify', ...policy(`${identity}-other`, repository, ref)], 'cosign refuses another identity'),
    refused(
      ['verify', ...policy(identity, `${repository}-other`, ref)],
      'cosign refuses another source repository',
    ),
    refused(
      ['verify', ...policy(identity, repository, 'refs/heads/other')],
      'cosign refuses another source ref',
    ),
  ]);
}

/** An instance without logs proves by its timestamps when a certificate was used. */
const instance = (githubRoot: string | undefined): readonly string[] =>
  githubRoot === undefined
    ? []
    : [
        ...['--trusted-root', githubRoot],
        ...['--use-signed-timestamps', '--insecure-ignore-tlog=true', '--insecure-ignore-sct=true'],
      ];

const signedBy = (identity: string, repository: string, ref: string): readonly string[] => [
  ...['--certificate-identity', identity],
  ...['--certificate-oidc-issuer', ISSUER],
  ...['--certificate-github-workflow-repository', repository],
  ...['--certificate-github-workflow-ref', ref],
];

async function ask({ exec, cosign, env }: CosignCall, args: readonly string[], subject: string) {
  const { exitCode, stdout, stderr, timedOut } = await exec(cosign, [...args, '--output', 'json', subject], {
    env,
    timeout: TIMEOUT,
  });
  const said =
    stderr
      .trim()
      .split('\n')
      .find((line) => line.startsWith('Error')) ??
    (timedOut ? `no answer within ${TIMEOUT / 1_000} s` : `exit code ${exitCode}`);
  return {
    ok: exitCode === 0,
    // Who was killed has refused nothing, and nor has who could not ask the registry.
    refused: exitCode > 0 && NO_MATCH.test(stderr),
    detail: exitCode === 0 ? subject : said.slice(0, 300),
    types: criticalTypes(stdout),
  };
}

/** `cosign verify` also accepts an image that was only attested: the type tells. */
function criticalTypes(stdout: string): readonly string[] {
  try {
    const entries = JSON.parse(stdout) as readonly { critical?: { type?: string } }[];
    return Array.isArray(entries) ? entries.map(({ critical }) => critical?.type ?? '') : [];
  } catch {
    return [];
  }
}
