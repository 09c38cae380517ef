import { policyFailure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import { expect, it, vi } from 'vitest';
import { conclude } from '../src/conclude.ts';

const failure = (cause: string, location?: { readonly file: string; readonly line?: number }) =>
  policyFailure({
    ...{ code: 'openapi/breaking', cause, remedy: 'Mend it.' },
    ...(location === undefined ? {} : { location }),
  });

it('gives the outputs to whoever sets them when nothing failed', () => {
  const setOutput = vi.fn();
  const outputs = { result: 'pass' };
  expect(conclude(outputs, [], 'Title', { log: {} as Log, setOutput })).toBe(outputs);
  expect(setOutput).not.toHaveBeenCalled();
});

it('sets outputs, says each failure in its place, and throws the last', () => {
  const setOutput = vi.fn();
  const error = vi.fn();
  const log = { error } as unknown as Log;
  const last = failure('Third.');
  const failures = [failure('First.', { file: 'a.json', line: 3 }), failure('Second.', { file: 'b' }), last];
  const ended = () => conclude({ result: 'fail', count: '3' }, failures, 'Title', { log, setOutput });
  expect(ended).toThrow(last);
  expect(setOutput.mock.calls).toEqual([
    ['result', 'fail'],
    ['count', '3'],
  ]);
  expect(error.mock.calls).toEqual([
    ['First. Mend it.', { title: 'Title', code: 'openapi/breaking', file: 'a.json', startLine: 3 }],
    ['Second. Mend it.', { title: 'Title', code: 'openapi/breaking', file: 'b' }],
  ]);
});
