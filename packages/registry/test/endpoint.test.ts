import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiUrl, resolveLocation, withQuery } from '../src/endpoint.ts';
import { mayBeAsked, mayReceiveCredential } from '../src/realm.ts';
import { coversScopes, formatScopes, mergeScopes, parseScopes, repositoryScope } from '../src/scope.ts';

describe('apiUrl', () => {
  it.each([
    ['ghcr.io', 'acme/api', 'https://ghcr.io/v2/acme/api/tags/list'],
    ['docker.io', 'python', 'https://registry-1.docker.io/v2/library/python/tags/list'],
    ['docker.io', 'acme/api', 'https://registry-1.docker.io/v2/acme/api/tags/list'],
    ['127.0.0.1:5000', 'api', 'http://127.0.0.1:5000/v2/api/tags/list'],
    ['localhost:5000', 'api', 'http://localhost:5000/v2/api/tags/list'],
    ['[::1]:5000', 'api', 'http://[::1]:5000/v2/api/tags/list'],
    // Looks like loopback and is a host that anybody may register.
    ['127.0.0.1.example.com', 'api', 'https://127.0.0.1.example.com/v2/api/tags/list'],
    ['localhost.example.com:5000', 'api', 'https://localhost.example.com:5000/v2/api/tags/list'],
  ])('%s/%s', (registry, repository, url) => {
    expect(apiUrl({ registry, repository }, 'tags/list').href).toBe(url);
  });
});

describe('resolveLocation', () => {
  const base = new URL('https://ghcr.io/v2/acme/api/blobs/uploads/');

  it.each([
    ['/v2/acme/api/blobs/uploads/1', 'https://ghcr.io/v2/acme/api/blobs/uploads/1'],
    ['1?x=1', 'https://ghcr.io/v2/acme/api/blobs/uploads/1?x=1'],
    ['https://store.example/u?sig=a%2Fb%3D%3D+c', 'https://store.example/u?sig=a%2Fb%3D%3D+c'],
    ['//store.example/u', 'https://store.example/u'],
    ['https://store.example/u#part', 'https://store.example/u'],
  ])('%s', (location, expected) => {
    expect(resolveLocation(base, location).href).toBe(expected);
  });

  it.each([
    ['http://ghcr.io/v2/acme/api/blobs/uploads/1', 'not protected by TLS'],
    ['http://127.0.0.1:80/x', 'not protected by TLS'],
    ['file:///etc/passwd', 'not an HTTP address'],
    ['https://user:secret@ghcr.io/x', 'user name'],
    ['https://[', 'not a URL'],
  ])('refuses %s', (location, reason) => {
    expect(() => resolveLocation(base, location)).toThrow(reason);
  });

  it('keeps the query byte for byte and adds the digest behind it', () => {
    const query = fc
      .stringMatching(/^[A-Za-z0-9%&=+_.~-]{1,60}$/)
      .filter((text) => !/%(?![0-9A-F]{2})/.test(text));
    fc.assert(
      fc.property(query, fc.boolean(), (text, absolute) => {
        const location = `${absolute ? 'https://store.example' : ''}/upload?${text}`;
        const url = withQuery(resolveLocation(base, location), 'digest', 'sha256:ab');
        expect(url.search).toBe(`?${text}&digest=sha256%3Aab`);
        expect(url.host).toBe(absolute ? 'store.example' : 'ghcr.io');
      }),
    );
  });
});

describe('mayReceiveCredential', () => {
  it.each<[string, string, boolean]>([
    ['https://ghcr.io/v2/', 'https://ghcr.io/token', true],
    ['https://registry-1.docker.io/v2/', 'https://auth.docker.io/token', true],
    ['https://registry.gitlab.com/v2/', 'https://gitlab.com/jwt/auth', true],
    ['https://registry.acme.co.uk/v2/', 'https://auth.acme.co.uk/token', true],
    ['https://rg.fr-par.scw.cloud/v2/', 'https://api.scaleway.com/registry/tokens', true],
    ['http://127.0.0.1:5000/v2/', 'http://127.0.0.1:5001/token', true],
    ['http://localhost:5000/v2/', 'http://127.0.0.1:5001/token', true],
    ['https://ghcr.io/v2/', 'https://evil.example/token', false],
    ['https://ghcr.io/v2/', 'https://ghcr.io.evil.example/token', false],
    ['https://ghcr.io/v2/', 'https://notghcr.io/token', false],
    ['https://ghcr.io/v2/', 'http://ghcr.io/token', false],
    ['https://ghcr.io/v2/', 'http://127.0.0.1/token', false],
    ['https://ghcr.io/v2/', 'https://user@ghcr.io/token', false],
    ['https://registry.acme.co.uk/v2/', 'https://evil.co.uk/token', false],
    ['https://acme.azurecr.io/v2/', 'https://evil.azurecr.io/token', false],
    ['https://acme.github.io/v2/', 'https://evil.github.io/token', false],
    // Names that are rented out, one to each customer.
    [
      'https://acme.westeurope.cloudapp.azure.com/v2/',
      'https://evil.westeurope.cloudapp.azure.com/token',
      false,
    ],
    ['https://acme.ngrok-free.app/v2/', 'https://evil.ngrok-free.app/token', false],
    ['https://acme.ngrok.io/v2/', 'https://evil.ngrok.io/token', false],
    ['https://acme.web.app/v2/', 'https://evil.web.app/token', false],
    ['https://acme.herokuapp.com/v2/', 'https://evil.herokuapp.com/token', false],
    ['https://acme.blob.core.windows.net/v2/', 'https://evil.blob.core.windows.net/token', false],
    ['https://10.0.0.1/v2/', 'https://10.0.0.2/token', false],
    ['https://10.0.0.1/v2/', 'https://10.0.0.1/token', true],
    ['https://[fd00::1]/v2/', 'https://[fd00::2]/token', false],
    // Public suffixes that no rule about the length of labels finds.
    ['https://registry.acme.com.br/v2/', 'https://evil.com.br/token', false],
    ['https://registry.acme.gov.scot/v2/', 'https://auth.acme.gov.scot/token', true],
    ['https://acme.s3.amazonaws.com/v2/', 'https://evil.s3.amazonaws.com/token', false],
    ['https://1234.dkr.ecr.eu-west-1.amazonaws.com/v2/', 'https://evil.amazonaws.com/token', false],
    ['https://acme.jfrog.io/v2/', 'https://evil.jfrog.io/token', false],
    ['https://europe-docker.pkg.dev/v2/', 'https://evil.pkg.dev/token', false],
    ['https://a.run.app/v2/', 'https://b.run.app/token', false],
    ['https://acme.fly.dev/v2/', 'https://evil.fly.dev/token', false],
    ['https://harbor.corp.internal/v2/', 'https://keycloak.corp.internal/token', true],
    ['http://127.0.0.1:5000/v2/', 'https://evil.example/token', false],
    ['https://gcr.io/v2/', 'https://evil.io/token', false],
  ])('from %s to %s: %s', async (registry, realm, expected) => {
    expect(await mayReceiveCredential(new URL(registry), new URL(realm))).toBe(expected);
  });

  it('does not even ask a realm without TLS, or on loopback for a registry that is not', () => {
    const ghcr = new URL('https://ghcr.io/v2/');
    expect(mayBeAsked(ghcr, new URL('https://other.example/token'))).toBe(true);
    for (const realm of ['http://other.example/', 'http://127.0.0.1/', 'https://127.0.0.1/', 'file:///x'])
      expect(mayBeAsked(ghcr, new URL(realm)), realm).toBe(false);
  });
});

describe('scopes', () => {
  it('merges actions per repository and formats the same access the same way', () => {
    const merged = mergeScopes(
      parseScopes('repository:acme/api:push,pull repository:127.0.0.1:5000/x:pull broken repository:y:'),
      repositoryScope('acme/api', 'pull'),
    );
    expect(formatScopes(merged)).toEqual([
      'repository:127.0.0.1:5000/x:pull',
      'repository:acme/api:pull,push',
    ]);
  });

  it('covers what is a subset', () => {
    const push = repositoryScope('a', 'push');
    expect(coversScopes(push, repositoryScope('a', 'pull'))).toBe(true);
    expect(coversScopes(repositoryScope('a', 'pull'), push)).toBe(false);
    expect(coversScopes(push, repositoryScope('b', 'pull'))).toBe(false);
  });
});
