import { readFileSync } from 'node:fs';
import { SPDX_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import { exactly } from '@sealift/core/verification/identity';
import { describe, expect, test } from 'vitest';
import {
  attestArguments,
  largeSigningConfigArguments,
  signArguments,
  verifyArguments,
  verifyAttestationArguments,
} from '../../src/cosign/arguments.ts';

const reference = `ghcr.io/acme/shop/api@sha256:${'a'.repeat(64)}`;
const files = { identityTokenFile: '/t/token', bundleFile: '/t/bundle.json' };
const policy = {
  identities: exactly('https://github.com/acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v1'),
  issuer: 'https://token.actions.githubusercontent.com',
  sourceRepository: 'acme/shop',
  sourceRef: 'refs/heads/main',
};

const commands = {
  sign: signArguments({ ...files, reference, signingConfig: undefined }),
  'sign with own services': signArguments({ ...files, reference, signingConfig: '/c.json' }),
  attest: attestArguments({ ...files, statementFile: '/t/s.json', signingConfig: undefined }),
  'attest with own services': attestArguments({
    ...files,
    statementFile: '/t/s.json',
    signingConfig: '/c.json',
  }),
  'services for large statements': largeSigningConfigArguments('/t/c.json'),
  verify: verifyArguments(policy, reference),
  'verify from any ref': verifyArguments({ ...policy, sourceRef: undefined }, reference),
  'verify one of several identities': verifyArguments(
    {
      ...policy,
      identities: [
        ...policy.identities,
        {
          kind: 'release-tags',
          workflow: 'https://github.com/acme/sealift/.github/workflows/release-app.yml',
        },
      ],
    },
    reference,
  ),
  'verify an SBOM': verifyAttestationArguments(policy, SPDX_TYPE, reference),
  'verify a verdict': verifyAttestationArguments(policy, VERDICT_TYPE, reference),
};

describe('command lines', () => {
  test.each(Object.entries(commands))('%s', (_name, argv) => {
    expect(argv).toMatchSnapshot();
  });

  /** `cosign help` of 3.1.2. */
  const known = new Set(
    readFileSync(new URL('fixtures/flags.txt', import.meta.url), 'utf8')
      .trim()
      .split('\n'),
  );
  test.each(Object.entries(commands))('%s uses flags that cosign has', (_name, [command, ...rest]) => {
    if (command === 'signing-config') command += ` ${rest.shift()}`;
    const flags = rest.filter((argument) => argument.startsWith('--'));
    expect(flags.length).toBeGreaterThan(0);
    for (const flag of flags) expect(known).toContain(`${command} ${flag.split('=')[0]}`);
    // One positional argument at most, the image: nothing else can be taken for one.
    const image = command === 'sign' || command?.startsWith('verify') ? [reference] : [];
    expect(rest.filter((argument) => !argument.startsWith('--'))).toEqual(image);
  });

  test('a value that looks like a flag stays a value', () => {
    const argv = verifyArguments({ ...policy, identities: exactly('--insecure-ignore-tlog') }, reference);
    expect(argv).toContain('--certificate-identity=--insecure-ignore-tlog');
    expect(argv).not.toContain('--insecure-ignore-tlog');
  });
});
