import { createInputReader } from '@sealift/action-kit/inputs';
import { describe, expect, test } from 'vitest';
import { loadInputs } from '../src/inputs.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const good: Record<string, string> = {
  image: `ghcr.io/acme/shop/api@${digest}`,
  evidence: '/tmp/evidence',
  app: 'api',
  tags: 'sha-1234567\nmain, 1.2.3',
  'deploy-tag': 'sha-1234567',
  severity: 'CRITICAL',
  'ignore-unfixed': 'true',
  blind: 'auto',
  'max-scan-age': '72',
  'max-database-age': '168',
  frontends: '*',
  'require-pinned-bases': 'off',
  cyclonedx: 'false',
  'github-attestations': 'false',
  tools: 'pinned',
  token: 'ghs_x',
};
const load = (changes: Record<string, string> = {}) =>
  loadInputs(createInputReader((name) => ({ ...good, ...changes })[name] ?? ''));

test('reads what is given', () => {
  expect(load()).toEqual({
    image: { registry: 'ghcr.io', repository: 'acme/shop/api', digest },
    evidence: '/tmp/evidence',
    app: 'api',
    tags: ['sha-1234567', 'main', '1.2.3'],
    deployTag: 'sha-1234567',
    copies: [],
    platforms: [],
    policy: { threshold: 'CRITICAL', fixableOnly: true, blind: 'auto', ignoreFiles: [] },
    limits: { begun: undefined, maxScanAge: 72 * 3_600_000, maxDatabaseAge: 168 * 3_600_000 },
    sources: { frontends: undefined, pinnedBases: 'off' },
    workflowInputs: {},
    predicates: [],
    cyclonedx: false,
    githubAttestations: false,
    bundles: undefined,
    signingConfig: undefined,
    tools: 'pinned',
    username: undefined,
    password: undefined,
    token: 'ghs_x',
  });
});

test('reads further predicates, and not those that every release carries', () => {
  const types = 'openvex\ncsaf\nhttps://example.com/review/v1';
  expect(
    load({ 'predicate-type': types, 'predicate-path': 'vex.json\ncsaf.json\nreview.json' }),
  ).toMatchObject({
    predicates: [
      { type: 'https://openvex.dev/ns', file: 'vex.json' },
      { type: 'https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json', file: 'csaf.json' },
      { type: 'https://example.com/review/v1', file: 'review.json' },
    ],
  });
  const one = (type: string) => load({ 'predicate-type': type, 'predicate-path': 'x.json' });
  for (const type of [
    'https://sealift.dev/release/v1',
    'https://sealift.dev/scan-verdict/v1',
    'https://slsa.dev/provenance/v1',
    'https://spdx.dev/Document',
    'https://sigstore.dev/cosign/sign/v1',
    'record',
  ])
    expect(() => one(type)).toThrow(/is what every release carries/);
  for (const type of ['review', 'toString', 'https://a b', `https://example.com/${'x'.repeat(500)}`])
    expect(() => one(type)).toThrow(/is no predicate type/);
  expect(() => load({ 'predicate-type': 'openvex' })).toThrow(/1 lines in "predicate-type" and 0/);
});

test('reads what builds may have been made with, and the inputs of the workflow', () => {
  expect(
    load({
      frontends: 'docker/dockerfile:1',
      'require-pinned-bases': 'fail',
      'workflow-inputs': '{"severity":"HIGH","ignore-unfixed":true}',
    }),
  ).toMatchObject({
    sources: {
      frontends: [{ registry: 'docker.io', repository: 'docker/dockerfile', tag: '1' }],
      pinnedBases: 'fail',
    },
    workflowInputs: { severity: 'HIGH', 'ignore-unfixed': true },
  });
  for (const text of ['x', '[]', '"a"', 'null', `{"a":"${'x'.repeat(65_535)}"}`])
    expect(() => load({ 'workflow-inputs': text })).toThrow(/"workflow-inputs" is no JSON object/);
});

test('reads what the verdicts must have been judged by', () => {
  expect(
    load({
      platforms: 'linux/amd64, linux/arm64/v8',
      severity: 'high,critical',
      'ignore-unfixed': 'false',
      blind: 'fail',
      'ignore-files': `${digest},${digest}`,
      'not-before': '2026-11-26T12:00:00.000Z',
    }),
  ).toMatchObject({
    platforms: ['linux/amd64', 'linux/arm64'],
    policy: { threshold: 'HIGH', fixableOnly: false, blind: 'fail', ignoreFiles: [digest, digest] },
    limits: { begun: Date.parse('2026-11-26T12:00:00Z') },
  });
});

describe('refuses', () => {
  test.each([
    ['image', 'ghcr.io/acme/shop/api:main', /by digest alone/],
    ['image', `ghcr.io/acme/shop/api:main@${digest}`, /by digest alone/],
    ['image', `ghcr.io/Acme/shop@${digest}`, /not a repository name/],
    ['image', '', /"image" is empty/],
    ['tags', 'ghcr.io/acme/shop/api:main', /is not a tag/],
    ['deploy-tag', '-x', /is not a tag/],
    ['copy-to', 'mirror.example/api:main', /carries a tag/],
    ['copy-to', Array.from({ length: 33 }, (_, at) => `mirror.example/api-${at}`).join(), /33 repositories/],
    ['deploy-tag', '', /"deploy-tag" is empty/],
    ['severity', 'NONE', /"severity" is "NONE"/],
    ['severity', '', /"severity" is ""/],
    ['ignore-unfixed', 'maybe', /"ignore-unfixed" is "maybe"/],
    ['blind', 'off', /"blind" is "off"/],
    ['ignore-files', '.trivyignore', /is not a .*digest/],
    ['not-before', 'yesterday', /"not-before" is "yesterday"/],
    ['not-before', '1', /"not-before" is "1"/],
    ['max-scan-age', '0', /"max-scan-age" is "0"/],
    ['max-database-age', '1e9', /"max-database-age" is "1e9"/],
    ['platforms', 'amd64', /is not a platform/],
    ['tools', 'latest', /"tools" is "latest"/],
    ['evidence', '', /"evidence" is empty/],
    ['app', '', /"app" is empty/],
  ])('%s: %j', (name, value, message) => {
    expect(() => load({ [name]: value })).toThrowError(
      expect.objectContaining({ category: 'configuration', message: expect.stringMatching(message) }),
    );
  });
});
