import { createInputReader } from '@sealift/action-kit/inputs';
import { describe, expect, test } from 'vitest';
import { loadInputs } from '../src/inputs.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const good: Record<string, string> = {
  image: `ghcr.io/acme/shop/api@${digest}\nghcr.io/acme/shop/web@${digest}`,
  'certificate-identity': 'https://github.com/acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
  'certificate-oidc-issuer': 'https://token.actions.githubusercontent.com',
  'source-repository': 'acme/shop',
  'source-ref': 'refs/heads/main',
  require: 'record, signature',
  signed: 'all',
  'ignore-unfixed': 'true',
  offline: 'false',
  tools: 'system',
};
const load = (changes: Record<string, string> = {}) =>
  loadInputs(createInputReader((name) => ({ ...good, ...changes })[name] ?? ''));

test('reads what is given', () => {
  const inputs = load();
  expect(inputs.images.map(({ repository }) => repository)).toEqual(['acme/shop/api', 'acme/shop/web']);
  expect(inputs.require).toEqual(['signature', 'record']);
  expect(inputs.policy.sourceRef).toBe('refs/heads/main');
  expect(load({ 'source-ref': '*' }).policy.sourceRef).toBeUndefined();
});

test('conditions are none unless they are asked for', () => {
  expect(load().policy.run).toBeUndefined();
  expect(load().conditions).toEqual({
    run: undefined,
    verdict: { countUnfixed: false },
    maxScanAge: undefined,
    app: undefined,
    signed: 'all',
  });
  expect(load({ require: 'https://slsa.dev/provenance/v1,urn:acme:review' }).require).toEqual([
    'provenance',
    'urn:acme:review',
  ]);
});

test('conditions', () => {
  const { policy, conditions } = load({
    'minimum-severity': 'high',
    'ignore-unfixed': 'false',
    blind: 'auto',
    'max-scan-age': '24',
    'max-database-age': '48',
    'caller-workflow': '.github/workflows/release.yml',
    trigger: 'push, schedule',
    'runner-environment': 'github-hosted',
    commit: 'c'.repeat(40),
    app: 'api',
    signed: 'index',
  });
  expect(conditions).toMatchObject({
    verdict: { minimumSeverity: 'HIGH', countUnfixed: true, blind: 'auto', maxDatabaseAge: 172_800_000 },
    maxScanAge: 86_400_000,
    app: 'api',
    signed: 'index',
  });
  expect(policy.run).toEqual({
    callerWorkflow: 'https://github.com/acme/shop/.github/workflows/release.yml',
    triggers: ['push', 'schedule'],
    runnerEnvironment: 'github-hosted',
    commit: 'c'.repeat(40),
  });
});

test.each([
  [
    '.github/workflows/x.yaml@refs/heads/main',
    'https://github.com/acme/shop/.github/workflows/x.yaml@refs/heads/main',
  ],
  [
    'https://github.com/acme/other/.github/workflows/x.yml',
    'https://github.com/acme/other/.github/workflows/x.yml',
  ],
])('the caller %s', (text, expected) => {
  expect(load({ 'caller-workflow': text }).policy.run?.callerWorkflow).toBe(expected);
});

test('the caller of a tenant is where its repositories are', () => {
  const found = load({
    'certificate-oidc-issuer': 'https://token.actions.acme.ghe.com',
    'caller-workflow': '.github/workflows/x.yml',
  });
  expect(found.policy.run?.callerWorkflow).toBe('https://acme.ghe.com/acme/shop/.github/workflows/x.yml');
});

describe('refuses', () => {
  test.each([
    ['image', 'ghcr.io/acme/shop/api:main', /by digest alone/],
    ['image', '', /nothing to verify/],
    ['certificate-identity', '', /is empty/],
    ['certificate-identity', 'https://github.com/acme/.*', /"certificate-identity" is/],
    ['certificate-identity', '@refs/tags/v1', /"certificate-identity" is/],
    ['certificate-oidc-issuer', 'https://*.example', /"certificate-oidc-issuer" is/],
    ['certificate-oidc-issuer', '', /is empty/],
    ['source-repository', 'acme', /"source-repository" is/],
    ['source-repository', 'acme/*', /"source-repository" is/],
    ['source-ref', '', /is empty/],
    ['source-ref', 'main', /"source-ref" is "main"/],
    ['source-ref', 'refs/heads/*', /"source-ref" is/],
    ['require', 'signature,sboms', /"require" is "sboms"/],
    ['require', '', /"require" is ""/],
    ['tools', 'other', /"tools" is "other"/],
    ['require', 'signature,https://a b', /"require" is/],
    ['signed', 'platforms', /"signed" is "platforms"/],
    ['minimum-severity', 'severe', /"minimum-severity" is "SEVERE"/],
    ['ignore-unfixed', 'maybe', /"ignore-unfixed" is/],
    ['blind', 'on', /"blind" is "on"/],
    ['max-scan-age', '0', /"max-scan-age" is "0"/],
    ['max-scan-age', '1d', /"max-scan-age" is "1d"/],
    ['max-database-age', '-1', /"max-database-age" is/],
    ['caller-workflow', 'release.yml', /"caller-workflow" is/],
    ['caller-workflow', '.github/workflows/*.yml', /"caller-workflow" is/],
    ['caller-workflow', '.github/workflows/a.yml@main', /"caller-workflow" is/],
    ['caller-workflow', 'https://github.com/a/b/.github/workflows/../x.yml', /"caller-workflow" is/],
    ['trigger', 'push;', /"trigger" is/],
    ['runner-environment', 'mine', /"runner-environment" is/],
    ['commit', 'c0ffee', /"commit" is "c0ffee"/],
    ['offline', 'true', /"offline" is given alone/],
  ])('%s: %j', (name, value, message) => {
    expect(() => load({ [name]: value })).toThrowError(
      expect.objectContaining({ category: 'configuration', message: expect.stringMatching(message) }),
    );
  });

  test('a password for whatever registry an artifact names', () => {
    const changes = { image: '', evidence: '/tmp/evidence', username: 'me', password: 's3cret' };
    expect(() => load(changes)).toThrowError(/without saying for which registry/);
    expect(load({ ...changes, registry: 'Registry.example' }).registry).toBe('registry.example');
  });
});
