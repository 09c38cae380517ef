/** The real cosign, called as a stranger would call it, with the exact identity and with wrong ones. */
import { PROVENANCE_TYPE, RELEASE_RECORD_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import type { Exec } from '@sealift/tools/exec';
import type { Assertion } from './assertion.ts';

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
const TIMEOUT = 60_000;

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
  const accepted = (subject: string, args: readonly string[], claim: string, wanted?: string) =>
    ask(call, args, subject).then(
      ({ ok, detail, types }): Assertion => ({
        subject: app,
        claim,
        ok: ok && (wanted === undefined || types.includes(wanted)),
        detail,
      }),
    );
  const refused = (args: readonly string[], claim: string) =>
    ask(call, args, reference).then(
      ({ ok, detail }): Assertion => ({ subject: app, claim, ok: !ok, detail }),
    );
  return Promise.all([
    accepted(reference, ['verify', ...exact], 'cosign verifies the signature of the digest', SIGNATURE),
    ...platforms.map((platform) =>
      accepted(
        platform,
        ['verify', ...exact],
        'cosign verifies the signature of the platform manifest',
        SIGNATURE,
      ),
    ),
    ...platforms.flatMap((platform) => [
      accepted(
        platform,
        ['verify-attestation', '--type', 'spdxjson', ...exact],
        'cosign verifies the SBOM attestation',
      ),
      accepted(
        platform,
        ['verify-attestation', '--type', VERDICT_TYPE, ...exact],
        'cosign verifies the scan verdict',
      ),
    ]),
    ...[reference, ...platforms.filter((platform) => platform !== reference)].map((subject) =>
      accepted(
        subject,
        ['verify-attestation', '--type', PROVENANCE_TYPE, ...exact],
        'cosign verifies the SLSA provenance',
      ),
    ),
    accepted(
      reference,
      ['verify-attestation', '--type', RELEASE_RECORD_TYPE, ...exact],
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
  const { exitCode, stdout, stderr } = await exec(cosign, [...args, '--output', 'json', subject], {
    env,
    timeout: TIMEOUT,
  });
  const said =
    stderr
      .trim()
      .split('\n')
      .find((line) => line.startsWith('Error')) ?? `exit code ${exitCode}`;
  return {
    ok: exitCode === 0,
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
