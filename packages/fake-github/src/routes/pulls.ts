import * as v from 'valibot';
import { diffFiles, diffText } from '../git/diff.ts';
import { mergeBase } from '../git/refs.ts';
import { mergePull } from '../merge.ts';
import { requestReviews } from '../people.ts';
import { awaitNode, createPull, invalid, listPulls, updatePull } from '../pull-changes.ts';
import { renderFile } from '../render/commits.ts';
import { renderPull, renderSimplePull } from '../render/pulls.ts';
import { ApiError, notFound } from '../rest/api-error.ts';
import { actorOf, created, ok, paginate, type RepositoryCall, repositoryRoute } from '../rest/call.ts';
import type { Pull } from '../state.ts';

const PULLS = '/repos/{owner}/{repo}/pulls';
const ONE = `${PULLS}/{pull_number}`;

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

const Merge = v.object({
  commit_title: v.optional(v.string()),
  commit_message: v.optional(v.string()),
  sha: v.optional(v.string()),
  merge_method: v.optional(v.picklist(['merge', 'squash', 'rebase']), 'merge'),
});

const Reviewers = v.object({
  reviewers: v.optional(v.array(v.string()), []),
  team_reviewers: v.optional(v.array(v.string()), []),
});

export function pullOf({ repository, path }: RepositoryCall, parameter = 'pull_number'): Pull {
  const pull = repository.pulls.get(Number(path[parameter]));
  if (pull === undefined) throw notFound();
  return pull;
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
    const wanted = listPulls(repository)

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
    if (body.issue !== undefined)
      throw new ApiError(501, 'The rehearsal does not know pull requests from issues');
    if (body.title === undefined)
      throw invalid({ resource: 'PullRequest', code: 'missing_field', field: 'title' });
    const pull = await createPull(world, repository, actorOf(call), {
      title: body.title,
      body: body.body ?? null,
      head: body.head,
      base: body.base,
      draft: body.draft ?? false,
      maintainerCanModify: body.maintainer_can_modify ?? true,
    });
    const rendered = await renderPull(world, pull);
    return created(rendered, rendered.url);
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
    const pull = pullOf(call);
    await updatePull(call.world, pull, { ...v.parse(Update, call.body ?? {}), by: actorOf(call).account });
    return ok(await renderPull(call.world, pull));
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

  repositoryRoute(`PUT ${ONE}/merge`, [['contents', 'write']], async (call) => {
    const wanted = v.parse(Merge, call.body ?? {});
    const sha = await mergePull(call.world, pullOf(call), actorOf(call).account, {
      method: wanted.merge_method,
      title: wanted.commit_title,
      message: wanted.commit_message,
      expectedHead: wanted.sha,
    });
    return ok({ sha, merged: true, message: 'Pull Request successfully merged' });
  }),

  repositoryRoute(`POST ${ONE}/requested_reviewers`, [['pull-requests', 'write']], async (call) => {
    const { world } = call;
    const pull = pullOf(call);
    const { reviewers, team_reviewers: teams } = v.parse(Reviewers, call.body ?? {});
    awaitNode(pull, 'PullRequest');
    requestReviews(world, pull, { logins: reviewers, teams });
    return created(renderSimplePull(world, pull));
  }),
];

/** GitHub ignores a filter without owner; here that is a mistake that shows. */
function matchesHead(pull: Pull, filter: unknown): boolean {
  if (typeof filter !== 'string' || !filter.includes(':')) return true;
  const [owner = '', ...branch] = filter.split(':');
  return pull.head.owner.login.toLowerCase() === owner.toLowerCase() && pull.headBranch === branch.join(':');
}
