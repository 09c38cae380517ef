import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type RuntimeFields,
  type RuntimePlatform,
  runtimePlatform,
  SELECTION_RULES,
  type Selectable,
  selectEntry,
} from '../../src/image/runtime-selection.ts';
import { oracle } from './selection-oracle.ts';

/** `linux/arm/v7`, `windows(10.0.17763)/amd64`, `linux(+gpu)/amd64` */
function fieldsOf(text: string): RuntimeFields {
  const [, os = '', version = '', features = '', architecture = '', variant] =
    /^([a-z]+)(?:\(([^+)]*)((?:\+[^+)]+)*)\))?\/([a-z0-9_]+)(?:\/(.+))?$/.exec(text) ?? [];
  return {
    os,
    architecture,
    variant,
    'os.version': version,
    'os.features': features.split('+').filter(Boolean),
  };
}
const platform = (text: string): RuntimePlatform => runtimePlatform(fieldsOf(text));
const entry = (text: string) => ({ text, announced: platform(text), configured: platform(text) });
/** A config alone says what it is for. */
const silent = (text: string) => ({ text, announced: undefined, configured: platform(text) });

const OTHERS = ['windows/amd64', 'windows/arm'];

describe('what containerd matches, by the tables of its own tests', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'linux/amd64',
      ['linux/amd64', 'linux/386'],
      ['linux/amd64/v2', 'linux/arm/v7', 'linux/arm64', ...OTHERS],
    ],
    [
      'linux/amd64/v2',
      ['linux/amd64', 'linux/amd64/v1', 'linux/amd64/v2', 'linux/386'],
      ['linux/amd64/v3', 'linux/amd64/v4', 'linux/arm/v7', 'linux/arm64', ...OTHERS],
    ],
    ['linux/386', ['linux/386'], ['linux/amd64', 'linux/arm/v7', 'linux/arm64', ...OTHERS]],
    [
      'windows/amd64',
      ['windows/amd64', 'windows(10.0.17763)/amd64'],
      ['linux/amd64', 'linux/arm64', 'windows/arm'],
    ],
    [
      'linux/arm/v8',
      ['linux/arm', 'linux/arm/v5', 'linux/arm/v6', 'linux/arm/v7', 'linux/arm/v8'],
      ['linux/amd64', 'linux/arm/v4', 'linux/arm64', ...OTHERS],
    ],
    [
      'linux/arm/v7',
      ['linux/arm', 'linux/arm/v5', 'linux/arm/v6', 'linux/arm/v7'],
      ['linux/amd64', 'linux/arm/v4', 'linux/arm/v8', 'linux/arm64', ...OTHERS],
    ],
    [
      'linux/arm/v6',
      ['linux/arm/v5', 'linux/arm/v6'],
      ['linux/amd64', 'linux/arm', 'linux/arm/v4', 'linux/arm/v7', 'linux/arm/v8', 'linux/arm64', ...OTHERS],
    ],
    [
      'linux/arm/v5',
      ['linux/arm/v5'],
      ['linux/arm', 'linux/arm/v4', 'linux/arm/v6', 'linux/arm64', ...OTHERS],
    ],
    [
      'linux/arm/v4',
      ['linux/arm/v4'],
      ['linux/arm', 'linux/arm/v5', 'linux/arm/v6', 'linux/arm64', ...OTHERS],
    ],
    [
      'linux/arm64/v9.6',
      [
        ...['', '/v5', '/v6', '/v7', '/v8'].map((each) => `linux/arm${each}`),
        ...['', '/v8', '/v8.1', '/v8.5', '/v8.6', '/v8.9', '/v9', '/v9.0', '/v9.1', '/v9.5', '/v9.6'].map(
          (each) => `linux/arm64${each}`,
        ),
      ],
      ['linux/amd64', 'linux/arm/v4', 'linux/arm64/v8.10', 'linux/arm64/v9.7', ...OTHERS],
    ],
    [
      'linux/arm64/v9',
      ['linux/arm', 'linux/arm/v8', 'linux/arm64', 'linux/arm64/v8.5', 'linux/arm64/v9', 'linux/arm64/v9.0'],
      ['linux/amd64', 'linux/arm/v4', 'linux/arm64/v8.6', 'linux/arm64/v9.1', ...OTHERS],
    ],
    [
      'linux/arm64/v8.1',
      ['linux/arm', 'linux/arm/v5', 'linux/arm/v8', 'linux/arm64', 'linux/arm64/v8', 'linux/arm64/v8.1'],
      ['linux/amd64', 'linux/arm/v4', 'linux/arm/v9', 'linux/arm64/v9', 'linux/arm64/v8.2', ...OTHERS],
    ],
    [
      'linux/arm64',
      [
        'linux/arm',
        'linux/arm/v5',
        'linux/arm/v6',
        'linux/arm/v7',
        'linux/arm/v8',
        'linux/arm64',
        'linux/arm64/v8',
      ],
      ['linux/amd64', 'linux/arm/v4', 'linux/arm/v9', 'linux/arm64/v9', ...OTHERS],
    ],
    [
      'linux(+gpu)/amd64',
      ['linux/amd64', 'linux(+gpu)/amd64'],
      ['linux(+gpu+simd)/amd64', 'linux(+simd)/amd64'],
    ],
    ['linux/amd64', ['linux/amd64'], ['linux(+gpu)/amd64']],
    // Versions of other systems do not count.
    ['linux/amd64', ['linux(6.18)/amd64'], []],
    ['linux(5)/amd64', ['linux(6.18)/amd64'], []],
  ])('fitting %s', (host, fits, other) => {
    for (const text of fits)
      expect(selectEntry([entry(text)], platform(host), 'fitting'), text).toBeDefined();
    for (const text of other)
      expect(selectEntry([entry(text)], platform(host), 'fitting'), text).toBeUndefined();
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['linux/amd64', ['linux/amd64'], ['linux/386', 'linux/amd64/v2', 'linux/arm64', ...OTHERS]],
    ['linux/arm/v8', ['linux/arm/v8'], ['linux/arm', 'linux/arm/v7', 'linux/arm64', ...OTHERS]],
    [
      'linux/arm/v7',
      ['linux/arm', 'linux/arm/v7'],
      ['linux/arm/v5', 'linux/arm/v6', 'linux/arm/v8', ...OTHERS],
    ],
    [
      'linux/arm64',
      ['linux/arm64', 'linux/arm64/v8'],
      ['linux/arm', 'linux/arm64/v9', 'linux/arm/v8', ...OTHERS],
    ],
    ['linux/arm64/v9', ['linux/arm64/v9', 'linux/arm64/v9.0'], ['linux/arm64/v8', 'linux/arm/v9', ...OTHERS]],
    [
      'windows(10.0.17763)/amd64',
      ['windows/amd64', 'windows(10.0.17763)/amd64'],
      ['windows(10.0.17764)/amd64'],
    ],
  ])('exact %s', (host, fits, other) => {
    for (const text of fits) expect(selectEntry([entry(text)], platform(host), 'exact'), text).toBeDefined();
    for (const text of other)
      expect(selectEntry([entry(text)], platform(host), 'exact'), text).toBeUndefined();
  });

  // Which builds of Windows run which images.
  it.each<[string, string, boolean]>([
    ['10.0.17763', '10.0.17763', true],
    ['10.0.17763', '10.0.17763.6532', true],
    ['10.0.17763', '10.0.17764', false],
    ['10.0.20348', '10.0.17763', false],
    ['10.0.20348', '10.0.20348', true],
    ['10.0.20348', '10.0.20349', false],
    ['10.0.22621', '10.0.20348', true],
    ['10.0.22621', '10.0.22621', true],
    ['10.0.25398', '10.0.20348', true],
    ['10.0.26100', '10.0.20348', true],
    ['10.0.26100', '10.0.20347', false],
    ['10.0.26101', '10.0.20348', false],
    ['10.0.26101', '10.0.26100', true],
    ['10.0.26100', '11.0.26100', false],
    ['10.0.26100', '10.1.26100', false],
    ['10.0.26100', '', true],
    ['10.0.26100', 'odd', false],
    // The largest numbers of a version, and larger ones, which make it none.
    ['10.0.65535', '10.0.65535', true],
    ['10.0.65535', '10.0.17763', false],
    ['10.0.65536', '10.0.17763', true],
    ['255.255.17763', '10.0.17763', false],
    ['256.0.17763', '10.0.17763', true],
    ['10.255.17763', '10.0.17763', false],
    ['10.256.17763', '10.0.17763', true],
    ['', '10.0.17763', true],
    ['odd', '10.0.17763', true],
  ])('Windows %s runs %s: %s', (host, image, expected) => {
    const found = selectEntry(
      [entry(`windows(${image})/amd64`)],
      platform(`windows(${host})/amd64`),
      'exact',
    );
    expect(found !== undefined).toBe(expected);
  });
});

describe('which of several', () => {
  it.each<[string, readonly Selectable[], number | undefined]>([
    ['linux/amd64', [entry('linux/386'), entry('linux/amd64')], 1],
    ['linux/amd64', [entry('linux/amd64'), entry('linux/amd64')], 0],
    ['linux/amd64', [silent('linux/amd64'), entry('linux/386')], 1],
    ['linux/amd64', [silent('linux/amd64')], 0],
    ['linux/amd64', [silent('linux/arm64')], undefined],
    // The second one is never looked at.
    ['linux/amd64', [silent('linux/arm64'), silent('linux/amd64')], undefined],
    ['linux/arm64', [entry('linux/arm/v7'), entry('linux/arm/v8')], 1],
    ['linux/arm64', [entry('linux/arm/v8'), entry('linux/arm64')], 1],
    ['linux/amd64/v3', [entry('linux/amd64'), entry('linux/amd64/v2'), entry('linux/amd64/v4')], 1],
    ['linux(+a+b)/amd64', [entry('linux/amd64'), entry('linux(+a)/amd64'), entry('linux(+a+b)/amd64')], 2],
    ['linux(+a)/amd64', [entry('linux(+a)/amd64'), entry('linux(+a+a)/amd64')], 1],
    ['linux/amd64', [entry('linux(+a)/amd64'), entry('linux/amd64')], 1],
    ['linux/amd64', [], undefined],
  ])('%s', (host, entries, at) => {
    const found = selectEntry(entries, platform(host), 'fitting');
    expect(found === undefined ? undefined : entries.indexOf(found)).toBe(at);
  });

  it('the newest Windows first, where that is the rule', () => {
    const entries = ['10.0.20348.1', '10.0.26100.1', '10.0.17763.1'].map((each) =>
      entry(`windows(${each})/amd64`),
    );
    const host = platform('windows(10.0.26100)/amd64');
    expect(selectEntry(entries, host, 'newest')?.text).toContain('26100');
    expect(selectEntry(entries, host, 'exact')?.text).toContain('20348');
  });

  it('anything at all, where a host takes what it gets', () => {
    const entries = [entry('linux/s390x'), entry('linux(+a)/amd64'), entry('linux/386')];
    expect(selectEntry(entries, platform('linux/amd64'), 'preferred')?.text).toBe('linux/386');
    expect(selectEntry(entries.slice(0, 2), platform('linux/amd64'), 'preferred')?.text).toBe(
      'linux(+a)/amd64',
    );
    expect(selectEntry(entries.slice(0, 1), platform('linux/amd64'), 'preferred')?.text).toBe('linux/s390x');
  });
});

it('agrees with the rule written another way, on any index', () => {
  const fields = fc.record({
    os: fc.constantFrom('linux', 'linux', 'windows', 'Linux'),
    architecture: fc.constantFrom('amd64', 'x86_64', '386', 'arm', 'arm64', 'aarch64', 'armhf', 's390x'),
    variant: fc.constantFrom(
      undefined,
      '',
      'v1',
      'v2',
      'v3',
      'v5',
      'v6',
      'v7',
      'v8',
      '8',
      'v8.0',
      'v8.4',
      'v9',
      'v9.3',
      'v10',
    ),
    'os.version': fc.constantFrom(
      undefined,
      '',
      '10.0.17763.5',
      '10.0.20348.1',
      '10.0.22621',
      '10.0.26100.2',
      '10.0.26200',
      'x',
    ),
    'os.features': fc.constantFrom(
      undefined,
      [],
      ['a'],
      ['b'],
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'a'],
      ['win32k'],
    ),
  });
  const one = fc.record({ announced: fc.option(fields, { nil: undefined, freq: 8 }), configured: fields });
  fc.assert(
    fc.property(
      fc.array(one, { maxLength: 6 }),
      fields,
      fc.constantFrom(...SELECTION_RULES),
      (index, host, rule) => {
        const entries = index.map(({ announced, configured }, at) => ({
          at,
          announced: announced && runtimePlatform(announced),
          configured: runtimePlatform(configured),
        }));
        expect(selectEntry(entries, runtimePlatform(host), rule)?.at).toBe(oracle(index, host, rule));
      },
    ),
    { numRuns: 4000 },
  );
});
