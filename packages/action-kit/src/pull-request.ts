/** The pull request that started a run, as the event tells of it. */
import * as v from 'valibot';
import type { GitHubContext } from './github-context.ts';

export type PullRequest = {
  readonly number: number;
  readonly labels: readonly string[];
  /** Its branch is of another repository: the token may only read. */
  readonly fork: boolean;
};

const Payload = v.object({
  pull_request: v.object({
    number: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    labels: v.optional(v.array(v.object({ name: v.string() })), []),
    head: v.object({ repo: v.nullish(v.object({ full_name: v.string() })) }),
  }),
});

/** @returns undefined for a run of another event */
export function pullRequestOf({
  payload,
  repository,
}: Pick<GitHubContext, 'payload' | 'repository'>): PullRequest | undefined {
  const parsed = v.safeParse(Payload, payload);
  if (!parsed.success) return undefined;
  const { number, labels, head } = parsed.output.pull_request;
  const own = `${repository?.owner}/${repository?.repo}`.toLowerCase();
  // The repository of a fork that was deleted is null.
  return { number, labels: labels.map(({ name }) => name), fork: head.repo?.full_name.toLowerCase() !== own };
}
