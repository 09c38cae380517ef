import { repositoryId } from '../node-ids.ts';
import { type GitHubState, type Repository, toTime } from '../state.ts';
import { renderAccount } from './accounts.ts';

export const apiUrl = (world: Pick<GitHubState, 'urls'>, repository: Repository): string =>
  `${world.urls.api}/repos/${repository.fullName}`;

export const pageUrl = (world: Pick<GitHubState, 'urls'>, repository: Repository): string =>
  `${world.urls.server}/${repository.fullName}`;

/** The addresses that every form of a repository carries; `{…}` are templates of RFC 6570. */
function addresses(url: string) {
  return {
    archive_url: `${url}/{archive_format}{/ref}`,
    assignees_url: `${url}/assignees{/user}`,
    blobs_url: `${url}/git/blobs{/sha}`,
    branches_url: `${url}/branches{/branch}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    comments_url: `${url}/comments{/number}`,
    commits_url: `${url}/commits{/sha}`,
    compare_url: `${url}/compare/{base}...{head}`,
    contents_url: `${url}/contents/{+path}`,
    contributors_url: `${url}/contributors`,
    deployments_url: `${url}/deployments`,
    downloads_url: `${url}/downloads`,
    events_url: `${url}/events`,
    forks_url: `${url}/forks`,
    git_commits_url: `${url}/git/commits{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    hooks_url: `${url}/hooks`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    issue_events_url: `${url}/issues/events{/number}`,
    issues_url: `${url}/issues{/number}`,
    keys_url: `${url}/keys{/key_id}`,
    labels_url: `${url}/labels{/name}`,
    languages_url: `${url}/languages`,
    merges_url: `${url}/merges`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    pulls_url: `${url}/pulls{/number}`,
    releases_url: `${url}/releases{/id}`,
    stargazers_url: `${url}/stargazers`,
    statuses_url: `${url}/statuses/{sha}`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    tags_url: `${url}/tags`,
    teams_url: `${url}/teams`,
    trees_url: `${url}/git/trees{/sha}`,
  };
}

export function renderRepository(world: GitHubState, repository: Repository) {
  const { id, name, fullName, owner } = repository;
  const url = apiUrl(world, repository);
  const page = pageUrl(world, repository);
  const host = new URL(world.urls.server).host;
  const created = toTime(repository.createdAt);
  const open = [...repository.pulls.values()].filter(({ state }) => state === 'open').length;
  return {
    id,
    node_id: repositoryId(repository),
    name,
    full_name: fullName,
    private: repository.private,
    owner: renderAccount(world, owner),
    html_url: page,
    description: null,
    fork: repository.parent !== undefined,
    url,
    ...addresses(url),
    created_at: created,
    updated_at: created,
    pushed_at: created,
    git_url: `git://${host}/${fullName}.git`,
    ssh_url: `git@${host}:${fullName}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    homepage: null,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: repository.settings.archived,
    disabled: false,
    open_issues_count: open,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? 'private' : 'public',
    forks: 0,
    open_issues: open,
    watchers: 0,
    default_branch: repository.defaultBranch,
  };
}

export function renderFullRepository(world: GitHubState, repository: Repository) {
  const { mergeMethods, autoMergeAllowed } = repository.settings;
  return {
    ...renderRepository(world, repository),
    allow_squash_merge: mergeMethods.includes('squash'),
    allow_merge_commit: mergeMethods.includes('merge'),
    allow_rebase_merge: mergeMethods.includes('rebase'),
    allow_auto_merge: autoMergeAllowed,
    delete_branch_on_merge: false,
    network_count: 0,
    subscribers_count: 0,
    ...(repository.parent === undefined
      ? {}
      : {
          parent: renderRepository(world, repository.parent),
          source: renderRepository(world, repository.parent),
        }),
    ...(repository.owner.type === 'Organization'
      ? { organization: renderAccount(world, repository.owner) }
      : {}),
  };
}
