/** Opening and changing pull requests as GitHub allows it, for REST and GraphQL alike. */
import type { Account } from './identity.ts';
import { setLabels } from './labels.ts';
import { pullId } from './node-ids.ts';
import { changeBase, closePull, openPull, reopenPull } from './pulls.ts';
import { ApiError } from './rest/api-error.ts';
import { findRepository, type GitHubState, type Milestone, type Pull, type Repository } from './state.ts';
import type { Principal } from './tokens.ts';

/** Characters, where GitHub stops with "is too long". */
const MAX_TITLE = 256;
const MAX_BODY = 65_536;

export const invalid = (...errors: readonly unknown[]): ApiError =>
  new ApiError(422, 'Validation Failed', errors);

export const custom = (field: string, message: string) => ({
  resource: 'PullRequest',
  code: 'custom',
  field,
  message,
});

/** @throws ApiError 422 */
export function checkTexts(title: string | undefined, body: string | null | undefined): void {
  if (title !== undefined && title.trim() === '')
    throw invalid({ resource: 'PullRequest', code: 'missing_field', field: 'title' });
  if (title !== undefined && title.length > MAX_TITLE)
    throw invalid(custom('title', `title is too long (maximum is ${MAX_TITLE} characters)`));
  if (body) checkBody(body);
}

/** Of a comment or a pull request. @throws ApiError 422 */
export function checkBody(body: string, resource = 'PullRequest'): void {
  if (body.length > MAX_BODY)
    throw invalid({
      ...custom('body', `body is too long (maximum is ${MAX_BODY} characters)`),
      resource,
    });
}

export type NewPull = {
  readonly title: string;
  readonly body: string | null;
  /** `branch` of the repository, or `owner:branch` of a fork. */
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
  readonly maintainerCanModify: boolean;
};

/** @throws ApiError 403 or 422 in GitHub's words */
export async function createPull(
  world: GitHubState,
  repository: Repository,
  principal: Principal,
  wanted: NewPull,
): Promise<Pull> {
  if (principal.kind === 'job' && !repository.settings.actionsMayOpenPullRequests)
    throw new ApiError(403, 'GitHub Actions is not permitted to create or approve pull requests.');
  checkTexts(wanted.title, wanted.body);
  const head = headOf(world, repository, wanted.head);
  return repository.exclusively(async () => {
    const pull = await openPull(world, {
      base: repository,
      baseBranch: wanted.base,
      head: head.repository,
      headBranch: head.branch,
      author: principal.account,
      title: wanted.title,
      body: wanted.body,
      draft: wanted.draft,
      maintainerCanModify: wanted.maintainerCanModify,
    });
    if ('code' in pull) throw invalid(pull);
    return pull;
  });
}

function headOf(
  world: GitHubState,
  repository: Repository,
  head: string,
): { readonly repository: Repository; readonly branch: string } {
  const colon = head.indexOf(':');
  if (colon === -1) return { repository, branch: head };
  const owner = head.slice(0, colon);
  const branch = head.slice(colon + 1);
  if (owner.toLowerCase() === repository.owner.login.toLowerCase()) return { repository, branch };
  const fork = findRepository(world, `${owner}/${repository.name}`);
  if (fork?.parent !== repository) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' });
  return { repository: fork, branch };
}

export type PullUpdate = {
  readonly title?: string | undefined;
  readonly body?: string | null | undefined;
  readonly state?: 'open' | 'closed' | undefined;
  readonly base?: string | undefined;
  /** Keys, and who sets them. */
  readonly labels?: { readonly keys: readonly string[]; readonly by: Account } | undefined;
  /** Who opens or closes it. */
  readonly by: Account;
  /** null: none any more */
  readonly milestone?: Milestone | null | undefined;
};

/** @throws ApiError 422 in GitHub's words */
export async function updatePull(world: GitHubState, pull: Pull, wanted: PullUpdate): Promise<void> {
  checkTexts(wanted.title, wanted.body);
  await pull.base.exclusively(async () => {
    if (
      wanted.base !== undefined &&
      wanted.base !== pull.baseBranch &&
      !(await changeBase(world, pull, wanted.base))
    )
      throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' });
    if (wanted.title !== undefined) pull.title = wanted.title;
    if (wanted.body !== undefined) pull.body = wanted.body;
    if (wanted.milestone !== undefined) pull.milestone = wanted.milestone ?? undefined;
    if (wanted.labels !== undefined) setLabels(world, pull, wanted.labels.keys, wanted.labels.by);
    pull.updatedAt = world.clock.now();
    if (wanted.state === 'closed' && pull.state === 'open') closePull(world, pull, wanted.by);
    if (wanted.state !== 'open' || pull.state !== 'closed') return;
    const reason = await reopenPull(world, pull, wanted.by);
    if (reason !== undefined) throw invalid(custom('state', `state cannot be changed. ${reason}`));
  });
}

/** Whether a call that needs the pull request comes before it has arrived everywhere; counted down. */
export function isLate(pull: Pull): boolean {
  if (pull.lag.nodes <= 0) return false;
  pull.lag = { ...pull.lag, nodes: pull.lag.nodes - 1 };
  return true;
}

/** @throws ApiError 422 as often as the repository's lag says (peter-evans/create-pull-request#4321) */
export function awaitNode(pull: Pull, resource: 'Label' | 'Issue' | 'PullRequest'): void {
  if (isLate(pull))
    throw invalid({
      resource,
      code: 'unprocessable',
      field: 'data',
      message: `Could not resolve to a node with the global id of '${pullId(pull)}'.`,
    });
}

/** The pull requests that a list shows now: new ones may come late. */
export function listPulls(repository: Repository): readonly Pull[] {
  return [...repository.pulls.values()].filter((pull) => {
    if (pull.lag.lists <= 0) return true;
    pull.lag = { ...pull.lag, lists: pull.lag.lists - 1 };
    return false;
  });
}
