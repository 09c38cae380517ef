import { readFileSync } from 'node:fs';
import { exactly } from '@sealift/core/verification/identity';
import { describe, expect, test } from 'vitest';
import { attestArguments, signArguments, verifyOldSignatureArguments } from '../../src/cosign/arguments.ts';

const reference = `ghcr.io/acme/shop/api@sha256:${'a'.repeat(64)}`;
const files = { identityTokenFile: '/t/token', bundleFile: '/t/bundle.json' };
const signer = {
  identity: 'https://github.com/acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
  issuer: 'https://token.actions.githubusercontent.com',
  sourceRepository: 'acme/shop',
  sourceRef: 'refs/heads/main',
};
const policy = { ...signer, identities: exactly(signer.identity) };

const commands = {
  sign: signArguments({ ...files, reference, signingConfig: undefined, trustedRoot: undefined }),
  'sign with own services': signArguments({
    ...files,
    reference,
    signingConfig: '/c.json',
    trustedRoot: '/root.json',
  }),
  attest: attestArguments({
    ...files,
    statementFile: '/t/s.json',
    signingConfig: undefined,
    trustedRoot: undefined,
  }),
  'attest with own services': attestArguments({
    ...files,
    statementFile: '/t/s.json',
    signingConfig: '/c.json',
    trustedRoot: '/root.json',
  }),
  'verify a signature of cosign 2': verifyOldSignatureArguments(policy, reference, undefined),
  'verify a signature of cosign 2 with own keys': verifyOldSignatureArguments(
    policy,
    reference,
    '/root.json',
  ),
};
const all = Object.entries(commands);

describe('command lines', () => {
  test.each(all)('%s', (_name, argv) => {
    expect(argv).toMatchSnapshot();
  });

  /** `cosign help` of 3.1.2. */
  const known = new Set(
    readFileSync(new URL('fixtures/flags.txt', import.meta.url), 'utf8')
      .trim()
      .split('\n'),
  );
  test.each(all)('%s uses flags that cosign has', (_name, [command, ...rest]) => {
    const flags = rest.filter((argument) => argument.startsWith('--'));
    expect(flags.length).toBeGreaterThan(0);
    for (const flag of flags) expect(known).toContain(`${command} ${flag.split('=')[0]}`);
    // One positional argument at most, the image: nothing else can be taken for one.
    const image = command === 'sign' || command === 'verify' ? [reference] : [];
    expect(rest.filter((argument) => !argument.startsWith('--'))).toEqual(image);
  });

  test('a value that looks like a flag stays a value', () => {
    const sourceRepository = '--insecure-ignore-tlog';
    const argv = verifyOldSignatureArguments({ ...policy, sourceRepository }, reference, undefined);
    expect(argv).toContain('--certificate-github-workflow-repository=--insecure-ignore-tlog');
    expect(argv).not.toContain('--insecure-ignore-tlog');
  });
});
