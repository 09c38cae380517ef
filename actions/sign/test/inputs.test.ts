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
    signingConfig: undefined,
    tools: 'pinned',
    username: undefined,
    password: undefined,
    token: 'ghs_x',
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
    ['deploy-tag', '', /"deploy-tag" is empty/],
    ['tools', 'latest', /"tools" is "latest"/],
    ['evidence', '', /"evidence" is empty/],
    ['app', '', /"app" is empty/],
  ])('%s: %j', (name, value, message) => {
    expect(() => load({ [name]: value })).toThrowError(
      expect.objectContaining({ category: 'configuration', message: expect.stringMatching(message) }),
    );
  });
});
