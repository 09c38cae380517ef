/** Brings the report to GitHub, where that was asked for and the token may. */
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { asFailure, configurationFailure } from '@sealift/core/failure';
import type { GitHubClient } from '@sealift/github/client/client';
import * as v from 'valibot';
import type { Dependencies } from '../dependencies.ts';
import type { Inputs } from '../inputs.ts';

/** What is known of the pull request that started the run. */
export type PullRequest = {
  readonly number: number;
  readonly labels: readonly string[];
  /** Its branch is of another repository: the token may only read. */
  readonly fork: boolean;
};

const Payload = v.object({
  pull_request: v.object({
    number: v.pipe(v.number(), v.integer(), v.minValue(1)),
    labels: v.optional(v.array(v.object({ name: v.string() })), []),
    head: v.object({ repo: v.nullish(v.object({ full_name: v.string() })) }),
  }),
});

export function pullRequestOf({ payload, repository }: GitHubContext): PullRequest | undefined {
  const parsed = v.safeParse(Payload, payload);
  if (!parsed.success) return undefined;
  const { number, labels, head } = parsed.output.pull_request;
  const own = `${repository?.owner}/${repository?.repo}`.toLowerCase();
  // The repository of a fork that was deleted is null.
  return { number, labels: labels.map(({ name }) => name), fork: head.repo?.full_name.toLowerCase() !== own };
}

export type PublishOptions = {
  readonly inputs: Pick<Inputs, 'comment' | 'uploadSarif' | 'token' | 'workingDirectory'>;
  readonly context: GitHubContext;
  readonly pull: PullRequest | undefined;
  readonly markdown: string;
  readonly sarif: string;
  /** Milliseconds. */
  readonly startedAt: number;
};

/** What cannot be written is a warning: the gate's answer does not depend on who may write. */
export async function publish(options: PublishOptions, dependencies: Dependencies): Promise<void> {
  const { inputs, context, pull } = options;
  const { log } = dependencies;
  const jobs = [
    ...(inputs.comment ? [{ what: 'No comment', work: comment }] : []),
    ...(inputs.uploadSarif ? [{ what: 'No upload to code scanning', work: upload }] : []),
  ];
  if (jobs.length === 0) return;
  if (pull?.fork === true) {
    for (const { what } of jobs)
      log.notice(`${what}: the token of a pull request from a fork may only read.`);
    return;
  }
  const { createGitHubClient } = await import('@sealift/github/client/client');
  const { token = '' } = inputs;
  for (const { what, work } of jobs) {
    try {
      const client = createGitHubClient({ ...dependencies, token, apiUrl: context.apiUrl });
      await work(client, options);
    } catch (error) {
      const failure = asFailure(error);
      log.warning(`${failure.message} ${failure.remedy}`, { title: what });
    }
  }
}

/** Comments of a pull request that are looked through. */
const MAX_PAGES = 10;
const PAGE = 100;
const Comments = v.array(
  v.object({
    id: v.number(),
    body: v.nullish(v.string(), ''),
    user: v.nullish(v.object({ type: v.string() })),
  }),
);

/** Writes the report into the comment of an earlier run, which the mark at its beginning tells, or into a new one. */
async function comment(
  client: GitHubClient,
  { inputs, context: { repository }, pull, markdown }: PublishOptions,
): Promise<void> {
  if (pull === undefined || repository === undefined)
    throw configurationFailure({
      code: 'migration-gate/no-pull-request',
      cause: 'This run belongs to no pull request that could be commented.',
      remedy: 'Run the gate for "pull_request", or leave "comment" at "false".',
    });
  const { policy } = await import('@sealift/github/client/policy');
  const { parseAnswer } = await import('@sealift/github/client/answer');
  const permission = 'pull-requests: write';
  const mark = `<!-- sealift migration-gate ${encodeURIComponent(inputs.workingDirectory)} -->`;
  const body = `${mark}\n${markdown}`;
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await client.rest.issues.listComments({
      ...repository,
      issue_number: pull.number,
      per_page: PAGE,
      page,
      request: policy({ permission }),
    });
    const comments = parseAnswer(Comments, answer);
    // Anybody can write the mark; what a bot wrote is nobody's own words.
    const earlier = comments.find((each) => each.user?.type === 'Bot' && each.body.startsWith(mark));
    if (earlier !== undefined) {
      await client.rest.issues.updateComment({
        ...repository,
        comment_id: earlier.id,
        body,
        request: policy({ permission, repeat: 'safe' }),
      });
      return;
    }
    if (comments.length < PAGE) break;
  }
  await client.rest.issues.createComment({
    ...repository,
    issue_number: pull.number,
    body,
    request: policy({ permission }),
  });
}

async function upload(client: GitHubClient, { context, sarif, startedAt }: PublishOptions): Promise<void> {
  const { repository, sha, ref } = context;
  if (repository === undefined || sha === undefined || ref === undefined)
    throw configurationFailure({
      code: 'migration-gate/no-run',
      cause: 'This is no run of GitHub Actions whose findings could be uploaded.',
      remedy: 'Leave "upload-sarif" at "false".',
    });
  const [{ uploadSarif }, { compress }] = await Promise.all([
    import('@sealift/github/code-scanning/upload'),
    import('@sealift/github/code-scanning/compress'),
  ]);
  const compressed = await compress(sarif);
  const uploaded = await uploadSarif(client, { ...repository, commit: sha, ref, compressed, startedAt });
  if (!uploaded.uploaded) throw uploaded.failure;
}
