import type { Fault } from '@sealift/sandbox/proxy/faults';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changedLines, type Ops, record, secondaryLimit, startOps } from './ops.ts';

// One stand-in for all: each bump has a branch of its own.
let ops: Ops;
let count = 0;
beforeAll(async () => {
  ops = await startOps();
});
afterAll(() => ops.stop());
beforeEach(() => {
  ops.clearFaults();
  ops.slept.length = 0;
});

/** One that the repository lacks goes by a request of its own. */
const NEW_LABEL = 'a new label';
const WRITES = [
  ['the token', { method: 'POST', path: /access_tokens$/ }],
  ['the tree', { method: 'POST', path: /\/git\/trees$/ }],
  ['the commit', { method: 'POST', path: /\/git\/commits$/ }],
  ['the branch', { method: 'POST', path: /\/git\/refs$/ }],
  ['the pull request', { method: 'POST', path: /\/pulls$/ }],
  ['the text with its labels', { path: /graphql/, operation: 'UpdateAndLabel' }],
  [NEW_LABEL, { method: 'POST', path: /\/labels$/ }],
  ['the look', { path: /graphql/, operation: 'Ops' }],
] as const;

const KINDS: readonly (readonly [string, Fault, number])[] = [
  ['connection reset before', 'reset-before', 1],
  ['connection reset after it was done', 'reset-after', 1],
  ['502', { status: 502, body: '<html>Bad Gateway</html>', headers: { 'content-type': 'text/html' } }, 1],
  ['503 twice', { status: 503 }, 2],
  ['secondary rate limit', secondaryLimit(7), 1],
  [
    '429',
    {
      status: 429,
      headers: { 'retry-after': '7', 'content-type': 'application/json' },
      body: '{"message":"slow"}',
    },
    1,
  ],
  [
    'an answer cut off',
    { status: 200, headers: { 'content-type': 'application/json' }, body: '{"id": 1, "na' },
    1,
  ],
];

describe.each(WRITES)('%s', (name, where) => {
  test.each(KINDS)('%s', async (kind, fault, times) => {
    ops.inject(where, fault, times);
    count += 1;
    const branch = `bump-${count}`;
    const label = name === NEW_LABEL ? `deployment-${count}` : 'deployment';
    const outputs = await ops.bump([record('api'), record('web')], {
      labels: label,
      branch,
      supersede: 'false',
    });
    expect(outputs).toMatchObject({ changed: 'true', 'pull-request-number': String(count) });
    // Whatever went wrong on the way: one commit, one pull request, one changed line for each app.
    expect(ops.pulls()).toHaveLength(count);
    expect(ops.git('rev-list', '--count', `main..${branch}`).trim()).toBe('1');
    expect(changedLines(ops, 'main', branch)).toHaveLength(4);
    expect([...(ops.pulls().at(-1)?.labels ?? [])]).toEqual([label]);
    if (/rate limit|429/.test(kind))
      // What GitHub asks for, and less than a second more: what was refused together comes back apart.
      expect(ops.slept.map((time) => Math.floor(time / 1000))).toEqual([7]);
    else expect(ops.slept.length).toBeGreaterThan(0);
  });
});
