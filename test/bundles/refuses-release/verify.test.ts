/** What the action verify refuses, through the bundle. */
import type { Given } from '../bundle.ts';
import { describeRefusals } from '../refusal.ts';
import { DIGEST, IMAGE, IMAGE_BY_DIGEST, PASSWORD } from '../samples.ts';
import { record } from './release-given.ts';

const toVerify: Given = {
  inputs: {
    image: IMAGE_BY_DIGEST,
    'certificate-identity':
      'https://github.com/acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
    'source-repository': 'acme/shop',
    'source-ref': 'refs/heads/main',
  },
};

describeRefusals('verify', toVerify, [
  [
    'nothing',
    { inputs: { image: '' } },
    'There is nothing to verify',
    'Give images as registry/repository@sha256',
  ],
  ['a tag', { inputs: { image: `${IMAGE}:v1` } }, `"${IMAGE}:v1"`, 'a tag says nothing'],
  [
    'one bad digest among good ones',
    { inputs: { image: `${IMAGE_BY_DIGEST}\n${IMAGE}@sha256:XYZ` } },
    '"sha256:XYZ"',
    '64 lower-case hexadecimal digits',
  ],
  [
    'an image with capitals',
    { inputs: { image: `ghcr.io/Acme/x@${DIGEST}` } },
    '"Acme/x"',
    'Use lower-case letters',
  ],
  ['no identity', { inputs: { 'certificate-identity': '' } }, '"certificate-identity" is empty', 'Give'],
  [
    'an identity with a pattern',
    { inputs: { 'certificate-identity': 'https://github.com/acme/*' } },
    '"https://github.com/acme/*"',
    'with its ref',
  ],
  [
    'an identity without ref',
    { inputs: { 'certificate-identity': 'https://github.com/a/b/.github/workflows/c.yml' } },
    '"https://github.com/a/b/.github/workflows/c.yml"',
    'the workflow that signed with its ref',
  ],
  [
    'an issuer that is no address',
    { inputs: { 'certificate-oidc-issuer': 'github' } },
    '"certificate-oidc-issuer" is "github"',
    'an exact URL',
  ],
  [
    'an address as repository',
    { inputs: { 'source-repository': 'https://github.com/a/b' } },
    '/a/b"',
    'owner/repo',
  ],
  ['a branch as ref', { inputs: { 'source-ref': 'main' } }, '"source-ref" is "main"', 'refs/heads/main'],
  ['a pattern as ref', { inputs: { 'source-ref': 'refs/heads/*' } }, '"refs/heads/*"', 'to accept every ref'],
  [
    'an unknown requirement',
    { inputs: { require: 'signature,luck' } },
    '"require" is "luck"',
    'only signature',
  ],
  [
    'a predicate type that is none',
    { inputs: { require: 'signature,https://a b' } },
    '"require" is "https://a b"',
    'the URI of a predicate type',
  ],
  ['an unknown severity', { inputs: { 'minimum-severity': 'bad' } }, '"BAD"', 'one of UNKNOWN, LOW'],
  ['an age in words', { inputs: { 'max-scan-age': '1 day' } }, '"max-scan-age" is "1 day"', 'whole number'],
  ['no age at all', { inputs: { 'max-database-age': '0' } }, '"max-database-age" is "0"', 'from 1 to'],
  [
    'a caller that is a pattern',
    { inputs: { 'caller-workflow': '.github/workflows/*.yml' } },
    '"caller-workflow" is ".github/workflows/*.yml"',
    '.github/workflows/release.yml',
  ],
  ['a trigger that is none', { inputs: { trigger: 'push,*' } }, '"trigger" is "*"', 'names of events'],
  [
    'an unknown runner',
    { inputs: { 'runner-environment': 'mine' } },
    '"runner-environment" is "mine"',
    'github-hosted, self-hosted',
  ],
  ['a short commit', { inputs: { commit: 'c0ffee1' } }, '"commit" is "c0ffee1"', '40 hex digits'],
  ['signatures of something else', { inputs: { signed: 'some' } }, '"signed" is "some"', 'all, index'],
  ['offline without files', { inputs: { offline: 'true' } }, '"offline" is given alone', '"trusted-root"'],
  [
    'a folder without bundles',
    { inputs: { bundles: 'evidence' }, files: { 'evidence/readme.json': '{}' } },
    'there is no bundle among them',
    'Give a folder with Sigstore bundles',
  ],
  ['no requirement', { inputs: { require: ',' } }, '"require" is ""', 'at least one of signature'],
  [
    'unknown tools',
    { inputs: { tools: '../cosign' } },
    '"tools" is "../cosign"',
    'Use one of pinned, system',
  ],
  ['missing evidence', { inputs: { image: '', evidence: 'none' } }, 'none cannot be read', 'Give the folder'],
  [
    'evidence without record',
    { inputs: { image: '', evidence: 'evidence' }, files: { 'evidence/note.txt': 'x' } },
    'evidence holds no release record',
    'Load the evidence of the sign job',
  ],
  [
    'a record that is no JSON',
    { inputs: { image: '', evidence: 'e' }, files: { 'e/api/record.json': '{' } },
    'The evidence in api/record.json cannot be used: it is not JSON',
    'Let the Sealift actions write',
  ],
  [
    'a record of an image that climbs',
    {
      inputs: { image: '', evidence: 'e' },
      files: { 'e/api/record.json': record({ image: 'ghcr.io/../x' }) },
    },
    '"ghcr.io/../x" is not an image reference',
    'Use lower-case letters',
  ],
  [
    'a password for whatever host a record names',
    { inputs: { evidence: 'e', username: 'octo', password: PASSWORD }, files: { 'e/record.json': record() } },
    'without saying for which registry',
    'Give its host as "registry"',
    { secrets: [PASSWORD] },
  ],
  [
    'a password for two registries',
    { inputs: { image: `${IMAGE_BY_DIGEST},quay.io/a/b@${DIGEST}`, username: 'octo', password: PASSWORD } },
    'The images are in ghcr.io and quay.io',
    'Name that registry as "registry"',
    { secrets: [PASSWORD] },
  ],
  [
    'a password without user',
    { inputs: { password: PASSWORD } },
    'password is given without the user name',
    'Give both',
    { secrets: [PASSWORD] },
  ],
]);
