/**
 * Which of the planned apps were released, as the registry says it: by the tag that the plan gave the release, whose
 * image carries its attested record. What lies in the artifact store is a hint, since any job of the run can replace it;
 * see docs/decisions/records.md.
 */
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { mapBounded } from '@sealift/core/bounded';
import { type Failure, failedWith, policyFailure } from '@sealift/core/failure';
import { formatImageName, parseImageName } from '@sealift/core/image/reference';
import type { Release } from '@sealift/deploy/targets/release';
import type { Inputs } from '../inputs.ts';
import { reasonAgainst } from './accept.ts';
import type { RefusedApp, Releases } from './found-releases.ts';
import { type Images, OF_ONE_RELEASE, PARALLEL } from './images.ts';

type Expected = Pick<Inputs, 'planned' | 'sourceCommit' | 'verification' | 'rebuild'>;

const NOTHING = `sha256:${'0'.repeat(64)}` as const;

/**
 * One for each planned app, its digest not known yet; undefined where the plan does not say by which tags they are
 * found, or nothing is verified: then the records that lie in the artifacts are all there is.
 */
export function plannedReleases({
  planned,
  sourceCommit,
  verification,
}: Expected): readonly Release[] | undefined {
  if (planned === undefined || verification.policy === undefined) return undefined;
  const commit = sourceCommit === undefined ? {} : { commit: sourceCommit };
  const releases = planned.flatMap(({ app, image, tag }) =>
    tag === undefined ? [] : [{ app, image: parseImageName(image), tag, digest: NOTHING, ...commit }],
  );
  return releases.length === planned.length ? releases : undefined;
}

/** Which run this is. */
type Run = Pick<GitHubContext, 'repository' | 'ref' | 'runId'>;

/** What the artifacts say. */
type Hints = Omit<Releases, 'releases' | 'lost'> & { readonly hints: readonly Release[] };

type Found = { readonly release?: Release; readonly warning?: string; readonly lost?: RefusedApp };

/**
 * @returns what was released with what is known of it so far, which planning verifies; `passedOver` also names what an
 *   artifact says and the registry does not; `lost` what it says and the registry has no tag of
 * @throws Failure `registry/…`
 */
export async function fromRegistry(
  images: Images,
  planned: readonly Release[],
  { hints, passedOver, unchanged }: Hints,
  expected: Expected & { readonly run: Run },
): Promise<Releases> {
  const found = await mapBounded(planned, PARALLEL, (release) =>
    findOne(
      images,
      release,
      hints.find(({ app }) => app === release.app),
      expected,
    ),
  );
  const releases = found.flatMap(({ release }) => release ?? []);
  const released = new Set(releases.map(({ app }) => app));
  const left = unchanged.filter((app) => !released.has(app));
  return {
    releases,
    passedOver: [...passedOver, ...found.flatMap(({ warning }) => warning ?? [])],
    unchanged: left,
    notReleased: planned
      .flatMap(({ app }) => (released.has(app) || left.includes(app) ? [] : [app]))
      .toSorted(),
    lost: found.flatMap(({ lost }) => lost ?? []),
  };
}

async function findOne(
  images: Images,
  planned: Release,
  hint: Release | undefined,
  expected: Expected & { readonly run: Run },
): Promise<Found> {
  const { app, image, tag } = planned;
  const digest = await images.digestOf(image, tag);
  if (digest === undefined) {
    if (hint === undefined) return {};
    // A rebuild that changed nothing has kept the commit's release, under the tag that it has.
    if (expected.rebuild === true && hint.tag !== tag)
      return findOne(images, { ...planned, tag: hint.tag }, hint, expected);
    return { lost: { app, failure: tagLost(planned) } };
  }
  // Of what the artifact says nothing else is used: a record that was changed in it would be refused.
  if (hint?.digest === digest && hint.tag === tag) return { release: { ...planned, digest } };
  const warning =
    hint === undefined
      ? {}
      : {
          warning: `The artifact of "${app}" names a release that is another than that of ${tag}: the registry counts.`,
        };
  const release = await verifiedOr(images, { ...planned, digest });
  // What does not verify is refused by name where the run says that it released the app.
  if (release?.record === undefined)
    return hint === undefined ? {} : { ...warning, release: { ...planned, digest } };
  const { repository, ref, runId } = expected.run;
  const reason = reasonAgainst(release.record, {
    commit: expected.sourceCommit,
    planned: expected.planned,
    ...(repository === undefined
      ? {}
      : {
          source: {
            repository: `${repository.owner}/${repository.repo}`,
            ref: expected.verification.policy?.sourceRef === undefined ? undefined : ref,
          },
        }),
  });
  if (reason !== undefined) return { warning: `${tag} of "${app}" is ${reason}: it is passed over.` };
  // An earlier run released this commit. Whether this one did as well, and kept that, only its artifact says.
  if (release.record.source.runId !== runId && hint === undefined) return {};
  return { ...warning, release };
}

/**
 * The sign job saves its record after it has moved the tag, so somebody has deleted that since. Of what the artifact says
 * nothing is looked at: whoever made it could have it name what no image is.
 */
const tagLost = ({ app, image, tag }: Release): Failure =>
  policyFailure({
    code: 'bump/tag-moved',
    cause: `"${app}" is not deployed: the run says that it released it, and ${formatImageName(image)}:${tag} is not in the registry.`,
    remedy:
      'Find out who deleted the tag, and release again; a registry with immutable tags does not let it happen.',
  });

async function verifiedOr(images: Images, release: Release): Promise<Release | undefined> {
  try {
    return await images.verify(release);
  } catch (failure) {
    if (!failedWith(failure, ...OF_ONE_RELEASE)) throw failure;
    return undefined;
  }
}
