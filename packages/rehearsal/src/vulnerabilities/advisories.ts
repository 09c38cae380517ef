/**
 * A handful of real advisories, enough for every path of a pipeline: criticals that a test can plant and fix, lesser
 * ones that any Debian image has, fixable and not. It says nothing about what else is wrong with an image.
 */

type Severity = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

export type Vulnerability = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  /** CVSS 3.1, and who rated it. */
  readonly cvss?: { readonly by: 'ghsa' | 'nvd'; readonly vector: string; readonly score: number };
  readonly cwe?: string;
  readonly published: string;
  readonly affects: readonly Affected[];
};

export type Affected =
  | {
      readonly ecosystem: 'pip' | 'npm';
      readonly package: string;
      readonly ghsa: string;
      readonly patched: readonly string[];
      readonly vulnerable: readonly string[];
    }
  | {
      readonly ecosystem: 'debian';
      readonly release: '12' | '13';
      /** Name of the source package. */
      readonly package: string;
      /** Debian's own rating and "affected, not fixed". */
      readonly severity: Severity;
    };

/** What Debian's releases carry unfixed because it does not matter there. */
const debian = (source: string): Affected[] =>
  (['12', '13'] as const).map((release) => ({
    ecosystem: 'debian',
    release,
    package: source,
    severity: 'LOW',
  }));

export const vulnerabilities: readonly Vulnerability[] = [
  {
    id: 'CVE-2025-43859',
    title: 'h11: h11 accepts some malformed Chunked-Encoding bodies',
    description:
      'A leniency in how h11 parses line terminators in chunked message bodies can lead to request smuggling behind a proxy that is lenient in another way.',
    severity: 'CRITICAL',
    cvss: { by: 'ghsa', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N', score: 9.1 },
    cwe: 'CWE-444',
    published: '2025-04-24T19:15:47Z',
    affects: [
      {
        ecosystem: 'pip',
        package: 'h11',
        ghsa: 'GHSA-vqfr-h8mv-ghfj',
        patched: ['0.16.0'],
        vulnerable: ['<0.16.0'],
      },
    ],
  },
  {
    id: 'CVE-2025-29927',
    title: 'nextjs: Authorization Bypass in Next.js Middleware',
    description: 'Authorization checks in Next.js middleware can be bypassed with a request header.',
    severity: 'CRITICAL',
    cvss: { by: 'ghsa', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N', score: 9.1 },
    cwe: 'CWE-285',
    published: '2025-03-21T15:15:42Z',
    affects: [
      {
        ecosystem: 'npm',
        package: 'next',
        ghsa: 'GHSA-f82v-jwr5-mffw',
        patched: ['15.2.3', '14.2.25'],
        vulnerable: ['>=15.0.0, <15.2.3', '>=14.0.0, <14.2.25'],
      },
    ],
  },
  {
    id: 'CVE-2021-44906',
    title: 'minimist: prototype pollution',
    description:
      'Minimist <=1.2.5 is vulnerable to prototype pollution via file index.js, function setKey().',
    severity: 'CRITICAL',
    cvss: { by: 'ghsa', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', score: 9.8 },
    cwe: 'CWE-1321',
    published: '2022-03-17T16:15:07Z',
    affects: [
      {
        ecosystem: 'npm',
        package: 'minimist',
        ghsa: 'GHSA-xvch-5gv4-984h',
        patched: ['1.2.6', '0.2.4'],
        vulnerable: ['>=1.0.0, <1.2.6', '<0.2.4'],
      },
    ],
  },
  {
    id: 'CVE-2024-47874',
    title: 'starlette: Starlette Denial of service (DoS) via multipart/form-data',
    description:
      'Starlette treats multipart/form-data parts without a filename as text fields and buffers them without a limit.',
    severity: 'HIGH',
    cvss: { by: 'nvd', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', score: 7.5 },
    cwe: 'CWE-770',
    published: '2024-10-15T16:15:05Z',
    affects: [
      {
        ecosystem: 'pip',
        package: 'starlette',
        ghsa: 'GHSA-f96h-pmfr-66vw',
        patched: ['0.40.0'],
        vulnerable: ['<0.40.0'],
      },
    ],
  },
  {
    id: 'CVE-2024-56326',
    title: 'jinja2: Jinja has a sandbox breakout through indirect reference to format method',
    description:
      "An oversight in how Jinja's sandbox detects calls to str.format allows arbitrary code to be executed.",
    severity: 'MEDIUM',
    cwe: 'CWE-1336',
    published: '2024-12-23T16:15:07Z',
    affects: [
      {
        ecosystem: 'pip',
        package: 'jinja2',
        ghsa: 'GHSA-q2x7-8rv6-6q7h',
        patched: ['3.1.5'],
        vulnerable: ['<3.1.5'],
      },
    ],
  },
  {
    id: 'CVE-2025-8869',
    title: 'pip: missing checks on symbolic link extraction',
    description:
      "pip's fallback tar extraction does not check that symbolic links point into the extraction directory.",
    severity: 'MEDIUM',
    cwe: 'CWE-59',
    published: '2025-09-24T15:15:41Z',
    affects: [
      {
        ecosystem: 'pip',
        package: 'pip',
        ghsa: 'GHSA-4xh5-x5gv-qwph',
        patched: ['25.3'],
        vulnerable: ['<25.3'],
      },
    ],
  },
  {
    id: 'CVE-2011-3374',
    title: 'apt-key does not validate gpg keys with a master keyring',
    description:
      'apt-key in apt does not correctly validate gpg keys with the master keyring, leading to a potential man-in-the-middle attack.',
    severity: 'LOW',
    cvss: { by: 'nvd', vector: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:L/A:N', score: 3.7 },
    cwe: 'CWE-347',
    published: '2019-11-26T00:15:11Z',
    affects: debian('apt'),
  },
  {
    id: 'CVE-2005-2541',
    title: 'tar: does not properly warn the user when extracting setuid or setgid files',
    description: 'Tar 1.15.1 does not properly warn the user when extracting setuid or setgid files.',
    severity: 'HIGH',
    published: '2005-08-10T04:00:00Z',
    affects: debian('tar'),
  },
  {
    id: 'CVE-2011-4116',
    title: 'perl: File::Temp insecure temporary file handling',
    description: '_is_safe in the File::Temp module for Perl does not properly handle symlinks.',
    severity: 'HIGH',
    cvss: { by: 'nvd', vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N', score: 7.5 },
    cwe: 'CWE-59',
    published: '2020-01-31T18:15:11Z',
    affects: debian('perl'),
  },
];
