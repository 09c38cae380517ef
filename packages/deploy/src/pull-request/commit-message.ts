/** The message of a bump's commit. It is read by tools that act on words in it. */
import { cut } from '@sealift/core/scan/sarif-text';
import { titleText } from '@sealift/core/text/sanitize';
import { fillTemplate } from '@sealift/core/text/template';
import { inSentence, placeholdersOf } from './templates.ts';
import type { AppChange, Templates } from './text.ts';
import { renderTitle, type Titled } from './title.ts';

const MAX_LINES = 200;

/** What is said of a change: app and environment, and which image it is then. */
export type CommittedChange = Pick<AppChange, 'app' | 'environment' | 'image' | 'digest'> & {
  readonly after: Pick<AppChange['after'], 'tag'>;
};

export type CommitText = Omit<Titled, 'changes'> & {
  /** All that the commit changes. */
  readonly changes: readonly CommittedChange[];
  readonly templates: Templates;
  /** The last lines, each `Token: value`. */
  readonly trailers?: readonly string[];
};

/**
 * The template with what changes, sign-off and trailers behind it.
 * @throws Failure `text/unknown-placeholder`
 */
export function renderCommitMessage({ templates, trailers = [], ...what }: CommitText): string {
  const { commitMessage = '{title}', signOff } = templates;
  const list = changeLines(what.changes);
  const values = {
    ...placeholdersOf(what, what.origin),
    title: renderTitle(what, templates.title),
    changes: list,
  };
  const text = fillTemplate(
    commitMessage.replace(/\r\n?/g, '\n'),
    values,
    'commit-message',
    (value, name, before) =>
      // Both were made safe already.
      name === 'title' || name === 'changes'
        ? inSentence(value, name, before)
        : titleText(inSentence(value, name, before)),
  ).trim();
  const [body, own] = splitTrailers(
    withoutOurs(commitMessage.includes('{changes}') ? text : withChanges(text, list)),
  );
  const last = [...own, ...(signOff === undefined ? [] : [`Signed-off-by: ${signOff}`]), ...trailers];
  return last.length === 0 ? body : `${body}\n\n${last.join('\n')}`;
}

/**
 * Later runs believe lines of ours in a commit of this token: which branch is a bump's, and what is proposed on it. A
 * template comes from who wants to deploy, and none of its lines may pass for one.
 */
const withoutOurs = (text: string): string => text.replace(/^(\s*sealift)-(?=[a-z-]+:)/gim, '$1-\u200b');

function changeLines(changes: readonly CommittedChange[]): string {
  const lines = changes.map(
    ({ app, environment, image, after, digest }) =>
      `- ${titleText(cut(app, 100))}${environment === undefined ? '' : ` (${titleText(cut(environment, 100))})`}: ${titleText(cut(image, 300))}:${titleText(cut(after.tag, 200))}@${digest}`,
  );
  const distinct = [...new Set(lines)];
  return [
    ...distinct.slice(0, MAX_LINES),
    ...(distinct.length > MAX_LINES ? [`- and ${distinct.length - MAX_LINES} more`] : []),
  ].join('\n');
}

/** Trailers of the template stay the last paragraph: git knows them by that. */
function withChanges(text: string, list: string): string {
  if (list === '') return text;
  const [body, own] = splitTrailers(text);
  return [body, list, ...(own.length === 0 ? [] : [own.join('\n')])].join('\n\n');
}

/** https://git-scm.com/docs/git-interpret-trailers: a last paragraph, not the only one, of `Token: value`. */
function splitTrailers(text: string): readonly [body: string, trailers: readonly string[]] {
  const at = text.lastIndexOf('\n\n');
  if (at < 0) return [text, []];
  const lines = text.slice(at).trim().split('\n');
  return lines.every((line) => /^[A-Za-z][A-Za-z0-9-]{0,50}: \S/.test(line))
    ? [text.slice(0, at).trimEnd(), lines]
    : [text, []];
}
