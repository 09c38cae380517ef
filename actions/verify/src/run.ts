/** Verifies images as an outsider would: signatures, statements, and what they say. */
import { maskInputs } from '@sealift/action-kit/registry-login';
import { mapBounded } from '@sealift/core/bounded';
import { asFailure } from '@sealift/core/failure';
import { platformDifference } from '@sealift/core/image/platform';
import { formatImageReference } from '@sealift/core/image/reference';
import { renderVerification } from '@sealift/core/verification/summary';
import { createRegistryClient } from '@sealift/registry/client';
import type { Credentials } from '@sealift/registry/login';
import { createVerifier } from '@sealift/tools/sigstore/verifier';
import {
  type CheckedImage,
  checkImage,
  type Demand,
  type ImageChecker,
  type Target,
} from '@sealift/tools/verification/image-check';
import type { Dependencies } from './dependencies.ts';
import type { Inputs } from './inputs.ts';
import { describe, report } from './report.ts';
import { findTargets, loginsFor } from './targets.ts';
import type { Question } from './trust.ts';

export const outputNames = ['result', 'reasons', 'verified'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

/** Images at once. */
const PARALLEL_IMAGES = 4;

/**
 * Outputs and files are there too when an image is refused.
 * @throws Failure `verify/…`, `evidence/…`, `cosign/bad-bundles`, `sigstore/no-trust-root`, and those of the registry
 */
export async function run(inputs: Inputs, dependencies: Dependencies): Promise<Outputs> {
  const { log, clock } = dependencies;
  maskInputs(inputs, log);
  if (inputs.policy.sourceRef === undefined)
    log.warning('Signatures from every ref of the source repository are accepted: "source-ref" is "*".', {
      title: 'Verification without a ref',
    });
  const targets = await findTargets(inputs);
  const demand = demandOf(inputs, clock.now());
  const questions = await questionsFor(inputs, targets, demand, dependencies);
  const credentials = await loginsFor(targets, inputs, dependencies);
  const client = await clientFor(inputs, credentials, dependencies);
  const { trustedRoot, policy, tools } = inputs;
  const verifier = createVerifier({ tools, credentials, trustedRoot }, dependencies);
  const checked = await mapBounded(questions, PARALLEL_IMAGES, (question) =>
    judge({ verifier, client }, question, inputs),
  );
  await dependencies.summary(renderVerification(checked, policy, inputs.require));
  if (inputs.vsa !== undefined) {
    const { writeSummary } = await import('./verification-summary.ts');
    await writeSummary(inputs.vsa, checked, { policy, demand }, clock.now());
  }
  const outputs = describe(checked);
  for (const [name, value] of Object.entries(outputs)) dependencies.setOutput(name, value);
  report(checked, log);
  return outputs;
}

/** The inputs ask all images for the same; an ops repository asks each app for its own. */
async function questionsFor(
  inputs: Inputs,
  targets: readonly Target[],
  demand: Demand,
  { env, clock }: Pick<Dependencies, 'env' | 'clock'>,
): Promise<readonly Question[]> {
  const { trust, policy, conditions } = inputs;
  const asked = targets.map((target): Question => ({ target, policy, demand }));
  if (trust === undefined) return asked;
  // Not every verification asks an ops repository: what reads its file is loaded by those that do.
  const { questionOf, readTrust } = await import('./trust.ts');
  const source = await readTrust(env['GITHUB_WORKSPACE'] ?? process.cwd(), trust);
  return asked.map((each) => questionOf(source, trust, each, conditions.app, clock.now()));
}

function demandOf({ require, conditions, policy }: Inputs, now: number): Demand {
  const { verdict, maxScanAge, app, signed } = conditions;
  return {
    require,
    signed,
    verdict: { ...verdict, ...(maxScanAge === undefined ? {} : { maxScanAge: { age: maxScanAge, now } }) },
    ...(app === undefined ? {} : { app }),
    ...(policy.run?.commit === undefined ? {} : { commit: policy.run.commit }),
  };
}

/** Statements come from the registry, or from files; manifests from the registry, or from nowhere. */
async function clientFor(
  inputs: Inputs,
  credentials: ReadonlyMap<string, Credentials>,
  dependencies: Dependencies,
): Promise<ImageChecker['client']> {
  const registry = (): ImageChecker['client'] =>
    dependencies.registry ??
    createRegistryClient({ ...dependencies, credentials: (host) => credentials.get(host) });
  if (inputs.bundles === undefined) return registry();
  const { readBundleFolder } = await import('@sealift/tools/cosign/bundle-folder');
  return readBundleFolder(inputs.bundles, inputs.offline ? undefined : registry());
}

/** A failure about one image does not hide what is wrong with the others. */
async function judge(
  reader: Omit<ImageChecker, 'policy'>,
  question: Question,
  { offline, platforms }: Pick<Inputs, 'offline' | 'platforms'>,
): Promise<CheckedImage> {
  const { target } = question;
  const ask = async ({ policy, demand }: Question) => {
    const check = offline ? (await import('@sealift/tools/verification/offline')).checkOffline : checkImage;
    return check({ ...reader, policy }, target, demand);
  };
  try {
    const first = await ask(question);
    const again =
      question.refOf === undefined ? undefined : (await import('./trust.ts')).askedAgain(question, first);
    const checked = again === undefined ? first : 'reference' in again ? again : await ask(again);
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
