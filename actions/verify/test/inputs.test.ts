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
