/** What the ops repository allows, and what it holds. */
import { parseOpsConfig } from '@sealift/core/config/deploy';
import { type PreviewApp, type PreviewRules, previewRules } from '@sealift/core/config/previews';
import { TRUST_FILE } from '@sealift/core/config/trust';
import { type TrustRule, trustRuleOf } from '@sealift/core/config/trust-rule';
import { configurationFailure, policyFailure } from '@sealift/core/failure';
import {
  type Entry,
  type EntryName,
  entryPath,
  parseEntry,
  parseEntryPath,
} from '@sealift/core/previews/entry';
import type { GitHubClient } from '@sealift/github/client/client';
import { listFiles } from '@sealift/github/git/files';
import { type OpsView, readFilesAt, readOps } from '@sealift/github/repository/ops-repository';
import { formatRepositoryName, type RepositoryName } from '@sealift/github/repository/repository';

export type Allowed = {
  readonly rules: PreviewRules;
  /** Those that are released from the repository of this run. */
  readonly apps: readonly (PreviewApp & { readonly rule: TrustRule })[];
  readonly view: OpsView;
};

/**
 * What `.sealift.yml` of the base branch says: nothing else decides, least of all the repository of this run.
 * @throws Failure `preview/not-allowed`, `preview/no-apps`, `preview/archived`, `trust/…`, `config/malformed`
 */
export async function readAllowed(
  client: GitHubClient,
  repository: RepositoryName,
  base: string | undefined,
  source: RepositoryName,
): Promise<Allowed> {
  const view = await readOps(client, repository, {
    ...{ base, branches: [], files: [TRUST_FILE] },
    pulls: false,
  });
  const name = formatRepositoryName(repository);
  if (view.archived)
    throw configurationFailure({
      code: 'preview/archived',
      cause: `${name} is archived: nothing can be written to it.`,
      remedy: 'Unarchive it, or name the repository that replaced it.',
    });
  const text = view.base?.files.get(TRUST_FILE)?.text;
  const config = text === undefined ? {} : parseOpsConfig(text, TRUST_FILE);
  if (text === undefined || config.previews === undefined || config.trust === undefined)
    throw policyFailure({
      code: 'preview/not-allowed',
      cause: `${name} allows no previews: its ${TRUST_FILE} has no "${config.previews === undefined ? 'previews' : 'trust'}".`,
      remedy: 'Ask its owners to write there what may be previewed (docs/previews.md).',
      location: { file: TRUST_FILE },
    });
  const rules = previewRules(config.previews);
  const trust = { config: config.trust, text };
  const apps = rules.apps
    .map((app) => ({ ...app, rule: trustRuleOf(trust, app.app, rules.environment) }))
    .filter(({ rule }) => rule.sourceRepository.toLowerCase() === formatRepositoryName(source).toLowerCase());
  if (apps.length > 0) return { rules, apps, view };
  throw policyFailure({
    code: 'preview/no-apps',
    cause: `No app of "previews" in ${name} is released from ${formatRepositoryName(source)}.`,
    remedy: 'Run this action in the repository that "source-repository" of trust names, or add the app.',
    location: { file: TRUST_FILE },
  });
}

export type Holder = {
  /** Where the branch is; undefined when there is none yet. */
  readonly from: string | undefined;
  /** What the next commit goes on. */
  readonly start: { readonly commit: string; readonly tree: string };
  /** By path; undefined for a file of ours that is no preview any more. */
  readonly entries: ReadonlyMap<string, { readonly name: EntryName; readonly entry: Entry | undefined }>;
};

/** Previews that are looked at; more are a mistake. */
const MAX_ENTRIES = 1_000;
/** Files in one question. */
const PAGE = 100;

/** @throws Failure those of GitHub */
export async function readHolder(client: GitHubClient, { view, rules }: Allowed): Promise<Holder> {
  const { repository, base } = view;
  const { heads } = await readOps(client, repository, {
    base: undefined,
    branches: [rules.branch],
    files: [],
    pulls: false,
  });
  const head = heads.get(rules.branch);
  const start = head ?? base;
  if (start === undefined)
    throw configurationFailure({
      code: 'preview/not-allowed',
      cause: `${formatRepositoryName(repository)} has no commit yet.`,
      remedy: 'Commit something to its base branch.',
    });
  if (head === undefined) return { from: undefined, start, entries: new Map() };
  const paths = (await listFiles(client, repository, head.tree))
    .filter((path) => parseEntryPath(path) !== undefined)
    .slice(0, MAX_ENTRIES);
  const entries = new Map<string, { name: EntryName; entry: Entry | undefined }>();
  for (let at = 0; at < paths.length; at += PAGE) {
    const page = paths.slice(at, at + PAGE);
    const files = (await readFilesAt(client, repository, head.commit, page))?.files;
    for (const path of page) {
      const name = parseEntryPath(path);
      if (name !== undefined)
        entries.set(path, { name, entry: parseEntry(files?.get(path)?.text ?? '', name) });
    }
  }
  return { from: head.commit, start: head, entries };
}

export const entryOf = ({ entries }: Holder, name: EntryName): Entry | undefined =>
  entries.get(entryPath(name))?.entry;
