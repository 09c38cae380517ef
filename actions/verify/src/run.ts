/** Verifies images as an outsider would: signatures, statements, and what they say. */
import { maskInputs } from '@sealift/action-kit/registry-login';
import { mapBounded } from '@sealift/core/bounded';
import { asFailure } from '@sealift/core/failure';
import { platformDifference } from '@sealift/core/image/platform';
import { formatImageReference } from '@sealift/core/image/reference';
import { renderVerification } from '@sealift/core/verification/summary';
import { createRegistryClient } from '@sealift/registry/client';
import { withCosign } from '@sealift/tools/cosign/cosign';
import {
  type CheckedImage,
  checkImage,
  type Demand,
  type ImageChecker,
  type Target,
} from '@sealift/tools/verification/image-check';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import { describeVerified, report } from './report.ts';
import { findTargets, loginsFor } from './targets.ts';

export const outputNames = ['verified'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

/** Images at once; how many processes they start together is cosign's own bound. */
const PARALLEL_IMAGES = 4;

/** @throws Failure `verify/…`, `evidence/…`, and those of the registry and cosign */
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { log } = dependencies;
  maskInputs(inputs, log);
  if (inputs.policy.sourceRef === undefined)
    log.warning('Signatures from every ref of the source repository are accepted: "source-ref" is "*".', {
      title: 'Verification without a ref',
    });
  const targets = await findTargets(inputs);
  const credentials = await loginsFor(targets, inputs, dependencies);
  const client =
    dependencies.registry ??
    createRegistryClient({ ...dependencies, credentials: (registry) => credentials.get(registry) });
  // The registry is asked while the executable is being hashed, which takes about as long.
  const tool = dependencies
    .resolveTool('cosign', { source: inputs.tools, ...dependencies })
    .then((found) => found.path);
  tool.catch(() => {});

  const checked = await withCosign({ ...dependencies, path: tool, credentials }, (cosign) =>
    mapBounded(targets, PARALLEL_IMAGES, (target) =>
      judge({ cosign, client, policy: inputs.policy }, target, inputs),
    ),
  );
  // Without it nothing was judged, which is not about any image.
  await tool;
  await dependencies.summary(renderVerification(checked, inputs.policy, inputs.require));
  report(checked, log);
  return { verified: describeVerified(checked) };
}

/** A failure about one image does not hide what is wrong with the others. */
async function judge(
  checker: ImageChecker,
  target: Target,
  { require, platforms }: Demand & Pick<Inputs, 'platforms'>,
): Promise<CheckedImage> {
  try {
    const checked = await checkImage(checker, target, { require });
    const served = checked.graph?.platforms.map(({ platform }) => platform);
    if (platforms.length === 0 || served === undefined) return checked;
    const reason = platformDifference(served, platforms);
    if (reason === undefined) return checked;
    const subject = target.image.digest;
    const problem = { subject, requirement: 'manifest', code: 'other-platforms', reason } as const;
    return { ...checked, problems: [...checked.problems, problem] };
  } catch (thrown) {
    const failure = asFailure(thrown);
    return {
      target,
      reference: formatImageReference(target.image),
      graph: undefined,
      record: undefined,
      subjects: [],
      problems: [
        {
          subject: target.image.digest,
          requirement: 'manifest',
          code: 'not-judged',
          reason: `it could not be judged: ${failure.message.replace(/\.$/, '')}`,
        },
      ],
      failure,
    };
  }
}
