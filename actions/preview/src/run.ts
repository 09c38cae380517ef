/** Brings the previews in the ops repository to what the pull requests ask for now. */
import type { Runtime } from '@sealift/action-kit/action';
import { conclude } from '@sealift/action-kit/conclude';
import { readGitHubContext, requireContext } from '@sealift/action-kit/github-context';
import { maskInputs } from '@sealift/action-kit/registry-login';
import { formatEntryName } from '@sealift/core/previews/entry';
import { createGitHubClient, type GitHubClient } from '@sealift/github/client/client';
import { openRepositoryToken, revokeLeftToken } from '@sealift/github/client/repository-token';
import { commitToBranch, untilNotOvertaken } from '@sealift/github/git/branch-commit';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import { withImages } from './reading/images.ts';
import { type Allowed, type Holder, readAllowed, readHolder } from './reading/ops.ts';
import { type Plan, type Preview, type Question, reconcile } from './reconcile.ts';
import { renderSummary, tellPulls } from './reporting/comment.ts';

export const outputNames = ['previews', 'changed', 'commit', 'deployed', 'refused'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

/** @throws Failure `preview/…`, `trust/…`, those of GitHub, the registry and cosign; after everything else was done */
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { log, clock } = dependencies;
  maskInputs({ password: inputs.password, token: inputs.githubToken }, log);
  const context = await readGitHubContext(dependencies.env);
  const repository = requireContext(context, 'repository');
  const options = { ...dependencies, apiUrl: context.apiUrl };
  const source = createGitHubClient({ ...options, token: inputs.githubToken });
  const { token, revoke } = await openRepositoryToken(
    { ...inputs, permissions: { contents: 'write' } },
    options,
  );
  try {
    const ops = createGitHubClient({ ...options, token });
    const allowed = await readAllowed(ops, inputs.repository, inputs.base, repository);
    const names = allowed.apps.map(({ image }) => image);
    return await (dependencies.images ?? withImages)(inputs, dependencies, names, async (images) => {
      const question: Question = {
        ...{ allowed, images, source, repository },
        only: inputs.pullRequests,
        now: clock.now(),
      };
      const done = await writeUntilDone(inputs, question, ops, dependencies);
      await report(inputs, done, { client: source, repository, log }, dependencies);
      return finish(done, dependencies);
    });
  } finally {
    await revoke();
  }
}

/** The end of the job. */
export async function post(_inputs: Inputs, runtime: Runtime): Promise<void> {
  const { apiUrl } = await readGitHubContext(runtime.env);
  await revokeLeftToken({ ...runtime, apiUrl });
}

type Done = {
  readonly plan: Plan;
  readonly changed: boolean;
  /** Head of the branch; undefined when there is none. */
  readonly commit: string | undefined;
};

/** Each round looks at everything anew: a pull request may have been closed while another run was faster. */
function writeUntilDone(
  inputs: Inputs,
  question: Question,
  ops: GitHubClient,
  dependencies: Dependencies,
): Promise<Done> {
  const { allowed } = question;
  return untilNotOvertaken(
    {
      ...dependencies,
      repository: inputs.repository,
      branch: allowed.rules.branch,
      code: 'preview/overtaken',
      remedy: 'Run the job again; a concurrency group for the job keeps its runs apart.',
    },
    async (): Promise<Done | undefined> => {
      const holder = await readHolder(ops, allowed);
      const plan = await reconcile(question, holder);
      if (inputs.dryRun || (plan.files.length === 0 && plan.removed.length === 0))
        return { plan, changed: false, commit: holder.from };
      const commit = await write(inputs, allowed, holder, plan, ops, dependencies);
      return commit === undefined ? undefined : { plan, changed: true, commit };
    },
  );
}

function write(
  { requireVerified }: Inputs,
  { view, rules }: Allowed,
  { from, start }: Holder,
  { files, removed, previews }: Plan,
  ops: GitHubClient,
  { log }: Dependencies,
): Promise<string | undefined> {
  return commitToBranch(
    ops,
    view.repository,
    {
      ...{ repositoryId: view.id, branch: rules.branch, from, start, requireVerified },
      parents: [start.commit],
      files: files.map((file) => ({ ...file, mode: '100644' as const })),
      removed: removed.map((path) => ({ path })),
      message: messageOf(previews, files.length, removed.length),
    },
    log,
  );
}

/** Names of previews have letters, digits and hyphens alone. */
function messageOf(previews: readonly Preview[], deployed: number, removed: number): string {
  const named = (state: Preview['state']) =>
    previews
      .filter((preview) => preview.state === state)
      .map((name) => `- ${state} ${formatEntryName(name)}`);
  const title = [
    ...(deployed === 0 ? [] : [`deploy ${deployed}`]),
    ...(removed === 0 ? [] : [`remove ${removed}`]),
  ].join(', ');
  return [`Previews: ${title}`, '', ...named('deployed'), ...(removed === 0 ? [] : named('removed'))].join(
    '\n',
  );
}

async function report(
  inputs: Inputs,
  { plan }: Done,
  reader: Parameters<typeof tellPulls>[1],
  { log, summary }: Dependencies,
): Promise<void> {
  for (const preview of plan.previews) {
    const { state, why } = preview;
    const line = `${formatEntryName(preview)}: ${state}${why === '' ? '' : `. ${why}`}`;
    if (state === 'refused') log.warning(line, { title: 'Preview' });
    else log.info(line);
  }
  await summary(renderSummary(plan.previews));
  if (inputs.comment && !inputs.dryRun) await tellPulls(plan.previews, reader);
}

/** What could not be judged ends the step, when everything else is done. */
function finish({ plan, changed, commit }: Done, dependencies: Dependencies): Outputs {
  const { previews } = plan;
  const outputs: Outputs = {
    previews: JSON.stringify(
      previews.map(({ number, app, state, entry, why }) => ({
        'pull-request': number,
        ...{ app, state, url: entry?.url ?? '', digest: entry?.digest ?? '', reason: why },
      })),
    ),
    changed: String(changed),
    commit: commit ?? '',
    deployed: String(previews.filter(({ entry }) => entry !== undefined).length),
    refused: String(previews.filter(({ state }) => state === 'refused').length),
  };
  // The first is the one that ends the step.
  const [first, ...others] = plan.failures;
  return conclude(outputs, first === undefined ? [] : [...others, first], 'Preview', dependencies);
}
