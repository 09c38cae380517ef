/** The way back: what was deployed before, out of the ops repository's own history, and only if it verifies. */
import { mapBounded } from '@sealift/core/bounded';
import { configurationFailure, type Failure, failedWith, policyFailure } from '@sealift/core/failure';
import { formatImageName } from '@sealift/core/image/reference';
import type { Log } from '@sealift/core/log';
import { EDIT_REFUSALS } from '@sealift/deploy/failure-codes';
import type { Release } from '@sealift/deploy/targets/release';
import type { Target } from '@sealift/deploy/targets/target';
import { readFileHistory, VERSIONS } from '@sealift/github/git/file-history';
import type { Head } from '@sealift/github/repository/ops-repository';
import { formatRepositoryName } from '@sealift/github/repository/repository';
import type { VerifyTarget } from '../deciding/trusted-release.ts';
import { deployedIn } from '../reading/deployed.ts';
import { type Deployed, type Images, PARALLEL } from '../reading/images.ts';
import type { Destination } from './bump-job.ts';

/**
 * Every target with the release to go back to: the newest one in its file's history that is another than today's and
 * verifies.
 * @throws Failure `bump/no-previous` when the history has none that verifies; `edits/…` when today's file says nothing
 * that could be compared
 */
export async function findPrevious(
  { client, repository }: Pick<Destination, 'client' | 'repository'>,
  base: Head,
  targets: readonly Target[],
  { images, verify }: { readonly images: Images; readonly verify: VerifyTarget },
  log: Log,
): Promise<readonly Target[]> {
  const files = [...new Set(targets.map(({ file }) => file))];
  const history = await readFileHistory(client, repository, base.commit, files);
  return mapBounded(targets, PARALLEL, async (target) => {
    const now = await deployedIn(base.files.get(target.file)?.text ?? '', target, ['edits/not-found']);
    const tried: string[] = [];
    for (const { commit, date, text } of history.get(target.file) ?? []) {
      // An older version of the file may not have had the value, or not in a way that can be read.
      const then = await deployedIn(text, target, EDIT_REFUSALS);
      const label = then?.digest ?? then?.tag;
      if (then === undefined || label === undefined || isSame(then, now) || tried.includes(label)) continue;
      tried.push(label);
      const release = await releaseOf(target, then, { images, verify }, log);
      if (release === undefined) continue;
      log.info(`${target.app}: back to ${release.tag} (deployed until ${commit.slice(0, 7)}, ${date})`);
      return { ...target, release };
    }
    throw nothingFound(target, tried, formatRepositoryName(repository));
  });
}

const isSame = (then: Deployed, now: Deployed | undefined): boolean =>
  then.digest !== undefined && now?.digest !== undefined ? then.digest === now.digest : then.tag === now?.tag;

/** undefined when it does not verify, which the log says. */
async function releaseOf(
  target: Target,
  { tag, digest }: Deployed,
  { images, verify }: { readonly images: Images; readonly verify: VerifyTarget },
  log: Log,
): Promise<Release | undefined> {
  const { app } = target;
  const { image } = target.release;
  const found = digest ?? (tag === undefined ? undefined : await images.digestOf(image, tag));
  const name = `${formatImageName(image)}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
  if (found === undefined) {
    log.info(`${app}: ${name} is not in the registry any more.`);
    return undefined;
  }
  try {
    return await verify(target, { app, image, tag, digest: found });
  } catch (failure) {
    if (!failedWith(failure, 'bump/unverified', 'bump/tag-moved', 'trust/other-source')) throw failure;
    log.warning(`${app}: ${name} is passed over: ${failure.message}`, {
      title: 'Rollback',
      code: failure.code,
    });
    return undefined;
  }
}

function nothingFound({ app, file, release }: Target, tried: readonly string[], repository: string): Failure {
  const where = `the last ${VERSIONS} versions of ${file} in ${repository}`;
  return tried.length === 0
    ? configurationFailure({
        code: 'bump/no-previous',
        cause: `"${app}" cannot go back: ${where} deploy nothing else of ${formatImageName(release.image)}.`,
        remedy: 'Release the commit that you want again, and bump it with "allow-rollback".',
        location: { file },
      })
    : policyFailure({
        code: 'bump/no-previous',
        cause: `"${app}" cannot go back: nothing in ${where} verifies (${tried.slice(0, 5).join(', ')}).`,
        remedy: 'Correct the identity and the source that are expected, or release an older commit again.',
      });
}
