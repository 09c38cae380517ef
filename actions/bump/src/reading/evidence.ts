/** Releases from the records that the sign job saved as evidence. */
import { posix } from 'node:path';
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { configurationFailure, policyFailure } from '@sealift/core/failure';
import { isTag, parseImageName } from '@sealift/core/image/reference';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { shortRef } from '@sealift/deploy/pull-request/branch-name';
import type { Origin, Release } from '@sealift/deploy/targets/release';
import { readEvidence } from '@sealift/evidence/read';
import type { Inputs } from '../inputs.ts';
import { acceptRecords } from './accept.ts';
import { originHere, thisRun } from './origin.ts';

export type Records = {
  readonly releases: readonly Release[];
  readonly origin: Origin;
  readonly passedOver: readonly string[];
  readonly notReleased: readonly string[];
  readonly unchanged: readonly string[];
};

/** @throws Failure `bump/no-release`, `bump/mixed-sources`, `bump/scan-failed` or of the evidence itself */
export async function readRecords(
  folder: string,
  run: GitHubContext,
  expected: Pick<Inputs, 'sourceCommit' | 'planned' | 'rebuild' | 'verification'>,
): Promise<Records> {
  const [found, signatures] = await Promise.all([
    readEvidence(folder, 'record'),
    readEvidence(folder, 'sign'),
  ]);
  const { policy } = expected.verification;
  const { accepted: records, ...others } = acceptRecords(found, {
    commit: expected.sourceCommit,
    planned: expected.planned,
    rebuild: expected.rebuild,
    ...(policy === undefined || run.repository === undefined
      ? {}
      : {
          // What the run is says which records are its own. What it asks of signers is judged with the image.
          source: {
            repository: `${run.repository.owner}/${run.repository.repo}`,
            ref: policy.sourceRef === undefined ? undefined : run.ref,
          },
        }),
  });
  const [first] = records;
  if (first === undefined) {
    if (others.notReleased.length + others.unchanged.length > 0)
      return { releases: [], origin: originHere(run), ...others };
    throw configurationFailure({
      code: 'bump/no-release',
      cause: `There is no release record (record.json)${found.length === 0 ? '' : ` of ${expected.sourceCommit ?? 'this run'}`} in ${folder}.`,
      remedy: 'Load the evidence that the sign job saved into this folder first.',
    });
  }
  const { repository, ref } = first.part.source;
  for (const { part, relative } of records)
    if (part.source.repository !== repository || part.source.ref !== ref)
      throw configurationFailure({
        code: 'bump/mixed-sources',
        cause: `${relative} is a release of ${part.source.repository} at ${part.source.ref}, but ${first.relative} is one of ${repository} at ${ref}.`,
        remedy: 'Bump the releases of one source ref at a time.',
      });
  for (const { part } of records) refuseFailedScan(part);
  return {
    releases: records.map(({ part, relative }) => {
      // The sign job writes both beside each other.
      const beside = signatures.find((other) => posix.dirname(other.relative) === posix.dirname(relative));
      return {
        app: part.app,
        image: parseImageName(part.image),
        tag: checkTag(part.app, part.deployTag),
        digest: part.digest,
        record: part,
        ...(beside === undefined ? {} : { signer: beside.part.signer }),
      };
    }),
    ...others,
    origin: { ...thisRun(run), run: first.part.source.runId, repository, ref: shortRef(ref) },
  };
}

function refuseFailedScan({ app, image, platforms }: ReleaseRecord): void {
  for (const { platform, scan, digest } of platforms)
    if (scan.verdict !== 'pass')
      throw policyFailure({
        code: 'bump/scan-failed',
        cause: `The image of "${app}" for ${platform} did not pass its scan (${image}@${digest}).`,
        remedy: 'Fix or ignore what the scan counts, and release again.',
      });
}

function checkTag(app: string, tag: string): string {
  if (isTag(tag)) return tag;
  throw configurationFailure({
    code: 'bump/bad-release',
    cause: `The record of "${app}" names "${tag}" as the tag to deploy, which is no image tag.`,
    remedy: 'Let the sign action write the record.',
  });
}
