/** A Trivy on the machine that says what a test tells it, and writes down how it was called. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { smallDatabase } from '@sealift/testing/trivy-database';
import type { BundleRun, Given, Place } from './bundle.ts';

export type Script = {
  readonly version: string;
  /** Of a report for the image that it is given. */
  readonly results?: readonly object[] | undefined;
  readonly os?: object;
  /** Lines on standard error of a scan. */
  readonly says: readonly string[];
  /** Bytes of its database in base64, and when that was made. */
  readonly database: string;
  readonly updatedAt: string;
};

export const OPENSSL = {
  VulnerabilityID: 'CVE-2099-0001',
  PkgName: 'openssl',
  InstalledVersion: '3.5.1-1',
  FixedVersion: '99.0-1',
  Severity: 'CRITICAL',
};
/** Packages of Debian with these findings. */
export const found = (...vulnerabilities: readonly object[]): readonly object[] => [
  {
    ...{ Target: 'image (debian 13.1)', Class: 'os-pkgs', Type: 'debian', Packages: [{}] },
    Vulnerabilities: vulnerabilities,
  },
];

const PROGRAM = `
import { getPriority } from 'node:os';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
const args = process.argv.slice(2);
const script = JSON.parse(readFileSync(new URL('script.json', import.meta.url), 'utf8'));
appendFileSync(new URL('calls', import.meta.url), JSON.stringify({ args, env: process.env, priority: getPriority() }) + '\\n');
const after = (option) => args[args.indexOf(option) + 1];
if (args[0] === '--version' || args[0] === 'version') console.log('Version: ' + script.version);
else if (args.includes('--download-db-only')) {
  const folder = path.join(after('--cache-dir'), 'db');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'trivy.db'), Buffer.from(script.database, 'base64'));
  writeFileSync(path.join(folder, 'metadata.json'), JSON.stringify({ Version: 2, UpdatedAt: script.updatedAt }));
} else {
  for (const line of script.says) console.error(line);
  const blob = (digest) => JSON.parse(readFileSync(path.join(after('--input'), 'blobs/sha256', digest.slice(7)), 'utf8'));
  const { manifests } = JSON.parse(readFileSync(path.join(after('--input'), 'index.json'), 'utf8'));
  const Metadata = { ImageID: blob(manifests[0].digest).config.digest, OS: script.os };
  const report = { SchemaVersion: 2, Trivy: { Version: script.version }, ArtifactName: 'image', ArtifactType: 'container_image' };
  writeFileSync(after('--output'), JSON.stringify({ ...report, Metadata, Results: script.results }));
}
`;

const toolsIn = ({ home }: Place) => path.join(home, 'tools');

/** For a step whose `tools` are those of the machine. */
export const withTrivy = (
  script: Partial<Script>,
  name = 'trivy',
): Required<Pick<Given, 'prepare' | 'envIn'>> => ({
  prepare: async (place) => {
    const folder = toolsIn(place);
    await mkdir(folder, { recursive: true });
    const whole: Script = {
      ...{ version: '0.76.0', says: [], os: { Family: 'debian', Name: '13.1' }, results: found() },
      ...{
        database: smallDatabase.toString('base64'),
        updatedAt: new Date(Date.now() - 3_600_000).toISOString(),
      },
      ...script,
    };
    await writeFile(path.join(folder, 'script.json'), JSON.stringify(whole));
    await writeFile(path.join(folder, 'trivy.mjs'), PROGRAM);
    const start = `#!/bin/sh\nexec '${process.execPath}' '${path.join(folder, 'trivy.mjs')}' "$@"\n`;
    await writeFile(path.join(folder, name), start, { mode: 0o755 });
  },
  envIn: (place) => ({ SEALIFT_TOOLS: toolsIn(place) }),
});

/** How it was called: arguments and environment of each, as text. */
export const callsOf = (run: BundleRun): readonly string[] =>
  (run.left['home/tools/calls'] ?? '').split('\n').filter((line) => line !== '');

export const emptyDatabase = async (): Promise<string> => {
  const { gunzipSync } = await import('node:zlib');
  const file = path.resolve(
    import.meta.dirname,
    '../../packages/tools/test/trivy/fixtures/databases/empty.db.gz',
  );
  return gunzipSync(await readFile(file)).toString('base64');
};
