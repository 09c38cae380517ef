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

describe('refuses', () => {
  test.each([
    [{ mode: 'other' }, /"mode" is "other"/],
    [{ mode: '' }, /"mode" is empty/],
    [{ mode: 'save' }, /"name" is empty/],
    [{ mode: 'load' }, /"pattern" is empty/],
    [{ mode: 'save', name: 'a/b' }, /is not a name/],
    [{ mode: 'save', name: '..' }, /is not a name/],
    [{ mode: 'save', name: 'a', pattern: 'a*' }, /"pattern" belongs to mode "load"/],
    [{ mode: 'load', pattern: 'a*', name: 'a' }, /"name" belongs to mode "save"/],
    [{ mode: 'load', pattern: '[a-z]' }, /is not a pattern/],
    [{ mode: 'save', name: 'a', path: '' }, /"path" is empty/],
    [{ mode: 'save', name: 'a', 'retention-days': '-1' }, /"retention-days" is "-1"/],
  ])('%j', (given, message) => {
    expect(() => load(given as Record<string, string>)).toThrowError(
      expect.objectContaining({ category: 'configuration', message: expect.stringMatching(message) }),
    );
  });
});
