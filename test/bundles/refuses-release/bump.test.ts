/** What the action bump refuses, through the bundle. */
import { generateKeyPairSync } from 'node:crypto';
import type { Given } from '../bundle.ts';
import { describeRefusals } from '../refusal.ts';
import { DIGEST, IMAGE, IMAGE_BY_DIGEST } from '../samples.ts';
import { record, TOKEN } from './release-given.ts';

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
