import { Failure } from '@sealift/core/failure';
import { thrownBy } from '@sealift/testing/thrown';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRegistryAuths } from '../src/registry-auths.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const parsed = async (text: string) => Object.fromEntries(await parseRegistryAuths(text));

describe('logins to several registries', () => {
  it('as for docker/login-action, where every scalar is a text', async () => {
    const text = `
- registry: https://GHCR.io/v2/
  username: octo
  password: 0123
- username: hub
  password: 'it''s: "me"'
- { registry: "r.example:5000", username: yes, password: 1e3 }
`;
    expect(await parsed(text)).toEqual({
      'ghcr.io': { username: 'octo', password: '0123' },
      'docker.io': { username: 'hub', password: 'it\'s: "me"' },
      'r.example:5000': { username: 'yes', password: '1e3' },
    });
  });

  it('as the auths of a config.json', async () => {
    const auths = {
      'https://index.docker.io/v1/': { auth: base64('hub:p:q') },
      'r.example': { username: 'u', password: 'p' },
      'r.azurecr.io': { auth: base64('00000000:'), identitytoken: 'x.y' },
      '[::1]:5000': { registrytoken: 'z' },
    };
    expect(await parsed(JSON.stringify({ auths }))).toEqual({
      'docker.io': { username: 'hub', password: 'p:q' },
      'r.example': { username: 'u', password: 'p' },
      'r.azurecr.io': { username: '00000000', identityToken: 'x.y' },
      '[::1]:5000': { registryToken: 'z' },
    });
  });

  it.each<[string, string, string]>([
    ['words', 'hunter2', 'neither a list'],
    ['no YAML', '- a: "hunter2', 'a quote, bracket'],
    [
      'an alias bomb',
      `a: &a [${'hunter2,'.repeat(9)}]\nb: &b [${'*a,'.repeat(9)}]\nc: [${'*b,'.repeat(99)}]`,
      '',
    ],
    ['no user', '- { registry: r.example, password: hunter2 }', 'in entry 1'],
    ['an empty password', '- { registry: r.example, username: hunter2, password: "" }', 'in entry 1'],
    ['a key that is not read', '- { registry: r, username: u, password: hunter2, scope: x }', 'in entry 1'],
    ['a helper', '{"auths": {}, "credsStore": "hunter2"}', 'neither a list'],
    ['an empty entry', '{"auths": {"r.example": {}}}', 'no login for r.example'],
    ['half a login', `{"auths": {"r.example": {"auth": "${base64('hunter2')}"}}}`, 'not a base64'],
    ['no host', '{"auths": {"hunter2 ": {"auth": "YTpi"}}}', 'a registry that is not a host'],
    [
      'a registry twice',
      '- {registry: docker.io, username: a, password: hunter2}\n- {registry: index.docker.io, username: a, password: b}',
      'docker.io twice',
    ],
    [
      'access keys for ECR',
      '- {registry: 123456789012.dkr.ecr.us-east-1.amazonaws.com, username: AKIA0, password: hunter2}',
      'another user than "AWS"',
    ],
    ['far too much', 'x'.repeat(300_000), 'more than 262144 characters'],
  ])('%s: refused, and not repeated', async (_name, text, message) => {
    const error = await thrownBy(() => parseRegistryAuths(text));
    expect(error).toMatchObject({ code: 'registry/bad-login', message: expect.stringContaining(message) });
    expect(String(error)).not.toContain('hunter2');
  });

  it('give logins or a Failure, whatever the text', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .array(fc.record({ registry: fc.string(), username: fc.string(), password: fc.anything() }))
            .map((list) => JSON.stringify(list)),
        ),
        async (text) => {
          const found = await parseRegistryAuths(text).catch((error: unknown) => error);
          expect(found instanceof Map || found instanceof Failure).toBe(true);
        },
      ),
      { numRuns: 200 },
    ));
});
