/** The real Trivy and the real registry, where they are in the cache (`npm run rehearse` puts them there). */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createExec } from '@sealift/tools/exec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRegistry } from '../../src/registry/registry.ts';
import { ensureVulnerabilityDatabase } from '../../src/vulnerabilities/ensure.ts';
import { findEngines } from '../sigstore/engines.ts';

const engines = findEngines(['trivy', 'registry']);

const log = {
  debug: () => {},
  info: () => {},
  notice: () => {},
  warning: () => {},
  error: () => {},
  group: <T>(_: string, work: () => Promise<T>) => work(),
  secret: () => {},
};

describe.skipIf(engines === undefined)('the fixture database', () => {
  let dir: string;
  let registry: Awaited<ReturnType<typeof startRegistry>>;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'sealift-test-'));
    registry = await startRegistry({ name: 'mirror', engine: engines?.registry ?? '', dir });
  });
  afterAll(async () => {
    await registry.stop();
    await rm(dir, { recursive: true, force: true });
  });

  const now = Date.UTC(2026, 0, 2);
  const ensure = (at: number) =>
    ensureVulnerabilityDatabase({
      registry: `127.0.0.1:${registry.port}`,
      log,
      clock: { now: () => at, sleep: async () => {} },
      reachable: async () => false,
    });
  const trivy = async (...args: string[]) => {
    const result = await createExec(log)(
      engines?.trivy ?? '',
      [
        ...args,
        '--cache-dir',
        path.join(dir, 'cache'),
        '--skip-version-check',
        '--disable-telemetry',
        '--quiet',
      ],
      { env: { HOME: dir, PATH: '/usr/bin:/bin' }, timeout: 60_000 },
    );
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    return result.stdout;
  };

  it('is fetched by Trivy from the registry and finds what is planted, with its severity and fix', async () => {
    const made = await ensure(now);
    expect(made).toMatchObject({ source: 'fixture', updatedAt: new Date(now) });
    await trivy(
      'image',
      '--download-db-only',
      '--db-repository',
      `127.0.0.1:${registry.port}/aquasec/trivy-db:2`,
    );
    const metadata = JSON.parse(await readFile(path.join(dir, 'cache', 'db', 'metadata.json'), 'utf8'));
    expect(metadata).toMatchObject({ Version: 2 });
    expect(Date.parse(metadata.UpdatedAt)).toBe(now);

    const root = path.join(dir, 'root');
    for (const [file, text] of Object.entries(PLANTED)) {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), text);
    }
    const report = JSON.parse(
      await trivy('rootfs', '--scanners=vuln', '--skip-db-update', '--offline-scan', '--format=json', root),
    );
    type Found = {
      VulnerabilityID: string;
      PkgName: string;
      Severity: string;
      FixedVersion?: string;
      Status: string;
    };
    const found = report.Results.flatMap(
      (each: { Vulnerabilities?: Found[] }) => each.Vulnerabilities ?? [],
    ).map((each: Found) => [
      each.VulnerabilityID,
      each.PkgName,
      each.Severity,
      each.FixedVersion ?? each.Status,
    ]);
    expect(found.sort()).toEqual([
      ['CVE-2005-2541', 'tar', 'LOW', 'affected'],
      ['CVE-2021-44906', 'minimist', 'CRITICAL', '1.2.6, 0.2.4'],
      ['CVE-2025-43859', 'h11', 'CRITICAL', '0.16.0'],
      ['CVE-2025-8869', 'pip', 'MEDIUM', '25.3'],
    ]);
  });

  it('is used again within the hour and made anew afterwards', async () => {
    const first = await ensure(now);
    expect(await ensure(now + 3_000_000)).toEqual(first);
    const later = await ensure(now + 4_000_000);
    expect(later.updatedAt).toEqual(new Date(now + 4_000_000));
    expect(later.digest).not.toBe(first.digest);
  });

  it('comes with a Java database that Trivy accepts', async () => {
    await ensure(now);
    const repository = `127.0.0.1:${registry.port}/aquasecurity/trivy-java-db:1`;
    await trivy('image', '--download-java-db-only', '--java-db-repository', repository);
    expect(
      JSON.parse(await readFile(path.join(dir, 'cache', 'java-db', 'metadata.json'), 'utf8')).Version,
    ).toBe(1);
  });
});

const python = (name: string, version: string) => ({
  [`usr/lib/python3/dist-packages/${name}-${version}.dist-info/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
});

const PLANTED: Readonly<Record<string, string>> = {
  ...python('h11', '0.14.0'),
  ...python('pip', '25.1.1'),
  ...python('starlette', '1.10.0'),
  'app/node_modules/minimist/package.json': '{"name": "minimist", "version": "1.2.5", "license": "MIT"}',
  'app/node_modules/next/package.json': '{"name": "next", "version": "16.4.6", "license": "MIT"}',
  'etc/os-release': 'ID=debian\nVERSION_ID="13"\nPRETTY_NAME="Debian GNU/Linux 13 (trixie)"\n',
  'etc/debian_version': '13.2\n',
  'var/lib/dpkg/status':
    'Package: tar\nStatus: install ok installed\nMaintainer: x\nArchitecture: amd64\nVersion: 1.35+dfsg-3.1\n\n',
};
