/** Finds what nothing needs any more, and deletes it when told. */
import type { Runtime } from '@sealift/action-kit/action';
import { readGitHubContext } from '@sealift/action-kit/github-context';
import { registryCredentials } from '@sealift/action-kit/registry-login';
import { configurationFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { formatImageName } from '@sealift/core/image/reference';
import { mentionsIn } from '@sealift/core/retention/deployed';
import { type Plan, planRetention } from '@sealift/core/retention/plan';
import type { Rules } from '@sealift/core/retention/rules';
import type { Version } from '@sealift/core/retention/version';
import { createGitHubClient } from '@sealift/github/client/client';
import { createRegistryClient } from '@sealift/registry/client';
import type { Exec } from '@sealift/tools/exec';
import { deleteGroups, type Progress } from './delete.ts';
import { readDeployed } from './deployed.ts';
import { createGitHubRepository } from './github-repository.ts';
import type { Inputs } from './inputs.ts';
import { createRegistryRepository } from './registry-repository.ts';
import { createDocumentReader, type Repository } from './repository.ts';
import { renderPlan } from './summary.ts';

export const outputNames = ['planned', 'deleted', 'left', 'bytes', 'digests'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Dependencies = Pick<Runtime, 'env' | 'log' | 'clock' | 'fetch' | 'summary' | 'signal'> & {
  readonly exec: Exec;
};

const DAY = 86_400_000;

/** @throws Failure `prune/…`, `registry/…`, `github/…` */
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { image, limit, dryRun } = inputs;
  const { log, clock, signal, summary } = dependencies;
  const repository = await openRepository(inputs, dependencies);
  const versions = await log.group(`Read ${formatImageName(image)}`, () => repository.versions());
  const deployed = await findDeployed(inputs, versions, dependencies);
  const now = clock.now();
  const rules: Rules = {
    now,
    age: inputs.keepDays * DAY,
    newest: inputs.keepLast,
    mayExpire: inputs.mayExpire,
    deployed,
    releasesExpire: inputs.deleteReleases,
  };
  const whole = planRetention(versions, rules, Number.POSITIVE_INFINITY);
  const plan = planRetention(versions, rules, limit);
  if (inputs.deployedIn.length > 0 && deployed.digests.size + deployed.tags.size === 0 && countOf(plan) > 0)
    throw nothingDeployed(inputs);
  const planned = plan.groups.flatMap(({ members }) => members);
  const left = countOf(whole) - planned.length;
  const progress: Progress | undefined = dryRun ? undefined : { deleted: [], spared: [] };
  try {
    if (progress !== undefined) {
      const planAgain = (present: readonly Version[]) =>
        planRetention(present, { ...rules, now: clock.now() }, Number.POSITIVE_INFINITY);
      await log.group(`Delete ${planned.length} versions`, () =>
        deleteGroups(plan.groups, { repository, planAgain, clock, log, signal, progress }),
      );
    }
  } finally {
    await summary(renderPlan(image, plan, { total: versions.length, left, progress, now }));
  }
  log.info(
    `${planned.length} of ${versions.length} versions ${dryRun ? 'would go' : 'were planned'}, ${left} wait`,
  );
  return {
    planned: String(planned.length),
    deleted: String(progress?.deleted.length ?? 0),
    left: String(left),
    bytes: String(plan.bytes),
    digests: planned.map(({ digest }) => digest).join('\n'),
  };
}

const countOf = ({ groups }: Plan): number => groups.reduce((sum, { members }) => sum + members.length, 0);

async function openRepository(inputs: Inputs, dependencies: Dependencies): Promise<Repository> {
  const { image, versionsFrom, token } = inputs;
  const credentials = (registry: string) => registryCredentials(registry, inputs, dependencies);
  const client = createRegistryClient({ ...dependencies, credentials });
  const read = createDocumentReader(client, image);
  if (versionsFrom === 'registry') {
    const deleter = createRegistryClient({ ...dependencies, credentials, signal: undefined });
    return createRegistryRepository(client, deleter, image, read);
  }
  const [owner = '', ...rest] = image.repository.split('/');
  if (rest.length === 0)
    throw configurationFailure({
      code: 'prune/bad-input',
      cause: `${formatImageName(image)} is no package of GitHub: it has no owner.`,
      remedy: 'Write ghcr.io/owner/name, or set "versions-from: registry".',
    });
  const { apiUrl } = await readGitHubContext(dependencies.env);
  const github = createGitHubClient({ ...dependencies, token: token ?? '', apiUrl });
  return createGitHubRepository(github, { owner, name: rest.join('/') }, read);
}

async function findDeployed(
  { deployed, deployedIn }: Inputs,
  versions: readonly Version[],
  { env }: Dependencies,
): Promise<Rules['deployed']> {
  const known = new Set(versions.flatMap(({ tags }) => tags));
  const present = new Set(versions.map(({ digest }) => digest));
  const digests = new Set<Digest>();
  const tags = new Set<string>();
  const use = (text: string) => {
    const found = mentionsIn(text, known);
    for (const digest of found.digests) if (present.has(digest)) digests.add(digest);
    for (const tag of found.tags) tags.add(tag);
  };
  use(deployed);
  await readDeployed(env['GITHUB_WORKSPACE'] || process.cwd(), deployedIn, use);
  return { digests, tags };
}

const nothingDeployed = ({ image, deployedIn }: Inputs) =>
  configurationFailure({
    code: 'prune/nothing-deployed',
    cause: `Nothing in ${deployedIn.map((each) => `"${each}"`).join(', ')} names a tag or digest of ${formatImageName(image)}, so nothing was deleted.`,
    remedy:
      'Check that this is where the deployment of this image is written; leave "deployed-in" out for an image that is not deployed yet.',
  });
