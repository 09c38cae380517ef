/** What stands around the apps in a pull request's text. Nothing in it is shortened later, so that all of it is bounded. */
import { type BODY_PLACEHOLDERS, MAX_TEMPLATE } from '@sealift/core/config/pull-request';
import { fillTemplate } from '@sealift/core/text/template';
import type { Frame } from './fit.ts';
import { code, text as escaped, plural } from './format.ts';
import { goingBackLines } from './going-back.ts';
import { onMergeLines } from './on-merge.ts';
import { listNames, summaryLine } from './summary-line.ts';
import { inSentence, placeholdersOf } from './templates.ts';
import type { AppChange, PullRequestText } from './text.ts';
import { renderTitle } from './title.ts';

/** Warnings, and UTF-16 units of one, each of which five characters may stand for once it is escaped (`&amp;`). */
const MAX_WARNINGS = 20;
const MAX_WARNING = 400;
/** Commits of people, other files and apps that were not released. */
const MAX_ITEMS = 5;
/** UTF-16 units of what users write around, once it is filled. */
const MAX_OWN = 2 * MAX_TEMPLATE;

const ICONS = { deploy: '🚢', promote: '⏫', rollback: '⏪' } as const;

const NOBODY_SAID =
  'Nobody on the ops side has said who may deploy here: `.sealift.yml` has no `trust:`, so the run that made this chose what it was verified against.';

type Around = Pick<Frame, 'head' | 'warnings' | 'intro' | 'below' | 'foot'>;

/** @param changes those of the text that change something */
export function frameOf(text: PullRequestText, changes: readonly AppChange[]): Around {
  const head = ownText('body-head', text, changes);
  const foot = ownText('body-foot', text, changes);
  const onMerge = onMergeLines(changes, text.onMerge ?? new Map(), text.baseUrl);
  const back = goingBackLines(changes, text.pull);
  return {
    head: [
      `### ${ICONS[text.kind]} ${escaped(summaryLine({ ...text, changes }, 'indicative'), 400)}`,
      howVerified(changes),
      ...(text.hasTrust ? [] : [NOBODY_SAID]),
    ],
    warnings: warningsOf(text),
    intro: head === '' ? [] : [head],
    below: onMerge.length === 0 ? [] : [onMerge.join('\n')],
    foot: [...(back.length === 0 ? [] : [back.join('\n')]), ...(foot === '' ? [] : [foot])],
  };
}

function howVerified(changes: readonly AppChange[]): string {
  const off = changes.filter(({ verification }) => verification.kind === 'off').length;
  if (off === changes.length) return 'What is said here is not verified.';
  return off > 0
    ? 'What is said of the verified images comes from their signed release records, verdicts and SBOMs.'
    : 'Every image was verified before this was written. What is said here comes from signed release records, scan verdicts and SBOMs.';
}

function warningsOf({
  warnings,
  notReleased = [],
  people = [],
  otherFiles = [],
}: PullRequestText): readonly string[] {
  return [
    ...(notReleased.length === 0 ? [] : [notReleasedLine(notReleased)]),
    ...(people.length === 0
      ? []
      : [
          `**${plural(people.length, 'commit')} of people** ${people.length === 1 ? 'is' : 'are'} on this branch and ${people.length === 1 ? 'is' : 'are'} merged with it: ${people
            .slice(0, MAX_ITEMS)
            .map(
              ({ sha, author, title }) =>
                `${code(sha.slice(0, 7))} ${escaped(title, 80)} (${code(author, 60)})`,
            )
            .join(', ')}${more(people)}.`,
        ]),
    ...(otherFiles.length === 0
      ? []
      : [
          `**${plural(otherFiles.length, 'more file')}** ${otherFiles.length === 1 ? 'is' : 'are'} changed, where no app's image stands: ${otherFiles
            .slice(0, MAX_ITEMS)
            .map((file) => code(file, 120))
            .join(', ')}${more(otherFiles)}.`,
        ]),
    ...warnings.slice(0, MAX_WARNINGS).map((warning) => `**This run**: ${escaped(warning, MAX_WARNING)}`),
    ...(warnings.length > MAX_WARNINGS
      ? [
          `There are ${plural(warnings.length - MAX_WARNINGS, 'more warning')}: see the annotations of the run.`,
        ]
      : []),
  ];
}

const more = (list: readonly unknown[]): string =>
  list.length > MAX_ITEMS ? ` and ${list.length - MAX_ITEMS} more` : '';

/** Bold names, each of which is one of the plan. */
function notReleasedLine(apps: readonly string[]): string {
  const names = listNames(apps.map((app) => `**${escaped(app, 100)}**`));
  return apps.length === 1
    ? `${names} was planned and not released by this run, so it is not deployed.`
    : `${names} were planned and not released by this run, so they are not deployed.`;
}

/** Markdown of the configuration, with values that are text in it. */
function ownText(
  which: 'body-head' | 'body-foot',
  { kind, from, origin, templates }: PullRequestText,
  changes: readonly AppChange[],
): string {
  const template = which === 'body-head' ? templates?.bodyHead : templates?.bodyFoot;
  if (template === undefined) return '';
  const values: Readonly<Record<(typeof BODY_PLACEHOLDERS)[number], string>> = {
    ...placeholdersOf({ kind, changes, from }, origin),
    title: renderTitle({ kind, changes, from, origin }, templates?.title),
  };
  const filled = fillTemplate(template.replace(/\r\n?/g, '\n').trim(), values, which, (value, name, before) =>
    escaped(inSentence(value, name, before), 300),
  );
  // Cut, it could end inside of a block of code.
  return filled.length > MAX_OWN
    ? `<sub>The text of ${code(which)} is too long once it is filled, and left out.</sub>`
    : filled;
}
