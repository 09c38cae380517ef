import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInputReader } from '@sealift/action-kit/inputs';
import { Failure } from '@sealift/core/failure';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadInputs } from '../src/inputs.ts';

const { inputs } = parse(readFileSync(path.join(import.meta.dirname, '../action.yml'), 'utf8')) as {
  inputs: Record<string, { default: unknown }>;
};
const load = (given: Readonly<Record<string, string>>) =>
  loadInputs(createInputReader((name) => given[name] ?? String(inputs[name]?.default ?? '')));
const GOOD = { layout: '/l', image: 'ghcr.io/acme/shop/api' };

it('defaults', () => {
  expect(load(GOOD)).toMatchObject({
    source: { layout: '/l' },
    image: { registry: 'ghcr.io', repository: 'acme/shop/api' },
    platforms: [],
    threshold: 'CRITICAL',
    ignoreUnfixed: true,
    scanners: ['vuln'],
    gate: 'fail',
    uploadSarif: 'auto',
    maxDatabaseAge: 168,
    databaseRepositories: [],
  });
});

it.each([
  ['HIGH', 'HIGH'],
  ['high', 'HIGH'],
  ['CRITICAL,HIGH', 'HIGH'],
  ['MEDIUM, CRITICAL, HIGH', 'MEDIUM'],
  ['UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL', 'UNKNOWN'],
])('severity %s means %s', (severity, expected) => {
  expect(load({ ...GOOD, severity }).threshold).toBe(expected);
});

it('image-ref names the image by itself', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  expect(load({ 'image-ref': `ghcr.io/acme/api@${digest}` })).toMatchObject({
    image: { registry: 'ghcr.io', repository: 'acme/api' },
    source: { reference: { digest } },
  });
});

describe('refused', () => {
  it.each([
    ['neither layout nor image-ref', { image: 'ghcr.io/a/b' }],
    ['both', { ...GOOD, 'image-ref': 'ghcr.io/a/b' }],
    ['layout without image', { layout: '/l' }],
    ['image with tag', { ...GOOD, image: 'ghcr.io/acme/api:1' }],
    ['image in capitals', { ...GOOD, image: 'ghcr.io/Acme/api' }],
    ['severity', { ...GOOD, severity: 'SEVERE' }],
    ['severities with a gap', { ...GOOD, severity: 'CRITICAL,MEDIUM' }],
    ['severities without the top', { ...GOOD, severity: 'LOW,MEDIUM' }],
    ['scanner', { ...GOOD, scanners: 'vuln,license' }],
    ['no vuln scanner', { ...GOOD, scanners: 'secret' }],
    ['platform', { ...GOOD, platform: 'amd64' }],
    ['gate', { ...GOOD, gate: 'maybe' }],
    ['upload-sarif', { ...GOOD, 'upload-sarif': 'yes' }],
    ['ignore-unfixed', { ...GOOD, 'ignore-unfixed': 'no' }],
    ['age', { ...GOOD, 'max-database-age': '7d' }],
    ['database repository', { ...GOOD, 'db-repository': '--debug' }],
    ['tools', { ...GOOD, tools: 'latest' }],
  ])('%s', (_, given) => {
    const thrown = (() => {
      try {
        return load(given);
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(Failure);
    expect((thrown as Failure).category).toBe('configuration');
    expect((thrown as Failure).remedy).toMatch(/\.$/);
  });
});
