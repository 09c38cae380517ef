import { createInputReader } from '@sealift/action-kit/inputs';
import { describe, expect, it } from 'vitest';
import { loadInputs } from '../src/inputs.ts';

const load = (inputs: Record<string, string>) => loadInputs(createInputReader((name) => inputs[name] ?? ''));
const digest = `sha256:${'a'.repeat(64)}`;
const image = 'ghcr.io/acme/shop/api';

const TRUST = {
  'certificate-identity': 'https://github.com/acme/sealift/.github/workflows/release-app.yml@refs/tags/v1',
  'certificate-oidc-issuer': 'https://token.actions.githubusercontent.com',
  'source-repository': 'acme/shop',
  'source-ref': 'refs/heads/main',
  commit: 'c'.repeat(40),
};

describe('loadInputs', () => {
  it.each<[string, Record<string, string>, object]>([
    ['a layout', { layout: 'out', image }, { mode: 'layout', layout: 'out', tags: [], evidence: undefined }],
    [
      'a layout with tags',
      { layout: 'out', image, tags: 'a, b\nc\na' },
      { mode: 'layout', tags: ['a', 'b', 'c'] },
    ],
    ['a layout with evidence', { layout: 'out', image, evidence: 'ev' }, { mode: 'layout', evidence: 'ev' }],
    ['builds', { image, evidence: 'ev' }, { mode: 'merge', evidence: 'ev', releasedTag: undefined }],
    [
      'builds of a release',
      { image, evidence: 'ev', 'released-tag': 'sha-1', ...TRUST },
      { mode: 'merge', releasedTag: 'sha-1', trust: { commit: TRUST.commit }, tools: 'pinned' },
    ],
    [
      'a digest',
      { image: `${image}@${digest}`, tags: 'main' },
      { mode: 'tag', digest, tags: ['main'], releasedTag: undefined, policy: undefined },
    ],
    [
      'a digest, its own tag, and who makes releases',
      { image: `${image}@${digest}`, tags: 'nightly,main', 'released-tag': 'nightly', ...TRUST },
      { mode: 'tag', releasedTag: 'nightly', policy: { issuer: TRUST['certificate-oidc-issuer'] } },
    ],
    ['full references', { layout: 'o', image, tags: `${image}:a\n${image}:b` }, { tags: ['a', 'b'] }],
    [
      'a loopback registry',
      { layout: 'o', image: '127.0.0.1:5000/a' },
      { image: { registry: '127.0.0.1:5000', repository: 'a' } },
    ],
  ])('takes %s', (_name, inputs, expected) => {
    expect(load(inputs)).toMatchObject(expected);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['nothing', {}, /"image" is empty/],
    [
      'a released tag without a signer',
      { image, evidence: 'ev', 'released-tag': 'sha-1', ...TRUST, 'certificate-identity': '' },
      /"certificate-identity" is empty/,
    ],
    [
      'a released tag without a commit',
      { image, evidence: 'ev', 'released-tag': 'sha-1', ...TRUST, commit: 'main' },
      /"commit" is "main"/,
    ],
    [
      'a released tag without a source',
      { image, evidence: 'ev', 'released-tag': 'sha-1', ...TRUST, 'source-repository': '' },
      /"source-repository" is ""/,
    ],
    ['tools that are none', { layout: 'o', image, tools: 'latest' }, /"tools" is "latest"/],
    ['only an image', { image }, /Nothing to publish/],
    ['upper case', { layout: 'o', image: 'ghcr.io/Acme/api' }, /not a repository name/],
    ['no registry', { layout: 'o', image: 'acme/api' }, /registry host/],
    ['a tag in the image', { layout: 'o', image: `${image}:main` }, /carries the tag "main"/],
    ['a layout and a digest', { layout: 'o', image: `${image}@${digest}` }, /contradict/],
    ['a copy of a layout', { layout: 'o', image, 'copy-to': 'r.example/a' }, /"copy-to" copies an image/],
    ['a copy of no digest', { image, evidence: 'ev', 'copy-to': 'r.example/a' }, /"copy-to" copies an image/],
    ['a copy to itself', { image: `${image}@${digest}`, 'copy-to': image }, /is the image itself/],
    ['a copy to a tag', { image: `${image}@${digest}`, 'copy-to': 'r.example/a:b' }, /a tag or a digest/],
    ['a digest without tags', { image: `${image}@${digest}`, evidence: 'ev' }, /nothing to do/],
    [
      'released-tag with a layout',
      { layout: 'o', image, 'released-tag': 'a' },
      /no meaning together with "layout"/,
    ],
    [
      'a released-tag that is not among those to move',
      { image: `${image}@${digest}`, tags: 'b', 'released-tag': 'a' },
      /not among the "tags"/,
    ],
    [
      'platforms with a digest',
      { image: `${image}@${digest}`, tags: 'a', platforms: 'linux/amd64' },
      /no meaning/,
    ],
    ['a bad released-tag', { image, evidence: 'e', 'released-tag': 'a/b' }, /not a tag/],
    ['a bad tag', { layout: 'o', image, tags: '-a' }, /"-a" in the input "tags" is not a tag/],
    ['a tag of another image', { layout: 'o', image, tags: 'ghcr.io/acme/web:a' }, /another image/],
    ['a digest as tag', { layout: 'o', image, tags: `${image}@${digest}` }, /not a tag/],
    ['half a login', { layout: 'o', image, username: 'u' }, /"password" is empty/],
    ['the other half', { layout: 'o', image, password: 'p' }, /"username" is empty/],
  ])('refuses %s', (_name, inputs, message) => {
    let thrown: unknown;
    try {
      load(inputs);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      category: 'configuration',
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(/\w{3}/),
    });
  });
});
