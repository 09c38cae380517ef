/**
 * A cosign in memory: it signs for the identity in the token that it is handed, and answers about signatures of its older
 * format.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Digest } from '@sealift/core/image/digest';
import { SIGNATURE_TYPE } from '@sealift/core/release/record';
import { readStatement } from '@sealift/tools/cosign/output';
import type { Exec, ExecResult } from '@sealift/tools/exec';
import { type BundleOptions, makeBundle } from './bundle.ts';
import { type FakeRegistry, oldSignatureTag } from './registry.ts';
import type { Claims } from './tokens.ts';
import { GITHUB_FULCIO } from './trust-roots.ts';

export type FakeCosign = {
  readonly exec: Exec;
  /** Subcommand and reference of each call. */
  readonly calls: {
    command: string;
    reference: string;
    args: readonly string[];
    env: Readonly<Record<string, string>>;
    token?: string;
  }[];
  /** Results to give instead of working, by call; taken one by one. */
  readonly faults: ((command: string, reference: string) => Partial<ExecResult> | undefined)[];
  /** What a bundle is made of, changed: to make one that says something else. */
  distort: (bundle: BundleOptions) => BundleOptions;
};

export function createFakeCosign(registry: FakeRegistry): FakeCosign {
  let logIndex = 100;
  const fake: FakeCosign = {
    calls: [],
    faults: [],
    distort: (bundle) => bundle,
    exec: async (_file, args, { env }) => {
      const [command = '', ...rest] = args;
      const reference = rest.at(-1) ?? '';
      const flag = (name: string) =>
        rest.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
      const tokenFile = flag('identity-token');
      const token = tokenFile === undefined ? undefined : readFileSync(tokenFile, 'utf8');
      if (tokenFile !== undefined && (statSync(tokenFile).mode & 0o777) !== 0o600)
        throw new Error('The token can be read by others');
      fake.calls.push({ command, reference, args, env, ...(token === undefined ? {} : { token }) });
      for (const [at, fault] of fake.faults.entries()) {
        const result = fault(command, reference);
        if (result === undefined) continue;
        fake.faults.splice(at, 1);
        return { exitCode: 1, stdout: '', stderr: '', timedOut: false, ...result };
      }
      if (command === 'signing-config') {
        await writeFile(flag('out') ?? '', '{}');
        return { exitCode: 0, stdout: '', stderr: '', timedOut: false };
      }
      const subject = reference.slice(reference.indexOf('@') + 1) as Digest;
      if (token !== undefined) {
        const statement = command === 'sign' ? undefined : readFileSync(flag('statement') ?? '', 'utf8');
        const asked =
          statement === undefined ? undefined : readStatement(Buffer.from(statement), 'statement');
        const claims: Claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
        logIndex += 1;
        const options = {
          subject: asked?.subjects[0] ?? subject,
          type: asked?.type ?? SIGNATURE_TYPE,
          predicate: asked?.predicate ?? {},
          claims,
          logIndex,
          logged: !isGitHubs(flag),
        };
        const distorted = fake.distort(options);
        const same = (['subject', 'type', 'predicate'] as const).every(
          (name) => distorted[name] === options[name],
        );
        // As the real one: a statement is signed byte for byte.
        const bundle = makeBundle(statement === undefined || !same ? distorted : { ...distorted, statement });
        await writeFile(flag('bundle') ?? '', bundle);
        // As the real one: it uploads unless it is told not to.
        if (command === 'sign' && flag('upload') !== 'false') registry.attach(subject, bundle);
        return { exitCode: 0, stdout: '', stderr: '', timedOut: false };
      }
      if (command === 'verify') return oldSignature(registry, subject, flag);
      throw new Error(`Nobody is to ask cosign to ${command}`);
    },
  };
  return fake;
}

type Flags = (name: string) => string | undefined;

/** Tests name files that are not there. */
const readOrNothing = (file: string | undefined): string =>
  file === undefined || !existsSync(file) ? '' : readFileSync(file, 'utf8');

const answer = (exitCode: number, stdout: string, stderr: string): ExecResult => ({
  exitCode,
  stdout,
  stderr,
  timedOut: false,
});

/** As in cosign: the expression need not be anchored by itself. */
function isExpected(identity: string | undefined, flag: Flags): boolean {
  const pattern = flag('certificate-identity-regexp');
  return pattern === undefined
    ? identity === flag('certificate-identity')
    : identity !== undefined && new RegExp(pattern).test(identity);
}

/** Whether it is told to sign by GitHub's own instance, which has no log. */
const isGitHubs = (flag: Flags): boolean => readOrNothing(flag('signing-config')).includes(GITHUB_FULCIO);

/** `cosign verify --new-bundle-format=false`: the identity stands in an annotation here. */
function oldSignature(registry: FakeRegistry, subject: Digest, flag: Flags): ExecResult {
  const manifest = registry.manifests.get(oldSignatureTag(subject));
  if (flag('new-bundle-format') !== 'false' || manifest === undefined)
    return answer(10, '', 'Error: no signatures found\n');
  const { annotations } = JSON.parse(manifest.bytes.toString());
  return isExpected(annotations.identity, flag)
    ? answer(
        0,
        JSON.stringify([
          {
            critical: {
              image: { 'docker-manifest-digest': subject },
              type: 'cosign container image signature',
            },
          },
        ]),
        '',
      )
    : answer(12, '', 'Error: no matching signatures: none of the expected identities matched\n');
}
