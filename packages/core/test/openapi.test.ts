/** Documents of strangers, the lines of their parts, the policy file, and what is said of changes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../src/failure.ts';
import type { Change } from '../src/openapi/change.ts';
import { MAX_DEPTH, MAX_JSON, MAX_YAML, parseOpenApi } from '../src/openapi/document.ts';
import { differences } from '../src/openapi/drift.ts';
import { judge, parseOpenApiPolicy } from '../src/openapi/policy.ts';
import { printDocument } from '../src/openapi/printed.ts';
import { breaksDigest, renderReport } from '../src/openapi/report.ts';
import { createOpenApiSarif } from '../src/openapi/sarif.ts';

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown.code;
    throw thrown;
  }
  return undefined;
};
const minimal = { openapi: '3.1.0', info: { title: 't', version: '1' }, paths: {} };
const withSchema = (schema: unknown) =>
  JSON.stringify({ ...minimal, components: { schemas: { A: schema } } });
const deep = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
const bomb = `openapi: 3.1.0\na: &a [x,x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij']
  .map((name, index) => `${name}: &${name} [${`*${'abcdefghij'[index]},`.repeat(10)}]`)
  .join('\n')}\n`;

describe('a hostile document', () => {
  it.each<[string, string, string | undefined]>([
    ['nothing', '', 'openapi/not-readable'],
    ['a list', '[]', 'openapi/not-readable'],
    ['broken JSON', '{"openapi": "3.1.0",', 'openapi/not-readable'],
    ['broken YAML', 'openapi: [3.1.0', 'openapi/not-readable'],
    ['OpenAPI 2', '{"swagger":"2.0"}', 'openapi/not-readable'],
    ['a version that is a number', 'openapi: 3.1', 'openapi/not-readable'],
    ['a huge one', `{"openapi":"3.1.0","x":"${'a'.repeat(MAX_JSON)}"}`, 'openapi/too-large'],
    ['huge YAML', `openapi: 3.1.0\nx: ${'a'.repeat(MAX_YAML)}\n`, 'openapi/too-large'],
    ['a deep one', `{"openapi":"3.1.0","x":${deep(MAX_DEPTH)}}`, 'openapi/too-large'],
    ['a very deep one', `{"openapi":"3.1.0","x":${deep(100_000)}}`, 'openapi/too-large'],
    ['deep YAML', `openapi: 3.1.0\nx: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`, 'openapi/too-large'],
    ['aliases that multiply', bomb, 'openapi/too-large'],
    ['a reference to a file', withSchema({ $ref: 'file:///etc/passwd' }), 'openapi/external-ref'],
    ['a reference to a host', withSchema({ $ref: 'http://169.254.169.254/' }), 'openapi/external-ref'],
    ['a relative reference', withSchema({ items: { $ref: '../secret.json#/a' } }), 'openapi/external-ref'],
    ['one in a list', withSchema({ allOf: [{ $ref: 'a.yaml' }] }), 'openapi/external-ref'],
    [
      'one below a property called "example"',
      withSchema({ properties: { example: { $ref: 'a.yaml' } } }),
      'openapi/external-ref',
    ],
    ['a circle of references', withSchema({ $ref: '#/components/schemas/A' }), undefined],
    ['a word in an example', withSchema({ example: { $ref: 'http://example.com' } }), undefined],
    ['a property called "$ref"', withSchema({ properties: { $ref: { type: 'string' } } }), undefined],
    [
      'names of a prototype',
      withSchema(JSON.parse('{"properties":{"__proto__":{"type":"string"}}}')),
      undefined,
    ],
  ])('%s', (_, text, code) => {
    expect(codeOf(() => parseOpenApi(text, 'openapi.json'))).toBe(code);
  });

  it('is not read in minutes because of many keys', () => {
    const many = Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`).join('\n');
    const started = performance.now();
    expect(codeOf(() => parseOpenApi(`openapi: 3.1.0\n${many}\n`, 'a.yaml'))).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('repeats nothing of itself in a failure but the reference, on one line', () => {
    const text = withSchema({ $ref: 'http://x/\n::error::\u202e' });
    try {
      parseOpenApi(text, 'a.json');
    } catch (thrown) {
      expect(String(thrown)).not.toMatch(/[\n\u202e]/);
    }
  });
});

describe('lines', () => {
  it.each([
    ['JSON', JSON.stringify({ ...minimal, paths: { '/a': { get: { x: [1, 2] } } } }, null, 2)],
    [
      'YAML',
      'openapi: 3.1.0\ninfo:\n  title: t\n  version: "1"\npaths:\n\n  /a:\n    get:\n      x:\n        - 1\n        - 2\n',
    ],
  ])('of %s, or of what is closest', (_, text) => {
    const { lineOf } = parseOpenApi(text, 'a');
    const lines = text.split('\n');
    expect(lines[lineOf(['paths', '/a']) - 1]).toMatch(/\/a|get/);
    expect(lines[lineOf(['paths', '/a', 'get', 'x', '1']) - 1]).toContain('2');
    expect(lineOf(['paths', '/a', 'get', 'gone', 'deeper'])).toBe(lineOf(['paths', '/a', 'get']));
    expect(lineOf(['gone'])).toBe(1);
  });

  it('of the printed document lead back, and it says the same', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (json) => {
        const value: unknown = JSON.parse(json);
        const { text, pointerAt } = printDocument(value);
        expect(JSON.parse(text)).toEqual(value);
        const found = pointerAt(1).reduce<unknown>(
          (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : at),
          value,
        );
        expect(found).toEqual(value);
      }),
    );
    const { text, pointerAt } = printDocument({ a: { b: [1, { c: 2 }] } });
    const line = text.split('\n').findIndex((each) => each.includes('"c"')) + 1;
    expect(pointerAt(line)).toEqual(['a', 'b', '1', 'c']);
    expect(pointerAt(9_999)).toEqual([]);
  });
});

it('differences name where, and end at twenty', () => {
  expect(differences({ a: 1, b: [1, 2] }, { b: [1, 3, 4], c: null })).toEqual([
    { pointer: ['a'], kind: 'removed' },
    { pointer: ['b', '1'], kind: 'changed' },
    { pointer: ['b', '2'], kind: 'added' },
    { pointer: ['c'], kind: 'added' },
  ]);
  expect(differences({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
  expect(differences(Array(100).fill(1), Array(100).fill(2))).toHaveLength(20);
});

const change = (more: Partial<Change> = {}): Change => ({
  id: 'response-property-removed',
  level: 'error',
  method: 'GET',
  path: '/items',
  text: 'removed the property `note`',
  line: 3,
  ...more,
});

describe('the policy', () => {
  const NOW = Date.parse('2026-11-26T12:00:00Z');
  const accepts = (entry: object, one = change(), app = 'api') =>
    judge(
      [one],
      { accepted: [{ rule: one.id, operation: 'GET /items', reason: 'r', ...entry }] },
      { app, now: NOW },
    )[0]?.accepted !== undefined;
  it.each([
    ['as it is', {}, true],
    ['for another app', { app: 'web' }, false],
    ['for this app', { app: 'api' }, true],
    ['for another operation', { operation: 'POST /items' }, false],
    ['for any operation', { operation: '*' }, true],
    ['with a part of the sentence', { contains: '`note`' }, true],
    ['with a part of another one', { contains: '`name`' }, false],
    ['until today', { until: '2026-11-26' }, true],
    ['until yesterday', { until: '2026-11-25' }, false],
  ])('accepts %s: %s', (_, entry, expected) => {
    expect(accepts(entry)).toBe(expected);
  });
  it('gives rules other levels', () => {
    const levels = { 'response-property-removed': 'warning' } as const;
    expect(judge([change()], { levels }, { app: 'api', now: NOW })[0]?.level).toBe('warning');
  });
  it.each([
    'accepted: [{rule: A B, operation: x, reason: y}]',
    'accepted: [{rule: a, operation: x}]',
    'unknown: 1',
    'levels: {a: fatal}',
  ])('refuses %s', (text) => {
    expect(codeOf(() => parseOpenApiPolicy(text, 'p.yml'))).toBe('config/malformed');
  });
});

it('the digest of breaks knows neither order nor lines', () => {
  const [a, b] = [change(), change({ path: '/other' })];
  expect(breaksDigest([a, b])).toBe(breaksDigest([{ ...b, line: 9 }, a]));
  expect(breaksDigest([a])).not.toBe(breaksDigest([b]));
});

it('hostile names reach neither the report nor SARIF as anything but text', () => {
  const hostile = change({
    path: '/<img src=x>|`@all`\u202e',
    text: '[x](javascript:1) <!-- breaks -->\n::error::',
  });
  const facts = {
    app: 'api',
    snapshot: 'a.json',
    comparedWith: 'x',
    failOn: 'error',
    reportFrom: 'info',
    stale: [],
  } as const;
  const report = renderReport({ ...facts, changes: [hostile] });
  expect(report).not.toMatch(/<!--|\u202e|\]\(javascript/);
  expect(report.split('\n').filter((line) => line.startsWith('| 🔴'))).toHaveLength(1);
  const sarif = createOpenApiSarif({
    ...facts,
    changes: [hostile, hostile],
    category: 'c',
    toolVersion: '1',
  });
  const [first, second] = (
    JSON.parse(sarif) as {
      runs: [{ results: { partialFingerprints: { primaryLocationLineHash: string } }[] }];
    }
  ).runs[0].results;
  expect(first?.partialFingerprints.primaryLocationLineHash).not.toBe(
    second?.partialFingerprints.primaryLocationLineHash,
  );
});
