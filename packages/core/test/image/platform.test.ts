import { thrownBy } from '@sealift/testing/thrown';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatPlatform,
  normalizePlatform,
  parsePlatform,
  platformOf,
  platformSlug,
  requirePlatforms,
} from '../../src/image/platform.ts';

describe('one platform has one name', () => {
  // As containerd's own tests of its platforms package have it, with the variant of arm always written out.
  it.each([
    [
      'linux/amd64',
      ['linux/amd64', 'linux/amd64/v1', 'linux/x86_64', 'linux/x86-64', 'Linux/AMD64', 'linux/amd64/V1'],
    ],
    ['linux/amd64/v2', ['linux/amd64/v2', 'linux/x86_64/v2']],
    ['linux/386', ['linux/386', 'linux/i386', 'linux/i386/v1']],
    [
      'linux/arm64',
      [
        'linux/arm64',
        'linux/arm64/v8',
        'linux/arm64/8',
        'linux/arm64/v8.0',
        'linux/aarch64',
        'linux/Aarch64/v8',
      ],
    ],
    ['linux/arm64/v8.1', ['linux/arm64/v8.1', 'linux/aarch64/v8.1']],
    ['linux/arm64/v9', ['linux/arm64/v9', 'linux/arm64/9', 'linux/arm64/9.0', 'linux/arm64/v9.0']],
    ['linux/arm/v7', ['linux/arm', 'linux/arm/v7', 'linux/arm/7', 'linux/armhf', 'linux/armhf/v6']],
    ['linux/arm/v6', ['linux/arm/v6', 'linux/arm/6', 'linux/armel', 'linux/armel/v7']],
    ['linux/arm/v5', ['linux/arm/v5', 'linux/arm/5']],
    ['linux/arm/v8', ['linux/arm/v8', 'linux/arm/8']],
    ['darwin/arm64', ['darwin/arm64', 'macos/arm64', 'macOS/aarch64']],
    ['linux/s390x', ['linux/s390x']],
    ['linux/ppc64le', ['linux/ppc64le']],
    ['linux/riscv64', ['linux/riscv64']],
  ])('%s', (name, spellings) => {
    for (const text of spellings) {
      expect(formatPlatform(parsePlatform(text))).toBe(name);
      const [os = '', architecture = '', variant] = text.split('/');
      expect(formatPlatform(platformOf({ os, architecture, variant }))).toBe(name);
      expect(parsePlatform(text)).toEqual(parsePlatform(name));
    }
  });

  it('an empty variant is none in fields', () => {
    expect(platformOf({ os: 'linux', architecture: 'amd64', variant: '' })).toEqual({
      os: 'linux',
      architecture: 'amd64',
    });
    expect(platformOf({ os: 'linux', architecture: 'arm', variant: '' })).toEqual({
      os: 'linux',
      architecture: 'arm',
      variant: 'v7',
    });
  });

  it('normalising again changes nothing', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'arm',
        'ARM64',
        'aarch64',
        'armhf',
        'armel',
        'x86_64',
        'amd64',
        'i386',
        'macos',
        'linux',
      ),
      fc.constantFrom('', '5', '6', '7', '8', '9', '9.0', 'v1', 'v7', 'v8', 'v8.0', 'v9.0', 'V8'),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(word, word, word, (os, architecture, variant) => {
        const once = normalizePlatform({ os, architecture, variant });
        expect(normalizePlatform(once)).toEqual(once);
      }),
    );
  });

  it('two platforms have two slugs, and a slug is a name for files', () => {
    expect(platformSlug(parsePlatform('linux/arm'))).toBe('linux-arm-v7');
    const platform = fc.stringMatching(/^[a-z0-9]{1,3}\/[a-z0-9_-]{1,3}(\/v[0-9](\.[0-9])?)?$/);
    fc.assert(
      fc.property(platform, platform, (a, b) => {
        let pair: ReturnType<typeof parsePlatform>[];
        try {
          pair = [parsePlatform(a), parsePlatform(b)];
        } catch {
          return;
        }
        const [one = '', two = ''] = pair.map(formatPlatform);
        const [first = '', second = ''] = pair.map(platformSlug);
        expect(first === second).toBe(one === two);
        expect(first).toMatch(/^[a-z0-9_.-]+$/);
      }),
    );
  });
});

it.each([
  '',
  'linux',
  'linux/',
  '/amd64',
  'linux/amd64/',
  'linux/arm/7x',
  'linux/amd64/2',
  'linux/amd64/v2/x',
  'lin ux/amd64',
  'linux/am-d64',
  'linux/arm/v7,linux/amd64',
  '../amd64',
  'linux/amd64\n',
  'linux/amd64/v1.',
  `linux/amd64/v${'1'.repeat(200)}`,
])('%j is no platform', async (text) => {
  expect(await thrownBy(() => parsePlatform(text))).toMatchObject({ code: 'image/bad-platform' });
});

describe('the platforms of an image are those that were planned', () => {
  const planned = ['linux/amd64', 'linux/arm64/v8'].map(parsePlatform);
  it('in any order', () => {
    requirePlatforms(['linux/arm64', 'linux/amd64'], planned, 'x');
    requirePlatforms(['windows/amd64', 'windows/amd64'], [parsePlatform('windows/amd64')], 'x');
  });

  it.each([
    [['linux/amd64'], 'it is not for linux/arm64.'],
    [['linux/amd64', 'linux/arm64', 'linux/arm/v7'], 'it is also for linux/arm/v7.'],
    [['linux/386'], 'it is also for linux/386, and it is not for linux/amd64, linux/arm64.'],
    [[], 'it is not for linux/amd64, linux/arm64.'],
  ])('%j is refused', async (served, words) => {
    const failure = await thrownBy(() => requirePlatforms(served, planned, 'The image'));
    expect(failure).toMatchObject({ code: 'image/other-platforms', message: expect.stringContaining(words) });
  });
});
