import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Given } from './bundle.ts';
import { layoutIn, pointingTo, tampered } from './layouts.ts';
import { describeRefusals, type Refusal } from './refusal.ts';
import { DIGEST, IMAGE, IMAGE_BY_DIGEST, PASSWORD } from './samples.ts';

/** What scan and sbom have in common: where the image is, and what it is called. */
const imageRows: readonly Refusal[] = [
  ['no image', { inputs: { layout: '' } }, 'Neither "layout" nor "image-ref" is given', 'Give "layout"'],
  [
    'two images',
    { inputs: { 'image-ref': IMAGE_BY_DIGEST } },
    'Both "layout" and "image-ref"',
    'Give "layout"',
  ],
  ['a layout without name', { inputs: { image: '' } }, 'The input "image" is empty', 'Give the name'],
  [
    'a name with capitals',
    { inputs: { image: 'ghcr.io/Acme/Shop' } },
    '"Acme/Shop"',
    'Use lower-case letters',
  ],
  ['a name without registry', { inputs: { image: 'acme/shop' } }, '"acme/shop"', 'Write the registry out'],
  ['a name that climbs', { inputs: { image: 'ghcr.io/../shop' } }, '"../shop"', 'Use lower-case letters'],
  ['a name with a tag', { inputs: { image: `${IMAGE}:v1` } }, 'carries a tag', `Write ${IMAGE}`],
  ['a name with a digest', { inputs: { image: IMAGE_BY_DIGEST } }, 'carries a digest', `Write ${IMAGE}`],
  [
    'a reference with a short digest',
    { inputs: { layout: '', 'image-ref': `${IMAGE}@sha256:abc` } },
    '"sha256:abc" is not a sha256 digest',
    '64 lower-case hexadecimal digits',
  ],
  ['a bad platform', { inputs: { platform: 'amd64' } }, '"amd64" is not a platform', 'Write os/architecture'],
  [
    'a platform that the image lacks',
    { inputs: { platform: 'linux/arm64' } },
    'holds no image for linux/arm64, only for linux/amd64',
    'Correct the input "platform"',
  ],
  ['unknown tools', { inputs: { tools: 'latest' } }, '"tools" is "latest"', 'Use one of pinned, system'],
  ['a missing layout', { inputs: { layout: 'none' } }, 'no image layout at "none"', 'Give the folder'],
  [
    'a file as layout',
    { inputs: { layout: 'image.tar' }, files: { 'image.tar': 'x' } },
    '"image.tar" cannot be used',
    'Build the image again',
  ],
  [
    'half a layout',
    { prepare: layoutIn((folder) => rm(path.join(folder, 'index.json'))) },
    '"layout" cannot be used',
    'Build the image again',
  ],
  ['a layout that was changed', { prepare: tampered }, '"layout" cannot be used', 'Build the image again'],
  [
    'a layout of something else',
    { prepare: pointingTo('text/plain') },
    'index.json points to "text/plain"',
    'Build the image again',
  ],
  [
    'a user without password',
    { inputs: { layout: '', 'image-ref': IMAGE_BY_DIGEST, username: 'octo' } },
    'user name is given without the password',
    'Give both',
  ],
  [
    'a password without user',
    { inputs: { layout: '', 'image-ref': IMAGE_BY_DIGEST, password: PASSWORD } },
    'password is given without the user name',
    'Give both',
    { secrets: [PASSWORD] },
  ],
];

const good: Given = { inputs: { layout: 'layout', image: IMAGE }, prepare: layoutIn() };
const withoutPrograms = { PATH: '/nowhere' };
const ignoring = (name: string, text: string): Given => ({
  inputs: { trivyignores: name },
  files: { [name]: text },
});
const FORMATS = 'the formats are described at';

describeRefusals('scan', good, [
  ...imageRows,
  ['an unknown severity', { inputs: { severity: 'SEVERE' } }, '"severity" is "SEVERE"', 'LOW, MEDIUM, HIGH'],
  ['severities with a gap', { inputs: { severity: 'CRITICAL,LOW' } }, 'it has a gap', 'Name the lowest'],
  ['no severity', { inputs: { severity: ',' } }, 'it names none', 'Name the lowest'],
  ['an unknown scanner', { inputs: { scanners: 'vuln,licence' } }, '"licence" is not one of', 'Use "vuln"'],
  [
    'a scan without vulnerabilities',
    { inputs: { scanners: 'secret' } },
    '"scanners" is "secret"',
    'Use "vuln"',
  ],
  ['an unknown gate', { inputs: { gate: 'maybe' } }, '"gate" is "maybe"', 'Use one of fail, warn'],
  [
    'an unknown upload',
    { inputs: { 'upload-sarif': 'yes' } },
    '"upload-sarif" is "yes"',
    'one of auto, true',
  ],
  [
    'a word where true belongs',
    { inputs: { 'ignore-unfixed': 'on' } },
    '"ignore-unfixed" is "on"',
    'true or false',
  ],
  [
    'an age of no hours',
    { inputs: { 'max-database-age': '0' } },
    '"max-database-age" is "0"',
    'from 1 to 8760',
  ],
  [
    'an age in words',
    { inputs: { 'max-database-age': '7d' } },
    '"max-database-age" is "7d"',
    'a whole number',
  ],
  [
    'an option as database',
    { inputs: { 'db-repository': '--skip-db-update' } },
    '"db-repository" names "--skip-db-update"',
    'Write registry/repository:tag',
  ],
  [
    'an address as Java database',
    { inputs: { 'java-db-repository': 'https://ghcr.io/db' } },
    '"java-db-repository" names "https://ghcr.io/db"',
    'Write registry/repository:tag',
  ],
  [
    'a missing ignore file',
    { inputs: { trivyignores: '.trivyignore' } },
    'The ignore file ".trivyignore" does not exist',
    'Correct the input "trivyignores"',
  ],
  [
    'a malformed line in an ignore file',
    ignoring('.trivyignore', '# why\nCVE-2026-1 exp:2027-01-01\nCVE-2026-2 until:2027\n'),
    '".trivyignore", line 3: an expiry must be written exp:YYYY-MM-DD',
    FORMATS,
    { at: { file: '.trivyignore', line: 3 } },
  ],
  [
    'two ids on a line of an ignore file',
    ignoring('.trivyignore', 'CVE-2026-1 CVE-2026-2\n'),
    '".trivyignore", line 1: a second id must stand on a line of its own',
    FORMATS,
    { at: { file: '.trivyignore', line: 1 } },
  ],
  [
    'a date that is none in an ignore file',
    ignoring('.trivyignore', 'CVE-2026-1 exp:2026-02-30\n'),
    '".trivyignore", line 1: exp: is not followed by a date YYYY-MM-DD',
    FORMATS,
    { at: { file: '.trivyignore', line: 1 } },
  ],
  [
    'malformed YAML in an ignore file',
    ignoring('ignore.yaml', 'vulnerabilities:\n  - id: [\n'),
    'The ignore file "ignore.yaml", line 3',
    FORMATS,
    { at: { file: 'ignore.yaml', line: 3 } },
  ],
  [
    'an unknown key in an ignore file',
    ignoring('ignore.yaml', 'vulnerabilities:\n  - id: CVE-2026-1\n    expires: 2027-01-01\n'),
    'The ignore file "ignore.yaml", line 3',
    FORMATS,
    { at: { file: 'ignore.yaml', line: 3 } },
  ],
  [
    'aliases that multiply in an ignore file',
    ignoring(
      'ignore.yaml',
      [
        'vulnerabilities: &a [x, x, x, x, x, x, x, x, x, x]',
        'secrets: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]',
        'misconfigurations: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]',
        'licenses: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c]',
      ].join('\n'),
    ),
    'The ignore file "ignore.yaml"',
    FORMATS,
    { at: { file: 'ignore.yaml' } },
  ],
  [
    'an upload without token',
    { inputs: { 'upload-sarif': 'true', token: '' } },
    'Nothing can be uploaded to code scanning: there is no token',
    'Give "token", or set "upload-sarif: false"',
  ],
  [
    'a machine without Trivy',
    { inputs: { tools: 'system' }, env: withoutPrograms },
    'There is no trivy on this machine',
    'Install trivy',
  ],
]);

describeRefusals('sbom', good, [
  ...imageRows,
  ['an unknown format', { inputs: { format: 'spdx-json,xml' } }, '"xml" is not a format', 'Use spdx-json'],
  ['no format', { inputs: { format: ',' } }, 'it names none', 'Use spdx-json'],
  [
    'a record without SPDX',
    { inputs: { format: 'cyclonedx-json', evidence: 'evidence' } },
    'the release record needs "spdx-json"',
    'Use spdx-json',
  ],
  [
    'a machine without Syft',
    { inputs: { tools: 'system' }, env: withoutPrograms },
    'There is no syft on this machine',
    'Install syft',
  ],
]);

const part = (image: string) => JSON.stringify({ image, digest: DIGEST, tags: [], existing: false });

describeRefusals('publish', { inputs: { image: IMAGE, layout: 'layout' }, prepare: layoutIn() }, [
  ['no image', { inputs: { image: '' } }, 'The input "image" is empty', 'Give "image" a value'],
  [
    'an image with capitals',
    { inputs: { image: 'ghcr.io/Acme/Shop' } },
    '"Acme/Shop"',
    'Use lower-case letters',
  ],
  ['an image without registry', { inputs: { image: 'acme/shop' } }, '"acme/shop"', 'Write the registry out'],
  ['an image that climbs', { inputs: { image: 'ghcr.io/acme/../../x' } }, '"acme/../../x"', 'Use lower-case'],
  [
    'an image with an address',
    { inputs: { image: 'https://ghcr.io/acme' } },
    '"https://ghcr.io/acme"',
    'Write',
  ],
  ['an image with a tag', { inputs: { image: `${IMAGE}:v1` } }, 'carries the tag "v1"', `Write ${IMAGE}`],
  [
    'a short digest',
    { inputs: { image: `${IMAGE}@sha256:1` } },
    '"sha256:1"',
    '64 lower-case hexadecimal digits',
  ],
  ['another algorithm', { inputs: { image: `${IMAGE}@md5:1` } }, '"md5:1"', 'Give it as sha256:'],
  [
    'a layout and a digest',
    { inputs: { image: IMAGE_BY_DIGEST } },
    'contradict each other',
    `Write ${IMAGE}`,
  ],
  [
    'a digest without tags',
    { inputs: { image: IMAGE_BY_DIGEST, layout: '' } },
    '"tags" is empty',
    'Name the tags',
  ],
  ['nothing to publish', { inputs: { layout: '' } }, 'Nothing to publish', 'Give a layout to push'],
  ['a tag with a space', { inputs: { tags: 'main,v 1' } }, '"v 1" in the input "tags"', 'Use at most 128'],
  [
    'a tag of another image',
    { inputs: { tags: 'ghcr.io/acme/web:v1' } },
    '"ghcr.io/acme/web:v1"',
    'Give only tags',
  ],
  [
    'a released tag for a layout',
    { inputs: { 'released-tag': 'sha-1' } },
    '"released-tag" has no meaning together with "layout"',
    'Give it to the step that merges',
  ],
  ['a released tag that is none', { inputs: { 'released-tag': '-x' } }, '"-x"', 'Use at most 128'],
  [
    'a user without password',
    { inputs: { username: 'octo' } },
    '"password" is empty',
    'Give both, or neither',
  ],
  [
    'a password without user',
    { inputs: { password: PASSWORD } },
    '"username" is empty',
    'Give both, or neither',
    { secrets: [PASSWORD] },
  ],
  ['a missing layout', { inputs: { layout: 'none' } }, 'no image layout at "none"', 'Give the folder'],
  [
    'a layout as tar file',
    { inputs: { layout: 'image.tar' }, files: { 'image.tar': 'x' } },
    '"image.tar" cannot be used',
    'Build the image again',
  ],
  ['a layout that was changed', { prepare: tampered }, '"layout" cannot be used', 'Build the image again'],
  [
    'missing evidence',
    { inputs: { layout: '', evidence: 'none' } },
    'none cannot be read',
    'Give the folder',
  ],
  [
    'evidence without builds',
    { inputs: { layout: '', evidence: 'evidence' }, files: { 'evidence/publish.json': part(IMAGE) } },
    'There is no publish.json in the folders below "evidence"',
    'Load the evidence of the build jobs',
  ],
  [
    'evidence of another image',
    {
      inputs: { layout: '', evidence: 'evidence' },
      files: { 'evidence/a/publish.json': part('ghcr.io/x/y') },
    },
    `evidence/a/publish.json is about ghcr.io/x/y, not ${IMAGE}`,
    'correct the input "image"',
  ],
  [
    'malformed evidence',
    { inputs: { layout: '', evidence: 'evidence' }, files: { 'evidence/a/publish.json': '{"image":1}' } },
    'The evidence in a/publish.json cannot be used: "image" is wrong',
    'Let the Sealift actions write',
  ],
]);
