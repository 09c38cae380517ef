/** What a commit says it changes: https://www.conventionalcommits.org/en/v1.0.0/ */

export type Commit = {
  /** 40 hex digits. */
  readonly sha: string;
  readonly message: string;
};

export type Change = {
  readonly sha: string;
  /** `feat`, `fix`, …: lower case. */
  readonly type: string;
  readonly scope: string | undefined;
  readonly description: string;
  /** What breaks, or the description where the commit says no more than "!". */
  readonly breaking: string | undefined;
};

const TYPE = /^[a-z]{1,20}$/;
/** A footer as git trailers are: a word with a colon and a space. */
const FOOTER = /^[A-Za-z-]{1,40}: /;
const BREAKING = ['BREAKING CHANGE: ', 'BREAKING-CHANGE: '];

/** undefined: the message is no Conventional Commit. */
export function readChange({ sha, message }: Commit): Change | undefined {
  const [header = '', ...rest] = message.split('\n');
  const colon = header.indexOf(': ');
  const description = header.slice(colon + 2).trim();
  if (colon < 1 || description === '') return undefined;
  const marked = header.slice(0, colon).endsWith('!');
  const head = header.slice(0, marked ? colon - 1 : colon);
  const open = head.indexOf('(');
  if (open >= 0 && !head.endsWith(')')) return undefined;
  const type = (open < 0 ? head : head.slice(0, open)).toLowerCase();
  if (!TYPE.test(type)) return undefined;
  const scope = open < 0 ? undefined : head.slice(open + 1, -1);
  const footer = breakingFooter(rest);
  return { sha, type, scope, description, breaking: footer ?? (marked ? description : undefined) };
}

/** The text after the token, with the lines that go on with it. */
function breakingFooter(lines: readonly string[]): string | undefined {
  const at = lines.findIndex((line) => BREAKING.some((token) => line.startsWith(token)));
  const [first = '', ...more] = lines.slice(at);
  if (at < 0) return undefined;
  const end = more.findIndex((line) => line.trim() === '' || FOOTER.test(line));
  const text = [first.slice(first.indexOf(': ') + 2), ...(end < 0 ? more : more.slice(0, end))];
  return text
    .map((line) => line.trim())
    .join(' ')
    .trim();
}
