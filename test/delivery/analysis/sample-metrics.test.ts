/** The metrics that the sample's api gives are those that its canary is judged by. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readOps } from '../ops-repository.ts';

const METRICS = path.resolve(import.meta.dirname, '../../../action-templates/sample/apps/api/app/metrics.py');

test('a bucket ends at the limit of the 95th percentile: between buckets the percentile is a guess', async () => {
  const { exports } = parse(await readOps('deploy/helm/base/values.yaml'));
  const buckets = /BUCKETS = \(([^)]*)\)/.exec(await readFile(METRICS, 'utf8'))?.[1] ?? '';
  expect(buckets.split(',').map(Number)).toContain(exports.defaults.rollout.analysis.p95Seconds);
});

test('names and labels are those that the queries select by', async () => {
  const source = await readFile(METRICS, 'utf8');
  expect(source).toMatch(/Counter\(\s*"http_requests_total",[^)]*\["method", "route", "status"\]/);
  expect(source).toMatch(/Histogram\(\s*"http_request_duration_seconds",[^)]*\["method", "route"\]/);
});
