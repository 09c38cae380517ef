// The page about failures: each code with what it means, what its messages say, and what to do.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { anchorOf } from '@sealift/core/failure';
import { type FailureMessage, failureMessages } from './failure-messages/messages.ts';

/** Of doubles that stand in for others in our own tests. */
const OURS = ['packages/testing', 'packages/fake-github'];
/** Of what a user runs on their own machine. */
const REHEARSAL = ['rehearsal', 'workflow-runner', 'sandbox', 'engines', 'cluster', 'release'].map(
  (name) => `packages/${name}`,
);

type Code = { readonly code: string; readonly means: string; readonly room: string };

/** @param root of this repository */
export function troubleshootingPage(
  root: string,
  found: readonly FailureMessage[] = failureMessages(sourcesOf(root)),
): string {
  const rooms = globSync('{packages,actions}/*/src/failure-codes.ts', { cwd: root })
    .map((file) => path.posix.join(file, '../..'))
    .filter((room) => !OURS.includes(room))
    .toSorted();
  const codes = rooms.flatMap((room) => codesOf(root, room));
  const messages = Map.groupBy(found, ({ code }) => code);
  const chapter = (title: string, own: readonly Code[]) => [
    `## ${title}`,
    ...[...Map.groupBy(own, ({ code }) => subjectOf(code))]
      .toSorted(([one], [other]) => one.localeCompare(other))
      .flatMap(([subject, some]) => [
        `### ${subject}`,
        ...some.map((each) => entry(each, messages.get(each.code) ?? [])),
      ]),
  ];
  const [run, rehearsal] = [codes.filter((each) => !isRehearsal(each)), codes.filter(isRehearsal)];
  return `${[
    '# Troubleshooting',
    'Every failure is one annotation: what is wrong, what to do, and a link to its entry on this page. To find an entry without the link, search for words of the message; `…` stands for names and numbers. Where one message has several remedies, the annotation itself has the one that fits. This page is made from the sources (`npm run docs`).',
    'A message that ends with "This is a bug in Sealift" is one: please report it with the debug log of the step.',
    ...chapter('In a workflow', run),
    ...chapter('In a rehearsal or release of Sealift itself', rehearsal),
  ].join('\n\n')}\n`;
}

const subjectOf = (code: string): string => code.slice(0, code.indexOf('/'));
const isRehearsal = ({ room }: Code): boolean => REHEARSAL.includes(room);

/** The codes that a room declares, each with the comment above it. */
function codesOf(root: string, room: string): readonly Code[] {
  const codes: Code[] = [];
  let comment: string[] = [];
  for (const line of readFileSync(path.join(root, room, 'src/failure-codes.ts'), 'utf8').split('\n')) {
    const words = /^ {2,3}(?:\/\*\*|\/\/|\*(?!\/)) ?(.*?)(?:\*\/)?$/.exec(line)?.[1];
    // A short list stands in one line.
    if (words === undefined)
      for (const [, code = ''] of line.matchAll(/'([a-z0-9-]+\/[a-z0-9-]+)'/g))
        codes.push({ code, means: comment.join(' ').trim(), room });
    comment = words === undefined ? [] : [...comment, words.trim()];
  }
  return codes;
}

/** All modules at once, since a failure's words may come from another room: their text by their path. */
export const sourcesOf = (root: string): ReadonlyMap<string, string> =>
  new Map(
    globSync('{packages,actions}/*/src/**/*.ts', { cwd: root })
      .filter((file) => !OURS.some((room) => file.startsWith(`${room}/`)))
      .toSorted()
      .map((file) => [file, readFileSync(path.join(root, file), 'utf8')]),
  );

function entry({ code, means }: Code, messages: readonly FailureMessage[]): string {
  const rows = rowsOf(messages);
  const table = rows.length === 0 ? [] : ['', '| It says | Do |', '| --- | --- |', ...rows];
  return [`<a id="${anchorOf(code)}"></a>\`${code}\`${means === '' ? '' : ` ${means}`}`, ...table].join('\n');
}

/** What has the same remedies stands in one row: a reader looks for the message, and need not read each remedy again. */
function rowsOf(messages: readonly FailureMessage[]): readonly string[] {
  const byCause = Map.groupBy(messages, ({ cause }) => cell(cause));
  const remediesOf = (cause: string): string =>
    lines((byCause.get(cause) ?? []).map(({ remedy }) => cell(remedy)));
  return [...Map.groupBy(byCause.keys(), remediesOf)]
    .map(([remedies, causes]) => `| ${lines(causes)} | ${remedies} |`)
    .toSorted();
}

const lines = (texts: readonly string[]): string => [...new Set(texts)].toSorted().join('<br>');

/** Names in angle brackets are no HTML, and nothing of a message is Markdown. */
const cell = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|#~]/g, '\\$&')
    .trim();
