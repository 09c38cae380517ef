import type { TrustRule } from '@sealift/core/config/trust-rule';
import { checkPermissions, mirrorsBy, sidesOf } from '@sealift/deploy/targets/permissions';
import type { Target } from '@sealift/deploy/targets/target';
import type { Inputs } from '../inputs.ts';
import type { OpsBase } from '../reading/ops-base.ts';
import { appDeploy } from './targets.ts';

/** The rules of `trust:` that a change of the target must meet. @throws Failure `trust/…` */
export const permit = (
  inputs: Inputs,
  { trust, deploy, deployIsOps }: OpsBase,
  target: Target,
): readonly TrustRule[] =>
  checkPermissions(trust, {
    target,
    ...sidesOf(deployIsOps ? deploy : undefined, appDeploy(inputs), target),
    mode: target.mode ?? inputs.mode,
    autoMerge: inputs.pullRequest.autoMerge !== 'off',
    allowRollback: inputs.allowRollback,
    mirrorsBy: mirrorsBy(deployIsOps ? deploy : undefined, target),
  });
