/** Keeps a late run from moving a deployment backward: which commit came first is asked from GitHub. */
import { failedWith } from '@sealift/core/failure';
import { formatImageName } from '@sealift/core/image/reference';
import type { Log } from '@sealift/core/log';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { compareRuns } from '@sealift/core/release/run-order';
import type { Release } from '@sealift/deploy/targets/release';
import type { GitHubClient } from '@sealift/github/client/client';
import { type Ancestry, type AncestryOf, ancestryOf } from '@sealift/github/git/ancestry';
import { parseRepositoryName } from '@sealift/github/repository/repository';
import type { Deployed, Images, KnownRecord, NotKnown } from '../reading/images.ts';

/** What is known of a value that stands in a file, against the release that is to replace it. */
export type DeploymentOrder = {
  readonly deployed: Deployed;
  readonly known: KnownRecord;
  /** Commit that it was built from, as attested; undefined when that is not known. */
  readonly commit: string | undefined;
  readonly ancestry: Ancestry;
  /** A later run than that of the release, which built the same commit of the same ref again and made what stands there. */
  readonly laterRun?: string;
};

export type DowngradeCheck = {
  /** How what a file deploys stands to a release. */
  orderOf(release: Release, deployed: Deployed): Promise<DeploymentOrder>;
  /** How commits that something else than an attestation names stand to the release's. */
  ancestry(release: Release, commits: readonly string[]): Promise<ReadonlyMap<string, Ancestry>>;
};

/** What the token may not read stays unknown, and the pull request says so. */
const NOT_ALLOWED = [
  'github/unauthorized',
  'github/forbidden',
  'github/not-found',
  'github/refused',
  'github/bad-name',
] as const;

const UNKNOWN: Ancestry = { relation: 'unknown', ahead: 0, behind: 0, commits: [] };
const SAME: Ancestry = { ...UNKNOWN, relation: 'same' };

/** @param source reads the repository that the releases come from; undefined without a token */
export function createDowngradeCheck(
  images: Images,
  source: GitHubClient | undefined,
  log: Pick<Log, 'warning'>,
): DowngradeCheck {
  const heads = new Map<string, AncestryOf>();
  let warned = false;

  const headOf = ({ source: { repository, commit } }: ReleaseRecord, client: GitHubClient): AncestryOf => {
    const key = `${repository} ${commit}`;
    const head = heads.get(key) ?? ancestryOf(client, parseRepositoryName(repository), commit);
    heads.set(key, head);
    return head;
  };

  const ancestry: DowngradeCheck['ancestry'] = async ({ record }, commits) => {
    if (record === undefined || source === undefined) return new Map();
    const asked = [...new Set(commits)];
    try {
      const found = await Promise.all(asked.map(headOf(record, source)));
      return new Map(asked.map((commit, index) => [commit, found[index] ?? UNKNOWN]));
    } catch (failure) {
      if (!failedWith(failure, ...NOT_ALLOWED)) throw failure;
      if (!warned)
        log.warning(
          `Whether ${record.source.repository} has moved backward cannot be asked: ${failure.message} ${failure.remedy}`,
          { title: 'Bump', code: failure.code },
        );
      warned = true;
      return new Map();
    }
  };

  return {
    ancestry,
    async orderOf(release, deployed) {
      const same =
        deployed.digest === undefined ? deployed.tag === release.tag : deployed.digest === release.digest;
      if (same)
        return {
          deployed,
          known: { unknown: 'it is the same' },
          commit: release.record?.source.commit,
          ancestry: SAME,
        };
      const known = await images.record(release.image, deployed, release.knownBy);
      const commit = commitOf(known, release);
      const found = commit === undefined ? undefined : (await ancestry(release, [commit])).get(commit);
      const laterRun = laterRunOf(known, release);
      return {
        deployed,
        known,
        commit,
        ancestry: found ?? UNKNOWN,
        ...(laterRun === undefined ? {} : { laterRun }),
      };
    },
  };
}

/** Only a release of the same source can be older or newer. */
function commitOf({ record: deployed }: KnownRecord, { record, image }: Release): string | undefined {
  if (deployed === undefined || record === undefined) return undefined;
  const { source, image: own } = deployed;
  return source.repository === record.source.repository && own === formatImageName(image)
    ? source.commit
    : undefined;
}

/** Of one commit, a rebuild for newer base images comes after what was there. */
function laterRunOf(known: KnownRecord, release: Release): string | undefined {
  const [own, other] = [release.record?.source, known.record?.source];
  if (own === undefined || other === undefined || commitOf(known, release) !== own.commit) return undefined;
  return own.ref === other.ref && compareRuns(other, own) > 0 ? other.runId : undefined;
}

/** A sentence for the reviewer when it was to be checked, and could not be, whether the deployed one is newer. */
export function describeUnknownOrder(
  app: string,
  deployed: Deployed,
  { known, ancestry }: DeploymentOrder,
): string | undefined {
  if (ancestry.relation !== 'unknown' || (!isKnown(known) && known.absent === true)) return undefined;
  const reason = isKnown(known) ? 'the history of the source does not tell' : known.unknown;
  return `Whether what is deployed of "${app}" (${deployed.digest ?? deployed.tag ?? ''}) is newer than this release was not found out: ${reason}.`;
}

export const isKnown = <T extends object>(found: T | NotKnown): found is T => !('unknown' in found);
