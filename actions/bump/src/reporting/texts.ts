/** How a bump is shown: title, commit message, diff, and what the pull request's text is made of. */
import { mapBounded } from '@sealift/core/bounded';
import { compareImages } from '@sealift/core/comparison/compare';
import type { Comparison } from '@sealift/core/comparison/facts';
import { formatImageName } from '@sealift/core/image/reference';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { markdownCode, markdownText, markdownUrl, singleLine } from '@sealift/core/text/sanitize';
import { fillTemplate } from '@sealift/core/text/template';
import { formatMarker, parseMarker } from '@sealift/deploy/pull-request/marker';
import { renderBumpSummary } from '@sealift/deploy/pull-request/summary';
import type { AppChange, CommitRange, PullRequestText } from '@sealift/deploy/pull-request/text';
import type { Ancestry } from '@sealift/github/git/ancestry';
import type { PullRequest } from '@sealift/github/pulls/pull-requests';
import { type ChartResults, describeProblem } from '../deciding/chart-check.ts';
import { type DeploymentOrder, isKnown } from '../deciding/downgrade-check.ts';
import type { Edits, TargetEdit } from '../planning/edits.ts';
import type { Bump } from '../planning/groups.ts';
import { placesOf, type Target } from '../planning/targets.ts';
import { type Images, PARALLEL } from '../reading/images.ts';
import type { Origin } from '../reading/releases.ts';
import type { Outcome } from '../writing/bump-branch.ts';

/** GitHub's limit for titles. */
const MAX_TITLE = 256;
const DEFAULT_TITLE = { deploy: 'Deploy {apps}: {tag}', rollback: 'Roll back {apps} to {tag}' } as const;

export function renderTitle(
  template: string | undefined,
  kind: PullRequestText['kind'],
  targets: readonly Target[],
): string {
  const names = [...new Set(targets.map(({ app }) => app))];
  const tags = [...new Set(targets.map(({ release }) => release.tag))];
  const environments = [...new Set(targets.flatMap(({ environment }) => environment ?? []))];
  const shown = names.slice(0, 4).join(', ');
  const title = fillTemplate(
    template ?? DEFAULT_TITLE[kind],
    {
      apps: names.length > 4 ? `${shown} and ${names.length - 4} more` : shown,
      tag: tags.length === 1 ? (tags[0] ?? '') : `${tags.length} tags`,
      environment: environments.join(', '),
    },
    'title',
  );
  const line = singleLine(title);
  return line.length > MAX_TITLE ? `${line.slice(0, MAX_TITLE - 1)}…` : line;
}

/** Only checked names, tags and digests go in: a commit message is read by tools that act on words in it. */
export function renderCommitMessage(title: string, { targets }: Edits): string {
  const lines = targets.map(
    ({ target: { release } }) =>
      `- ${release.app}: ${formatImageName(release.image)}:${release.tag}@${release.digest}`,
  );
  return [title, '', ...[...new Set(lines)].slice(0, 200)].join('\n');
}

/** A unified diff without context: what is changed is one line for each scalar. */
export const renderDiff = ({ targets }: Edits): string =>
  targets
    .flatMap(({ target: { file }, scalars }) => scalars.map((scalar) => ({ file, ...scalar })))
    .filter(({ lineBefore, lineAfter }) => lineBefore !== lineAfter)
    .map(({ file, line, lineBefore, lineAfter }) =>
      [
        `--- a/${file}`,
        `+++ b/${file}`,
        `@@ -${line} +${line} @@`,
        `-${singleLine(lineBefore)}`,
        `+${singleLine(lineAfter)}`,
      ].join('\n'),
    )
    .join('\n');

/** By which later runs know this pull request; what earlier runs put into it stays in it. */
export function markerOf(
  bump: Bump,
  targets: readonly Target[],
  origin: Origin,
  previous: string | undefined,
): string {
  const before = previous === undefined ? undefined : parseMarker(previous);
  const environments = targets.map(({ environment }) => environment ?? '');
  return formatMarker({
    v: 1,
    source: origin.repository,
    ref: origin.ref,
    group: bump.group,
    key: bump.key,
    run: /^[0-9]{1,20}$/.test(origin.run) ? origin.run : '',
    environments: [...new Set([...(before?.environments ?? []), ...environments])],
    apps: {
      ...before?.apps,
      ...Object.fromEntries(targets.map(({ app, release }) => [app, release.record?.source.commit ?? ''])),
    },
    places: { ...before?.places, ...placesOf(targets) },
  });
}

export type ChangeSources = {
  readonly kind: PullRequestText['kind'];
  readonly images: Images;
  readonly origin: Origin;
  readonly charts: ChartResults;
  /** How to go back once it is merged. */
  readonly rollback: string | undefined;
};

/** What is said of each target: compared with what the base deploys. */
export async function changesOf(
  { atBase, survey }: Pick<Outcome, 'atBase' | 'survey'>,
  sources: ChangeSources,
): Promise<readonly AppChange[]> {
  return mapBounded(atBase.targets, PARALLEL, async (edit) => {
    const order = survey.orders.get(edit.target);
    const compared = await comparisonOf(edit, order, sources.images);
    return changeOf(edit, order, compared, sources);
  });
}

function changeOf(
  { target, scalars, deployed }: TargetEdit,
  order: DeploymentOrder | undefined,
  compared: Compared,
  { images, origin, charts, rollback }: ChangeSources,
): AppChange {
  const { release, file, app, environment } = target;
  const { record, signer, image, digest, tag } = release;
  const chart = charts.get(target);
  const commits = record === undefined ? undefined : rangeOf(record, order);
  return {
    app,
    ...(environment === undefined ? {} : { environment }),
    image: formatImageName(image),
    digest,
    edits: scalars.map(({ path, line, before, after }) => ({ file, path, line, before, after })),
    before: deployed,
    after: { tag, digest },
    ...(record === undefined ? {} : { record }),
    ...(signer === undefined ? {} : { signer }),
    verification:
      images.policy === undefined
        ? { kind: 'off' }
        : { kind: 'verified', policy: images.policy, by: origin.runUrl ?? '' },
    ...(commits === undefined ? {} : { commits }),
    ...compared,
    ...(chart === undefined
      ? {}
      : { chart: { problems: chart.problems.map(describeProblem), notes: chart.notes } }),
    ...(rollback === undefined ? {} : { rollback }),
  };
}

type Compared = { readonly comparison: Comparison } | { readonly notCompared: string };

/** Both sides from their attestations; the new image is read only when there is something to compare it with. */
async function comparisonOf(
  { target: { release } }: TargetEdit,
  order: DeploymentOrder | undefined,
  images: Images,
): Promise<Compared> {
  const before = order?.facts ?? { unknown: 'nothing is known of it' };
  if (!isKnown(before)) return { notCompared: before.unknown };
  const after = await images.facts(release.image, { tag: release.tag, digest: release.digest });
  return isKnown(after) ? { comparison: compareImages(before, after) } : { notCompared: after.unknown };
}

function rangeOf({ source }: ReleaseRecord, order: DeploymentOrder | undefined): CommitRange | undefined {
  if (order?.commit === undefined) return undefined;
  const { relation, ahead, behind, commits }: Ancestry = order.ancestry;
  const server = URL.canParse(source.runUrl) ? new URL(source.runUrl).origin : 'https://github.com';
  return {
    compareUrl: `${server}/${source.repository}/compare/${order.commit}...${source.commit}`,
    relation,
    ahead,
    behind,
    list: commits,
  };
}

/** What became of one bump. */
export type Report = {
  readonly text: PullRequestText;
  readonly pull: Pick<PullRequest, 'number' | 'url' | 'title'> | undefined;
  /** A direct commit. */
  readonly commit: { readonly branch: string; readonly sha: string } | undefined;
  /** Sentences. */
  readonly skipped: readonly string[];
};

/** The job summary: what was done, then what the pull requests say. */
export function renderSummary(repository: string, dryRun: boolean, reports: readonly Report[]): string {
  const name = markdownText(repository);
  const states = reports.map(({ pull, commit }) => {
    if (dryRun) return `Dry run: nothing was changed in ${name}.`;
    if (commit !== undefined)
      return `Committed to ${markdownCode(commit.branch)} of ${name}: ${markdownCode(commit.sha)}`;
    if (pull === undefined) return `${name} has these tags already, or newer ones: nothing was needed.`;
    const url = markdownUrl(pull.url);
    const number = url === undefined ? `#${pull.number}` : `[#${pull.number}](${url})`;
    return `Pull request ${number} in ${name}: ${markdownText(pull.title)}`;
  });
  const skipped = reports.flatMap((report) => report.skipped);
  const texts = reports.flatMap(({ text, pull }) =>
    text.changes.length === 0 ? [] : [{ ...text, ...(pull === undefined ? {} : { url: pull.url }) }],
  );
  return [
    '### Bump',
    '',
    ...[...new Set(states)],
    '',
    ...skipped.map((reason) => `> [!NOTE]\n> ${markdownText(reason)}\n`),
    ...(texts.length === 0 ? [] : [renderBumpSummary({ text: texts })]),
    '',
  ].join('\n');
}
