/** What users write around what is said here: titles, commit messages, the head and the foot of the text. */
import {
  BODY_PLACEHOLDERS,
  BRANCH_PLACEHOLDERS,
  MAX_TEMPLATE,
  MESSAGE_PLACEHOLDERS,
  type PullRequestConfig,
  SIGN_OFF,
  TITLE_PLACEHOLDERS,
  whatBreaksMarkdown,
} from '@sealift/core/config/pull-request';
import { configurationFailure } from '@sealift/core/failure';
import { type Adapt, checkTemplate } from '@sealift/core/text/template';
import type { Origin } from '../targets/release.ts';
import { listNames, type Summarised, summaryLine, verbOf } from './summary-line.ts';
import type { Templates } from './text.ts';

/** What a configuration says goes before what the inputs say. */
export const configuredTemplates = (config: PullRequestConfig | undefined, inputs: Templates): Templates => ({
  title: config?.title ?? inputs.title,
  commitMessage: config?.['commit-message'] ?? inputs.commitMessage,
  signOff: config?.['sign-off'] ?? inputs.signOff,
  bodyHead: config?.['body-head'] ?? inputs.bodyHead,
  bodyFoot: config?.['body-foot'] ?? inputs.bodyFoot,
});

const bad = (input: string, cause: string, remedy: string) =>
  configurationFailure({
    code: 'pull-request/bad-template',
    cause: `The input "${input}" ${cause}.`,
    remedy,
  });

/**
 * Inputs are judged before anything is read, as the schema judges the configuration.
 * @throws Failure `text/unknown-placeholder`, `pull-request/bad-template`
 */
export function checkTemplates(templates: Templates & { readonly branch?: string | undefined }): void {
  for (const [input, text, names] of [
    ['title', templates.title, TITLE_PLACEHOLDERS],
    ['branch', templates.branch, BRANCH_PLACEHOLDERS],
    ['commit-message', templates.commitMessage, MESSAGE_PLACEHOLDERS],
    ['body-head', templates.bodyHead, BODY_PLACEHOLDERS],
    ['body-foot', templates.bodyFoot, BODY_PLACEHOLDERS],
  ] as const) {
    if (text === undefined) continue;
    if (text.length > MAX_TEMPLATE)
      throw bad(input, `has more than ${MAX_TEMPLATE} characters`, 'Shorten it, and link to what is long.');
    checkTemplate(text, names, input);
    const isBody = input === 'body-head' || input === 'body-foot';
    const wrong = isBody ? whatBreaksMarkdown(text) : undefined;
    if (wrong !== undefined)
      throw bad(input, `cannot stand in the text of a pull request: ${wrong}`, 'Write plain Markdown.');
  }
  if (templates.signOff !== undefined && !SIGN_OFF.test(templates.signOff))
    throw bad('sign-off', 'is no name with an address', 'Write it as "Name <address>", as git does.');
}

/** What the placeholders of titles stand for. @param origin undefined: not known, and empty */
export function placeholdersOf(
  what: Summarised,
  origin: Omit<Origin, 'runUrl'> | undefined,
): Readonly<Record<(typeof TITLE_PLACEHOLDERS)[number], string>> {
  const { kind, changes } = what;
  const tags = [...new Set(changes.map(({ after }) => after.tag))];
  const apps = new Set(changes.map(({ app }) => app));
  return {
    summary: summaryLine(what),
    action: verbOf(kind, 'imperative'),
    apps: listNames([...apps]),
    environment: listNames(changes.flatMap(({ environment }) => environment ?? [])),
    tag: tags.length === 1 ? (tags[0] ?? '') : `${tags.length} tags`,
    count: String(apps.size),
    repository: origin?.repository ?? '',
    ref: origin?.ref ?? '',
    run: origin?.run ?? '',
  };
}

const SENTENCES = new Set(['summary', 'title', 'action']);

/** `chore(deploy): {summary}` goes on in lower case, as linters of commit messages ask for. */
export const inSentence: Adapt = (value, name, before) =>
  SENTENCES.has(name) && (before.split('\n').at(-1) ?? '').trim() !== ''
    ? `${value.charAt(0).toLowerCase()}${value.slice(1)}`
    : value;
