/** Failures about files repeat nothing of them, whatever a file holds. */
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { parsePipelineConfig } from '../../src/config/pipeline.ts';
import { Failure } from '../../src/failure.ts';
import { parseIgnoreFile } from '../../src/scan/ignore/parse-ignore-file.ts';
import { placeWords, schemaWords, yamlWords } from '../../src/text/problem-words.ts';

const SECRET = 'hunter2-swordfish';

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof Failure) return `${error.message} ${error.remedy}`;
    throw error;
  }
  return '';
}

test.each([
  `root:x:0:0:${SECRET}:/root:/bin/bash\ndaemon:x:1:1:${SECRET}\n`,
  `-----BEGIN PRIVATE KEY-----\n${SECRET}\n-----END PRIVATE KEY-----\n`,
  `{"auths": {"r": {"auth": "${SECRET}"}}`,
  `"${SECRET}`,
  `'${SECRET}`,
  `apps: "${SECRET}"\n`,
  `apps: [${SECRET}]\n`,
  `apps: {api: {platforms: "${SECRET}"}}\n`,
  `apps: {api: {platforms: ["${SECRET}"]}}\n`,
  `apps: {api: {image: "${SECRET}"}}\n`,
  `apps: {api: {build-args: {A: {B: "${SECRET}"}}}}\n`,
  `platforms: *${SECRET}\n`,
  `platforms: !${SECRET} x\n`,
  `%${SECRET}\n---\nx\n`,
  `vulnerabilities: ${SECRET}\n`,
  `vulnerabilities: [{id: {x: ${SECRET}}}]\n`,
  `deploy: ${SECRET}\n`,
  `a: 1\n\tb: ${SECRET}\n`,
])('%j', (text) => {
  const said = [
    refusal(() => parsePipelineConfig(text, 'sealift.yml')),
    refusal(() => parseIgnoreFile('ignore.yaml', text)),
  ];
  expect(said.join()).not.toContain(SECRET);
  expect(said[0]).not.toBe('');
});

test('any value at any place of a configuration', () => {
  const secret = fc.constantFrom(SECRET, 1e300, true, [SECRET], { x: SECRET }, null);
  const key = fc.constantFrom(
    'apps',
    'api',
    'platforms',
    'paths',
    'runners',
    'deploy',
    'file',
    'context',
    'image',
  );
  const tree = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      secret,
      fc.dictionary(key, tie('node'), { maxKeys: 3 }),
      fc.array(tie('node'), { maxLength: 2 }),
    ),
  })).node;
  fc.assert(
    fc.property(tree, (value) => {
      expect(refusal(() => parsePipelineConfig(JSON.stringify(value), 'sealift.yml'))).not.toContain(SECRET);
    }),
  );
});

/** Milliseconds of this thread: those that other programs take from it do not count. */
function spent(read: () => void): number {
  const before = process.threadCpuUsage();
  read();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** Less than this is noise. */
const NOISE = 50;

test.each<[string, (length: number) => string]>([
  ['brackets', (length) => '['.repeat(length)],
  ['braces', (length) => '{a: '.repeat(length / 4)],
  ['lists', (length) => '- '.repeat(length / 2)],
  ['lines', (length) => 'apps: {}\n'.repeat(length / 9)],
  ['quotes', (length) => `"${'\\'.repeat(length)}`],
  ['one key', (length) => `${'a'.repeat(length)}: 1`],
])('a long text of %s is refused, in time that grows with its length and no faster', (_, text) => {
  const refuse = (length: number) => {
    const long = text(length);
    expect(refusal(() => parsePipelineConfig(long, 'sealift.yml')).length).toBeLessThan(600);
    expect(refusal(() => parseIgnoreFile('ignore.yaml', long)).length).toBeLessThan(600);
  };
  refuse(1_000);
  const quarter = spent(() => refuse(100_000));
  const whole = spent(() => refuse(400_000));
  // Four times as much by the length, sixteen times by its square.
  expect(whole).toBeLessThan(10 * Math.max(quarter, NOISE));
});

test.each<[v.GenericSchema, unknown, string]>([
  [v.string(), 7, 'must be string'],
  [v.picklist(['a', 'b']), 'c', 'must be ("a" | "b")'],
  [v.pipe(v.string(), v.regex(/^x$/)), 'y', 'it has another form'],
  [v.pipe(v.string(), v.regex(/^x$/, 'must be x')), 'y', 'must be x'],
  [v.strictObject({}), { a: 1 }, 'there is no such key'],
  [v.pipe(v.array(v.string()), v.minLength(1)), [], 'must be >=1'],
])('says what is expected, not what is there: %#', (schema, value, words) => {
  const [issue] = v.safeParse(schema, value).issues ?? [];
  expect(issue && schemaWords(issue)).toBe(words);
});

test('names the place, within bounds', () => {
  expect(placeWords([])).toBeUndefined();
  expect(placeWords(['apps', 'api', 0])).toBe('apps.api.0');
  expect(placeWords(['a'.repeat(10_000)])).toHaveLength(65);
  expect(placeWords(Array.from({ length: 1000 }, () => 'a'))?.length).toBeLessThan(100);
});

test('an error of no known kind', () => {
  expect(yamlWords({ code: 'toString' })).toBe('it cannot be read');
  expect(yamlWords({})).toBe('it cannot be read');
});
