import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cases, refused } from '@sealift/testing/ignore-cases';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/failure.ts';
import { judge } from '../../../src/scan/gate.ts';
import { parseIgnoreFile } from '../../../src/scan/ignore/parse-ignore-file.ts';
import { parseTrivyReport } from '../../../src/scan/trivy-report.ts';

const read = (name: string) => readFileSync(path.join(import.meta.dirname, name), 'utf8');

/** By case, what the real Trivy takes out of the report: `packages/tools/test/trivy/ignore-files.test.ts`. */
const recorded = JSON.parse(read('recorded.json')) as Readonly<Record<string, readonly string[]>>;
const report = parseTrivyReport(read('report.json'));

it('covers the formats', () => {
  expect(cases.length + refused.length).toBeGreaterThanOrEqual(150);
  expect(Object.keys(recorded).toSorted()).toEqual(cases.map(({ label }) => label).toSorted());
});

describe('means what it means to Trivy', () => {
  it.each(cases)('$label', ({ label, file, content }) => {
    const ignoreFiles = [parseIgnoreFile(file, content)];
    const policy = { threshold: 'LOW', fixableOnly: false, blind: 'auto', ignoreFiles } as const;
    const { ignored } = judge({ findings: report.findings, blindness: [] }, policy, Date.now());
    const taken = ignored.map(({ finding }) => `${finding.id} ${finding.packageName}`.trim());
    expect(taken.toSorted()).toEqual(recorded[label]);
  });
});

describe('is refused with its line', () => {
  it.each(refused)('$label', ({ file, content }) => {
    let thrown: unknown;
    try {
      parseIgnoreFile(file, content);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Failure);
    const { code, message, location } = thrown as Failure;
    expect(code).toBe('scan/bad-ignore-file');
    expect(message).toContain(`The ignore file "${file}"`);
    expect(location?.file).toBe(file);
  });
});

// `trivy convert` does not know other ids, because reports do not have them: recorded from `trivy image --ignorefile`.
it.each([
  ['DS-0002', true],
  ['AVD-DS-0002', true],
  ['DS002', true],
  ['ds002', false],
  ['DS-002', false],
  ['CVE-0002', false],
])('the id of a check, %s: %s', (id, taken) => {
  for (const [file, content] of [
    ['.trivyignore', id],
    ['.trivyignore.yaml', `misconfigurations:\n  - id: ${id}\n`],
  ] as const) {
    const ignoreFiles = [parseIgnoreFile(file, content)];
    const policy = { threshold: 'LOW', fixableOnly: false, blind: 'auto', ignoreFiles } as const;
    const { ignored } = judge({ findings: report.findings, blindness: [] }, policy, Date.now());
    expect(ignored.map(({ finding }) => finding.id)).toEqual(taken ? ['DS-0002'] : []);
  }
});
