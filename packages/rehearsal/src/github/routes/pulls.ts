import * as v from 'valibot';
import { diffFiles, diffText } from '../git/diff.ts';
import { mergeBase } from '../git/refs.ts';
import { changeBase, closePull, openPull, reopenPull } from '../pulls.ts';
import { renderFile } from '../render/commits.ts';
import { renderPull, renderSimplePull } from '../render/pulls.ts';
import {
  ApiError,
  actorOf,
  created,
  notFound,
  ok,
  paginate,
  type RepositoryCall,
  repositoryRoute,
} from '../rest/call.ts';
import { findRepository, type Pull, type Repository } from '../state.ts';

const PULLS = '/repos/{owner}/{repo}/pulls';
const ONE = `${PULLS}/{pull_number}`;

/** Characters, where GitHub stops with "is too long". */
const MAX_TITLE = 256;
const MAX_BODY = 65_536;

const Create = v.object({
  title: v.optional(v.string()),
  head: v.string(),
  head_repo: v.optional(v.string()),
  base: v.string(),
  body: v.optional(v.nullable(v.string())),
  draft: v.optional(v.boolean()),
  maintainer_can_modify: v.optional(v.boolean()),
  issue: v.optional(v.number()),
});

const Update = v.object({
  title: v.optional(v.string()),
  body: v.optional(v.nullable(v.string())),
  state: v.optional(v.picklist(['open', 'closed'])),
  base: v.optional(v.string()),
});

const Reviewers = v.object({
  reviewers: v.optional(v.array(v.string()), []),
  team_reviewers: v.optional(v.array(v.string()), []),
});

const invalid = (...errors: readonly unknown[]): ApiError => new ApiError(422, 'Validation Failed', errors);

const custom = (field: string, message: string) => ({
  resource: 'PullRequest',
  code: 'custom',
  field,
  message,
});

export function pullOf({ repository, path }: RepositoryCall, parameter = 'pull_number'): Pull {
  const pull = repository.pulls.get(Number(path[parameter]));
  if (pull === undefined) throw notFound();
  return pull;
}

function checkTexts(title: string | undefined, body: string | null | undefined): void {
  if (title !== undefined && title.trim() === '')
    throw invalid({ resource: 'PullRequest', code: 'missing_field', field: 'title' });
  if (title !== undefined && title.length > MAX_TITLE)
    throw invalid(custom('title', `title is too long (maximum is ${MAX_TITLE} characters)`));
  if (body && body.length > MAX_BODY)
    throw invalid(custom('body', `body is too long (maximum is ${MAX_BODY} characters)`));
}

/** `branch` of this repository, or `owner:branch` of a fork. */
function headOf(
  call: RepositoryCall,
  head: string,
): { readonly repository: Repository; readonly branch: string } {
  const { world, repository } = call;
  const colon = head.indexOf(':');
  if (colon === -1) return { repository, branch: head };
  const owner = head.slice(0, colon);
  const branch = head.slice(colon + 1);
  if (owner.toLowerCase() === repository.owner.login.toLowerCase()) return { repository, branch };
  const fork = findRepository(world, `${owner}/${repository.name}`);
  if (fork?.parent !== repository) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' });
  return { repository: fork, branch };
}

const ORDER = {
  created: 'createdAt',
  updated: 'updatedAt',
  popularity: 'createdAt',
  'long-running': 'createdAt',
} as const;

export const pullRoutes = [
  repositoryRoute(`GET ${PULLS}`, [['pull-requests', 'read']], async (call) => {
    const { query, repository, world } = call;
    const state = query['state'] ?? 'open';
    const sort = ORDER[(query['sort'] ?? 'created') as keyof typeof ORDER];
    const down =
      (query['direction'] ??
        (query['sort'] === undefined || query['sort'] === 'created' ? 'desc' : 'asc')) === 'desc';
    const wanted = [...repository.pulls.values()]
      .filter((pull) => state === 'all' || pull.state === state)
      .filter((pull) => query['base'] === undefined || pull.baseBranch === query['base'])
      .filter((pull) => matchesHead(pull, query['head']))
      .sort((left, right) => (left[sort] - right[sort] || left.number - right.number) * (down ? -1 : 1));
    const { entries, headers } = paginate(call, wanted);
    return ok(
      entries.map((pull) => renderSimplePull(world, pull)),
      headers,
    );
  }),

  repositoryRoute(`POST ${PULLS}`, [['pull-requests', 'write']], async (call) => {
    const { world, repository } = call;
    const body = v.parse(Create, call.body);
    const principal = actorOf(call);
    if (principal.kind === 'job' && !repository.settings.actionsMayOpenPullRequests)
      throw new ApiError(403, 'GitHub Actions is not permitted to create or approve pull requests.');
    if (body.issue !== undefined)
      throw new ApiError(501, 'The rehearsal does not know pull requests from issues');
    if (body.title === undefined)
      throw invalid({ resource: 'PullRequest', code: 'missing_field', field: 'title' });
    checkTexts(body.title, body.body);
    const head = headOf(call, body.head);
    const { title } = body;
    return repository.exclusively(async () => {
      const pull = await openPull(world, {
        base: repository,
        baseBranch: body.base,
        head: head.repository,
        headBranch: head.branch,
        author: principal.account,
        title,
        body: body.body ?? null,
        draft: body.draft ?? false,
        maintainerCanModify: body.maintainer_can_modify ?? true,
      });
      if ('code' in pull) throw invalid(pull);
      const rendered = await renderPull(world, pull);
      return created(rendered, rendered.url);
    });
  }),

  repositoryRoute(`GET ${ONE}`, [['pull-requests', 'read']], async (call) => {
    const pull = pullOf(call);
    if (call.format === 'diff') {
      const { gitDir } = pull.base;
      const start = (await mergeBase(gitDir, pull.baseSha, pull.headSha)) ?? pull.baseSha;
      return {
        status: 200,
        body: await diffText(gitDir, start, pull.headSha),
        mediaType: 'application/vnd.github.diff',
      };
    }
    return ok(await renderPull(call.world, pull));
  }),

  repositoryRoute(`PATCH ${ONE}`, [['pull-requests', 'write']], async (call) => {
    const { world, repository } = call;
    const pull = pullOf(call);
    const body = v.parse(Update, call.body ?? {});
    checkTexts(body.title, body.body);
    return repository.exclusively(async () => {
      if (
        body.base !== undefined &&
        body.base !== pull.baseBranch &&
        !(await changeBase(world, pull, body.base))
      )
        throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' });
      if (body.title !== undefined) pull.title = body.title;
      if (body.body !== undefined) pull.body = body.body;
      pull.updatedAt = world.clock.now();
      if (body.state === 'closed' && pull.state === 'open') closePull(world, pull);
      if (body.state === 'open' && pull.state === 'closed' && !(await reopenPull(world, pull)))
        throw invalid(
          custom('state', 'state cannot be changed. The branch has no new commits or was deleted.'),
        );
      return ok(await renderPull(world, pull));
    });
  }),

  repositoryRoute(`GET ${ONE}/files`, [['pull-requests', 'read']], async (call) => {
    const pull = pullOf(call);
    const { gitDir } = pull.base;
    const start = (await mergeBase(gitDir, pull.baseSha, pull.headSha)) ?? pull.baseSha;
    const { entries, headers } = paginate(call, await diffFiles(gitDir, start, pull.headSha));
    return ok(
      entries.map((file) => renderFile(call.world, pull.base, file, pull.headSha)),
      headers,
    );
  }),

  repositoryRoute(`POST ${ONE}/requested_reviewers`, [['pull-requests', 'write']], async (call) => {
    const { world } = call;
    const pull = pullOf(call);
    const { reviewers, team_reviewers: teams } = v.parse(Reviewers, call.body ?? {});
    if (teams.length > 0)
      throw new ApiError(422, 'Could not resolve to a node with the global id of the requested team.');
    for (const login of reviewers) {
      const account = world.accounts.get(login);
      if (account === undefined || account.type !== 'User')
        throw new ApiError(
          422,
          'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.',
        );
      if (account === pull.author)
        throw new ApiError(422, 'Review cannot be requested from pull request author.');
      pull.reviewers.add(account);
    }
    pull.updatedAt = world.clock.now();
    return created(renderSimplePull(world, pull));
  }),
];

/** GitHub ignores a filter without owner; here that is a mistake that shows. */
function matchesHead(pull: Pull, filter: unknown): boolean {
  if (typeof filter !== 'string' || !filter.includes(':')) return true;
  const [owner = '', ...branch] = filter.split(':');
  return pull.head.owner.login.toLowerCase() === owner.toLowerCase() && pull.headBranch === branch.join(':');
}
