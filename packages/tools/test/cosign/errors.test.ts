import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { errorMessage, explainFailure, refusalOf } from '../../src/cosign/errors.ts';

/** What cosign 3.1.2 wrote, with a fault in one service at a time. */
const recorded: Record<string, { exitCode: number; stderr: string }> = JSON.parse(
  readFileSync(new URL('fixtures/errors.json', import.meta.url), 'utf8'),
);
const of = (name: string) => {
  const result = recorded[name];
  if (result === undefined) throw new Error(`${name} is not recorded`);
  return { ...result, timedOut: false };
};
const TIMEOUT = { timeout: 25_000 };

describe('what a failed write means', () => {
  const table: readonly (readonly [name: string, retryable: boolean, code: string, says: RegExp])[] = [
    ['s-fulcio500', true, 'remote', /Fulcio or the timestamp authority/],
    ['s-fulcio503', true, 'remote', /Fulcio or the timestamp authority/],
    ['s-fulcio429', true, 'remote', /Fulcio or the timestamp authority/],
    ['s-fulcio403', false, 'remote', /refused to issue a certificate/],
    ['s-fulcioreset', true, 'remote', /could not be reached.*connection reset/],
    ['s-fulciodead', true, 'remote', /could not be reached.*connection refused/],
    ['s-rekor500', true, 'remote', /transparency log failed/],
    ['s-rekor502', true, 'remote', /transparency log failed/],
    ['s-rekor400', false, 'remote', /transparency log refused/],
    ['s-rekor413', false, 'remote', /refuses a statement of this size/],
    ['s-rekorreset', true, 'remote', /connection reset/],
    ['rekor1-502', true, 'remote', /transparency log failed/],
    ['rekor1-large', true, 'remote', /transparency log failed/],
    ['s-tsa500', true, 'remote', /timestamp authority/],
    ['s-tsareset', true, 'remote', /connection reset/],
    ['s-regput500', true, 'remote', /registry failed/],
    ['s-regput429', true, 'remote', /registry failed/],
    ['s-regreset', true, 'remote', /connection reset/],
    ['s-regget500', true, 'remote', /registry failed/],
    ['s-regput401', false, 'configuration', /packages: write/],
    ['s-regput403', false, 'configuration', /packages: write/],
    ['s-regpost403', false, 'configuration', /packages: write/],
    ['s-anon', false, 'configuration', /packages: write/],
    ['s-wrongpw', false, 'configuration', /password/],
    ['s-absent', false, 'configuration', /not in the registry/],
    ['s-badtoken', false, 'configuration', /id-token: write/],
    ['s-exptoken', false, 'configuration', /id-token: write/],
    ['s-audtoken', false, 'configuration', /id-token: write/],
    ['s-sigtoken', false, 'configuration', /id-token: write/],
    ['v-tufdead', true, 'remote', /trust root/],
    ['v-tuf500', true, 'remote', /trust root/],
  ];
  test.each(table)('%s', (name, retryable, code, says) => {
    const trouble = explainFailure('sign', of(name), TIMEOUT);
    expect(trouble.retryable).toBe(retryable);
    expect(trouble.failure.category).toBe(code);
    expect(`${trouble.failure.message} ${trouble.failure.remedy}`).toMatch(says);
  });

  test('a process that was killed may be tried again', () => {
    const trouble = explainFailure('attest', { exitCode: -1, stderr: '', timedOut: true }, TIMEOUT);
    expect(trouble).toMatchObject({ retryable: true, failure: { category: 'remote' } });
    expect(trouble.failure.message).toBe('"cosign attest" did not finish within 25 seconds.');
  });

  test('the log of the public instance hangs up on what is too large: the size is named', () => {
    const trouble = explainFailure('attest', of('rekor1-large'), { ...TIMEOUT, predicateSize: 3_500_000 });
    expect(trouble.failure.message).toContain('a statement of 3.5 MB');
    expect(trouble.failure.remedy).toContain('signing-config');
  });

  test('unknown words are not repeated as if they were passing trouble', () => {
    const trouble = explainFailure('sign', { exitCode: 1, stderr: 'Error: what?', timedOut: false }, TIMEOUT);
    expect(trouble).toMatchObject({ retryable: false, failure: { category: 'remote' } });
    expect(trouble.failure.message).toContain('what?');
  });
});

describe('what a failed verification means', () => {
  test.each([
    'v-unsigned',
    'v-absent',
    'v-norepo',
    'v-blob500',
    'v-identity',
    'v-issuer',
    'v-repo',
    'v-ref',
    'va-unsigned',
    'va-type',
    'va-identity',
    'va-none',
  ])('%s is a refusal', (name) => {
    expect(refusalOf(of(name).stderr)).toBeTruthy();
  });

  test.each(['v-conn', 'v-get500', 'v-ref500', 'v-get401', 'v-get403', 'v-anon', 'v-tuf500', 'v-tufdead'])(
    '%s is not: nothing was judged',
    (name) => {
      expect(refusalOf(of(name).stderr)).toBeUndefined();
    },
  );

  test('reading denied names the permission', () => {
    expect(explainFailure('verify', of('v-anon'), TIMEOUT).failure.remedy).toContain('packages: read');
  });
});

test('messages are one line, short, and without control characters', () => {
  expect(errorMessage(of('s-rekor500').stderr)).toBe(
    'error signing bundle: adding rekor v2 entry: unexpected response: 500',
  );
  expect(errorMessage(`Error: ${'x'.repeat(5000)}`)).toHaveLength(601);
  expect(errorMessage('Error: a\u001b[31mb')).toBe('a�[31mb');
  expect(errorMessage('')).toBe('');
});

describe('an answer that somebody made long', () => {
  test.each([
    ['of words that begin a pattern', 'PUT '.repeat(4_000_000)],
    ['of the log', 'log/entries '.repeat(1_000_000)],
    ['of full stops', `${'.'.repeat(16_000_000)}x`],
    ['of blanks', `signing ${' '.repeat(16_000_000)}x`],
  ])('%s is judged by its beginning and its end', (_what, long) => {
    const result = { exitCode: 1, stderr: `Error: ${long}\nmain.go:62: connection refused`, timedOut: false };
    expect(explainFailure('sign', result, TIMEOUT)).toMatchObject({ retryable: true });
    expect(refusalOf(`Error: no signatures found\n${long}`)).toBe('no signatures found');
  });
});
