import { listRefs } from '../../git/refs.ts';
import { nodeId } from '../../identity.ts';
import { repositoryId } from '../../node-ids.ts';
import { atLeast } from '../../permissions.ts';
import { listPulls } from '../../pull-changes.ts';
import { findRenamed, findRepository, type Issue, type Repository, toTime } from '../../state.ts';
import { CONTENTS_READ, type GraphCall, ISSUES_READ, mayRead, PULLS_READ, permit } from '../call.ts';
import { connection, connectionField, PAGE, type Page } from '../connection.ts';
import { GraphError } from '../errors.ts';
import { field, type Source } from '../source.ts';
import { actor } from './accounts.ts';
import { gitObject } from './git-objects.ts';
import { label, milestone } from './labels.ts';
import { mergeQueue } from './merge-queue.ts';
import { matchesPull, type PullFilter, pull, sortPulls } from './pulls.ts';
import { branchProtectionRule, defaultBranch, findRef, ref } from './refs.ts';

function issue(call: GraphCall, repositoryOf: Repository, which: Issue): Source {
  const path = `/${repositoryOf.fullName}/issues/${which.number}`;
  return {
    __typename: 'Issue',
    id: nodeId('I', which.id),
    ...{ databaseId: which.id, number: which.number, title: which.title, body: which.body ?? '' },
    state: which.state.toUpperCase(),
    author: () => actor(call, which.author),
    viewerDidAuthor: which.author === call.principal.account,
    url: `${call.world.urls.server}${path}`,
    resourcePath: path,
    ...{ createdAt: toTime(which.createdAt), updatedAt: toTime(which.updatedAt) },
    repository: () => call.sources.repository(call, repositoryOf),
  };
}

/** @throws GraphError NOT_FOUND for what does not exist and what may not be seen, alike */
export function findVisible(call: GraphCall, owner: string, name: string, followRenames: boolean): Source {
  const fullName = `${owner}/${name}`;
  const found =
    findRepository(call.world, fullName) ?? (followRenames ? findRenamed(call.world, fullName) : undefined);
  if (found === undefined || !mayRead(call, found))
    throw new GraphError('NOT_FOUND', `Could not resolve to a Repository with the name '${fullName}'.`);
  return repository(call, found);
}

/** What the token may do with its contents, in the words of roles; a role itself it has none. */
function viewerPermission({ principal }: GraphCall, { id }: Repository): 'WRITE' | 'READ' {
  const contents = principal.repositories.has(id) ? principal.grant.permissions['contents'] : undefined;
  return atLeast(contents, 'write') ? 'WRITE' : 'READ';
}

/** Reading of contents is asked for field by field, as GitHub does it. */
export function repository(call: GraphCall, which: Repository): Source {
  const { world } = call;
  const { settings, owner, name, fullName } = which;
  const reading = <T>(work: () => T): T => {
    permit(call, which, CONTENTS_READ);
    return work();
  };
  const notFound = (kind: string, what: string | number) =>
    new GraphError('NOT_FOUND', `Could not resolve to a ${kind} with the number of ${what}.`);
  return {
    __typename: 'Repository',
    id: repositoryId(which),
    databaseId: which.id,
    name,
    nameWithOwner: fullName,
    owner: () => actor(call, owner),
    url: `${world.urls.server}/${fullName}`,
    resourcePath: `/${fullName}`,
    sshUrl: `git@${new URL(world.urls.server).host}:${fullName}.git`,
    createdAt: toTime(which.createdAt),
    isArchived: settings.archived,
    isDisabled: false,
    isEmpty: async () => (await defaultBranch(call, which)) === null,
    isFork: which.parent !== undefined,
    isPrivate: which.private,
    visibility: which.private ? 'PRIVATE' : 'PUBLIC',
    viewerPermission: viewerPermission(call, which),
    autoMergeAllowed: settings.autoMergeAllowed,
    mergeCommitAllowed: settings.mergeMethods.includes('merge'),
    squashMergeAllowed: settings.mergeMethods.includes('squash'),
    rebaseMergeAllowed: settings.mergeMethods.includes('rebase'),
    deleteBranchOnMerge: false,
    defaultBranchRef: () => reading(() => defaultBranch(call, which)),
    ref: field<{ qualifiedName: string }>(['qualifiedName'], ({ qualifiedName }) =>
      reading(() => findRef(call, which, qualifiedName)),
    ),
    refs: field<Page & { refPrefix: string; query?: string | null }>(
      [...PAGE, 'refPrefix', 'query'],
      ({ refPrefix, query, ...page }) =>
        reading(async () => {
          const found = (await listRefs(which.gitDir, refPrefix)).filter(({ name: one }) =>
            one.slice(refPrefix.length).includes(query ?? ''),
          );
          return connection('Ref', 'refs', found, page, (one) => ref(call, which, one.name, one.id));
        }),
    ),
    object: field<{ oid?: string | null; expression?: string | null }>(
      ['oid', 'expression'],
      ({ oid, expression }) => reading(() => gitObject(call, which, oid ?? expression ?? '')),
    ),
    branchProtectionRules: connectionField(
      'BranchProtectionRule',
      'branchProtectionRules',
      () =>
        Object.keys(settings.protectedBranches).filter((branch) => branchProtectionRule(call, which, branch)),
      (branch) => branchProtectionRule(call, which, branch),
    ),
    mergeQueue: field<{ branch?: string | null }>(['branch'], ({ branch }) =>
      reading(() => mergeQueue(call, which, branch ?? which.defaultBranch)),
    ),
    pullRequests: field<Page & PullFilter>(
      [...PAGE, 'states', 'headRefName', 'baseRefName', 'labels', 'orderBy'],
      (args) => {
        permit(call, which, PULLS_READ);
        const found = sortPulls(
          listPulls(which).filter((one) => matchesPull(one, args)),
          args,
        );
        return connection('PullRequest', 'pullRequests', found, args, (one) => pull(call, one));
      },
    ),
    pullRequest: field<{ number: number }>(['number'], ({ number }) => {
      permit(call, which, PULLS_READ);
      const found = which.pulls.get(number);
      if (found === undefined) throw notFound('PullRequest', number);
      return pull(call, found);
    }),
    issues: field<Page & { orderBy?: { readonly direction: string } | null }>(
      [...PAGE, 'orderBy'],
      (args) => {
        permit(call, which, [['issues', 'read']]);
        const sign = args.orderBy?.direction === 'DESC' ? -1 : 1;
        const found = [...which.issues.values()].sort((left, right) => (left.number - right.number) * sign);
        return connection('Issue', 'issues', found, args, (one) => issue(call, which, one));
      },
    ),
    label: field<{ name: string }>(['name'], ({ name: wanted }) => {
      permit(call, which, ISSUES_READ);
      const found = which.labels.get(wanted.toLowerCase());
      return found === undefined ? null : label(call, which, found);
    }),
    labels: field<Page & { query?: string | null }>([...PAGE, 'query'], ({ query, ...page }) => {
      permit(call, which, ISSUES_READ);
      const found = [...which.labels.values()].filter((one) =>
        one.name.toLowerCase().includes((query ?? '').toLowerCase()),
      );
      return connection('Label', 'labels', found, page, (one) => label(call, which, one));
    }),
    milestone: field<{ number: number }>(['number'], ({ number }) => {
      permit(call, which, ISSUES_READ);
      const found = which.milestones.get(number);
      return found === undefined ? null : milestone(call, which, found);
    }),
    milestones: field<Page & { states?: readonly string[] | null; query?: string | null }>(
      [...PAGE, 'states', 'query'],
      ({ states, query, ...page }) => {
        permit(call, which, ISSUES_READ);
        const found = [...which.milestones.values()].filter(
          ({ state, title }) =>
            (states == null || states.includes(state.toUpperCase())) &&
            title.toLowerCase().includes((query ?? '').toLowerCase()),
        );
        return connection('Milestone', 'milestones', found, page, (one) => milestone(call, which, one));
      },
    ),
    rulesets: connectionField(
      'RepositoryRuleset',
      'rulesets',
      () => rulesetsOf(which),
      (branch) => ({
        __typename: 'RepositoryRuleset',
        id: nodeId('RRS', which.id, branch),
        name: branch,
        target: 'BRANCH',
        enforcement: 'ACTIVE',
      }),
    ),
  };
}

const rulesetsOf = ({ settings }: Repository): readonly string[] =>
  Object.entries(settings.protectedBranches)
    .filter(([, { by }]) => by !== 'classic')
    .map(([branch]) => branch);
