import { type Artifact, type Artifacts, artifactsOf } from '../artifacts/store.ts';
import { readCommits } from '../git/commits.ts';
import { nodeId, stableId } from '../identity.ts';
import { renderAccount } from '../render/accounts.ts';
import { apiUrl, pageUrl, renderRepository } from '../render/repositories.ts';
import { notFound } from '../rest/api-error.ts';
import { ok, paginate, type RepositoryCall, type Route, repositoryRoute, route } from '../rest/call.ts';
import type { Meter } from '../rest/meter.ts';
import type { Run } from '../run.ts';
import type { Runs } from '../runs.ts';
import { toTime } from '../state.ts';

const ACTIONS = '/repos/{owner}/{repo}/actions';

async function renderRun(call: RepositoryCall, run: Run) {
  const { world, repository } = call;
  const { options, runId } = run;
  const url = `${apiUrl(world, repository)}/actions/runs/${runId}`;
  const page = `${pageUrl(world, repository)}/actions/runs/${runId}`;
  const file = /\.github\/workflows\/[^@]+/.exec(options.workflowRef)?.[0] ?? options.workflowRef;
  const workflow = stableId('workflow', `${repository.fullName}/${file}`);
  const suite = stableId('suite', run.backendId);
  const [commit] = await readCommits(repository.gitDir, [options.sha]);
  const started = toTime(run.startedAt);
  const actor = renderAccount(world, run.actor);
  const rendered = renderRepository(world, repository);
  return {
    id: runId,
    name: options.workflow ?? file,
    node_id: nodeId('WFR', runId),
    head_branch: options.headRef ?? options.ref.replace(/^refs\/(?:heads|tags)\//, ''),
    head_sha: options.sha,
    path: file,
    display_title: commit?.message.split('\n')[0] ?? '',
    run_number: run.runNumber,
    event: options.event,
    status: 'in_progress',
    conclusion: null,
    workflow_id: workflow,
    check_suite_id: suite,
    check_suite_node_id: nodeId('CS', suite),
    url,
    html_url: page,
    pull_requests: [],
    created_at: started,
    updated_at: started,
    actor,
    run_attempt: run.runAttempt,
    referenced_workflows: [],
    run_started_at: started,
    triggering_actor: actor,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${apiUrl(world, repository)}/check-suites/${suite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.runAttempt > 1 ? `${url}/attempts/${run.runAttempt - 1}` : null,
    workflow_url: `${apiUrl(world, repository)}/actions/workflows/${workflow}`,
    head_commit:
      commit === undefined
        ? null
        : {
            id: commit.id,
            tree_id: commit.tree,
            message: commit.message,
            timestamp: toTime(commit.committer.time * 1_000),
            author: { name: commit.author.name, email: commit.author.email },
            committer: { name: commit.committer.name, email: commit.committer.email },
          },
    repository: rendered,
    head_repository: rendered,
  };
}

function renderArtifact(call: RepositoryCall, artifact: Artifact) {
  const { world, repository } = call;
  const url = `${apiUrl(world, repository)}/actions/artifacts/${artifact.id}`;
  const { run } = artifact;
  return {
    id: artifact.id,
    node_id: nodeId('MDg6', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.blob.committed?.size ?? 0,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expiresAt <= world.clock.now(),
    digest: `sha256:${artifact.blob.committed?.sha256}`,
    created_at: toTime(artifact.createdAt),
    updated_at: toTime(artifact.createdAt),
    expires_at: toTime(artifact.expiresAt),
    workflow_run: {
      id: run.runId,
      repository_id: repository.id,
      head_repository_id: repository.id,
      head_branch: run.options.headRef ?? run.options.ref.replace(/^refs\/(?:heads|tags)\//, ''),
      head_sha: run.options.sha,
    },
  };
}

export const actionRoutes = (runs: Runs, artifacts: Artifacts): readonly Route[] => {
  const runOf = (call: RepositoryCall): Run => {
    const run = runs.byId(Number(call.path['run_id']));
    if (run?.repository !== call.repository) throw notFound();
    return run;
  };
  return [
    repositoryRoute(`GET ${ACTIONS}/runs/{run_id}`, [['actions', 'read']], async (call) =>
      ok(await renderRun(call, runOf(call))),
    ),
    repositoryRoute(`GET ${ACTIONS}/runs/{run_id}/artifacts`, [['actions', 'read']], async (call) => {
      const { name } = call.query;
      const found = artifactsOf(artifacts, runOf(call)).filter(
        (one) => name === undefined || one.name === name,
      );
      const { entries, headers } = paginate(call, found);
      return ok(
        { total_count: found.length, artifacts: entries.map((artifact) => renderArtifact(call, artifact)) },
        headers,
      );
    }),
    repositoryRoute(
      `GET ${ACTIONS}/artifacts/{artifact_id}/{archive_format}`,
      [['actions', 'read']],
      async (call) => {
        const artifact = artifacts.all.get(Number(call.path['artifact_id']));
        if (
          !artifact?.finalized ||
          artifact.run.repository !== call.repository ||
          call.path['archive_format'] !== 'zip'
        )
          throw notFound();
        return {
          status: 302,
          headers: { location: artifacts.signedUrl(artifact.blob, 'r', `${artifact.name}.zip`) },
        };
      },
      { public: false },
    ),
  ];
};

export const limitRoutes = (meter: Meter, graphMeter: Meter): readonly Route[] => [
  route('GET /rate_limit', 'anyone', async ({ caller }) => {
    const core = meter.limits(caller);
    const search = { ...core, used: 0, limit: 30, remaining: 30 };
    return ok({
      resources: { core, search, graphql: graphMeter.limits(caller) },
      rate: core,
    });
  }),
];
