/** The page of failures: what its generator reads, and that no code is left without a word. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { type FailureMessage, failureMessages, saysEnough } from '../../scripts/failure-messages/messages.ts';
import { sourcesOf, troubleshootingPage } from '../../scripts/troubleshooting.ts';

const root = path.resolve(import.meta.dirname, '../..');
const messages = failureMessages(sourcesOf(root));
const page = troubleshootingPage(root, messages);

const read = (sources: Readonly<Record<string, string>>) =>
  failureMessages(new Map(Object.entries(sources))).map(({ code, cause, remedy }) => [code, cause, remedy]);

describe('messages are read from a module', () => {
  test.each<[string, string, readonly (readonly [string, string, string])[]]>([
    [
      'as they stand',
      "throw failure({ code: 'a/b', cause: 'It is wrong.', remedy: 'Do.', error });",
      [['a/b', 'It is wrong.', 'Do.']],
    ],
    [
      'with what is filled in, and both of two',
      'const e = f({ code: "a/b", cause: `It has no "${name}": ` + why, remedy: x ? "Do the one." : `Do two of ${y}.` });',
      [
        ['a/b', 'It has no "…": …', 'Do the one.'],
        ['a/b', 'It has no "…": …', 'Do two of ….'],
      ],
    ],
    [
      'with what belongs together where one condition decides twice',
      'const e = f({ code: "a/b", cause: x ? "It is so." : "It is not so.", remedy: x ? "Do the one." : "Do the other." });',
      [
        ['a/b', 'It is so.', 'Do the one.'],
        ['a/b', 'It is not so.', 'Do the other.'],
      ],
    ],
    [
      'of a function that takes them',
      "const wrong = (cause: string, remedy: string) => failure({ code: 'a/b', cause, remedy });\nthrow wrong('It is wrong.', 'Do.');",
      [['a/b', 'It is wrong.', 'Do.']],
    ],
    [
      'of a function that takes the code too',
      "function no(code: Code, cause: string, remedy: string): never { throw failure({ code, cause, remedy }); }\nno('a/c', 'It is wrong.', 'Do.');",
      [['a/c', 'It is wrong.', 'Do.']],
    ],
    [
      'of a function that takes a part of the sentence in an object',
      "const no = (what: string, refusal: R) => failure({ code: refusal.code, cause: `${what} in ${file} ${refusal.why}.`, remedy: refusal.remedy });\nno(`\"${key}\"`, { code: 'a/c', why: `is not of ${image}`, remedy: 'Do.' });\nno('The key of a list', { code: 'a/d', why: 'is there twice', remedy: 'Remove one.' });",
      [
        ['a/c', '… in … is not of ….', 'Do.'],
        ['a/d', 'The key of a list in … is there twice.', 'Remove one.'],
      ],
    ],
    [
      'of a table, row by row',
      "const ROWS = [{ code: 'a/b', cause: (said: string) => `It does not start: ${said}.`, remedy: 'Start it.' }, { code: 'a/c', cause: () => 'It does not end.', remedy: 'End it.' }];\nconst row = ROWS.find(fits);\nthrow failure({ code: row.code, cause: row.cause(text), remedy: row.remedy });",
      [
        ['a/b', 'It does not start: ….', 'Start it.'],
        ['a/c', 'It does not end.', 'End it.'],
      ],
    ],
    [
      'of an object that others are made of',
      "const details = { cause: `${what} is not there.`, error };\nthrow failure({ ...details, code: 'a/b', remedy: 'Bring it.' });",
      [['a/b', '… is not there.', 'Bring it.']],
    ],
    [
      'of a table of clauses, which are no sentences of their own',
      "const ROWS = [{ code: 'a/b', cause: 'the disk is full', remedy: 'Make room.' }, { code: 'a/c', cause: 'the network is down', remedy: 'Wait a little.' }];\nconst row = ROWS.find(fits);\nthrow failure({ code: row.code, cause: `The scan of ${image} failed: ${row.cause}.`, remedy: row.remedy });",
      [
        ['a/b', 'The scan of … failed: the disk is full.', 'Make room.'],
        ['a/c', 'The scan of … failed: the network is down.', 'Wait a little.'],
      ],
    ],
    [
      'without addresses and checksums of the day',
      "const wrong = (sum: string) => failure({ code: 'a/b', cause: `Its sum is not ${sum}.`, remedy: 'Do.' });\nwrong('2975d0f651ad96ba');",
      [['a/b', 'Its sum is not ….', 'Do.']],
    ],
    ['and nothing else', "call({ code: 'a/b' }); call({ code, cause: 'x', remedy: 'y' });", []],
  ])('%s', (_, source, messages) => {
    const found = read({ 'packages/a/src/b.ts': source });
    expect([...new Set(found.map((each) => JSON.stringify(each)))].map((each) => JSON.parse(each))).toEqual(
      messages,
    );
  });

  it('with what another module says', () => {
    expect(
      read({
        'packages/core/src/words.ts':
          "export const HELP = 'Write it as a list.';\nexport const wrong = (file: string, why: string) => failure({ code: 'a/b', cause: `${file} ${why}.`, remedy: HELP });",
        'actions/plan/src/run.ts':
          "import { wrong } from '@sealift/core/words';\nthrow wrong(path, 'has no list of apps');",
      }),
    ).toEqual([['a/b', '… has no list of apps.', 'Write it as a list.']]);
  });

  it('that lead to themselves, without an end', () => {
    expect(
      read({
        'packages/a/src/b.ts':
          "const more = (cause: string): F => failure({ code: 'a/b', cause: x ? cause : again(cause), remedy: 'Do.' });\nconst again = (cause: string): string => again(`${cause} again`);\nmore('It is wrong here.'); more(again('It is wrong there.'));",
      }).length,
    ).toBeGreaterThan(0);
  });
});

/** Their words are those of whatever went wrong. */
const OF_OTHERS: readonly ((message: FailureMessage) => boolean)[] = [
  ({ code }) => code === 'sealift/bug',
  // Each problem of a chart has its own remedy.
  ({ code, remedy }) => code === 'bump/chart-check' && remedy === '…',
  ({ cause }) => cause === 'Fulcio failed: ….',
];

it('says of every failure what a reader would see, not gaps alone', () => {
  expect(messages.length).toBeGreaterThan(1000);
  expect(
    messages.filter((message) => !saysEnough(message) && !OF_OTHERS.some((excused) => excused(message))),
  ).toEqual([]);
  for (const excused of OF_OTHERS) expect(messages.some(excused)).toBe(true);
});

test.each([
  ['a cause that is a gap', '…', 'Do this.', false],
  ['a cause of two words', '… did fail: ….', 'Do this.', false],
  ['more gaps than words', '… in … of … is … for … and ….', 'Do this.', false],
  ['a remedy that is a gap', 'The file cannot be read.', '….', false],
  ['words and gaps', 'The file … cannot be read: ….', 'Correct ….', true],
])('%s: says enough or not', (_, cause, remedy, enough) => {
  expect(saysEnough({ code: 'a/b', cause, remedy })).toBe(enough);
});

it('is the page in docs/, and says something of every code', () => {
  expect(readFileSync(path.join(root, 'docs/troubleshooting.md'), 'utf8')).toBe(page);
  const entries = page.split('<a id="').slice(1);
  expect(entries.length).toBeGreaterThan(350);
  expect(entries.filter((entry) => /^[^"]+"><\/a>`[^`]+`\s*$/.test(entry.split('\n##')[0] ?? ''))).toEqual(
    [],
  );
  const anchors = entries.map((entry) => entry.slice(0, entry.indexOf('"')));
  expect(new Set(anchors).size).toBe(anchors.length);
});

it('has an entry for every code that a user can meet', async () => {
  const rooms = globSync('{packages,actions}/*/src/failure-codes.ts', { cwd: root }).filter(
    (file) => !/packages\/(?:testing|fake-github)\//.test(file),
  );
  const lists = await Promise.all(
    rooms.map(
      async (file) => (await import(path.join(root, file))) as { readonly FAILURE_CODES: readonly string[] },
    ),
  );
  const codes = lists.flatMap(({ FAILURE_CODES }) => FAILURE_CODES);
  expect(codes.length).toBeGreaterThan(350);
  expect(codes.filter((code) => !page.includes(`<a id="${code.replace('/', '-')}"></a>`))).toEqual([]);
});
