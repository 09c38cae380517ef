import { describe, expect, it } from 'vitest';
import type { DatabaseKind } from '../../src/trivy/arguments.ts';
import { freshness, parseMetadata } from '../../src/trivy/freshness.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-06-10T12:00:00Z');
const WEEK = 168 * HOUR;

describe('how old a database may be', () => {
  const judge = (kind: DatabaseKind, age: number, sinceDownload: number, maxAge = WEEK) =>
    freshness(kind, { version: 2, updatedAt: NOW - age, downloadedAt: NOW - sinceDownload }, NOW, maxAge);

  it.each<[string, DatabaseKind, number, number, number, string]>([
    ['made now', 'vulnerabilities', 0, 48 * HOUR, WEEK, 'fresh'],
    ['12 hours', 'vulnerabilities', 12 * HOUR, 48 * HOUR, WEEK, 'fresh'],
    ['a little more', 'vulnerabilities', 12 * HOUR + 1, 48 * HOUR, WEEK, 'old'],
    ['72 hours of Java', 'java', 72 * HOUR, 100 * HOUR, WEEK, 'fresh'],
    ['more of Java', 'java', 72 * HOUR + 1, 100 * HOUR, WEEK, 'old'],
    ['old, asked for less than an hour ago', 'vulnerabilities', 50 * HOUR, HOUR - 1, WEEK, 'fresh'],
    ['old, asked for an hour ago', 'vulnerabilities', 50 * HOUR, HOUR, WEEK, 'old'],
    ['old, asked for by a clock that goes ahead', 'vulnerabilities', 50 * HOUR, 1 - HOUR, WEEK, 'fresh'],
    ['old, asked for in an hour', 'vulnerabilities', 50 * HOUR, -HOUR, WEEK, 'old'],
    ['as old as allowed', 'vulnerabilities', WEEK, 48 * HOUR, WEEK, 'old'],
    ['older than allowed', 'vulnerabilities', WEEK + 1, 48 * HOUR, WEEK, 'expired'],
    ['older than allowed, just asked for', 'vulnerabilities', WEEK + 1, 0, WEEK, 'expired'],
    ['a limit below the refresh', 'vulnerabilities', 2 * HOUR + 1, 48 * HOUR, 2 * HOUR, 'expired'],
    ['at a limit below the refresh', 'vulnerabilities', 2 * HOUR, 48 * HOUR, 2 * HOUR, 'fresh'],
    ['made in the future', 'vulnerabilities', -HOUR, 48 * HOUR, WEEK, 'fresh'],
  ])('%s', (_, kind, age, sinceDownload, maxAge, expected) => {
    expect(judge(kind, age, sinceDownload, maxAge)).toBe(expected);
  });
});

it.each([
  ['an hour ahead', -HOUR, 'fresh'],
  ['more than that', -HOUR - 1, 'future'],
  ['in 2099', NOW - Date.parse('2099-01-01T00:00:00Z'), 'future'],
] as const)('a clock that is %s', (_, age, expected) => {
  const database = { version: 2, updatedAt: NOW - age, downloadedAt: 0 };
  expect(freshness('vulnerabilities', database, NOW, 168 * HOUR)).toBe(expected);
});

describe('metadata.json', () => {
  const text = (fields: object) =>
    JSON.stringify({ Version: 2, UpdatedAt: '2026-06-10T00:00:00Z', ...fields });

  it('is read as it is', () => {
    expect(parseMetadata('vulnerabilities', text({ DownloadedAt: '2026-06-10T01:00:00Z' }))).toEqual({
      version: 2,
      updatedAt: NOW - 12 * HOUR,
      downloadedAt: NOW - 11 * HOUR,
    });
    expect(parseMetadata('java', text({ Version: 1 }))).toEqual({
      version: 1,
      updatedAt: NOW - 12 * HOUR,
      downloadedAt: 0,
    });
    const first = parseMetadata('vulnerabilities', text({ UpdatedAt: '1970-01-01T00:00:00.001Z' }));
    expect(first).toMatchObject({ updatedAt: 1 });
  });

  it.each<[string, DatabaseKind, string]>([
    ['of another schema', 'vulnerabilities', text({ Version: 1 })],
    ['of a newer schema', 'vulnerabilities', text({ Version: 3 })],
    ['of the other kind', 'java', text({})],
    ['with half a version', 'vulnerabilities', text({ Version: 2.5 })],
    ['with a version in words', 'vulnerabilities', text({ Version: '2' })],
    ['without a time', 'vulnerabilities', '{"Version":2}'],
    ['with a time that is none', 'vulnerabilities', text({ UpdatedAt: 'yesterday' })],
    ['with the zero time of Go', 'vulnerabilities', text({ UpdatedAt: '0001-01-01T00:00:00Z' })],
    ['of 1970', 'vulnerabilities', text({ UpdatedAt: '1970-01-01T00:00:00Z' })],
    ['with a download that is no time', 'vulnerabilities', text({ DownloadedAt: 'x' })],
    ['that is no JSON', 'vulnerabilities', '{'],
  ])('%s is of no use', (_, kind, content) => {
    expect(parseMetadata(kind, content)).toEqual({ problem: expect.stringMatching(/^it/) });
  });
});
