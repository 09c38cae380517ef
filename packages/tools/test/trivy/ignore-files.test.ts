/**
 * What the real Trivy makes of ignore files, compared with what is recorded beside the tests of what reads them here.
 * SEALIFT_RECORD=1 records it anew.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { findEngines } from '@sealift/engines/find';
import { cases } from '@sealift/testing/ignore-cases';
import { memoryLog } from '@sealift/testing/log';
import pLimit from 'p-limit';
import { expect, it, onTestFinished } from 'vitest';
import { createExec } from '../../src/exec.ts';

const engines = findEngines(['trivy']);
const FOLDER = path.join(import.meta.dirname, '../../../core/test/scan/ignore');

type Named = { readonly PkgName?: string };
type Report = {
  readonly Results: readonly {
    readonly Vulnerabilities?: readonly (Named & { readonly VulnerabilityID: string })[];
    readonly Secrets?: readonly { readonly RuleID: string }[];
    readonly Misconfigurations?: readonly { readonly ID: string }[];
  }[];
};

const findingsOf = ({ Results }: Report): readonly string[] =>
  Results.flatMap(({ Vulnerabilities = [], Secrets = [], Misconfigurations = [] }) => [
    ...Vulnerabilities.map(({ VulnerabilityID, PkgName }) => `${VulnerabilityID} ${PkgName}`),
    ...Secrets.map(({ RuleID }) => RuleID),
    ...Misconfigurations.map(({ ID }) => ID),
  ]);

it.skipIf(engines === undefined)('Trivy takes out what is recorded', { timeout: 300_000 }, async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const report = path.join(FOLDER, 'report.json');
  const all = findingsOf(JSON.parse(await readFile(report, 'utf8')) as Report);
  const exec = createExec(memoryLog());
  const limit = pLimit(2);
  const results = await Promise.all(
    cases.map(({ label, file, content }, index) =>
      limit(async () => {
        const own = path.join(folder, `${index}${file}`);
        await writeFile(own, content);
        const args = ['convert', '--quiet', '--format', 'json', '--config=', '--cache-dir', folder];
        const { exitCode, stdout, stderr } = await exec(
          engines?.trivy ?? '',
          [...args, '--ignorefile', own, report],
          { env: { HOME: folder, PATH: '/usr/bin:/bin' }, timeout: 60_000 },
        );
        expect([label, exitCode, stderr]).toEqual([label, 0, '']);
        const left = findingsOf(JSON.parse(stdout) as Report);
        return [label, all.filter((finding) => !left.includes(finding)).toSorted()] as const;
      }),
    ),
  );
  const actual = Object.fromEntries(results);
  const file = path.join(FOLDER, 'recorded.json');
  if (process.env['SEALIFT_RECORD'] === '1') await writeFile(file, `${JSON.stringify(actual, null, 2)}\n`);
  expect(actual).toEqual(JSON.parse(await readFile(file, 'utf8')));
});
