import { readFileSync } from 'node:fs';
import path from 'node:path';
import { finding, HOSTILE, UNPRINTABLE, unfixed } from '@sealift/testing/findings';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parsePlatform } from '../../src/image/platform.ts';
import { parseImageName } from '../../src/image/reference.ts';
import type { Finding } from '../../src/scan/finding.ts';
import { judge } from '../../src/scan/gate.ts';
import { createSarif, MAX_RESULTS, sarifCategory } from '../../src/scan/sarif.ts';
import { parseTrivyReport } from '../../src/scan/trivy-report.ts';

const image = parseImageName('ghcr.io/acme/shop/api');
const platform = parsePlatform('linux/amd64');

// The part of the SARIF 2.1.0 schema that is written, with GitHub's limits. Strict: no key that the schema lacks.
const text = (most: number) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(most));
const message = (most: number) => v.strictObject({ text: text(most) });
const level = v.picklist(['error', 'warning', 'note']);
const Log = v.strictObject({
  $schema: v.pipe(v.string(), v.url()),
  version: v.literal('2.1.0'),
  runs: v.tuple([
    v.strictObject({
      tool: v.strictObject({
        driver: v.strictObject({
          name: text(255),
          fullName: text(255),
          informationUri: v.pipe(v.string(), v.url()),
          version: text(100),
          rules: v.array(
            v.strictObject({
              id: text(255),
              name: text(255),
              shortDescription: message(1024),
              fullDescription: message(1024),
              helpUri: v.optional(v.pipe(v.string(), v.startsWith('https://'))),
              help: v.strictObject({ text: text(20_000), markdown: text(20_000) }),
              defaultConfiguration: v.strictObject({ level }),
              properties: v.strictObject({
                precision: v.literal('very-high'),
                tags: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z0-9/-]{1,100}$/))), v.maxLength(20)),
                'security-severity': v.optional(v.pipe(v.string(), v.regex(/^\d{1,2}\.\d$/))),
              }),
            }),
          ),
        }),
      }),
      automationDetails: v.strictObject({ id: v.pipe(v.string(), v.endsWith('/')) }),
      columnKind: v.literal('utf16CodeUnits'),
      results: v.pipe(
        v.array(
          v.strictObject({
            ruleId: text(255),
            ruleIndex: v.pipe(v.number(), v.integer(), v.minValue(0)),
            level,
            message: message(1024),
            locations: v.tuple([
              v.strictObject({
                physicalLocation: v.strictObject({
                  // RFC 3986 relative reference whose first segment holds no colon.
                  artifactLocation: v.strictObject({
                    uri: v.pipe(v.string(), v.regex(/^acme\/shop\/api(?:\/[A-Za-z0-9\-._~!$&'()*+,;=%]+)*$/)),
                  }),
                  region: v.strictObject({ startLine: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
                }),
              }),
            ]),
            partialFingerprints: v.strictObject({
              primaryLocationLineHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
            }),
          }),
        ),
        v.maxLength(MAX_RESULTS),
      ),
    }),
  ]),
});

function build(findings: readonly Finding[], change: Partial<Parameters<typeof createSarif>[0]> = {}) {
  const sarif = createSarif({
    findings,
    image,
    platform,
    scannerVersion: '0.76.0',
    category: sarifCategory(undefined, image, platform, false),
    ...change,
  });
  return {
    ...sarif,
    json: change.image === undefined ? v.parse(Log, JSON.parse(sarif.text)).runs[0] : undefined,
  };
}

const only = (findings: readonly Finding[], change?: Parameters<typeof build>[1]) => {
  const log = JSON.parse(build(findings, change).text) as v.InferOutput<typeof Log>;
  const [result] = log.runs[0].results;
  const [rule] = log.runs[0].tool.driver.rules;
  if (result === undefined || rule === undefined) throw new Error('there is no result');
  return { result, rule, fingerprint: result.partialFingerprints.primaryLocationLineHash };
};

it('a real report becomes valid SARIF, the most severe first', () => {
  const file = path.join(import.meta.dirname, 'fixtures/trivy/debian-python-node.json');
  const report = parseTrivyReport(readFileSync(file, 'utf8'));
  const { json, results, dropped } = build(report.findings);
  expect(results).toBe(report.findings.length);
  expect(dropped).toBe(0);
  expect(json?.results[0]?.level).toBe('error');
  expect(json?.results.at(-1)?.level).toBe('note');
  expect(json?.automationDetails.id).toBe('sealift/ghcr.io/acme/shop/api/linux/amd64/');
  for (const result of json?.results ?? [])
    expect(json?.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
  const urllib3 = json?.results.find(({ ruleId }) => ruleId === 'CVE-2023-43804-urllib3');
  expect(urllib3?.message.text).toBe('urllib3 2.0.4: CVE-2023-43804, fixed in 2.0.6, 1.26.17.');
  expect(urllib3?.locations[0].physicalLocation.artifactLocation.uri).toBe(
    'acme/shop/api/usr/local/lib/python3.13/site-packages/urllib3-2.0.4.dist-info/METADATA',
  );
});

it('the id of a rule is shortened only when it is too long, and still tells rules apart', () => {
  const id = (length: number, end = '') =>
    only([finding({ id: 'CVE-1', packageName: 'p'.repeat(length - 'CVE-1-'.length - end.length) + end })])
      .rule.id;
  expect(id(255)).toBe(`CVE-1-${'p'.repeat(249)}`);
  expect(id(256)).toMatch(/^CVE-1-p+…-[0-9a-f]{16}$/);
  expect(id(256)).toHaveLength(255);
  expect(id(256, 'a')).not.toBe(id(256, 'b'));
});

it('a rule leads to the page about it, where there is one', () => {
  const url = 'https://avd.aquasec.com/nvd/cve-2024-0001';
  expect(only([finding({ url })]).rule.helpUri).toBe(url);
  const { url: _, ...without } = finding();
  expect(only([without]).rule).not.toHaveProperty('helpUri');
});

describe('identity of an alert', () => {
  const { fingerprint } = only([finding()]);
  it.each([
    ['installed version', { installedVersion: '3.0.1-2' }],
    ['fixed version', { fixedVersion: '3.0.9' }],
    ['severity and score', { severity: 'LOW', score: 2 } as const],
    ['title', { title: 'other words' }],
  ])('does not depend on the %s', (_, change) => {
    expect(only([finding(change)]).fingerprint).toBe(fingerprint);
  });
  it.each([
    ['vulnerability', { id: 'CVE-2024-0002' }],
    ['package', { packageName: 'libssl3' }],
    ['path', { path: 'app/x' }],
  ])('depends on the %s', (_, change) => {
    expect(only([finding(change)]).fingerprint).not.toBe(fingerprint);
  });
  it('depends on the image, so that two apps do not share alerts', () => {
    const web = parseImageName('ghcr.io/acme/shop/web');
    const other = only([finding()], { image: web, category: sarifCategory(undefined, web, platform, false) });
    expect(other.fingerprint).not.toBe(fingerprint);
    expect(other.result.locations[0].physicalLocation.artifactLocation.uri).toBe(
      'acme/shop/web/var/lib/dpkg/status',
    );
  });
  it('two versions in one place are one alert that names both', () => {
    const { results, json } = build([finding(), finding({ installedVersion: '1.1.1' })]);
    expect(results).toBe(1);
    expect(json?.results[0]?.message.text).toContain('3.0.1, 1.1.1');
  });
  it('two secrets in one file are two alerts, and do not change when lines move', () => {
    const secret = (line: number) =>
      unfixed({ kind: 'secret', id: 'key', packageName: '', path: 'a.txt', line });
    const prints = (a: number, b: number) =>
      build([secret(a), secret(b)]).json?.results.map(
        (one) => one.partialFingerprints.primaryLocationLineHash,
      );
    expect(new Set(prints(1, 2)).size).toBe(2);
    expect(prints(1, 2)).toEqual(prints(11, 12));
  });
});

it.each([
  ['CRITICAL', 9.8, '9.8'],
  ['CRITICAL', 5.0, '9.0'],
  ['CRITICAL', undefined, '9.5'],
  ['HIGH', 9.9, '8.9'],
  ['MEDIUM', 5.5, '5.5'],
  ['LOW', 9.8, '3.9'],
  ['UNKNOWN', 9.8, undefined],
] as const)('GitHub shows the severity that the gate uses: %s with score %s', (severity, score, expected) => {
  const { score: _, ...rest } = finding({ severity });
  const { rule } = only([score === undefined ? rest : { ...rest, score }]);
  expect(rule.properties['security-severity']).toBe(expected);
});

it('category: the given one, apart for several platforms', () => {
  expect(sarifCategory('my/scan//', image, platform, false)).toBe('my/scan/');
  expect(sarifCategory('my', image, platform, true)).toBe('my/linux/amd64/');
});

it('30,000 findings: the most severe that GitHub accepts', () => {
  const many = Array.from({ length: 30_000 }, (_, index) =>
    finding({
      id: `CVE-2024-${index}`,
      severity: index % 30 === 0 ? 'CRITICAL' : 'LOW',
      path: `app/${index}`,
    }),
  );
  const { json, results, dropped } = build(many);
  expect(results).toBe(25_000);
  expect(dropped).toBe(5_000);
  expect(json?.results.filter((result) => result.level === 'error')).toHaveLength(1_000);
  expect(json?.results.slice(0, 1_000).every((result) => result.level === 'error')).toBe(true);
  expect(
    judge(
      { findings: many, blindness: [] },
      { threshold: 'CRITICAL', fixableOnly: true, blind: 'auto', ignoreFiles: [] },
      0,
    ).blocking,
  ).toHaveLength(1_000);
});

it('at most 20 tags, and only of known shape', () => {
  const cwes = [...Array.from({ length: 40 }, (_, index) => `CWE-${index + 1}`), 'CWE-x', '</script>'];
  expect(only([finding({ cwes })]).rule.properties.tags).toHaveLength(20);
});

describe.each(HOSTILE.map((name) => [name.slice(0, 40), name] as const))('hostile: %j', (_, evil) => {
  const fields = [
    'id',
    'packageName',
    'installedVersion',
    'fixedVersion',
    'path',
    'title',
    'description',
    'url',
    'type',
  ];
  it.each(fields)('as %s', (field) => {
    const { json } = build([finding({ [field]: evil })]);
    const [result] = json?.results ?? [];
    const [rule] = json?.tool.driver.rules ?? [];
    for (const shown of [
      result?.message.text,
      rule?.shortDescription.text,
      rule?.fullDescription.text,
      rule?.help.text,
    ]) {
      expect(shown).not.toMatch(/\]\(/);
      expect(shown).not.toMatch(/\{\d/);
      expect(shown).not.toMatch(/<[a-z/]/i);
      expect(shown).not.toMatch(UNPRINTABLE);
    }
    const markdown = rule?.help.markdown ?? '';
    // Inside code spans nothing is interpreted; outside there is no markup but the link that was made here.
    const outside = markdown.replace(/(`+)(?:.*?[^`])\1(?!`)/g, '');
    expect(outside).not.toMatch(/<[a-z/!]/i);
    expect(outside).not.toMatch(/(?<!\\)!\[/);
    for (const [, target] of outside.matchAll(/(?<!\\)\]\(([^)]*)\)/g))
      expect(target).toMatch(/^https:\/\/avd\.aquasec\.com\//);
    expect(build([finding({ [field]: evil })]).text).toBe(build([finding({ [field]: evil })]).text);
  });
});
