import { readFileSync } from 'node:fs';
import { finding, unfixed } from '@sealift/testing/findings';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINDING_KINDS } from '../../src/scan/finding.ts';
import { groupFindings } from '../../src/scan/finding-groups.ts';
import { judge } from '../../src/scan/gate.ts';
import { renderScanSummary, scanAnnotations } from '../../src/scan/summary.ts';
import { parseTrivyReport } from '../../src/scan/trivy-report.ts';

const report = parseTrivyReport(
  readFileSync(new URL('fixtures/trivy/several-of-one-source.json', import.meta.url), 'utf8'),
);

describe('of a real report', () => {
  const groups = groupFindings(report.findings);

  it('has one group for each advisory in a source package, with the packages that it is in', () => {
    const told = groups
      .filter(({ finding: { kind } }) => kind === 'vulnerability')
      .map(({ finding: { id }, name, packages, size, installed }) => [id, name, packages, size, installed]);
    expect(told).toEqual([
      ['CVE-2011-3374', 'apt', ['libapt-pkg7.0'], 2, ['3.0.3']],
      ['CVE-2011-4116', 'perl', ['libperl5.40', 'perl-base', 'perl-modules-5.40'], 4, ['5.40.1-6']],
      ['CVE-2005-2541', 'tar', ['libtar-extra'], 2, ['1.35-9', '1.35+dfsg-3.1']],
      ['CVE-2021-44906', 'minimist', [], 2, ['1.2.5']],
      ['CVE-2025-43859', 'h11', [], 2, ['0.14.0', '0.15.0']],
      ['CVE-2025-8869', 'pip', [], 1, ['25.1.1']],
    ]);
  });

  it('has one group for each rule in a file', () => {
    const told = groups
      .filter(({ finding: { kind } }) => kind !== 'vulnerability')
      .map(({ finding: { id, path }, size, lines }) => [id, path, size, lines]);
    expect(told).toEqual([
      ['DS-0002', 'image-config.json', 1, []],
      ['DS-0013', 'image-config.json', 1, [1]],
      ['DS-0026', 'image-config.json', 1, []],
      ['aws-access-key-id', 'app/keys.txt', 2, [1, 2]],
      ['aws-access-key-id', 'image-config.json', 1, [23]],
    ]);
  });

  it('fills as many rows of the summary, each with a title or the packages', () => {
    const policy = { threshold: 'CRITICAL', fixableOnly: true, blind: 'warn', ignoreFiles: [] } as const;
    const verdict = judge({ findings: report.findings, blindness: [] }, policy, 0);
    const markdown = renderScanSummary({
      ...{ image: 'ghcr.io/acme/api', platform: 'linux/amd64', digest: 'sha256:0', report, policy, verdict },
      databaseUpdatedAt: '2026-01-01T00:00:00.000Z',
    });
    const rows = markdown.split('\n').filter((line) => /^\| (?:⛔)? ?\| (?:Crit|High|Med|Low)/.test(line));
    expect(rows).toHaveLength(groups.length);
    expect(markdown).not.toContain('further finding');
    expect(markdown).toContain('| `perl`: `libperl5.40`, `perl-base`, `perl-modules-5.40` | `5.40.1-6` |');
    expect(markdown).toContain('| `h11` | `0.14.0`, `0.15.0` | `0.16.0` | `opt/a');
    expect(markdown).toMatch(/\| AWS Access Key ID \|.*`app\/keys\.txt`, 2 times \|/);
    expect(markdown).toContain("| 'RUN cd ...' to change directory |");
  });

  it('is annotated by groups, and says how many findings it did not name', () => {
    const blocking = report.findings.filter(({ severity }) => severity === 'CRITICAL');
    expect(scanAnnotations(blocking).map(({ message }) => message)).toEqual([
      'CVE-2021-44906 in minimist 1.2.5 → 1.2.6, 0.2.4 (app/node_modules/minimist/package.json and 1 more)',
      expect.stringMatching(/^CVE-2025-43859 in h11 0\.14\.0, 0\.15\.0 → 0\.16\.0 \(opt\/a/),
      'aws-access-key-id: AWS Access Key ID (app/keys.txt, lines 1, 2)',
      'aws-access-key-id: AWS Access Key ID (image-config.json)',
    ]);
    const perl = report.findings.filter(({ id }) => id === 'CVE-2011-4116');
    expect(scanAnnotations(perl)[0]?.message).toBe(
      'CVE-2011-4116 in perl (libperl5.40, perl-base, perl-modules-5.40) 5.40.1-6 → no fix yet (var/lib/dpkg/status)',
    );
    const many = Array.from({ length: 12 }, (_, index) => [
      finding({ id: `CVE-${index}`, packageName: 'libssl3', sourceName: 'openssl' }),
      finding({ id: `CVE-${index}`, packageName: 'openssl', sourceName: 'openssl' }),
    ]).flat();
    expect(scanAnnotations(many)).toHaveLength(9);
    expect(scanAnnotations(many).at(-1)?.message).toContain('8 further blocking findings');
  });
});

it('what counts and what does not, and what is more severe, stay apart', () => {
  const groups = groupFindings([
    finding(),
    unfixed({ packageName: 'libssl3', sourceName: 'openssl' }),
    finding({ severity: 'LOW' }),
    finding({ type: 'node-pkg' }),
    finding({ sourceName: 'openssl', packageName: 'libssl3' }),
  ]);
  expect(groups.map(({ size }) => size)).toEqual([2, 1, 1, 1]);
});

it('no finding is lost or told twice', () => {
  const some = fc.array(
    fc
      .record({
        id: fc.constantFrom('A', 'B'),
        kind: fc.constantFrom(...FINDING_KINDS),
        packageName: fc.constantFrom('a', 'b', ''),
        sourceName: fc.constantFrom('a', 'b'),
        path: fc.constantFrom('x', 'y'),
      })
      .map(finding),
  );
  fc.assert(
    fc.property(some, (findings) => {
      const groups = groupFindings(findings);
      expect(groups.reduce((total, { size }) => total + size, 0)).toBe(findings.length);
      for (const each of findings)
        expect(
          groups.some(
            ({ finding: { id, kind }, name, packages, paths }) =>
              id === each.id &&
              kind === each.kind &&
              paths.includes(each.path) &&
              (each.packageName === '' ||
                kind !== 'vulnerability' ||
                [name, ...packages].includes(each.packageName)),
          ),
        ).toBe(true);
    }),
  );
});
