import { isForkPullRequest } from '@sealift/action-kit/code-scanning';
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { configurationFailure } from '@sealift/core/failure';

/**
 * Whether an event releases, or only checks.
 * @throws Failure `plan/event-not-allowed`
 */
export function modeOf(event: string): 'publish' | 'check' {
  switch (event) {
    case 'push':
    case 'workflow_dispatch':
    case 'repository_dispatch':
    case 'schedule':
    case 'release':
      return 'publish';
    case 'pull_request':
    case 'merge_group':
      return 'check';
    default:
      // pull_request_target above all: it would build a stranger's code with this repository's tokens.
      throw configurationFailure({
        code: 'plan/event-not-allowed',
        cause: `The event "${event}" is not one that a release may run on.`,
        remedy:
          'Run it on push, pull_request, merge_group, release, schedule or workflow_dispatch, or set "mode" to "publish" or "check".',
      });
  }
}

/**
 * With `mode: preview`: a pull request is released when its branch is in the repository itself. A run for one from a fork
 * has no identity to sign with, and must never get one.
 * @throws Failure `plan/event-not-allowed`
 */
export function previewMode(context: GitHubContext): 'publish' | 'check' {
  if (context.eventName !== 'pull_request')
    throw configurationFailure({
      code: 'plan/event-not-allowed',
      cause: `"mode: preview" does not work with the event "${context.eventName ?? ''}".`,
      remedy: 'Use "mode: preview" only for pull_request, and "mode: auto" for releases.',
    });
  return isForkPullRequest(context) ? 'check' : 'publish';
}

/**
 * Whether what is released already is built again, for newer base images: on a schedule, and when it is asked for. Not
 * for a pull request: its preview is built anew with each push.
 */
export const isRebuild = (asked: boolean, mode: 'publish' | 'check', event: string): boolean =>
  mode === 'publish' && event !== 'pull_request' && (asked || event === 'schedule');
