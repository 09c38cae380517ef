import type { Finding } from '@sealift/core/scan/finding';

/** A finding of a critical vulnerability with a fix, changed as the test needs it. */
export const finding = (change: Partial<Finding> = {}): Finding => ({
  kind: 'vulnerability',
  id: 'CVE-2024-0001',
  severity: 'CRITICAL',
  packageName: 'openssl',
  installedVersion: '3.0.1',
  fixedVersion: '3.0.2',
  purl: 'pkg:deb/debian/openssl@3.0.1?arch=amd64&distro=debian-13.1',
  type: 'debian',
  aliases: [],
  target: 'image (debian 13.1)',
  path: 'var/lib/dpkg/status',
  title: 'openssl: something bad',
  description: 'It is bad.',
  url: 'https://avd.aquasec.com/nvd/cve-2024-0001',
  cwes: ['CWE-79'],
  score: 9.8,
  ...change,
});

export const unfixed = (change: Partial<Finding> = {}): Finding => {
  const { fixedVersion: _, ...rest } = finding(change);
  return rest;
};

/** Line breaks, controls and overrides that must not reach what people or the runner read. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
export const UNPRINTABLE = /[\r\n\u2028\u0000\u001b\u202e]/;

/** What an attacker may call a package, a file or a vulnerability. */
export const HOSTILE = [
  '::error::owned',
  '\n::set-output name=verdict::pass',
  '\r##[error]owned',
  'x\u2028::add-mask::a',
  '</td></table><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[click](https://evil.example/)',
  '![x](https://evil.example/x.png)',
  '@everyone #1 https://evil.example/ www.evil.example',
  '`code` ``more`` | pipe | \\| ',
  '{0} {{1}} %s %0A::error::x',
  '\u202egnp.exe\u0000\u001b[31m',
  '../../../../etc/passwd',
  'C:\\windows\\system32',
  'javascript:alert(1)//',
  '\ud800 lone surrogate',
  'a'.repeat(5000),
] as const;
