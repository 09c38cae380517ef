import { finding, unfixed } from '@sealift/testing/findings';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/failure.ts';
import type { Finding } from '../../src/scan/finding.ts';
import { blockingCount, type GatePolicy, judge, sparedBy } from '../../src/scan/gate.ts';
import { parseIgnoreFile } from '../../src/scan/ignore/parse-ignore-file.ts';
import { SEVERITIES, type Severity } from '../../src/scan/severity.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const policy = (threshold: Severity, fixableOnly = true): GatePolicy => ({
  threshold,
  fixableOnly,
  blind: 'auto',
  ignoreFiles: [],
});
const seen = (...findings: readonly Finding[]) => ({ findings, blindness: [] });

describe('threshold', () => {
  for (const threshold of SEVERITIES)
    for (const severity of SEVERITIES)
      it(`${severity} against ${threshold}`, () => {
        const blocks = SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold);
        const { verdict, counts } = judge(seen(finding({ severity })), policy(threshold), NOW);
        expect(verdict).toBe(blocks ? 'fail' : 'pass');
        expect(counts[severity]).toBe(1);
      });
});

it('without a fix a vulnerability counts only when asked to; secrets and misconfigurations always do', () => {
  expect(judge(seen(unfixed()), policy('CRITICAL', true), NOW).verdict).toBe('pass');
  expect(judge(seen(unfixed()), policy('CRITICAL', false), NOW).verdict).toBe('fail');
  expect(judge(seen(unfixed({ kind: 'secret' })), policy('CRITICAL', true), NOW).verdict).toBe('fail');
  expect(judge(seen(unfixed({ kind: 'misconfiguration' })), policy('CRITICAL', true), NOW).verdict).toBe(
    'fail',
  );
});

it('counts everything, also what is ignored', () => {
  const ignoreFiles = [parseIgnoreFile('.trivyignore', 'CVE-2024-0001\n')];
  const result = judge(
    seen(finding(), finding({ id: 'CVE-2', severity: 'LOW' })),
    { ...policy('CRITICAL'), ignoreFiles },
    NOW,
  );
  expect(result.counts).toEqual({ UNKNOWN: 0, LOW: 1, MEDIUM: 0, HIGH: 0, CRITICAL: 1 });
  expect(result).toMatchObject({ verdict: 'pass', blocking: [], expired: [] });
  expect(result.ignored).toHaveLength(1);
  expect(result.nonBlocking).toHaveLength(1);
});

it('lists the most severe first, then by id, package and path, as they come when all are equal', () => {
  const expected = [
    finding({ id: 'CVE-9', severity: 'CRITICAL' }),
    finding({ id: 'CVE-1', severity: 'HIGH', packageName: 'z', path: 'z' }),
    finding({ id: 'CVE-2', severity: 'HIGH', packageName: 'a', path: 'z' }),
    finding({ id: 'CVE-2', severity: 'HIGH', packageName: 'b', path: 'a' }),
    finding({ id: 'CVE-2', severity: 'HIGH', packageName: 'b', path: 'b', line: 2 }),
    finding({ id: 'CVE-2', severity: 'HIGH', packageName: 'b', path: 'b', line: 1 }),
    finding({ id: 'CVE-0', severity: 'LOW', packageName: 'a', path: 'a' }),
  ];
  const [first, second, third, fourth, fifth, sixth, last] = expected;
  const mixed = [last, fifth, third, sixth, first, fourth, second].flatMap((one) => one ?? []);
  expect(judge(seen(...mixed), policy('UNKNOWN'), NOW).blocking).toEqual(expected);
});

describe('ignore files', () => {
  const inFile = { target: 'Node.js', packagePath: 'var/lib/app/package.json' };
  const ignored = (name: string, content: string, of = finding(inFile)) =>
    judge(seen(of), { ...policy('CRITICAL'), ignoreFiles: [parseIgnoreFile(name, content)] }, NOW);

  it.each([
    ['the id', 'CVE-2024-0001', true],
    ['with comments and empty lines', '# why\n\n  CVE-2024-0001  # because\r\n', true],
    ['another id', 'CVE-2024-00010', false],
    ['a date to come', 'CVE-2024-0001 exp:2026-06-02', true],
    ['a date that has come', 'CVE-2024-0001 exp:2026-06-01', false],
    ['a date that has passed', 'CVE-2024-0001 exp:2025-01-01', false],
    ['commented out', '#CVE-2024-0001', false],
  ])('plain: %s', (_, content, expected) => {
    expect(ignored('.trivyignore', content).ignored.length === 1).toBe(expected);
  });

  it('lists what has run out, once, and only where it would have mattered', () => {
    const content = 'CVE-2024-0001 exp:2025-01-01\nCVE-1999-1 exp:2025-01-01\n';
    const ignoreFiles = [parseIgnoreFile('.trivyignore', content)];
    const result = judge(
      seen(finding(), finding({ path: 'x' })),
      { ...policy('CRITICAL'), ignoreFiles },
      NOW,
    );
    expect(result.verdict).toBe('fail');
    expect(result.blocking).toHaveLength(2);
    expect(result.expired.map(({ id }) => id)).toEqual(['CVE-2024-0001']);
  });

  const entry = (lines: string, section = 'vulnerabilities') =>
    `${section}:\n  - id: CVE-2024-0001\n${lines
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n')}\n`;
  it.each([
    ['the id', entry('statement: not reachable'), true],
    ['another section', entry('statement: x', 'secrets'), false],
    ['date to come', entry('expired_at: 2026-06-02'), true],
    ['date passed', entry('expired_at: 2026-05-31'), false],
    ['time quoted, passed', entry('expired_at: "2026-05-31T00:00:00Z"'), false],
    ['path', entry('paths: [var/lib/app/package.json]'), true],
    ['kind of packages', entry('paths: [Node.js]'), true],
    ['path with slash, which Trivy does not write', entry('paths: [/var/lib/app/package.json]'), false],
    ['glob', entry('paths: ["var/**"]'), true],
    ['other path', entry('paths: ["app/**"]'), false],
    ['purl without version', entry('purls: ["pkg:deb/debian/openssl"]'), true],
    ['purl with version', entry('purls: ["pkg:deb/debian/openssl@3.0.1"]'), true],
    ['purl of another version', entry('purls: ["pkg:deb/debian/openssl@3.0.2"]'), false],
    ['purl with qualifier', entry('purls: ["pkg:deb/debian/openssl?arch=amd64"]'), true],
    ['purl of another architecture', entry('purls: ["pkg:deb/debian/openssl?arch=arm64"]'), false],
    ['purl of another name', entry('purls: ["pkg:deb/debian/openss"]'), false],
    ['path and purl, one wrong', entry('paths: ["var/**"]\npurls: ["pkg:npm/x"]'), false],
    ['licenses beside', `licenses:\n  - id: GPL\n${entry('statement: x')}`, true],
    ['nothing in it', '# nothing\n', false],
    ['an empty section', 'vulnerabilities:\n', false],
  ])('YAML: %s', (_, content, expected) => {
    expect(ignored('.trivyignore.yaml', content).ignored.length === 1).toBe(expected);
  });

  it('an entry is read with its reason and its date, and without those that it does not have', () => {
    const read = parseIgnoreFile(
      'a.yaml',
      `${entry('statement: not reachable\nexpired_at: 2026-06-02')}  - id: CVE-2024-0002\n`,
    );
    expect(read.entries).toStrictEqual([
      {
        kind: 'vulnerability',
        id: 'CVE-2024-0001',
        paths: [],
        purls: [],
        file: 'a.yaml',
        line: 2,
        expiresAt: Date.parse('2026-06-02T00:00:00Z'),
        statement: 'not reachable',
      },
      { kind: 'vulnerability', id: 'CVE-2024-0002', paths: [], purls: [], file: 'a.yaml', line: 5 },
    ]);
  });

  it('npm scopes match escaped and not', () => {
    const scoped = finding({ purl: 'pkg:npm/%40acme/tool@1.0.0' });
    for (const purl of ['pkg:npm/@acme/tool@1.0.0', 'pkg:npm/%40acme/tool', 'pkg:npm/@acme/tool'])
      expect(ignored('a.yaml', entry(`purls: ["${purl}"]`), scoped).ignored, purl).toHaveLength(1);
  });

  it.each([
    ['.trivyignore', 'CVE-1 exp:soon', 1],
    ['.trivyignore', '\nCVE-1 exp:2026-02-30', 2],
    ['.trivyignore', 'CVE-1 CVE-2', 1],
    ['i.yaml', 'vulnerabilities:\n  - id: CVE-1\n    expires_at: 2026-01-01\n', 3],
    ['i.yaml', 'vulnerabilities:\n  - id: CVE-1\n    expired_at: tomorrow\n', 3],
    ['i.yaml', 'vulnerabilities:\n  - CVE-1\n', 2],
    ['i.yaml', 'vulnerabilities:\n  - statement: why\n', 2],
    ['i.yaml', 'vulnerabilities: [\n', 2],
    ['i.yaml', '- CVE-1\n', 1],
    ['i.yaml', 'vulnerabilities:\n  - id: ""\n', 2],
    ['i.yaml', 'vulnerabilities:\n  - id: A\n    purls: [openssl]\n', 3],
    ['i.yml', 'vulnerability:\n  - id: A\n', undefined],
    ['i.yml', 'vulnerabilities: *none\n', undefined],
  ])('a mistake is refused with its line, not skipped: %s %j', (name, content, line) => {
    const thrown = (() => {
      try {
        parseIgnoreFile(name, content);
      } catch (error) {
        return error;
      }
      return undefined;
    })();
    expect(thrown).toBeInstanceOf(Failure);
    const failure = thrown as Failure;
    expect(failure.category).toBe('configuration');
    expect(failure.location?.file).toBe(name);
    if (line !== undefined) expect(failure.location?.line).toBe(line);
    const place = failure.location?.line === undefined ? '' : `, line ${failure.location.line}`;
    expect(failure.message.startsWith(`The ignore file "${name}"${place}: `)).toBe(true);
  });
});

it('how many block follows from numbers alone, whatever was found', () => {
  const anyFinding = fc
    .record({
      severity: fc.constantFrom(...SEVERITIES),
      kind: fc.constantFrom('vulnerability', 'secret', 'misconfiguration'),
      fixed: fc.boolean(),
      id: fc.constantFrom('CVE-1', 'CVE-2', 'CVE-3'),
    })
    .map(({ fixed, ...rest }) => (fixed ? finding(rest) : unfixed(rest)));
  const ignoreFiles = [parseIgnoreFile('.trivyignore', 'CVE-2\n')];
  fc.assert(
    fc.property(
      fc.array(anyFinding, { maxLength: 20 }),
      fc.constantFrom(...SEVERITIES),
      fc.boolean(),
      fc.boolean(),
      (findings, threshold, fixableOnly, ignores) => {
        const own = policy(threshold, fixableOnly);
        const verdict = judge(seen(...findings), ignores ? { ...own, ignoreFiles } : own, NOW);
        expect(blockingCount(verdict.counts, sparedBy(verdict), own)).toBe(verdict.blocking.length);
      },
    ),
  );
});
