import { createInputReader } from '@sealift/action-kit/inputs';
import { thrownBy } from '@sealift/testing/thrown';
import { expect, it } from 'vitest';
import { loadInputs } from '../src/inputs.ts';

const load = (change: Readonly<Record<string, string>> = {}) => {
  const given: Readonly<Record<string, string>> = {
    config: '.github/sealift.yml',
    platforms: 'linux/amd64',
    'image-prefix': 'ghcr.io/acme/shop',
    mode: 'auto',
    rebuild: 'false',
    prepared: 'false',
    ...change,
  };
  return loadInputs(createInputReader((name) => given[name] ?? ''));
};

it('reads what is given', () => {
  expect(load({ apps: 'api, web', platforms: 'linux/amd64\nlinux/arm/v7', mode: 'check' })).toEqual({
    config: '.github/sealift.yml',
    apps: ['api', 'web'],
    platforms: ['linux/amd64', 'linux/arm/v7'],
    imagePrefix: 'ghcr.io/acme/shop',
    copyTo: [],
    ignoreFiles: [],
    prepared: false,
    mode: 'check',
    rebuild: false,
    releases: undefined,
    token: undefined,
  });
  expect(load({ rebuild: 'true' }).rebuild).toBe(true);
  expect(load({ prepared: 'true' }).prepared).toBe(true);
});

const SIGNED = {
  'certificate-identity': 'https://github.com/acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
  'certificate-oidc-issuer': 'https://token.actions.githubusercontent.com',
  'source-repository': 'acme/shop',
  'source-ref': 'refs/pull/7/merge',
  tools: 'pinned',
};

it('knows the workflow that signs by that which plans', () => {
  expect(load(SIGNED).releases?.policy).toMatchObject({
    identities: [{ identity: SIGNED['certificate-identity'] }],
    sourceRef: 'refs/pull/7/merge',
  });
  expect(load({ ...SIGNED, 'signer-file': 'release-app.yml' }).releases?.policy.identities).toMatchObject([
    { identity: 'https://github.com/acme/sealift/.github/workflows/release-app.yml@refs/tags/v1' },
  ]);
});

it.each([
  ['no platform', { platforms: ' ' }, 'plan/bad-input'],
  ['a platform that is none', { platforms: 'linux/amd64,amd64' }, 'image/bad-platform'],
  ['another mode', { mode: 'release' }, 'action/input'],
  ['no prefix', { 'image-prefix': '' }, 'action/input'],
  ['no configuration', { config: '' }, 'action/input'],
  ['a severity that there is not', { severity: 'hgh' }, 'action/input'],
  ['a file of the ops repository', { 'ops-file': '/etc/x' }, 'plan/bad-ops-file'],
  [
    'a signer that is a pattern',
    { ...SIGNED, 'certificate-identity': 'https://github.com/*' },
    'action/input',
  ],
])('refuses %s', async (_name, change, code) => {
  expect(await thrownBy(() => load(change))).toMatchObject({ code });
});
