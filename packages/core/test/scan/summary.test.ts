import { finding, HOSTILE, UNPRINTABLE, unfixed } from '@sealift/testing/findings';
import { describe, expect, it } from 'vitest';
import { observeBlindness } from '../../src/scan/blindness.ts';
import type { Finding } from '../../src/scan/finding.ts';
import { judge } from '../../src/scan/gate.ts';
import { parseIgnoreFile } from '../../src/scan/ignore/parse-ignore-file.ts';
import { renderScanSummary, type ScanSummary, scanAnnotations } from '../../src/scan/summary.ts';
import type { ScanReport } from '../../src/scan/trivy-report.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const policy = { threshold: 'CRITICAL', fixableOnly: true, blind: 'auto', ignoreFiles: [] } as const;

const reportOf = (findings: readonly Finding[]): ScanReport => ({
  scannerVersion: '0.76.0',
  imageId: `sha256:${'b'.repeat(64)}`,
  os: { family: 'debian', name: '13.1', endOfLife: false },
  packages: 5,
  systemPackages: 5,
  findings,
});

const summary = (findings: readonly Finding[], change: Partial<ScanSummary> = {}): ScanSummary => {
  const report = change.report ?? reportOf(findings);
  return {
    image: 'ghcr.io/acme/shop/api',
    platform: 'linux/amd64',
    digest: `sha256:${'a'.repeat(64)}`,
    report,
    policy,
    verdict: judge({ findings, blindness: observeBlindness(report, { log: [], traces: [] }) }, policy, NOW),
    databaseUpdatedAt: '2026-05-31T00:00:00.000Z',
    ...change,
  };
};

describe('summary', () => {
  it('shows verdict, counts, the finding with its fix, policy and database', () => {
    const markdown = renderScanSummary(summary([finding(), unfixed({ id: 'CVE-2', severity: 'LOW' })]));
    expect(markdown).toContain('❌ Scan of `ghcr.io/acme/shop/api` (linux/amd64): 1 blocking finding\n');
    expect(markdown).toContain('| 1 | 0 | 0 | 1 | 0 | 1 | 0 |');
    expect(markdown).toMatch(
      /\| ⛔ \| Critical \| \[CVE-2024-0001\]\(https:.*\| `openssl` \| `3\.0\.1` \| `3\.0\.2` \|/,
    );
    expect(markdown).toContain('database of 2026-05-31');
    expect(markdown).not.toContain('⚠️');
  });

  it('says when few findings mean little', () => {
    const { report } = summary([]);
    const { os: _, ...withoutOs } = report;
    const cases = [
      [{ ...report, packages: 2, systemPackages: 0 }, 'no package of a distribution could be compared'],
      [{ ...withoutOs, packages: 0, systemPackages: 0 }, 'neither a distribution nor any package'],
      [{ ...withoutOs, packages: 3, systemPackages: 0 }, 'recognised no distribution'],
      [{ ...report, os: { family: 'debian', name: '9', endOfLife: true } }, 'no security updates any more'],
    ] as const;
    for (const [changed, words] of cases)
      expect(renderScanSummary(summary([], { report: changed }))).toContain(words);
  });

  it('lists ignore entries that have run out', () => {
    const ignoreFiles = [parseIgnoreFile('.trivyignore', 'CVE-2024-0001 exp:2026-05-31')];
    const verdict = judge({ findings: [finding()], blindness: [] }, { ...policy, ignoreFiles }, NOW);
    expect(renderScanSummary(summary([finding()], { verdict }))).toContain('ran out on 2026\u002d05\u002d31');
  });

  it('stays small with 30,000 findings', () => {
    const many = Array.from({ length: 30_000 }, (_, index) =>
      finding({ id: `CVE-${index}`, path: 'x'.repeat(3000) }),
    );
    const markdown = renderScanSummary(summary(many));
    expect(markdown.length).toBeLessThan(50_000);
    expect(markdown).toContain('And 29980 further findings');
  });

  it.each(HOSTILE.map((evil) => [evil.slice(0, 40), evil]))(
    'hostile text stays in its cell: %j',
    (_, evil) => {
      const fields = ['id', 'packageName', 'installedVersion', 'fixedVersion', 'path', 'url', 'title'];
      for (const field of fields) {
        const markdown = renderScanSummary(summary([finding({ [field]: evil })]));
        const rows = markdown.split('\n').filter((line) => line.includes('⛔'));
        expect(rows).toHaveLength(1);
        // Cells as GitHub splits them: at every pipe that is not escaped.
        expect(rows[0]?.match(/(?<!\\)\|/g), field).toHaveLength(8);
        const outside = (rows[0] ?? '').replace(/(`+)(?:.*?[^`])\1(?!`)/g, '');
        expect(outside).not.toMatch(/<[a-z/!]/i);
        for (const [, target] of outside.matchAll(/(?<!\\)\]\(([^)]*)\)/g)) expect(target).toMatch(/^https:/);
      }
    },
  );
});

describe('annotations', () => {
  it('name CVE, package, installed and fixed version', () => {
    expect(scanAnnotations([finding()])).toEqual([
      {
        title: 'Critical vulnerability',
        message: 'CVE-2024-0001 in openssl 3.0.1 → 3.0.2 (var/lib/dpkg/status)',
      },
    ]);
  });

  it('are nine at most, the last one a count; the same finding on two platforms is one', () => {
    const many = Array.from({ length: 15 }, (_, index) => finding({ id: `CVE-${index}` }));
    const annotations = scanAnnotations([...many, ...many]);
    expect(annotations).toHaveLength(9);
    expect(annotations.at(-1)?.message).toContain('7 further blocking findings');
    expect(scanAnnotations(many.slice(0, 9))).toHaveLength(9);
  });

  it.each(HOSTILE.map((evil) => [evil.slice(0, 40), evil]))(
    'are one short line whatever the text: %j',
    (_, evil) => {
      for (const field of ['id', 'packageName', 'installedVersion', 'fixedVersion', 'path', 'title'])
        for (const kind of ['vulnerability', 'secret'] as const) {
          const [annotation] = scanAnnotations([finding({ [field]: evil, kind })]);
          expect(annotation?.message).not.toMatch(UNPRINTABLE);
          expect(annotation?.message.length).toBeLessThan(1500);
        }
    },
  );
});
