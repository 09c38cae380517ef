/** What a pull request's text says beside what changes: the same for every state of its branch. */
import type { PullRequestText } from '@sealift/deploy/pull-request/text';
import { formatRepositoryName } from '@sealift/github/repository/repository';
import type { BumpJob } from '../planning/bump-job.ts';
import { titled } from './title.ts';

export type TextFacts = Pick<
  PullRequestText,
  'kind' | 'from' | 'hasTrust' | 'notReleased' | 'onMerge' | 'baseUrl' | 'origin' | 'templates'
>;

export function textFacts(job: BumpJob): TextFacts {
  const { context, destination } = job;
  const { hasTrust, notReleased, onMerge, inputs } = context;
  const baseUrl = commitsUrl(context, destination);
  return {
    ...{ ...titled(job), hasTrust, notReleased, onMerge },
    templates: inputs.pullRequest.templates,
    ...(baseUrl === undefined ? {} : { baseUrl }),
  };
}

/** On the server that this run is on. */
function commitsUrl(
  { origin: { runUrl } }: BumpJob['context'],
  { repository, base }: BumpJob['destination'],
): string | undefined {
  const server = runUrl === undefined ? undefined : URL.parse(runUrl)?.origin;
  if (server === undefined) return undefined;
  const branch = base.split('/').map(encodeURIComponent).join('/');
  return `${server}/${formatRepositoryName(repository)}/commits/${branch}`;
}
