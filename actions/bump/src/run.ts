import { mapBounded } from '@sealift/core/bounded';
import { createAppToken } from '@sealift/github/client/app-token';
import { createGitHubClient } from '@sealift/github/client/client';
import type { OpsQuestion } from '@sealift/github/repository/ops-repository';
import { formatRepositoryName } from '@sealift/github/repository/repository';
import { applyBump, type Result } from './apply-bump.ts';
import type { Context, Dependencies } from './context.ts';
import { createDowngradeCheck } from './deciding/downgrade-check.ts';
import type { Inputs } from './inputs.ts';
import { groupTargets } from './planning/groups.ts';
import { plan } from './planning/plan.ts';
import { rollbackApps } from './planning/rollback.ts';
import { planTargets } from './planning/targets.ts';
import { PARALLEL, withImages } from './reading/images.ts';
import { readReleases } from './reading/releases.ts';
import { type Report, renderDiff, renderSummary } from './reporting/texts.ts';

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
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { releases, origin } = await readReleases(inputs, dependencies.env);
  const asked = inputs.releases.kind === 'rollback' ? rollbackApps(inputs.releases.lines) : releases;
  // What is wrong without having looked anywhere is said before anything is asked.
  const guess = planTargets(inputs, asked, undefined);
  const guessed = groupTargets(inputs, guess, origin);
  const apiUrl = dependencies.env['GITHUB_API_URL'] || 'https://api.github.com';
  const token = await opsToken(inputs, { ...dependencies, apiUrl });
  const client = createGitHubClient({ ...dependencies, apiUrl, token });
  if (inputs.verification.policy === undefined)
    dependencies.log.warning('No signature is verified: "verify" is "off". The pull request says so.', {
      title: 'Bump without verification',
    });
  return (dependencies.images ?? withImages)(inputs, dependencies, asked, async (images) => {
    const source =
      inputs.githubToken === undefined
        ? undefined
        : createGitHubClient({ ...dependencies, apiUrl, token: inputs.githubToken });
    const downgradeCheck = createDowngradeCheck(images, source, dependencies.log);
    const context: Context = { inputs, dependencies, client, origin, images, downgradeCheck };
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
    for (const bump of bumps) results.push(await applyBump(context, bump, first.get(bump)));
    return conclude(context, results);
  });
}

async function opsToken(
  inputs: Inputs,
  connection: Dependencies & { readonly apiUrl: string },
): Promise<string> {
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

async function conclude({ inputs, dependencies }: Context, results: readonly Result[]): Promise<Outputs> {
  const { log, summary } = dependencies;
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
