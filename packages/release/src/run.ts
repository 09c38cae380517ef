/** The commands of the release workflow. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Runtime } from '@sealift/action-kit/action';
import { readGitHubContext, requireContext } from '@sealift/action-kit/github-context';
import { configurationFailure } from '@sealift/core/failure';
import { createGitHubClient, type GitHubClient } from '@sealift/github/client/client';
import type { ChangedFile } from '@sealift/github/git/commits';
import { formatRepositoryName, type RepositoryName } from '@sealift/github/repository/repository';
import type { Exec } from '@sealift/tools/exec';
import { sectionOf } from './changelog.ts';
import { createGit, type Git, readFileAt, readReleaseTags } from './history.ts';
import { setPins } from './pins.ts';
import { planRelease, type Skipped } from './plan.ts';
import { followRelease, publish } from './publish.ts';
import { type Proposed, proposeFiles } from './pull.ts';
import { newest } from './version.ts';
import { type Proposing, versionFiles } from './version-files.ts';

export type Command =
  /** What is to be done on the commit of the run. */
  | { readonly name: 'plan' }
  /** Opens the version pull request, or brings it up to date. */
  | { readonly name: 'propose' }
  /** Publishes what other jobs have proven. */
  | { readonly name: 'publish'; readonly version: string; readonly files: string }
  /** Writes the newest release into documentation and templates of the checkout. */
  | { readonly name: 'pin' }
  /** Opens a pull request with what the checkout has otherwise than its commit. */
  | { readonly name: 'propose-pins' };

export type Outputs = Record<'mode' | 'version' | 'url', string>;

type World = {
  readonly git: Git;
  readonly head: string;
  readonly folder: string;
  readonly repository: RepositoryName;
  readonly page: string;
  /** The branch of the run. */
  readonly base: string;
  readonly log: Runtime['log'];
  client(): GitHubClient;
};

const NO_OUTPUTS: Outputs = { mode: 'none', version: '', url: '' };
/** Characters: GitHub takes 65536. */
const LONGEST_BODY = 60_000;

/** @throws Failure `release/…`, `github/…`, `action/…` */
export async function run(command: Command, runtime: Runtime & { readonly exec: Exec }): Promise<Outputs> {
  const { env, exec, log } = runtime;
  const context = await readGitHubContext(env);
  const repository = requireContext(context, 'repository');
  const folder = env['GITHUB_WORKSPACE'] ?? process.cwd();
  const world: World = {
    git: createGit(exec, folder, env),
    head: requireContext(context, 'sha'),
    ...{ folder, repository, log },
    page: `${context.serverUrl}/${formatRepositoryName(repository)}`,
    base: requireContext(context, 'ref').slice('refs/heads/'.length),
    client: () =>
      createGitHubClient({ ...runtime, apiUrl: context.apiUrl, token: env['GITHUB_TOKEN'] ?? '' }),
  };
  switch (command.name) {
    case 'plan':
      return runPlan(world);
    case 'propose':
      return runPropose(world);
    case 'publish':
      return runPublish(world, command);
    case 'pin':
      return runPin(world);
    case 'propose-pins':
      return runProposePins(world);
  }
}

async function runPlan({ git, head, log }: World): Promise<Outputs> {
  const plan = await planRelease(git, head);
  log.info(plan.mode === 'none' ? 'Nothing to release.' : `${plan.mode} ${plan.version}`);
  return { ...NO_OUTPUTS, mode: plan.mode, version: plan.mode === 'none' ? '' : plan.version };
}

async function runPropose(world: World): Promise<Outputs> {
  const { git, head, base, page, log } = world;
  const plan = await planRelease(git, head);
  if (plan.mode === 'complete') {
    await followRelease(world.client(), world.repository, plan, log);
    return { ...NO_OUTPUTS, mode: 'complete', version: plan.version };
  }
  if (plan.mode !== 'propose') return { ...NO_OUTPUTS, mode: plan.mode };
  if (plan.skipped !== undefined) log.warning(whySkipped(plan.skipped, plan.version));
  const { files, section } = await versionFiles(git, head, plan, page);
  const title = `chore(release): v${plan.version}`;
  const proposed = await proposeFiles(
    world.client(),
    world.repository,
    { branch: 'release/next', base, head, files, message: title, title, body: bodyOf(plan, section, page) },
    world,
  );
  return told(proposed, plan.version, log);
}

const whySkipped = ({ version, why, commit }: Skipped, next: string): string =>
  why === 'too-small'
    ? `package.json says ${version}, and what was merged before it asks for more: ${version} is left out, and ${next} proposed.`
    : `v${version} is not out: run the release of ${commit} again. Otherwise ${version} is left out, and ${next} takes its place.`;

function bodyOf({ version }: Proposing, section: string, page: string): string {
  const intro = `Merging this releases **v${version}**: the workflow builds \`dist/\` again on another machine, compares it byte by byte, attests it and publishes an immutable release. Merge it with a merge commit or squashed, so that GitHub signs it. This branch is written anew with each push to the default branch.`;
  const notes =
    section.length < LONGEST_BODY
      ? section
      : `The section is too long for this place: see [CHANGELOG.md](${page}/blob/release/next/CHANGELOG.md).`;
  return `${intro}\n\n${notes.trimEnd()}\n`;
}

function told(proposed: Proposed, version: string, log: Runtime['log']): Outputs {
  if (proposed.result === 'outdated')
    log.notice('The branch has moved on: the run for its newer commit does this.');
  if (proposed.result === 'taken')
    log.warning('Somebody has pushed to the branch of the pull request: it is left as it is.');
  return { ...NO_OUTPUTS, mode: 'propose', version, url: proposed.result === 'open' ? proposed.url : '' };
}

async function runPublish(
  { git, head: commit, folder, log, repository, client }: World,
  { version, files }: Extract<Command, { name: 'publish' }>,
): Promise<Outputs> {
  const changelog = (await readFileAt(git, commit, 'CHANGELOG.md')) ?? '';
  const notes = sectionOf(changelog, version);
  if (notes === undefined)
    throw configurationFailure({
      code: 'release/no-changelog',
      cause: `CHANGELOG.md of ${commit} has no section for ${version}.`,
      remedy: 'Merge the version pull request instead of writing the version by hand.',
    });
  const names = (await readdir(path.join(folder, files))).sort();
  const assets = await Promise.all(
    names.map(async (name) => ({
      name,
      contentType: name.endsWith('.json') ? 'application/json' : 'text/plain',
      bytes: await readFile(path.join(folder, files, name)),
    })),
  );
  const url = await publish(client(), repository, { version, commit, notes, files: assets }, { log });
  return { ...NO_OUTPUTS, mode: 'release', version, url };
}

async function runPin({ git, folder, log }: World): Promise<Outputs> {
  const tags = await readReleaseTags(git);
  const version = newest(tags.map((tag) => tag.version));
  const commit = tags.find((tag) => tag.version === version)?.commit;
  if (version === undefined || commit === undefined) return NO_OUTPUTS;
  const listed = await git('ls-files', '-z', '--', '*.md', 'action-templates');
  for (const name of listed.split('\0').filter((file) => /\.(?:md|ya?ml)$/.test(file))) {
    const file = path.join(folder, name);
    const text = await readFile(file, 'utf8');
    const pinned = setPins(text, { commit, version });
    if (pinned !== text) await writeFile(file, pinned);
  }
  log.info(`Documentation and templates name v${version}.`);
  return { ...NO_OUTPUTS, mode: 'pin', version };
}

async function runProposePins(world: World): Promise<Outputs> {
  const { git, head, base, folder, log } = world;
  const version = newest((await readReleaseTags(git)).map((tag) => tag.version));
  const raw = (await git('diff', '--raw', '-z', '--no-renames', head))
    .split('\0')
    .filter((part) => part !== '');
  const files: ChangedFile[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [, mode = ''] = (raw[at] ?? '').split(' ');
    const name = raw[at + 1] ?? '';
    if (mode !== '100644' && mode !== '100755') continue;
    files.push({ path: name, mode, text: await readFile(path.join(folder, name), 'utf8') });
  }
  if (version === undefined || files.length === 0) return NO_OUTPUTS;
  const title = `docs: name v${version}, by its commit`;
  const body = `The newest release is v${version}. Documentation and templates pin its commit.\n`;
  const proposed = await proposeFiles(
    world.client(),
    world.repository,
    { branch: 'release/pins', base, head, files, message: title, title, body },
    world,
  );
  return told(proposed, version, log);
}
