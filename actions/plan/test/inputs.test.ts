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
    ignoreFiles: [],
    prepared: false,
    mode: 'check',
    rebuild: false,
  });
  expect(load({ rebuild: 'true' }).rebuild).toBe(true);
  expect(load({ prepared: 'true' }).prepared).toBe(true);
});

it.each([
  ['no platform', { platforms: ' ' }, 'plan/bad-input'],
  ['a platform that is none', { platforms: 'linux/amd64,amd64' }, 'image/bad-platform'],
  ['another mode', { mode: 'release' }, 'action/input'],
  ['no prefix', { 'image-prefix': '' }, 'action/input'],
  ['no configuration', { config: '' }, 'action/input'],
])('refuses %s', async (_name, change, code) => {
  expect(await thrownBy(() => load(change))).toMatchObject({ code });
});
