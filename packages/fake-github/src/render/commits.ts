import type { Commit, Person } from '../git/commits.ts';
import type { ChangedFile } from '../git/diff.ts';
import { nodeId } from '../identity.ts';
import { type GitHubState, type Repository, toTime } from '../state.ts';
import { renderAccount } from './accounts.ts';
import { apiUrl, pageUrl } from './repositories.ts';

const renderPerson = ({ name, email, time }: Person) => ({ name, email, date: toTime(time * 1_000) });

/** A signature of the stand-in is "valid"; of any other key it can say nothing. */
export function verificationOf(world: GitHubState, commit: Commit) {
  const { signature, payload } = commit;
  if (signature === undefined)
    return { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
  const verified = world.signer.verify(payload, signature);
  return {
    verified,
    reason: verified ? 'valid' : 'unknown_key',
    signature,
    payload,
    verified_at: verified ? toTime(commit.committer.time * 1_000) : null,
  };
}

const parentsOf = (
  world: GitHubState,
  repository: Repository,
  commit: Commit,
  kind: 'commits' | 'git/commits',
) =>
  commit.parents.map((sha) => ({
    sha,
    url: `${apiUrl(world, repository)}/${kind}/${sha}`,
    html_url: `${pageUrl(world, repository)}/commit/${sha}`,
  }));

/** The form of the Git database API. */
export function renderGitCommit(world: GitHubState, repository: Repository, commit: Commit) {
  const url = apiUrl(world, repository);
  return {
    sha: commit.id,
    node_id: nodeId('C', repository.id, commit.id),
    url: `${url}/git/commits/${commit.id}`,
    html_url: `${pageUrl(world, repository)}/commit/${commit.id}`,
    author: renderPerson(commit.author),
    committer: renderPerson(commit.committer),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: parentsOf(world, repository, commit, 'git/commits'),
    verification: verificationOf(world, commit),
  };
}

/** The form of the Commits API. */
export function renderCommit(world: GitHubState, repository: Repository, commit: Commit) {
  const url = apiUrl(world, repository);
  const account = (person: Person) => {
    const found = world.accounts.byAddress(person.email);
    return found === undefined ? null : renderAccount(world, found);
  };
  return {
    sha: commit.id,
    node_id: nodeId('C', repository.id, commit.id),
    commit: {
      author: renderPerson(commit.author),
      committer: renderPerson(commit.committer),
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.id}`,
      comment_count: 0,
      verification: verificationOf(world, commit),
    },
    url: `${url}/commits/${commit.id}`,
    html_url: `${pageUrl(world, repository)}/commit/${commit.id}`,
    comments_url: `${url}/commits/${commit.id}/comments`,
    author: account(commit.author),
    committer: account(commit.committer),
    parents: parentsOf(world, repository, commit, 'commits'),
  };
}

export function renderFile(world: GitHubState, repository: Repository, file: ChangedFile, commit: string) {
  const name = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.id,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${pageUrl(world, repository)}/blob/${commit}/${name}`,
    raw_url: `${pageUrl(world, repository)}/raw/${commit}/${name}`,
    contents_url: `${apiUrl(world, repository)}/contents/${name}?ref=${commit}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  };
}
