/** Every place of the apps in the ops repository, each read at the base of its environment. */
import { Failure, failedWith } from '@sealift/core/failure';
import { EDIT_REFUSALS } from '@sealift/deploy/failure-codes';
import { expandPatterns } from '@sealift/deploy/targets/patterns';
import type { Release } from '@sealift/deploy/targets/release';
import type { Target } from '@sealift/deploy/targets/target';
import type { GitHubClient } from '@sealift/github/client/client';
import { listFiles } from '@sealift/github/git/files';
import { readFilesAt, readOps } from '@sealift/github/repository/ops-repository';
import type { Inputs } from '../inputs.ts';
import { planTargets } from '../planning/targets.ts';
import { baseHead } from '../reading/base-head.ts';
import { deployedIn } from '../reading/deployed.ts';
import type { OpsBase } from '../reading/ops-base.ts';
import type { Finding, Place } from './finding.ts';

export type Places = { readonly places: readonly Place[]; readonly findings: readonly Finding[] };

/** @throws Failure `targets/…`, `config/…`, `github/…` */
export async function readPlaces(
  client: GitHubClient,
  inputs: Inputs,
  { view: { repository }, base, deploy }: OpsBase,
  releases: readonly Release[],
): Promise<Places> {
  const named = planTargets(inputs, releases, deploy);
  const found: (Place | Finding)[] = [];
  for (const [branch, members] of Map.groupBy(named, (target) => target.base ?? base.branch)) {
    const head =
      branch === base.branch
        ? base
        : baseHead(
            await readOps(client, repository, { base: branch, branches: [], files: [], pulls: false }),
            branch,
          );
    const hasPatterns = members.some(({ pattern }) => pattern !== undefined);
    const paths = hasPatterns ? await listFiles(client, repository, head.tree) : [];
    const targets = expandPatterns(members, paths);
    const read = await readFilesAt(client, repository, head.commit, [
      ...new Set(targets.map(({ file }) => file)),
    ]);
    for (const target of targets) found.push(...(await placeIn(target, read?.files.get(target.file)?.text)));
  }
  return {
    places: found.flatMap((each) => ('kind' in each ? [] : [each])),
    findings: found.flatMap((each) => ('kind' in each ? [each] : [])),
  };
}

async function placeIn(target: Target, text: string | undefined): Promise<readonly (Place | Finding)[]> {
  const { app, environment, file, pattern } = target;
  const unreadable = (detail: string): readonly Finding[] => [
    { kind: 'unreadable', deployed: {}, ...{ app, environment, file, detail } },
  ];
  if (text === undefined) return unreadable('The file is not there.');
  try {
    const deployed = await deployedIn(text, target, []);
    if (deployed?.tag === undefined && deployed?.digest === undefined)
      return pattern === undefined ? unreadable('It names neither tag nor digest.') : [];
    return [{ target, deployed }];
  } catch (failure) {
    if (!(failure instanceof Failure) || !failedWith(failure, ...EDIT_REFUSALS)) throw failure;
    // Of the files that a pattern matches, those without the image are none of the app's.
    const isOther =
      pattern !== undefined &&
      failedWith(failure, 'edits/not-found', 'edits/other-image', 'edits/unknown-format');
    return isOther ? [] : unreadable(failure.message);
  }
}
