/**
 * How pull requests are worded, and what a merge sets off: `deploy.pull-request` and `on-merge` of both configuration
 * files. docs/pull-request.md shows what comes of it.
 */
import * as v from 'valibot';
import { unknownPlaceholder } from '../text/template.ts';

/** What `{name}` may be in the title and, with the others, in a commit message and the text around the body. */
export const TITLE_PLACEHOLDERS = [
  'summary',
  'action',
  'apps',
  'environment',
  'tag',
  'count',
  'repository',
  'ref',
  'run',
] as const;
export const MESSAGE_PLACEHOLDERS = [...TITLE_PLACEHOLDERS, 'title', 'changes'] as const;
export const BODY_PLACEHOLDERS = [...TITLE_PLACEHOLDERS, 'title'] as const;
export const BRANCH_PLACEHOLDERS = ['repository', 'ref', 'run', 'app', 'environment', 'base'] as const;
const MERGE_PLACEHOLDERS = ['app', 'environment'] as const;

/** UTF-16 units of a template. */
const MAX_LINE = 500;
export const MAX_TEMPLATE = 4000;

const among = (names: readonly string[]) => names.map((name) => `{${name}}`).join(', ');
const template = (names: readonly string[], limit: number) =>
  v.pipe(
    v.string(),
    v.nonEmpty(),
    v.maxLength(limit, `must have at most ${limit} characters`),
    v.check(
      (text) => unknownPlaceholder(text, names) === undefined,
      `must have no other {placeholder} than ${among(names)}`,
    ),
  );
const oneLine = v.check((text: string) => !/[\r\n\u2028\u2029]/.test(text), 'must be one line');

/** `Name <address>`, as git writes it. https://developercertificate.org */
export const SIGN_OFF = /^[^<>\r\n]{1,100} <[^<>\s@]{1,100}@[^<>\s@]{1,100}>$/;

const FENCE = /`{3}|~{3}/;

/**
 * What could hide or fake the rest of the text that it stands in: HTML, definitions that give links and footnotes another
 * meaning, and a block of code without an end. In doubt it is refused.
 * @returns a clause; undefined when nothing is wrong
 */
export function whatBreaksMarkdown(text: string): string | undefined {
  if (/<(?![\s\d=]|https:\/\/)/.test(`${text} `)) return 'it holds HTML, or "<" before a letter';
  let open: string | undefined;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (open === undefined && /^[\s>]*\[[^\]]*\]:/.test(line))
      return 'it defines what a link means elsewhere';
    if (!FENCE.test(line)) continue;
    if (open === undefined) {
      open = /^(`{3,}|~{3,})[\w +-]*$/.exec(line)?.[1];
      if (open === undefined) return 'a block of code does not begin at the start of a line';
    } else {
      const mark = line.trimEnd();
      if (mark.startsWith(open) && mark === open.charAt(0).repeat(mark.length)) open = undefined;
    }
  }
  return open === undefined ? undefined : 'a block of code has no end';
}

const markdown = v.pipe(
  template(BODY_PLACEHOLDERS, MAX_TEMPLATE),
  v.check(
    (text) => whatBreaksMarkdown(text) === undefined,
    'must be Markdown without HTML and definitions of links, and each block of code must have an end',
  ),
);

/** Each key means what the input of bump of that name means. */
export const PullRequestConfig = v.strictObject({
  /** One line. Default: `{summary}`, for example `Deploy api and web to prod: v1.4.0`. */
  title: v.optional(v.pipe(template(TITLE_PLACEHOLDERS, MAX_LINE), oneLine)),
  /** Its branch. */
  branch: v.optional(v.pipe(template(BRANCH_PLACEHOLDERS, MAX_LINE), oneLine)),
  /** Default: `{title}`. What changes follows where `{changes}` does not say otherwise. */
  'commit-message': v.optional(template(MESSAGE_PLACEHOLDERS, MAX_TEMPLATE)),
  /** `Name <address>` for a line `Signed-off-by:` in commits. */
  'sign-off': v.optional(v.pipe(v.string(), v.regex(SIGN_OFF, 'must be "Name <address>"'))),
  /** Markdown above what is said of the apps, below the warnings. */
  'body-head': v.optional(markdown),
  /** Markdown at the end. */
  'body-foot': v.optional(markdown),
});
export type PullRequestConfig = v.InferOutput<typeof PullRequestConfig>;

const sentence = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(300), oneLine);
const address = v.pipe(
  v.string(),
  v.maxLength(300),
  v.check((text) => {
    const url = URL.parse(text);
    return url?.protocol === 'https:' && url.username === '' && url.search === '' && url.hash === '';
  }, 'must be https://… without a user, a query or a fragment'),
);
const named = v.pipe(
  template(MERGE_PLACEHOLDERS, 200),
  v.regex(/^[A-Za-z0-9{}._-]+$/, 'must be letters, digits, ".", "_" and "-", with {app} and {environment}'),
);

/** What happens in an environment once the pull request is merged. It is shown, and nothing is decided by it. */
export const OnMergeConfig = v.strictObject({
  /** A sentence or two. */
  text: v.optional(sentence),
  /** Whether the change is rolled out by itself, or somebody starts it. */
  sync: v.optional(v.picklist(['automatic', 'manual'])),
  /** How it is rolled out, for example `10 %, 50 %, 100 %, judged by the error rate`. */
  canary: v.optional(sentence),
  /** Who must agree before it is everywhere. */
  approval: v.optional(sentence),
  /** The Argo CD that follows the repository. */
  argocd: v.optional(
    v.strictObject({
      /** Where its pages are. */
      url: address,
      /** Name of an Application, with `{app}` and `{environment}`. */
      application: named,
      /** Namespace of the Application, where it is not the one of Argo CD. */
      namespace: v.optional(named),
    }),
  ),
  /** Context of the commit status that says how it went, with `{app}` and `{environment}`. */
  'status-context': v.optional(v.pipe(template(MERGE_PLACEHOLDERS, 200), oneLine)),
});
export type OnMergeConfig = v.InferOutput<typeof OnMergeConfig>;
