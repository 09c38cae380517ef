import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS, processSarif } from '../src/code-scanning/sarif.ts';
import type { Run } from '../src/run.ts';
import { failureOf, type Octokit, type StandIn, startStandIn } from './octokit.ts';

const shop = { owner: 'acme', repo: 'shop' };
let standIn: StandIn;
let run: Run;
let octokit: Octokit;
let main: string;

beforeAll(async () => {
  standIn = await startStandIn({ processingTime: 5_000 });
  const { github, source } = standIn;
  await github.createRepository({ owner: 'acme', name: 'shop', from: source });
  await github.createRepository({
    owner: 'acme',
    name: 'off',
    from: source,
    settings: { codeScanning: false },
  });
  run = await standIn.startRun({ jobs: { scan: { 'security-events': 'write' } } });
  octokit = standIn.octokit(run.token('scan'));
  main = run.options.sha;
});
afterAll(() => standIn.stop());

type Finding = { rule: string; hash?: string; line?: number; path?: string };

const result = ({ rule, hash, line = 1, path = 'shop/api/package.json' }: Finding) => ({
  ruleId: rule,
  level: 'error',
  message: { text: `${rule} is there` },
  locations: [{ physicalLocation: { artifactLocation: { uri: path }, region: { startLine: line } } }],
  ...(hash === undefined ? {} : { partialFingerprints: { primaryLocationLineHash: hash } }),
});

const sarifRun = (category: string | undefined, findings: readonly Finding[]) => ({
  tool: {
    driver: {
      name: 'Trivy',
      version: '0.76.0',
      rules: [...new Set(findings.map(({ rule }) => rule))].map((id) => ({
        id,
        shortDescription: { text: id },
        properties: { tags: ['security'], 'security-severity': '9.8' },
      })),
    },
  },
  results: findings.map(result),
  ...(category === undefined ? {} : { automationDetails: { id: category } }),
});

const sarif = (...runs: readonly object[]) => ({ version: '2.1.0', runs });
const encode = (document: unknown) => gzipSync(JSON.stringify(document)).toString('base64');

const upload = (document: unknown, more: Record<string, string> = {}) =>
  octokit.rest.codeScanning.uploadSarif({
    ...shop,
    commit_sha: main,
    ref: 'refs/heads/main',
    sarif: encode(document),
    ...more,
  });
const status = async (id: string | undefined) =>
  (await octokit.rest.codeScanning.getSarif({ ...shop, sarif_id: id ?? '' })).data;
const processed = async (document: unknown, more: Record<string, string> = {}) => {
  const { data } = await upload(document, more);
  standIn.clock.advance(5_000);
  return status(data.id);
};
const alerts = async (query: Record<string, string> = {}) =>
  (await octokit.rest.codeScanning.listAlertsForRepo({ ...shop, ...query } as never)).data;

test('an upload is pending for a while, then complete', async () => {
  const { data, status: code } = await upload(sarif(sarifRun('first/', [{ rule: 'CVE-1', hash: 'a' }])));
  expect(code).toBe(202);
  expect(data.url).toBe(`${standIn.urls.api}/repos/acme/shop/code-scanning/sarifs/${data.id}`);
  expect(await status(data.id)).toEqual({ processing_status: 'pending', analyses_url: null });
  standIn.clock.advance(4_000);
  expect((await status(data.id)).processing_status).toBe('pending');
  standIn.clock.advance(1_000);
  const complete = await status(data.id);
  expect(complete).toMatchObject({ processing_status: 'complete', errors: null });
  const analyses = await octokit.request(`GET ${String(complete.analyses_url)}`);
  expect(analyses.data).toMatchObject([
    { category: 'first', results_count: 1, commit_sha: main, sarif_id: data.id },
  ]);
  const reported = standIn.github.report(run).sarifs.at(-1);
  expect(JSON.parse(await readFile(reported?.file ?? '', 'utf8'))).toMatchObject({ version: '2.1.0' });
  expect(reported).toMatchObject({
    who: 'job scan',
    categories: ['first'],
    status: 'complete',
    results: 1,
  });
});

describe('alerts', () => {
  test('stay the same between commits, are fixed when gone, and come back', async () => {
    const both: Finding[] = [
      { rule: 'CVE-10', hash: 'ten' },
      { rule: 'CVE-11', hash: 'eleven' },
    ];
    const of = async (findings: Finding[]) => {
      await processed(sarif(sarifRun('life/', findings)));
      return (await alerts()).filter(({ rule }) => ['CVE-10', 'CVE-11'].includes(rule.id ?? ''));
    };
    const before = await of(both);
    const moved = await of(both.map((finding, index) => ({ ...finding, line: index + 40, path: 'moved' })));
    expect(moved.map(({ number }) => number)).toEqual(before.map(({ number }) => number));
    expect(moved.every(({ state }) => state === 'open')).toBe(true);
    const gone = await of([{ rule: 'CVE-10', hash: 'ten' }]);
    expect(Object.fromEntries(gone.map(({ rule, state }) => [rule.id, state]))).toEqual({
      'CVE-10': 'open',
      'CVE-11': 'fixed',
    });
    expect(gone.find(({ state }) => state === 'fixed')?.fixed_at).not.toBeNull();
    const back = await of(both);
    expect(back.map(({ number, state }) => [number, state])).toEqual(
      before.map(({ number }) => [number, 'open']),
    );
  });

  test('without a fingerprint they change with every line that moves', async () => {
    await processed(sarif(sarifRun('lines/', [{ rule: 'CVE-20', line: 1 }])));
    await processed(sarif(sarifRun('lines/', [{ rule: 'CVE-20', line: 2 }])));
    const found = (await alerts()).filter(({ rule }) => rule.id === 'CVE-20');
    expect(found.map(({ state }) => state).sort()).toEqual(['fixed', 'open']);
  });

  test('of one category do not close those of another', async () => {
    await processed(sarif(sarifRun('app-a/', [{ rule: 'CVE-30', hash: 'a-30' }])));
    await processed(sarif(sarifRun('app-b/', [])));
    expect((await alerts({ state: 'open' })).map(({ rule }) => rule.id)).toContain('CVE-30');
    await processed(sarif(sarifRun('app-a/', [])));
    expect((await alerts({ state: 'open' })).map(({ rule }) => rule.id)).not.toContain('CVE-30');
  });

  test('belong to a ref', async () => {
    const { gitDir } = standIn.github.repository('acme/shop') ?? { gitDir: '' };
    await standIn.git(['branch', 'topic', 'main'], gitDir);
    await processed(sarif(sarifRun('ref/', [{ rule: 'CVE-40', hash: 'x' }])), { ref: 'refs/heads/topic' });
    expect((await alerts()).map(({ rule }) => rule.id)).not.toContain('CVE-40');
    const [alert] = await alerts({ ref: 'refs/heads/topic' });
    expect(alert).toMatchObject({
      rule: { id: 'CVE-40', security_severity_level: 'critical', severity: 'error' },
      tool: { name: 'Trivy' },
      most_recent_instance: { category: 'ref', ref: 'refs/heads/topic' },
    });
  });
});

describe('refused at once', () => {
  test.each([
    ['a commit that is not there', { commit_sha: 'a'.repeat(40) }, 404, 'commit not found'],
    [
      'a ref that is not there',
      { ref: 'refs/heads/absent' },
      404,
      'ref refs/heads/absent not found in this repository',
    ],
    ['a short commit', { commit_sha: 'abc' }, 422, 'Invalid request'],
    ['no gzip', { sarif: Buffer.from('{}').toString('base64') }, 400, 'Failed to decompress SARIF'],
  ])('%s', async (_, more, code, message) => {
    const failure = await failureOf(upload(sarif(), more));
    expect(failure.status).toBe(code);
    expect(failure.data.message).toContain(message);
  });
  test('more than 10 MB', async () => {
    const failure = await failureOf(
      upload(sarif(), { sarif: Buffer.alloc(LIMITS.compressed + 1).toString('base64') }),
    );
    expect(failure.status).toBe(413);
  });
  test('a repository without Code Security', async () => {
    const other = await standIn.startRun({
      repository: 'acme/off',
      jobs: { scan: { 'security-events': 'write' } },
    });
    const failure = await failureOf(
      standIn.octokit(other.token('scan')).rest.codeScanning.uploadSarif({
        owner: 'acme',
        repo: 'off',
        commit_sha: main,
        ref: 'refs/heads/main',
        sarif: encode(sarif()),
      }),
    );
    expect(failure).toMatchObject({
      status: 403,
      data: { message: 'Code Security must be enabled for this repository to use code scanning.' },
    });
  });
});

test('what processing refuses shows as failed, in the status and in the report', async () => {
  const many = Array.from({ length: 21 }, (_, index) => sarifRun(`many-${index}/`, []));
  const failed = await processed(sarif(...many));
  expect(failed).toEqual({
    processing_status: 'failed',
    analyses_url: null,
    errors: ['rejecting SARIF, as there are more runs than allowed (21 > 20)'],
  });
  expect(standIn.github.report(run).failures.at(-1)).toContain('more runs than allowed');
});

describe('processing', () => {
  const plain = sarifRun('x/', [{ rule: 'R', hash: 'h' }]);
  const finding = result({ rule: 'R' });
  const withResult = (more: object) => sarif({ ...plain, results: [{ ...finding, ...more }] });
  const location = (uri: unknown) => [{ physicalLocation: { artifactLocation: { uri } } }];
  test.each([
    ['no object', 'text', 'Invalid SARIF'],
    ['another version', { version: '2.0.0', runs: [] }, 'Invalid SARIF. version'],
    ['no tool', sarif({ results: [] }), 'Invalid SARIF. runs.0.tool'],
    ['no location', withResult({ locations: [] }), 'locationFromSarifResult: expected at least one location'],
    [
      'no place in it',
      withResult({ locations: [{}] }),
      'locationFromSarifResult: expected artifact location',
    ],
    [
      'an address for a file',
      withResult({ locations: location('https://example.invalid/x') }),
      'is neither relative nor a file',
    ],
    ['no rule', withResult({ ruleId: undefined }), 'expected a rule ID'],
    [
      'another rule at its index',
      withResult({ ruleId: 'S', ruleIndex: 0 }),
      'does not match the rule at its index',
    ],
    ['line 0', withResult({ locations: [{ physicalLocation: { region: { startLine: 0 } } }] }), 'startLine'],
    ['two runs of a category', sarif(plain, plain), 'more than one run of Trivy with the category "x"'],
    [
      'too many locations',
      withResult({ locations: Array(1_001).fill(location('x')[0]) }),
      'more locations per result than allowed (1001 > 1000)',
    ],
    [
      'too many results',
      sarif({ ...plain, results: Array(25_001).fill(finding) }),
      'more results per run than allowed (25001 > 25000)',
    ],
    [
      'too many tags',
      sarif({
        ...plain,
        tool: { driver: { name: 'T', rules: [{ id: 'R', properties: { tags: Array(21).fill('t') } }] } },
      }),
      'more tags per rule than allowed (21 > 20)',
    ],
  ])('%s', (_, document, message) => {
    expect(processSarif(document).errors.join('\n')).toContain(message);
  });
  test.each([
    ['app-a/', 'app-a'],
    ['a/b/run-7', 'a/b'],
    ['only-an-id', ''],
    [undefined, ''],
  ])('the category of %j is %j', (id, category) => {
    expect(processSarif(sarif(sarifRun(id, []))).runs[0]?.category).toBe(category);
  });
  test('a run without results is good, and 5000 results are kept', () => {
    expect(processSarif(sarif(sarifRun('x/', [])))).toMatchObject({ errors: [] });
    const results = Array.from({ length: 6_000 }, () => finding);
    expect(processSarif(sarif({ ...plain, results })).runs[0]?.findings).toHaveLength(5_000);
  });
});
