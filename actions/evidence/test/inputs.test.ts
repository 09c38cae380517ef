import { createInputReader } from '@sealift/action-kit/inputs';
import { describe, expect, test } from 'vitest';
import { loadInputs } from '../src/inputs.ts';

const load = (given: Record<string, string>) =>
  loadInputs(createInputReader((name) => ({ 'retention-days': '0', path: '/e', ...given })[name] ?? ''));

test('reads what is given', () => {
  expect(load({ mode: 'save', name: 'api.release' })).toEqual({
    mode: 'save',
    name: 'api.release',
    path: '/e',
    retentionDays: 0,
  });
  expect(load({ mode: 'load', pattern: '*.release' })).toMatchObject({ mode: 'load', pattern: '*.release' });
});

test('names that are known fill the pattern', () => {
  const given = { mode: 'load', pattern: 'release--*', only: 'api, web' };
  expect(load(given)).toMatchObject({ pattern: 'release--*', only: ['release--api', 'release--web'] });
  expect(load({ ...given, only: '' })).not.toHaveProperty('only');
  for (const wrong of [
    { ...given, only: '../x' },
    { ...given, pattern: 'release--api' },
    { ...given, pattern: '*--*' },
    { mode: 'save', name: 'a', only: 'api' },
  ])
    expect(() => load(wrong)).toThrow(/"only"/);
});

test('what is bound is read with what it must be about', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  expect(
    load({
      mode: 'load',
      bound: JSON.stringify({ 'evidence-0': digest }),
      image: 'ghcr.io/acme/shop/api',
      platforms: 'linux/amd64',
    }),
  ).toMatchObject({
    mode: 'load-bound',
    image: 'ghcr.io/acme/shop/api',
    bindings: [{ slot: 0, platform: 'linux/amd64', digest }],
  });
  expect(load({ mode: 'save', name: 'a', slot: '15' })).toMatchObject({ slot: 15 });
});

describe('refuses', () => {
  test.each<[Record<string, string>, RegExp]>([
    [{ mode: 'other' }, /"mode" is "other"/],
    [{ mode: '' }, /"mode" is empty/],
    [{ mode: 'save' }, /"name" is empty/],
    [{ mode: 'load' }, /"pattern" is empty/],
    [{ mode: 'save', name: 'a/b' }, /is not a name/],
    [{ mode: 'save', name: '..' }, /is not a name/],
    [{ mode: 'save', name: 'a', pattern: 'a*' }, /"pattern" belongs to mode "load"/],
    [{ mode: 'load', pattern: 'a*', name: 'a' }, /"name" belongs to mode "save"/],
    [{ mode: 'load', pattern: '[a-z]' }, /is not a pattern/],
    [{ mode: 'save', name: 'a', bound: '{}' }, /"bound" belongs to mode "load"/],
    [{ mode: 'save', name: 'a', image: 'ghcr.io/a/b' }, /"image" belongs to mode "load"/],
    [{ mode: 'save', name: 'a', platforms: 'linux/amd64' }, /"platforms" belongs to mode "load"/],
    [{ mode: 'load', pattern: 'a', slot: '0' }, /"slot" belongs to mode "save"/],
    ...['16', '-1', '01', '1.5', '1e0', ' x'].map((slot): [Record<string, string>, RegExp] => [
      { mode: 'save', name: 'a', slot },
      /"slot" is/,
    ]),
    [{ mode: 'load', bound: '{}', image: 'ghcr.io/a/b', pattern: 'a*' }, /"pattern" is given/],
    [{ mode: 'load', bound: '{}' }, /"image" is empty/],
    [{ mode: 'load', pattern: 'a*', image: 'ghcr.io/a/b' }, /"bound" is empty/],
    [{ mode: 'load', pattern: 'a*', platforms: 'linux/amd64' }, /"bound" is empty/],
    [{ mode: 'load', bound: 'null', image: 'ghcr.io/a/b', platforms: 'linux/amd64' }, /no JSON object/],
    [{ mode: 'save', name: 'a', path: '' }, /"path" is empty/],
    [{ mode: 'save', name: 'a', 'retention-days': '-1' }, /"retention-days" is "-1"/],
  ])('%j', (given, message) => {
    expect(() => load(given)).toThrowError(
      expect.objectContaining({ category: 'configuration', message: expect.stringMatching(message) }),
    );
  });
});
