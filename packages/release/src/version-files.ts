/** The files that a version pull request changes. */
import { configurationFailure } from '@sealift/core/failure';
import type { ChangedFile } from '@sealift/github/git/commits';
import { insertSection, removeSection, renderSection } from './changelog.ts';
import { type Git, readDate, readFileAt } from './history.ts';
import type { Plan } from './plan.ts';

export type Proposing = Extract<Plan, { mode: 'propose' }>;
export type VersionFiles = { readonly files: readonly ChangedFile[]; readonly section: string };

const CHANGELOG = 'CHANGELOG.md';

/** @param page https://github.com/owner/name @throws Failure `release/no-changelog`, `release/no-history` */
export async function versionFiles(
  git: Git,
  head: string,
  { version, since, changes, skipped }: Proposing,
  page: string,
): Promise<VersionFiles> {
  const date = await readDate(git, head);
  const section = renderSection({ version, since, date, changes, page });
  const texts = await Promise.all(
    [CHANGELOG, 'package.json', 'package-lock.json'].map((file) => readFileAt(git, head, file)),
  );
  const [changelog, manifest, lock] = texts;
  if (changelog === undefined || manifest === undefined)
    throw configurationFailure({
      code: 'release/no-changelog',
      cause: `The repository has no ${changelog === undefined ? CHANGELOG : 'package.json'}.`,
      remedy: 'Run the command at the top of a checkout of this repository.',
    });
  const file = (path: string, text: string): ChangedFile => ({ path, mode: '100644', text });
  return {
    section,
    files: [
      file(
        CHANGELOG,
        insertSection(
          skipped === undefined ? changelog : removeSection(changelog, skipped.version),
          version,
          section,
        ),
      ),
      file('package.json', withVersion(manifest, version)),
      ...(lock === undefined ? [] : [file('package-lock.json', withLockedVersion(lock, version))]),
    ],
  };
}

const print = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** After the name, where npm puts it. */
function versioned(fields: Readonly<Record<string, unknown>>, version: string): object {
  const { name, version: _, ...rest } = fields;
  return { ...(name === undefined ? {} : { name }), version, ...rest };
}

const withVersion = (text: string, version: string): string =>
  print(versioned(JSON.parse(text) as Record<string, unknown>, version));

/** The lock file says it twice. */
function withLockedVersion(text: string, version: string): string {
  const lock = JSON.parse(text) as { packages?: Record<string, Record<string, unknown>> };
  const { '': own = {}, ...others } = lock.packages ?? {};
  return print({ ...versioned(lock, version), packages: { '': versioned(own, version), ...others } });
}
