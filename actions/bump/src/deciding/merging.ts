/**
 * Whether a pull request may merge by itself. It merges all that its branch changes, also what this run has nothing to do
 * with: what an earlier run proposed, perhaps of another repository and with no word of merging, was meant for a reviewer.
 * So that is asked of `trust:` and verified anew, as it is today, before this run lets it merge.
 */
import { Failure } from '@sealift/core/failure';
import { createMatcher } from '@sealift/core/text/glob';
import type { Proposal } from '@sealift/deploy/pull-request/proposal';
import { checkPermissions, mirrorsBy } from '@sealift/deploy/targets/permissions';
import { type Target, targetsOf } from '@sealift/deploy/targets/target';
import type { MergeCheck } from '../context.ts';
import type { Inputs } from '../inputs.ts';
import type { Images } from '../reading/images.ts';
import type { OpsBase } from '../reading/ops-base.ts';
import { createVerifyTarget, ofOthers } from './trusted-release.ts';

type Side = {
  readonly inputs: Pick<Inputs, 'targets'>;
  readonly ops: Pick<OpsBase, 'trust' | 'deploy' | 'deployIsOps'>;
};

/** @param now milliseconds since 1970 */
export function createMergeCheck({ inputs, ops }: Side, images: Images, now: number): MergeCheck {
  const { trust } = ops;
  const deploy = ops.deployIsOps ? ops.deploy : undefined;
  const rulesOf = (target: Target) =>
    checkPermissions(trust, {
      target,
      placedBy: isPlaceOf(deploy, inputs.targets, target) ? 'ops' : 'app',
      ...{ mode: 'pull-request', modeBy: 'app', autoMerge: true, allowRollback: false },
      mirrorsBy: mirrorsBy(deploy, target),
    });
  const verify = createVerifyTarget(images, rulesOf, now, ofOthers);
  const known = new Map<string, Promise<string | undefined>>();

  const judge = async ({ target, commit }: Proposal): Promise<string | undefined> => {
    const { app, image, tag, digest } = target.release;
    try {
      await verify(target, { app, image, tag, digest, ...(commit === '' ? {} : { commit }) });
      return undefined;
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      return failure.message;
    }
  };

  return (proposal) => {
    const { app, environment, file, release } = proposal.target;
    const key = JSON.stringify([app, environment, file, release.tag, release.digest]);
    const answer = known.get(key) ?? judge(proposal);
    known.set(key, answer);
    return answer;
  };
}

/** Whether the ops side itself names the file for the app in the environment: any other was named by the app side. */
function isPlaceOf(
  deploy: OpsBase['deploy'],
  defaults: Inputs['targets'],
  { app, environment, file, release }: Target,
): boolean {
  const named = ['*', app].some((name) => Object.hasOwn(deploy?.apps ?? {}, name));
  if (deploy === undefined || !named) return false;
  return targetsOf(deploy, defaults, [release], []).some(
    (own) =>
      own.environment === environment &&
      (own.pattern === undefined ? own.file === file : createMatcher([own.pattern], 'wildcards')(file)),
  );
}
