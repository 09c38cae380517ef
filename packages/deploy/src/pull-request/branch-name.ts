/** What a bump's branch is called. */
import { createHash } from 'node:crypto';
import { configurationFailure } from '@sealift/core/failure';
import { fillTemplate, type Placeholders } from '@sealift/core/text/template';

/** How the branch of a bump begins, unless the input says otherwise. */
export const BUMP_BRANCHES = 'sealift/';

/**
 * The last line of a bump's commit on a branch whose name does not show that it is a bump's; undefined where the name
 * does. A rerun tells by it the branch of a bump that was ended before its pull request.
 */
export const branchTrailer = (branch: string): string | undefined =>
  branch.startsWith(BUMP_BRANCHES) ? undefined : `Sealift-Branch: ${branch}`;

/** Bytes. Git stores a branch as a file with this name. */
const MAX_BRANCH = 200;

/**
 * The branch of a bump. What the placeholders stand for is made fit for a branch name, with a short hash of the
 * original where that changed it, so that two refs never share a branch by accident.
 * @throws Failure `configuration` when the template itself is no branch name
 */
export function bumpBranch(template: string, values: Placeholders): string {
  const fitted = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, fitForBranch(text)]));
  const branch = fillTemplate(template, fitted, 'branch');
  if (isBranchName(branch)) return branch;
  throw configurationFailure({
    code: 'pull-request/bad-branch',
    cause: `"${branch}" is not a branch name.`,
    remedy: 'Use letters, digits, "-", "_", "." and "/" between, for example sealift/{repository}/{ref}.',
  });
}

function fitForBranch(text: string): string {
  const fitted = text
    .replace(/[^A-Za-z0-9._/@+-]+/g, '-')
    .replace(/@\{/g, '-')
    .replace(/\.{2,}/g, '-')
    .split('/')
    .map((part) => withoutLock(part.replace(/^[.-]+/, '')))
    .filter((part) => part !== '')
    .join('/')
    .slice(0, 120)
    .replace(/[/.]+$/, '')
    .replace(/\.lock$/i, '');
  if (fitted === text && text !== '') return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return fitted === '' ? hash : `${fitted}-${hash}`;
}

/** `/(?:\.lock|\.)+$/` would look at every run of them from each of its places. */
function withoutLock(part: string): string {
  let end = part.length;
  for (;;) {
    if (part[end - 1] === '.') end -= 1;
    else if (part.slice(Math.max(0, end - 5), end).toLowerCase() === '.lock') end -= 5;
    else return part.slice(0, end);
  }
}

/** https://git-scm.com/docs/git-check-ref-format, and no leading `-`, which every command line would trip over. */
export const isBranchName = (text: string): boolean =>
  text !== '' &&
  text !== '@' &&
  Buffer.byteLength(text) <= MAX_BRANCH &&
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what git refuses.
  !/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|^[/-]|[/.]$/.test(text) &&
  text.split('/').every((part) => !part.startsWith('.') && !part.toLowerCase().endsWith('.lock')) &&
  // GitHub refuses names that look like a commit.
  !/^[0-9a-f]{40}$/.test(text);

/** `refs/heads/main` → `main`, `refs/tags/v1` → `v1`, `refs/pull/7/merge` → `pull/7/merge`. */
export const shortRef = (ref: string): string => ref.replace(/^refs\/(?:heads\/|tags\/)?/, '');
