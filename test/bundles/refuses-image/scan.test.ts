/** What the action scan refuses, through the bundle. */
import type { Given } from '../bundle.ts';
import { describeRefusals } from '../refusal.ts';
import { good, imageRows, withoutPrograms } from './image-rows.ts';

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
