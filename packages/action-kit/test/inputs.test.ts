import { exactly } from '@sealift/core/verification/identity';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createInputReader, runnerInputs } from '../src/inputs.ts';
import { parseTrustPolicy, readTrustInputs } from '../src/trust-policy.ts';

const reader = (inputs: Readonly<Record<string, string>>) => createInputReader((name) => inputs[name] ?? '');
const refused = (message: RegExp) =>
  expect.objectContaining({ code: 'action/input', message: expect.stringMatching(message) });
const thrown = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('one input', () => {
  test.each([
    ['', undefined],
    [' \n', undefined],
    ['  a b ', 'a b'],
    ['0', '0'],
  ])('optional %j', (text, value) => {
    expect(reader({ x: text }).optional('x')).toBe(value);
  });

  test('required', () => {
    expect(reader({ x: ' a ' }).required('x')).toBe('a');
    expect(thrown(() => reader({ x: '  ' }).required('x'))).toEqual(refused(/"x" is empty/));
  });

  test.each([
    ['true', true],
    ['TRUE', true],
    ['false', false],
  ])('boolean %s', (text, value) => {
    expect(reader({ x: text }).boolean('x')).toBe(value);
  });
  test.each(['yes', '1', 'truee', ''])('boolean %j is none', (text) => {
    expect(thrown(() => reader({ x: text }).boolean('x'))).toEqual(refused(/"x" is/));
  });

  test('choice', () => {
    expect(reader({ x: 'b' }).choice('x', ['a', 'b'])).toBe('b');
    expect(thrown(() => reader({ x: 'B' }).choice('x', ['a', 'b']))).toMatchObject({
      remedy: 'Use one of a, b.',
    });
  });

  test.each([
    ['1', 1],
    ['5', 5],
  ])('integer %s', (text, value) => {
    expect(reader({ x: text }).integer('x', { min: 1, max: 5 })).toBe(value);
  });
  test.each(['0', '6', '1.5', '1e0', '0x2', 'one', '--1', '3 4'])('integer %s is none', (text) => {
    expect(thrown(() => reader({ x: text }).integer('x', { min: 1, max: 5 }))).toEqual(refused(/is "/));
  });
  test('integer below zero', () => {
    expect(reader({ x: '-2' }).integer('x', { min: -2, max: 5 })).toBe(-2);
  });

  test('lines and lists', () => {
    const on = reader({ x: ' a, b\r\n\n c\n', y: '' });
    expect(on.lines('x')).toEqual(['a, b', 'c']);
    expect(on.list('x')).toEqual(['a', 'b', 'c']);
    expect(on.lines('y')).toEqual([]);
    expect(on.list('y')).toEqual([]);
  });
});

describe('from the runner', () => {
  afterEach(() => vi.unstubAllEnvs());
  test('by the variable that it sets', () => {
    vi.stubEnv('INPUT_SOME-NAME', ' a \n b');
    expect(runnerInputs.lines('some-name')).toEqual(['a', 'b']);
    expect(runnerInputs.optional('other')).toBeUndefined();
  });
});

describe('who must have signed', () => {
  const GIVEN = {
    'certificate-identity': 'https://github.com/acme/sealift/.github/workflows/x.yml@refs/tags/v1',
    'certificate-oidc-issuer': 'https://token.actions.githubusercontent.com',
    'source-repository': 'acme/shop',
    'source-ref': 'refs/heads/main',
  };
  const parse = (change: Readonly<Record<string, string>>) =>
    parseTrustPolicy(readTrustInputs(reader({ ...GIVEN, ...change })));

  test('exactly', () => {
    expect(parse({})).toEqual({
      identities: exactly(GIVEN['certificate-identity']),
      issuer: GIVEN['certificate-oidc-issuer'],
      sourceRepository: 'acme/shop',
      sourceRef: 'refs/heads/main',
    });
    expect(parse({ 'source-ref': '*' }).sourceRef).toBeUndefined();
  });

  test('one of several', () => {
    const workflow = 'https://github.com/acme/sealift/.github/workflows/x.yml';
    const commit = `${workflow}@0123456789abcdef0123456789abcdef01234567`;
    expect(parse({ 'certificate-identity': `${workflow}@refs/tags/v*\n  ${commit}\n` }).identities).toEqual([
      { kind: 'release-tags', workflow },
      ...exactly(commit),
    ]);
  });

  test.each([
    ['certificate-identity', ''],
    ['certificate-identity', 'https://github.com/acme/sealift/.github/workflows/x.yml'],
    ['certificate-identity', 'https://github.com/acme/*@refs/tags/v1'],
    ['certificate-identity', 'acme/sealift'],
    ['certificate-identity', `${GIVEN['certificate-identity']}\nhttps://github.com/.*`],
    ['certificate-identity', 'https://github.com/acme/sealift/.github/workflows/x.yml@refs/heads/v*'],
    ['certificate-oidc-issuer', 'https://*.example'],
    ['certificate-oidc-issuer', 'token.actions'],
    ['source-repository', 'acme'],
    ['source-repository', 'acme/*'],
    ['source-repository', 'acme/shop/x'],
    ['source-ref', 'main'],
    ['source-ref', 'refs/heads/*'],
    ['source-ref', 'refs/'],
  ])('%s=%s is refused', (name, value) => {
    expect(thrown(() => parse({ [name]: value }))).toEqual(refused(new RegExp(`"${name}"`)));
  });
});
