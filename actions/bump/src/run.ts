import { asFailure, configurationFailure } from '@sealift/core/failure';
import { bumpBranch } from '@sealift/core/ops-config';
import { isBumpBody, renderPullRequestBody } from '@sealift/core/pull-request-body';
import { formatYamlPath } from '@sealift/core/yaml-splice-locate';
import { createAppToken } from '@sealift/github/app-token';
import { createGitHubClient } from '@sealift/github/client';
import { GitHubFailure } from '@sealift/github/github-failure';
import {
  addLabels,
  openPullRequest,
  type PullRequest,
  updatePullRequest,
} from '@sealift/github/pull-requests';
import { readBranch, readMergeBase } from '@sealift/github/refs';
import { formatRepositoryName, type Repository, readRepository } from '@sealift/github/repository';
import type { Runtime } from '@sealift/runtime/action';
import { type Outcome, type Place, settleBranch } from './branch.ts';
import { createWorkspace, planTargets, type Workspace } from './edits.ts';
import type { Inputs } from './inputs.ts';
import { changesOf, renderCommitMessage, renderDiff, renderSummary, renderTitle } from './present.ts';
import { readReleases } from './releases.ts';

export const outputNames = [
  'pull-request-url',
  'pull-request-number',
  'changed',
  'branch',
  'commit',
  'diff',
] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Seams = Pick<Runtime, 'env' | 'log' | 'clock' | 'fetch' | 'summary' | 'signal'>;

/** @throws Failure */
export async function run(inputs: Inputs, seams: Seams): Promise<Outputs> {
  const { log, clock } = seams;
  const { releases, origin } = await readReleases(inputs.releases, seams.env);
  const targets = planTargets(inputs, releases);
  const branch = bumpBranch(inputs.branch, {
    repository: origin.repository.replaceAll('/', '-'),
    ref: origin.ref,
  });

  const connection = { ...seams, apiUrl: seams.env['GITHUB_API_URL'] || 'https://api.github.com' };
  const { credentials } = inputs;
  const token =
    credentials.kind === 'token'
      ? credentials.token
      : await createAppToken({
          ...connection,
          ...credentials,
          repository: inputs.repository,
          permissions: { contents: 'write', pull_requests: 'write' },
        });
  const client = createGitHubClient({ ...connection, token });
  const repository = await readRepository(client, inputs.repository);
  const name = checkRepository(inputs, repository, log);
  // The name alone: every field of it becomes one of the requests.
  const target = { owner: repository.owner, repo: repository.repo };
  const place: Place = { client, repository: target, base: inputs.base ?? repository.defaultBranch, branch };
  if (place.base === branch)
    throw configurationFailure({
      cause: `The bump's branch is the base branch "${branch}".`,
      remedy: 'Give "branch" another name than "base".',
    });

  const workspace = createWorkspace(client, target, targets);
  const outcome = await settleBranch(place, workspace, () => readBase(place), {
    message: (edits) => renderCommitMessage(renderTitle(inputs.title, edits.edits), edits.edits),
    requireVerified: inputs.requireVerified,
    dryRun: inputs.dryRun,
    clock,
    log,
    signal: seams.signal,
  });
  const changes = changesOf(outcome.atBase);
  const diff = renderDiff(outcome.atBase.edits);
  for (const { app, before, after } of changes)
    log.info(before === after ? `${app}: already at ${after}` : `${app}: ${before || '(none)'} → ${after}`);
  const warnings = await staleBase(place, workspace, outcome);
  for (const warning of warnings) log.warning(warning, { title: 'Bump' });

  const result = inputs.dryRun
    ? { pull: outcome.view.open, created: false }
    : await settlePullRequest(inputs, place, outcome, warnings, log);
  if (inputs.dryRun) log.info(diff === '' ? 'Nothing would be changed.' : diff);
  const { pull } = result;
  if (pull === undefined && !inputs.dryRun)
    log.notice(`${name} has these tags already; nothing was changed.`, { title: 'Bump' });
  await seams.summary(renderSummary({ changes, pull, repository: name, dryRun: inputs.dryRun, warnings }));
  return {
    'pull-request-url': pull?.html_url ?? '',
    'pull-request-number': pull === undefined ? '' : String(pull.number),
    changed: String(outcome.committed || result.created),
    branch,
    commit: pull === undefined ? '' : (outcome.head ?? ''),
    diff,
  };
}

function checkRepository(inputs: Inputs, repository: Repository, log: Seams['log']): string {
  const name = formatRepositoryName(repository);
  const asked = formatRepositoryName(inputs.repository);
  if (repository.archived)
    throw configurationFailure({
      cause: `${name} is archived: nothing can be changed in it.`,
      remedy: 'Unarchive it, or name the repository that replaced it.',
    });
  if (name.toLowerCase() !== asked.toLowerCase())
    log.warning(`${asked} was renamed to ${name}: change the input "repository".`, { title: 'Bump' });
  return name;
}

async function readBase({ client, repository, base }: Place): Promise<string> {
  const head = await readBranch(client, repository, base);
  if (head !== undefined) return head;
  throw configurationFailure({
    cause: `${formatRepositoryName(repository)} has no branch "${base}".`,
    remedy: 'Correct "base", or make the first commit in the repository.',
  });
}

/** Opens the pull request or updates the open one; both may be done already. */
async function settlePullRequest(
  inputs: Inputs,
  { client, repository, base, branch }: Place,
  { view, atBase, head }: Outcome,
  warnings: readonly string[],
  log: Seams['log'],
): Promise<{ readonly pull: PullRequest | undefined; readonly created: boolean }> {
  if (head === undefined) return { pull: undefined, created: false };
  const title = renderTitle(inputs.title, atBase.edits);
  const body = (previous?: string) =>
    renderPullRequestBody({
      changes: changesOf(atBase),
      warnings,
      ...(previous === undefined ? {} : { previous }),
    });
  const opened =
    view.open === undefined
      ? await openPullRequest(client, repository, { head: branch, base, title, body: body() })
      : { pull: view.open, created: false };
  if (opened === 'none') return { pull: undefined, created: false };
  const pull = opened.created
    ? opened.pull
    : await describe(opened.pull, (existing) => ({ title, body: body(existing) }));
  await label(pull);
  log.info(`Pull request ${opened.created ? 'opened' : 'up to date'}: ${pull.html_url}`);
  return { pull, created: opened.created };

  async function describe(
    existing: PullRequest,
    wanted: (body: string) => { readonly title: string; readonly body: string },
  ): Promise<PullRequest> {
    const previous = existing.body ?? '';
    if (isBumpBody(previous))
      return (await updatePullRequest(client, repository, existing, wanted(previous))).pull;
    log.warning(`The text of ${existing.html_url} was written by a person and stays as it is.`, {
      title: 'Bump',
    });
    return existing;
  }

  async function label(existing: PullRequest): Promise<void> {
    try {
      await addLabels(client, repository, existing, inputs.labels);
    } catch (failure) {
      // The change is made; a label that comes late or is not allowed is no reason to fail the deployment.
      if (!(failure instanceof GitHubFailure)) throw failure;
      log.warning(`The labels were not added: ${failure.message} ${failure.remedy}`, { title: 'Bump' });
    }
  }
}

/** When the base has left the branch behind and changed the same values, the pull request cannot be merged as it is. */
async function staleBase(place: Place, workspace: Workspace, outcome: Outcome): Promise<readonly string[]> {
  const { view, atBase, head } = outcome;
  if (view.branchHead === undefined || head === undefined || view.start !== view.branchHead) return [];
  const mergeBase = await readMergeBase(place.client, place.repository, view.baseHead, view.branchHead);
  if (mergeBase === view.baseHead) return [];
  const then = await workspace.editsAt(mergeBase).catch((failure: unknown): undefined => {
    // The value may not have existed then.
    if (asFailure(failure).code !== 'configuration') throw failure;
  });
  return atBase.edits.flatMap(({ target: { file, path, value, release }, before }, index) => {
    const was = then?.edits[index]?.before;
    if (was === undefined || was === before || before === value) return [];
    return [
      `${place.base} changed ${formatYamlPath(path)} of "${release.app}" in ${file} from "${was}" to "${before}" after the branch ${place.branch} was made: the pull request is in conflict with it. Resolve it there, or close it, and the next run starts from ${place.base}.`,
    ];
  });
}
