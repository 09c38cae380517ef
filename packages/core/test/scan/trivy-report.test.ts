import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/failure.ts';
import { parseTrivyReport } from '../../src/scan/trivy-report.ts';

const fixture = (name: string) =>
  readFileSync(path.join(import.meta.dirname, 'fixtures/trivy', name), 'utf8');

describe('a report with everything in it', () => {
  const report = parseTrivyReport(fixture('debian-python-node.json'));

  it('names the image, the scanner and the distribution', () => {
    expect(report.scannerVersion).toBe('0.76.0');
    expect(report.imageId).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(report.os).toEqual({ family: 'debian', name: '13.1', endOfLife: false });
    expect(report.packages).toBe(5);
  });

  it.each([
    ['CVE-2099-0001', 'libssl3t64', 'HIGH', '99.0-1', 'var/lib/dpkg/status', 7.5],
    ['CVE-2023-45853', 'zlib1g', 'CRITICAL', undefined, 'var/lib/dpkg/status', 9.8],
    ['CVE-2011-4116', 'perl-base', 'LOW', undefined, 'var/lib/dpkg/status', undefined],
    ['CVE-2021-23337', 'lodash', 'HIGH', '4.17.21', 'app/node_modules/lodash/package.json', 7.2],
    [
      'CVE-2023-43804',
      'urllib3',
      'MEDIUM',
      '2.0.6, 1.26.17',
      'usr/local/lib/python3.13/site-packages/urllib3-2.0.4.dist-info/METADATA',
      5.9,
    ],
  ])('%s in %s', (id, packageName, severity, fixedVersion, file, score) => {
    const finding = report.findings.find((one) => one.id === id);
    expect(finding).toMatchObject({ kind: 'vulnerability', packageName, severity, path: file });
    expect(finding?.fixedVersion).toBe(fixedVersion);
    expect(finding?.score).toBe(score);
  });

  it('has secrets and misconfigurations of files and of the image itself', () => {
    const others = report.findings.filter(({ kind }) => kind !== 'vulnerability');
    expect(others.map(({ id, path, line }) => [id, path, line])).toEqual(
      expect.arrayContaining([
        ['aws-access-key-id', 'app/key.txt', 1],
        ['aws-access-key-id', 'image-config.json', 32],
        ['DS-0002', 'image-config.json', 4],
      ]),
    );
  });
});

it('a scratch image without packages is a report without findings that says so', () => {
  const report = parseTrivyReport(fixture('scratch.json'));
  expect(report).toMatchObject({ packages: 0, findings: [] });
  expect(report.os).toBeUndefined();
});

describe('what is not understood never looks like an image without findings', () => {
  const good = JSON.parse(fixture('debian-python-node.json')) as Record<string, unknown>;
  const vulnerability = (change: object) => ({
    ...good,
    Results: [
      {
        Target: 't',
        Class: 'os-pkgs',
        Type: 'debian',
        Vulnerabilities: [{ VulnerabilityID: 'CVE-1', PkgName: 'p', Severity: 'HIGH', ...change }],
      },
    ],
  });
  it.each([
    ['nothing', ''],
    ['a truncated file', fixture('debian-python-node.json').slice(0, 900)],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['another schema version', JSON.stringify({ ...good, SchemaVersion: 3 })],
    ['no image id', JSON.stringify({ ...good, Metadata: {} })],
    ['results that are no list', JSON.stringify({ ...good, Results: {} })],
    ['a report about a folder', JSON.stringify({ ...good, ArtifactType: 'filesystem' })],
    ['an unknown severity', JSON.stringify(vulnerability({ Severity: 'SEVERE' }))],
    ['no severity', JSON.stringify(vulnerability({ Severity: undefined }))],
    ['no id', JSON.stringify(vulnerability({ VulnerabilityID: '' }))],
    ['no package', JSON.stringify(vulnerability({ PkgName: undefined }))],
  ])('%s', (_, json) => {
    expect(() => parseTrivyReport(json)).toThrow(Failure);
    expect(() => parseTrivyReport(json)).toThrow(/not understood/);
  });

  it('unknown keys are fine', () => {
    const json = JSON.stringify({ ...vulnerability({ Invented: { deeply: [1] } }), New: true });
    expect(parseTrivyReport(json).findings).toHaveLength(1);
  });
});
