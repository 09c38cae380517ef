/** Where an app's tag stands in the ops repository, and what the bump's branch is called. */
import { createHash } from 'node:crypto';
import { parseValuePath } from './edits/value-path.ts';
import { configurationFailure } from './failure.ts';
import { isRepositoryFile } from './repository-file.ts';
import { fillTemplate, type Placeholders } from './template.ts';
import type { YamlPath } from './yaml-splice-locate.ts';

export { fillTemplate, type Placeholders };

export type BumpTarget = { readonly file: string; readonly path: YamlPath };

/**
 * The file and the path of an app, from templates in which `{app}` is its name.
 * @throws Failure `configuration`
 */
export function bumpTarget(
  templates: { readonly file: string; readonly path: string },
  app: string,
): BumpTarget {
  const file = fillTemplate(templates.file, { app }, 'file');
  if (!isRepositoryFile(file))
    throw configurationFailure({
      cause: `"${file}" is not the path of a file in a repository.`,
      remedy: 'Write "file" relative to the root, for example deploy/helm/{app}/values-prod.yaml.',
    });
  // The name is put in after the path is taken apart: a dot in it is part of the name.
  const path = parseYamlPath(templates.path).map((segment) =>
    typeof segment === 'number' ? segment : fillTemplate(segment, { app }, 'path'),
  );
  return { file, path };
}

/**
 * `image.tag`, `containers[0].image`, `labels["app.kubernetes.io/version"]`.
 * @throws Failure `configuration`
 */
export function parseYamlPath(text: string): YamlPath {
  return parseValuePath(text).segments.map((segment) => {
    if (typeof segment !== 'object') return segment;
    throw configurationFailure({
      cause: `"${text}" is not a path to a YAML value.`,
      remedy: 'Write positions as [0].',
    });
  });
}

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
    .map((part) => part.replace(/^[.-]+/, '').replace(/(?:\.lock|\.)+$/i, ''))
    .filter((part) => part !== '')
    .join('/')
    .slice(0, 120)
    .replace(/[/.]+$/, '')
    .replace(/\.lock$/i, '');
  if (fitted === text && text !== '') return text;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return fitted === '' ? hash : `${fitted}-${hash}`;
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
