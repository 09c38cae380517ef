import type { InputReader } from '@sealift/action-kit/inputs';
import { REBASES, type Rebase } from '@sealift/core/config/deploy';
import { isAppName } from '@sealift/core/config/pipeline';
import { configurationFailure } from '@sealift/core/failure';
import { checkTemplates } from '@sealift/deploy/pull-request/templates';
import type { Templates } from '@sealift/deploy/pull-request/text';
import { GROUPS, type Group } from '@sealift/deploy/targets/groups';
import { MODES, type Mode } from '@sealift/deploy/targets/target';
import { type Credentials, credentialsFrom } from '@sealift/github/client/repository-token';
import { parseRepositoryName, type RepositoryName } from '@sealift/github/repository/repository';
import { TOOL_SOURCES, type ToolSource } from '@sealift/tools/tool';
import { type PlannedApp, parsePlanned } from './inputs/planned.ts';
import { OPERATIONS, type ReleaseInputs, releasesFrom } from './inputs/releases.ts';
import { checkTargetInputs, readTargetInputs, type TargetInputs } from './inputs/target-inputs.ts';
import { parseVerification, readVerification, type VerificationInputs } from './inputs/verification.ts';

export const AUTO_MERGE = ['off', 'merge', 'squash', 'rebase', 'queue'] as const;
export type AutoMerge = (typeof AUTO_MERGE)[number];

export type PullRequestInputs = {
  /** What users write around what is said here. */
  readonly templates: Templates;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly teamReviewers: readonly string[];
  readonly assignees: readonly string[];
  readonly milestone: string | undefined;
  readonly draft: boolean;
  readonly autoMerge: AutoMerge;
  readonly supersede: boolean;
};

export type Inputs = {
  readonly repository: RepositoryName;
  /** undefined: the repository's default branch. */
  readonly base: string | undefined;
  readonly releases: ReleaseInputs;
  /** Whose releases are deployed, 40 hex digits; undefined: any. */
  readonly sourceCommit: string | undefined;
  /** What the run was to release; undefined: not known. */
  readonly planned: readonly PlannedApp[] | undefined;
  /** The run built what is released already again. */
  readonly rebuild: boolean;
  /** What happens when not all of it was released. */
  readonly partial: 'deploy' | 'hold';
  /** Empty: all. */
  readonly apps: readonly string[];
  readonly environments: readonly string[];
  /** Text of the app repository's `deploy` mapping. */
  readonly config: string | undefined;
  readonly opsConfig: string;
  readonly targets: TargetInputs;
  readonly credentials: Credentials;
  readonly mode: Mode;
  readonly group: Group;
  /** Template; undefined: by the group. */
  readonly branch: string | undefined;
  readonly pullRequest: PullRequestInputs;
  /** When the branch is made anew on today's base, where no configuration says so. */
  readonly rebase: Rebase;
  readonly peopleCommits: 'keep' | 'refuse';
  readonly allowRollback: boolean;
  readonly verification: VerificationInputs;
  readonly githubToken: string | undefined;
  readonly tools: ToolSource;
  readonly requireVerified: boolean;
  readonly dryRun: boolean;
  /** Whether drift is kept in an issue. */
  readonly issue: boolean;
};

/** @throws Failure `configuration` */
export function loadInputs(reader: InputReader): Inputs {
  // Everything is read before anything is judged.
  const repository = reader.required('repository');
  const evidence = reader.optional('evidence');
  const images = reader.lines('images');
  const secrets = {
    appId: reader.optional('app-id'),
    privateKey: reader.optional('private-key'),
    token: reader.optional('token'),
  };
  const operation = reader.choice('operation', OPERATIONS);
  const from = reader.optional('from');
  const verification = readVerification(reader);
  const sourceCommit = reader.required('source-commit');
  const planned = reader.optional('planned');
  const rebuild = reader.boolean('rebuild');
  const rest = {
    partial: reader.choice('partial', ['deploy', 'hold']),
    base: reader.optional('base'),
    apps: reader.list('apps'),
    environments: reader.list('environments'),
    config: reader.optional('config'),
    opsConfig: reader.required('ops-config'),
    targets: readTargetInputs(reader),
    mode: reader.choice('mode', MODES),
    group: reader.choice('group', GROUPS),
    branch: reader.optional('branch'),
    pullRequest: {
      templates: {
        title: reader.optional('title'),
        commitMessage: reader.optional('commit-message'),
        signOff: reader.optional('sign-off'),
        bodyHead: reader.optional('body-head'),
        bodyFoot: reader.optional('body-foot'),
      },
      labels: reader.list('labels'),
      reviewers: reader.list('reviewers'),
      teamReviewers: reader.list('team-reviewers'),
      assignees: reader.list('assignees'),
      milestone: reader.optional('milestone'),
      draft: reader.boolean('draft'),
      autoMerge: reader.choice('auto-merge', AUTO_MERGE),
      supersede: reader.boolean('supersede'),
    },
    rebase: reader.choice('rebase', REBASES),
    peopleCommits: reader.choice('people-commits', ['keep', 'refuse']),
    allowRollback: reader.boolean('allow-rollback'),
    githubToken: reader.optional('github-token'),
    tools: reader.choice('tools', TOOL_SOURCES),
    requireVerified: reader.choice('commit-verification', ['required', 'optional']) === 'required',
    dryRun: reader.boolean('dry-run'),
    issue: reader.boolean('issue'),
  };
  checkTargetInputs(rest.targets);
  checkTemplates({ ...rest.pullRequest.templates, branch: rest.branch });
  checkPullRequest(rest.pullRequest);
  for (const app of rest.apps)
    if (!isAppName(app))
      throw configurationFailure({
        code: 'bump/bad-input',
        cause: `"${app}" in "apps" is not the name of an app.`,
        remedy: 'Give names of apps, separated by commas.',
      });
  const verified = parseVerification(verification);
  if (operation === 'drift' && verified.policy === undefined)
    throw configurationFailure({
      code: 'bump/bad-input',
      cause: '"operation" is "drift" and "verify" is "off": nothing would be looked at.',
      remedy: 'Leave "verify" out and name the workflow that signs as "certificate-identity".',
    });
  return {
    repository: parseRepositoryName(repository),
    releases: releasesFrom({ operation, evidence, lines: images, from }, rest.environments),
    sourceCommit: sourceCommit === ANY_COMMIT ? undefined : commitOf(sourceCommit),
    planned: planned === undefined ? undefined : parsePlanned(planned),
    rebuild,
    credentials: credentialsFrom(secrets, 'bump/bad-input'),
    verification: verified,
    ...rest,
  };
}

/** Said outright, since it lets an old release through. */
const ANY_COMMIT = '*';

function commitOf(text: string): string {
  if (/^[0-9a-f]{40}$/.test(text)) return text;
  throw configurationFailure({
    code: 'bump/bad-input',
    cause: `The input "source-commit" is "${text}".`,
    remedy: `Give the commit whose release is deployed, 40 hex digits, or "${ANY_COMMIT}" for any.`,
  });
}

/** GitHub's limits, said before anything is written. */
function checkPullRequest({ labels, reviewers, assignees, draft, autoMerge }: PullRequestInputs): void {
  const long = labels.find((label) => label.length > 50);
  if (long !== undefined)
    throw configurationFailure({
      code: 'bump/bad-input',
      cause: `The label "${long}" is longer than GitHub's 50 characters.`,
      remedy: 'Shorten it; labels are separated by commas or line breaks.',
    });
  for (const [name, list, limit] of [
    ['reviewers', reviewers, 15],
    ['assignees', assignees, 10],
  ] as const)
    if (list.length > limit)
      throw configurationFailure({
        code: 'bump/bad-input',
        cause: `"${name}" names ${list.length} users; GitHub takes ${limit}.`,
        remedy: 'Name fewer, or a team.',
      });
  if (draft && autoMerge !== 'off')
    throw configurationFailure({
      code: 'bump/bad-input',
      cause: `"draft" is true and "auto-merge" is "${autoMerge}": GitHub merges no drafts.`,
      remedy: 'Give one of the two.',
    });
}
