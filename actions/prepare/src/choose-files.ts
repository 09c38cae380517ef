import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isGuardedFile } from '@sealift/core/config/repository-file';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { createMatcher } from '@sealift/core/text/glob';
import { MAX_FILES } from './limits.ts';

/**
 * The files of the workspace that the patterns name, in order, with `/`.
 * @throws Failure `prepare/no-files` for a pattern that names nothing, `prepare/not-a-file`, `prepare/too-large`
 */
export async function chooseFiles(
  workspace: string,
  patterns: readonly string[],
): Promise<readonly string[]> {
  const rules = patterns.map(ruleOf);
  const found = await readdir(workspace, { recursive: true, withFileTypes: true });
  const chosen: string[] = [];
  for (const entry of found) {
    if (entry.isDirectory()) continue;
    const file = path.relative(workspace, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
    if (!isChosen(file, rules)) continue;
    // A link that is followed here could lead to the runner's own files, and one that is kept could there.
    if (!(await lstat(path.join(workspace, file))).isFile()) throw notAFile(file);
    chosen.push(file);
  }
  const idle = rules.find(({ takes, used }) => takes && !used);
  if (idle !== undefined)
    throw configurationFailure({
      code: 'prepare/no-files',
      cause: `No file of the workspace matches "${idle.pattern}".`,
      remedy:
        'Check in the log of the earlier step where it wrote; patterns begin at the top of the repository.',
    });
  if (chosen.length > MAX_FILES)
    throw configurationFailure({
      code: 'prepare/too-large',
      cause: `The patterns name ${chosen.length} files; at most ${MAX_FILES} are handed over.`,
      remedy: 'Name what the Dockerfile copies, not what it was made of.',
    });
  return chosen.toSorted();
}

type Rule = {
  readonly pattern: string;
  /** false: leaves out. */
  readonly takes: boolean;
  readonly matches: (file: string) => boolean;
  used: boolean;
};

function ruleOf(text: string): Rule {
  const takes = !text.startsWith('!');
  const pattern = (takes ? text : text.slice(1)).replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '');
  return { pattern: text, takes, matches: createMatcher([pattern, `${pattern}/**`], 'full'), used: false };
}

/** The last rule that is about a file decides, as in GitHub's own filters. */
function isChosen(file: string, rules: readonly Rule[]): boolean {
  if (isGuardedFile(file)) return false;
  let chosen = false;
  for (const rule of rules)
    if (rule.matches(file)) {
      rule.used = true;
      chosen = rule.takes;
    }
  return chosen;
}

const notAFile = (file: string): Failure =>
  configurationFailure({
    code: 'prepare/not-a-file',
    cause: `${file} is a link or something else that is no regular file.`,
    remedy: 'Name the file that it leads to, or leave it out with a "!" pattern.',
  });
