import { mapBounded } from '@sealift/core/bounded';
import { createAppToken } from '@sealift/github/client/app-token';
import { createGitHubClient } from '@sealift/github/client/client';
import type { OpsQuestion } from '@sealift/github/repository/ops-repository';
import { formatRepositoryName } from '@sealift/github/repository/repository';
import type { Context, Seams } from './context.ts';
import { groupTargets } from './groups.ts';
import { createGuard } from './guard.ts';
import { PARALLEL, withImages } from './images.ts';
import type { Inputs } from './inputs.ts';
import { plan } from './plan.ts';
import { type Report, renderDiff, renderSummary } from './present.ts';
import { readReleases } from './releases.ts';
import { rollbackApps } from './rollback.ts';
import { type Result, settle } from './settle.ts';
import { planTargets } from './targets.ts';

export const outputNames = [
  'pull-request-url',
  'pull-request-number',
  'pull-requests',
  'changed',
  'branch',
  'commit',
  'diff',
  'skipped',
] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

/** @throws Failure */
export async function run(inputs: Inputs, seams: Seams): Promise<Outputs> {
  const { releases, origin } = await readReleases(inputs, seams.env);
  const asked = inputs.releases.kind === 'rollback' ? rollbackApps(inputs.releases.lines) : releases;
  // What is wrong without having looked anywhere is said before anything is asked.
  const guess = planTargets(inputs, asked, undefined);
  const guessed = groupTargets(inputs, guess, origin);
  const apiUrl = seams.env['GITHUB_API_URL'] || 'https://api.github.com';
  const token = await opsToken(inputs, { ...seams, apiUrl });
  const client = createGitHubClient({ ...seams, apiUrl, token });
  if (inputs.verification.policy === undefined)
    seams.log.warning('No signature is verified: "verify" is "off". The pull request says so.', {
      title: 'Bump without verification',
    });
  return (seams.images ?? withImages)(inputs, seams, asked, async (images) => {
    const source =
      inputs.githubToken === undefined
        ? undefined
        : createGitHubClient({ ...seams, apiUrl, token: inputs.githubToken });
    const guard = createGuard(images, source, seams.log);
    const context: Context = { inputs, seams, client, token, apiUrl, origin, images, guard };
    const question: OpsQuestion = {
      base: inputs.base,
      branches: guessed.length === 1 ? guessed.flatMap(({ branch }) => branch ?? []) : [],
      files: [
        ...new Set([inputs.opsConfig, ...guess.flatMap(({ file, pattern }) => (pattern ? [] : [file]))]),
      ],
    };
    // Nothing is written before every image is verified; meanwhile the ops repository can be looked at.
    const verified =
      inputs.releases.kind === 'rollback'
        ? asked
        : mapBounded(asked, PARALLEL, (release) => images.verify(release));
    const { bumps, first } = await plan(context, question, verified);
    const results: Result[] = [];
    for (const bump of bumps) results.push(await settle(context, bump, first.get(bump)));
    return conclude(context, results);
  });
}

async function opsToken(inputs: Inputs, connection: Seams & { readonly apiUrl: string }): Promise<string> {
  const { credentials, repository, pullRequest } = inputs;
  if (credentials.kind === 'token') return credentials.token;
  return createAppToken({
    ...connection,
    ...credentials,
    repository,
    permissions: {
      contents: 'write',
      pull_requests: 'write',
      ...(pullRequest.teamReviewers.length === 0 ? {} : { members: 'read' }),
    },
  });
}

async function conclude({ inputs, seams }: Context, results: readonly Result[]): Promise<Outputs> {
  const { log, summary } = seams;
  const name = formatRepositoryName(results[0]?.outcome.view.repository ?? inputs.repository);
  const diff = results
    .map(({ outcome }) => renderDiff(outcome.atBase))
    .filter((text) => text !== '')
    .join('\n');
  if (inputs.dryRun) log.info(diff === '' ? 'Nothing would be changed.' : diff);
  const idle = results.every(({ pull, changed }) => pull === undefined && !changed);
  if (idle && !inputs.dryRun && results.every(({ outcome }) => outcome.skipped.length === 0))
    log.notice(`${name} has these tags already; nothing was changed.`, { title: 'Bump' });
  await summary(renderSummary(name, inputs.dryRun, results.map(reportOf)));
  const pulls = results.flatMap(({ pull, bump, outcome }) =>
    pull === undefined
      ? []
      : [
          {
            number: pull.number,
            url: pull.url,
            branch: bump.branch ?? '',
            environment: bump.environment ?? '',
            apps: outcome.survey.active.map(({ app }) => app),
          },
        ],
  );
  return {
    'pull-request-url': pulls.map(({ url }) => url).join('\n'),
    'pull-request-number': pulls.map(({ number }) => number).join('\n'),
    'pull-requests': JSON.stringify(pulls),
    changed: String(results.some(({ changed }) => changed)),
    branch: results.map(({ branch }) => branch).join('\n'),
    commit: results
      .map(({ pull, bump, outcome }) =>
        pull === undefined && bump.mode === 'pull-request' ? '' : (outcome.head ?? ''),
      )
      .join('\n'),
    diff,
    skipped: JSON.stringify(
      results.flatMap(({ outcome }) =>
        outcome.skipped.map(({ app, environment, reason }) => ({
          ...{ app, environment: environment ?? '', reason },
        })),
      ),
    ),
  };
}

const reportOf = ({ bump, text, pull, outcome, branch }: Result): Report => ({
  text,
  pull,
  commit: bump.mode === 'commit' && outcome.committed ? { branch, sha: outcome.head ?? '' } : undefined,
  skipped: outcome.skipped.map(({ reason }) => reason),
});
