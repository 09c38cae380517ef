import { generateKeyPairSync } from 'node:crypto';
import type { Given } from './bundle.ts';
import { describeRefusals } from './refusal.ts';
import { DIGEST, IMAGE, IMAGE_BY_DIGEST, PASSWORD, RECORD } from './samples.ts';

const record = (changes: Readonly<Record<string, unknown>> = {}) => JSON.stringify({ ...RECORD, ...changes });
const TOKEN = 'github_pat_11ABCDEFG0123456789_abcdef';

const toSign: Given = {
  inputs: { image: IMAGE_BY_DIGEST, evidence: 'evidence', app: 'api', 'deploy-tag': 'main' },
};
describeRefusals('sign', toSign, [
  ['a job without permission', {}, 'it lacks the permission "id-token: write"', 'Add "id-token: write"'],
  [
    'a tag instead of a digest',
    { inputs: { image: `${IMAGE}:v1` } },
    `"${IMAGE}:v1"`,
    `Write ${IMAGE}@sha256:`,
  ],
  [
    'a tag beside the digest',
    { inputs: { image: `${IMAGE}:v1@${DIGEST}` } },
    'does not name an image by digest alone',
    'a tag may mean another image',
  ],
  [
    'a short digest',
    { inputs: { image: `${IMAGE}@sha256:1` } },
    '"sha256:1"',
    '64 lower-case hexadecimal digits',
  ],
  [
    'an image with capitals',
    { inputs: { image: `ghcr.io/Acme/x@${DIGEST}` } },
    '"Acme/x"',
    'Use lower-case letters',
  ],
  [
    'an image without registry',
    { inputs: { image: `acme/x@${DIGEST}` } },
    '"acme/x@',
    'Write the registry out',
  ],
  ['no evidence', { inputs: { evidence: '' } }, 'The input "evidence" is empty', 'Give "evidence" a value'],
  ['no app', { inputs: { app: ' ' } }, 'The input "app" is empty', 'Give "app" a value'],
  ['a whole reference as tag', { inputs: { tags: `main,${IMAGE}:v1` } }, `"${IMAGE}:v1"`, 'Give tags alone'],
  [
    'a deploy tag that is none',
    { inputs: { 'deploy-tag': 'v1+2' } },
    '"v1+2" in the input "deploy-tag"',
    'Give tags',
  ],
  ['unknown tools', { inputs: { tools: 'cosign' } }, '"tools" is "cosign"', 'Use one of pinned, system'],
]);

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
    'Say of which with "registry"',
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

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const pem = rsa.export({ type: 'pkcs1', format: 'pem' }).toString();
const encrypted = rsa
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
  .toString();
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
/** The first and last line, and half of what is between. */
const damaged = pem
  .split('\n')
  .filter((line, index) => line.startsWith('-----') || index % 2 === 1)
  .join('\n');
const inOneLine = pem.replaceAll('\n', ' ');
const key = (text: string): Given => ({ inputs: { 'app-id': '12345', 'private-key': text } });
const WHOLE_FILE = 'Give the whole .pem file';

const images = (...lines: string[]): Given => ({ inputs: { images: lines.join('\n') } });
const FULL = `${IMAGE}:v1@${DIGEST}`;

const BUMP = { repository: 'acme/ops', images: `api=${FULL}`, token: TOKEN, verify: 'off' };

describeRefusals('bump', { inputs: BUMP }, [
  [
    'no repository',
    { inputs: { repository: '' } },
    'The input "repository" is empty',
    'Give "repository" a value',
  ],
  [
    'an address as repository',
    { inputs: { repository: 'https://github.com/a/b' } },
    '"https://',
    'owner/name',
  ],
  [
    'a repository that climbs',
    { inputs: { repository: 'acme/..' } },
    '"acme/.." is not a repo',
    'owner/name',
  ],
  ['nothing to deploy', images(), 'Neither "evidence" nor "images"', 'Give the folder'],
  ['two sources', { inputs: { evidence: 'e' } }, 'Both "evidence" and "images"', 'Give the folder'],
  ['a line without app', images(FULL), 'names no app', 'Write app=registry/repository:tag@sha256'],
  ['an image without digest', images(`api=${IMAGE}:v1`), 'has no digest', 'Write app=registry'],
  ['an image without tag', images(`api=${IMAGE_BY_DIGEST}`), 'has no tag', 'Write app=registry'],
  ['a bad digest', images(`api=${IMAGE}:v1@sha256:0`), '"sha256:0"', '64 lower-case hexadecimal digits'],
  [
    'an app that climbs',
    images(`../x=${FULL}`),
    '"../x" is not the name of an app',
    'Use lower-case letters',
  ],
  [
    'an app twice',
    images(`api=${FULL}`, `api=${FULL}`),
    'The app "api" is given twice',
    'Give each app once',
  ],
  [
    'a path of no form',
    { inputs: { path: 'image..tag' } },
    '"image..tag" is not a path',
    'Write keys with dots',
  ],
  ['a file outside', { inputs: { file: '../{app}.yaml' } }, '"../api.yaml"', 'relative to the root'],
  ['a file of git', { inputs: { file: '.git/config' } }, '".git/config"', 'relative to the root'],
  ['an unknown placeholder', { inputs: { file: '{name}.yaml' } }, '"{name}" in "file"', 'Use {app}'],
  ['an unknown value', { inputs: { value: '{sha}' } }, '"{sha}" in "value"', 'Use {tag} or {digest}'],
  [
    'nobody who must have signed',
    { inputs: { verify: 'required' } },
    '"certificate-identity" is empty',
    'verify: off',
  ],
  ['a group that is none', { inputs: { group: 'team' } }, '"group" is "team"', 'one of rolling, run, app'],
  [
    'a configuration that is none',
    { inputs: { config: 'apps: [' } },
    'The input "config" is not valid YAML',
    'Correct it',
  ],
  ['an app that is not released', { inputs: { apps: 'web' } }, '"apps" names "web"', 'Correct "apps"'],
  [
    'a rollback to something',
    { inputs: { operation: 'rollback' } },
    'names a tag or a digest',
    'Write app=registry/repository',
  ],
  ['a branch that git refuses', { inputs: { branch: 'a..b' } }, '"a..b" is not a branch name', 'Use letters'],
  ['a label too long', { inputs: { labels: `x,${'y'.repeat(51)}` } }, 'yyy" is longer', 'Shorten it'],
  ['a word where true belongs', { inputs: { 'dry-run': 'yes' } }, '"dry-run" is "yes"', 'true or false'],
  [
    'an unknown verification',
    { inputs: { 'commit-verification': 'never' } },
    '"commit-verification" is "never"',
    'one of required, optional',
  ],
  [
    'no login',
    { inputs: { token: '' } },
    'neither a private key of a GitHub App nor a token',
    'Give "app-id"',
  ],
  [
    'an App without key',
    { inputs: { token: '', 'app-id': '12345' } },
    'neither "private-key" nor "token" has a value',
    'a secret that is not set arrives empty',
  ],
  ['a key without App', { inputs: { 'private-key': pem } }, 'no "app-id"', 'Give the id', { secrets: [pem] }],
  [
    'a key that is none',
    key('ssh-rsa AAAAB3Nza'),
    'not a PEM file',
    WHOLE_FILE,
    { secrets: ['ssh-rsa AAAAB3Nza'] },
  ],
  ['a damaged key', key(damaged), 'it is incomplete or damaged', WHOLE_FILE, { secrets: [damaged] }],
  ['a key in one line', key(inOneLine), 'not a PEM file', WHOLE_FILE, { secrets: [pem] }],
  ['an encrypted key', key(encrypted), 'unencrypted', WHOLE_FILE, { secrets: [encrypted] }],
  ['a key of another kind', key(elliptic), 'of the type ec, not RSA', WHOLE_FILE, { secrets: [elliptic] }],
  [
    'missing evidence',
    { inputs: { images: '', evidence: 'none' } },
    'none cannot be read',
    'Give the folder',
    { secrets: [TOKEN] },
  ],
  [
    'evidence without record',
    { inputs: { images: '', evidence: 'e' }, files: { 'e/note.txt': 'x' } },
    'There is no release record',
    'Load the evidence',
  ],
  [
    'a record with an unknown field',
    { inputs: { images: '', evidence: 'e' }, files: { 'e/a/record.json': record({ trusted: true }) } },
    'The evidence in a/record.json cannot be used: "trusted" is wrong',
    'Let the Sealift actions write',
  ],
  [
    'a record whose tag is none',
    { inputs: { images: '', evidence: 'e' }, files: { 'e/record.json': record({ deployTag: 'a b' }) } },
    'names "a b" as the tag to deploy',
    'Let the sign action write',
  ],
  [
    'an API that is no address',
    { env: { GITHUB_API_URL: 'api.github.com' } },
    'api.github.com',
    '.',
    { secrets: [TOKEN] },
  ],
]);
