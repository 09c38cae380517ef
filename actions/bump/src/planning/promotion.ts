/** What another environment of the ops repository deploys: the very digest, verified anew, and never built again. */
import { mapBounded } from '@sealift/core/bounded';
import { configurationFailure, policyFailure } from '@sealift/core/failure';
import { formatImageName } from '@sealift/core/image/reference';
import { EDIT_REFUSALS } from '@sealift/deploy/failure-codes';
import { expandPatterns, keepMatchingFiles } from '@sealift/deploy/targets/patterns';
import type { Release } from '@sealift/deploy/targets/release';
import type { Target } from '@sealift/deploy/targets/target';
import { listFiles } from '@sealift/github/git/files';
import { type Head, readOps } from '@sealift/github/repository/ops-repository';
import type { Context } from '../context.ts';
import type { VerifyTarget } from '../deciding/trusted-release.ts';
import { baseHead } from '../reading/base-head.ts';
import { deployedIn } from '../reading/deployed.ts';
import { type Candidate, type Deployed, type Images, PARALLEL } from '../reading/images.ts';
import type { OpsBase } from '../reading/ops-base.ts';
import { planTargets } from './targets.ts';

type Promotion = {
  /** Environment that is promoted from; undefined: as the configuration says. */
  readonly from: string | undefined;
  readonly verify: VerifyTarget;
  /** The apps, each with a release that stands for none yet. */
  readonly releases: readonly Release[];
};

/**
 * The targets with the releases that `from` deploys, each verified as its own environment demands it.
 * @throws Failure `bump/bad-input` where nobody says from where; `bump/no-source` where an environment deploys nothing of
 *   an app, or more than one thing; `bump/unverified`, `bump/tag-moved`, `trust/…` when it does not verify: nothing at
 *   all is promoted then
 */
export async function promotedTargets(
  context: Context,
  ops: OpsBase,
  targets: readonly Target[],
  { from, verify, releases }: Promotion,
): Promise<readonly Target[]> {
  const byFrom = Map.groupBy(targets, (target) => from ?? target.from ?? unsaid(target));
  const promoted: Target[] = [];
  for (const [source, members] of byFrom) {
    const wanted = new Set(members.map(({ app }) => app));
    const apps = releases.filter(({ app }) => wanted.has(app));
    const sources = await sourceTargets(context, ops, apps, source);
    const candidates = new Map<string, Candidate>();
    for (const app of wanted) candidates.set(app, await candidateOf(app, sources, source, context.images));
    const verified = await mapBounded(members, PARALLEL, async (target) => {
      const candidate = candidates.get(target.app);
      if (candidate === undefined) throw new Error('A target has no release.');
      const release = await verify(target, candidate);
      requireOwnTag(release, candidate, source);
      return { ...target, release, from: source };
    });
    promoted.push(...verified);
  }
  return promoted;
}

function unsaid({ environment = '' }: Target): never {
  throw configurationFailure({
    code: 'bump/bad-input',
    cause: `Nothing says which environment "${environment}" is promoted from.`,
    remedy: `Give the environment in "from", or write "from" under deploy.environments.${environment}.`,
  });
}

type Source = { readonly target: Target; readonly deployed: Deployed };

/** What the environment's files say now, each read from the base of its own. */
async function sourceTargets(
  { client, inputs, dependencies: { log } }: Context,
  { view: { repository }, base, deploy }: OpsBase,
  releases: readonly Release[],
  from: string,
): Promise<readonly Source[]> {
  const named = planTargets({ ...inputs, environments: [from] }, releases, deploy);
  const byBase = Map.groupBy(named, (target) => target.base ?? base.branch);
  const sources: Source[] = [];
  for (const [branch, members] of byBase) {
    const read = async (files: readonly string[]): Promise<Head> =>
      baseHead(
        await readOps(client, repository, { base: branch, branches: [], files, pulls: false }),
        branch,
      );
    const hasPatterns = members.some(({ pattern }) => pattern !== undefined);
    const paths = hasPatterns ? await listFiles(client, repository, (await read([])).tree) : [];
    const targets = expandPatterns(members, paths);
    const head = await read([...new Set(targets.map(({ file }) => file))]);
    const kept = await keepMatchingFiles(targets, (file) => head.files.get(file)?.text);
    for (const warning of [...kept.warnings, ...kept.skipped.map(({ reason }) => reason)])
      log.warning(warning, { title: 'Promote' });
    for (const target of kept.targets) {
      const text = head.files.get(target.file)?.text;
      const found = text === undefined ? undefined : await deployedIn(text, target, EDIT_REFUSALS);
      sources.push({ target, deployed: found ?? {} });
    }
  }
  return sources;
}

/** The one thing that the environment deploys of an app. */
async function candidateOf(
  app: string,
  sources: readonly Source[],
  from: string,
  images: Images,
): Promise<Candidate> {
  const own = sources.filter(({ target }) => target.app === app);
  const [first] = own;
  const labels = new Set(own.map(({ deployed: { digest, tag } }) => digest ?? tag ?? ''));
  if (first === undefined || labels.has(''))
    throw noSource(
      app,
      from,
      first === undefined
        ? `"${from}" has no place for it`
        : `${first.target.file} names neither tag nor digest`,
    );
  if (labels.size > 1)
    throw noSource(
      app,
      from,
      `"${from}" deploys ${labels.size} different things of it: ${[...labels].slice(0, 3).join(', ')}`,
    );
  const { image } = first.target.release;
  const { tag, digest = tag === undefined ? undefined : await images.digestOf(image, tag) } = first.deployed;
  if (digest !== undefined) return { app, image, tag, digest };
  if (images.policy === undefined)
    throw noSource(
      app,
      from,
      `${first.target.file} names the tag ${tag ?? ''} alone, which is not in the registry`,
    );
  throw policyFailure({
    code: 'bump/unverified',
    cause: `"${app}" is not promoted: the registry has no ${formatImageName(image)}:${tag ?? ''}, which "${from}" deploys.`,
    remedy: 'Release it again, and deploy that there first.',
  });
}

/** A tag alone is whatever it was moved to; the record says which tags the release got. */
function requireOwnTag({ app, tag, record }: Release, { tag: deployed }: Candidate, from: string): void {
  if (deployed === undefined || record === undefined) return;
  if (tag === record.deployTag || record.tags.includes(tag)) return;
  throw policyFailure({
    code: 'bump/tag-moved',
    cause: `"${app}" is not promoted: "${from}" deploys the tag ${tag}, and what it names was released under other tags (${record.deployTag}).`,
    remedy: 'Find out who moved the tag; deploy the tag of the release, or its digest, there.',
  });
}

const noSource = (app: string, from: string, cause: string) =>
  configurationFailure({
    code: 'bump/no-source',
    cause: `"${app}" cannot be promoted: ${cause}.`,
    remedy: `Deploy one release of it in "${from}" first, or correct "from" and the targets of the configuration.`,
  });
