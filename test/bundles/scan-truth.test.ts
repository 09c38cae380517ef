/** The gate tells the truth: what a scanner could not see, what was accepted and why, and every finding by its name. */
import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import path from 'node:path';
import { cases } from '@sealift/testing/ignore-cases';
import { LOGIN, startRegistryDouble } from '@sealift/testing/registry-double';
import { describe, expect, it } from 'vitest';
import { startArtifactService } from '../attacks/artifact-service.ts';
import { createArtifactStore } from '../attacks/artifact-store.ts';
import { type BundleRun, type Given, runBundle } from './bundle.ts';
import { layoutIn } from './layouts.ts';
import { IMAGE } from './samples.ts';
import { callsOf, emptyDatabase, found, OPENSSL, type Script, withTrivy } from './scripted-trivy.ts';

const scan = (script: Partial<Script>, given: Given = {}): Promise<BundleRun> => {
  const { prepare, envIn } = withTrivy(script);
  return runBundle('scan', {
    ...given,
    // The layout that Trivy gets is a view by links.
    unconfined: true,
    inputs: {
      ...{ image: IMAGE, layout: 'layout', tools: 'system', 'upload-sarif': 'false' },
      ...{ evidence: 'evidence', 'keep-reports': 'never' },
      ...given.inputs,
    },
    prepare: async (place) => {
      await layoutIn()(place);
      await prepare(place);
    },
    envIn,
  });
};
const codeOf = ({ commands }: BundleRun): string | undefined =>
  commands.find(({ name, message }) => name === 'debug' && message.startsWith('code: '))?.message.slice(6);
const evidenceOf = (run: BundleRun) =>
  JSON.parse(run.left['workspace/evidence/scan.json'] ?? '{}') as unknown;
const errors = ({ annotations }: BundleRun) =>
  annotations.flatMap(({ name, message }) => (name === 'error' ? [message] : [])).join('\n');

it('a distribution without packages fails, and says so', async () => {
  const run = await scan({
    results: undefined,
    says: [
      '2026-01-01T00:00:00Z\tWARN\tNo OS package is detected. Make sure you have not deleted',
      '2026-01-01T00:00:00Z\tWARN\tThis OS version is not on the EOL list\tversion="13"',
    ],
  });
  expect(codeOf(run), run.stdout).toBe('scan/blind');
  expect(errors(run)).toContain('no package of a distribution could be compared');
  expect(run.summary).toContain('no package of a distribution could be compared');
  expect(evidenceOf(run)).toMatchObject({
    verdict: 'fail',
    blocking: 0,
    blindness: [{ kind: 'no-packages' }, {}],
  });
});

// The SBOM beside it decides when a leg is done.
it('Trivy runs at a lower priority than what runs beside it', async () => {
  const run = await scan({});
  const priorities = callsOf(run).map((line) => (JSON.parse(line) as { priority: number }).priority);
  expect(priorities.length).toBeGreaterThan(0);
  for (const priority of priorities) expect(priority).toBe(Math.min(19, getPriority() + 10));
});

describe('a vulnerability database', () => {
  it('without a single advisory is refused', async () => {
    const run = await scan({ database: await emptyDatabase() });
    expect(errors(run), run.stdout).toContain('not a single advisory');
    expect(run.exitCode).toBe(1);
    expect(run.left['workspace/evidence/scan.json']).toBeUndefined();
  });
  it('of the year 2099 is refused', async () => {
    const run = await scan({ updatedAt: '2099-01-01T00:00:00Z' });
    expect(errors(run), run.stdout).toContain('2099');
    expect(run.exitCode).toBe(1);
    expect(run.left['workspace/evidence/scan.json']).toBeUndefined();
  });
  it('stands in the verdict with its digest', async () => {
    const run = await scan({});
    expect(run.exitCode, run.stdout).toBe(0);
    expect(evidenceOf(run)).toMatchObject({
      verdict: 'pass',
      database: { digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string },
    });
  });
});

const inCore = (name: string) =>
  readFileSync(path.resolve(import.meta.dirname, '../../packages/core/test/scan/ignore', name), 'utf8');
/** What the real Trivy takes out of this report, by case. */
const recorded = JSON.parse(inCore('recorded.json')) as Readonly<Record<string, readonly string[]>>;
const report = JSON.parse(inCore('report.json')) as { Results: readonly object[] };

describe('an ignore file means what it means to Trivy', () => {
  it.each([
    'plain: expired in a comment',
    'plain: a comment behind',
    'plain: a rule of misconfigurations',
    'YAML: two stars before a suffix',
    'YAML: Go without the subpath',
    'YAML: Go with another subpath',
    'YAML: Python in capitals',
    'YAML: Go in capitals',
    'YAML: the system package by its target',
    'YAML: a choice inside a choice',
    'YAML: empty paths',
    'YAML: a time in UTC, expired',
  ])('%s', async (label) => {
    const one = cases.find((each) => each.label === label);
    if (one === undefined) throw new Error(`there is no case "${label}"`);
    const run = await scan(
      { results: report.Results },
      {
        inputs: { trivyignores: one.file, severity: 'LOW', 'ignore-unfixed': 'false', gate: 'warn' },
        files: { [one.file]: one.content },
      },
    );
    expect(run.exitCode, run.stdout).toBe(0);
    expect(evidenceOf(run)).toMatchObject({ ignored: recorded[label]?.length });
  });

  it('and several are read', async () => {
    const run = await scan(
      { results: report.Results },
      {
        inputs: { trivyignores: 'a,b', severity: 'LOW', 'ignore-unfixed': 'false', gate: 'warn' },
        files: { a: 'CVE-2025-0001\n', b: 'CVE-2025-0003\n' },
      },
    );
    expect(evidenceOf(run), run.stdout).toMatchObject({ ignored: 3 });
  });
});

it('what was accepted is named with its reason and its end', async () => {
  const run = await scan(
    { results: found(OPENSSL) },
    {
      inputs: { trivyignores: 'ignore.yaml' },
      files: {
        'ignore.yaml':
          'vulnerabilities:\n  - id: CVE-2099-0001\n    statement: not reachable\n    expired_at: 2099-01-31\n',
      },
    },
  );
  expect(run.exitCode, run.stdout).toBe(0);
  const accepted = { statement: 'not reachable', expiresAt: '2099-01-31T00:00:00.000Z' };
  expect(evidenceOf(run)).toMatchObject({
    verdict: 'pass',
    suppressions: [{ id: 'CVE-2099-0001', findings: 1, ...accepted }],
    findings: [{ id: 'CVE-2099-0001', suppressed: accepted }],
  });
  expect(run.summary).toContain('| not reachable | 2099-01-31 |');
});

it('every blocking finding is named in the log, and the reports of a failing gate are kept', async () => {
  const store = createArtifactStore(() => {});
  const artifacts = await startArtifactService(store);
  try {
    const many = Array.from({ length: 60 }, (_, at) => ({
      ...OPENSSL,
      VulnerabilityID: `CVE-2099-${1000 + at}`,
    }));
    const run = await scan(
      { results: found(...many) },
      {
        inputs: { 'keep-reports': 'failure' },
        env: { ...artifacts.env, NO_PROXY: '127.0.0.1' },
      },
    );
    expect(codeOf(run), run.stdout).toBe('scan/blocked');
    for (const { VulnerabilityID: id } of many) expect(run.stdout).toContain(`CRITICAL ${id} in openssl`);
    expect(store.stored.map(({ name }) => name)).toEqual(['scan--ghcr.io-acme-shop-api--linux-amd64']);
    expect(evidenceOf(run)).toMatchObject({ verdict: 'fail', blocking: 60 });
  } finally {
    await artifacts.close();
  }
});

describe('a tool of the machine that lacks what is used is refused', () => {
  it('Trivy', async () => {
    const run = await scan({ version: '0.62.1' });
    expect(codeOf(run), run.stdout).toBe('tool/too-old');
  });
  it('Syft', async () => {
    const run = await runBundle('sbom', {
      unconfined: true,
      inputs: { image: IMAGE, layout: 'layout', tools: 'system' },
      prepare: async (place) => {
        await layoutIn()(place);
        await withTrivy({ version: '1.38.0' }, 'syft').prepare(place);
      },
      envIn: (place) => withTrivy({}).envIn(place),
    });
    expect(codeOf(run), run.stdout).toBe('tool/too-old');
  });
});

describe('what would take a backtracking matcher minutes ends at once: an ignore file with', () => {
  it.each([
    ['a pattern of many stars', `${'*a'.repeat(40)}*b`],
    ['choices beside choices', `${'{a,b}'.repeat(16)}c`],
  ])('%s', async (_, pattern) => {
    const long = { ...OPENSSL, PkgPath: `${'a'.repeat(4000)}c` };
    const run = await scan(
      { results: [{ Target: 'Node.js', Class: 'lang-pkgs', Type: 'node-pkg', Vulnerabilities: [long] }] },
      {
        inputs: { trivyignores: '.trivyignore.yaml', gate: 'warn' },
        files: {
          '.trivyignore.yaml': `vulnerabilities:\n  - id: CVE-2099-0001\n    paths: ["${pattern}"]\n`,
        },
        deadline: 20_000,
      },
    );
    expect(run.exitCode, 'it was not ended').not.toBeNull();
    expect(evidenceOf(run)).not.toMatchObject({ ignored: 1 });
  });
});

it('Trivy gets a password by a file that nobody else can read', async () => {
  const double = await startRegistryDouble({ auth: 'bearer' });
  try {
    const login = { image: `${double.host}/acme/api`, ...LOGIN };
    const pushed = await runBundle('publish', {
      inputs: { ...login, layout: 'layout' },
      prepare: layoutIn(),
      env: { NO_PROXY: '127.0.0.1' },
    });
    const run = await runBundle('scan', {
      inputs: {
        ...{ 'image-ref': `${double.host}/acme/api@${pushed.outputs['digest']}`, tools: 'system' },
        ...{ 'upload-sarif': 'false', username: LOGIN.username, password: LOGIN.password },
      },
      ...withTrivy({}),
      unconfined: true,
      env: { NO_PROXY: '127.0.0.1' },
    });
    const calls = callsOf(run).filter((line) => line.includes('DOCKER_CONFIG'));
    expect(calls, run.stdout).not.toEqual([]);
    for (const secret of [
      LOGIN.password,
      Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64'),
    ])
      expect(callsOf(run).join('\n')).not.toContain(secret);
  } finally {
    await double.close();
  }
});
