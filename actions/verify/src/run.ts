import type { Runtime } from '@sealift/action-kit/action';
import { maskInputs, registryLogins } from '@sealift/action-kit/registry-login';
import { mapBounded } from '@sealift/core/bounded';
import { asFailure, configurationFailure, policyFailure } from '@sealift/core/failure';
import { formatImageName, formatImageReference, parseImageName } from '@sealift/core/image/reference';
import { describeProblems } from '@sealift/core/verification/conditions';
import { renderVerification } from '@sealift/core/verification/summary';
import { readEvidence } from '@sealift/evidence/read';
import { createRegistryClient } from '@sealift/registry/client';
import type { Credentials } from '@sealift/registry/credentials';
import { withCosign } from '@sealift/tools/cosign/cosign';
import type { Exec } from '@sealift/tools/exec';
import type { resolveTool } from '@sealift/tools/tool';
import {
  type CheckedImage,
  checkImage,
  type ImageChecker,
  type Target,
} from '@sealift/tools/verification/image-check';
import type { Inputs } from './inputs.ts';

export const outputNames = ['verified'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

export type Seams = Pick<Runtime, 'env' | 'log' | 'clock' | 'fetch' | 'summary' | 'signal'> & {
  readonly exec: Exec;
  readonly resolveTool: typeof resolveTool;
  /** For tests; otherwise made from the inputs. */
  readonly registry?: ImageChecker['client'];
};

/** Images at once; how many processes they start together is cosign's own bound. */
const PARALLEL_IMAGES = 4;

export async function run(inputs: Inputs, seams: Seams): Promise<Outputs> {
  const { log } = seams;
  maskInputs(inputs, log);
  if (inputs.policy.sourceRef === undefined)
    log.warning('Signatures from every ref of the source repository are accepted: "source-ref" is "*".', {
      title: 'Verification without a ref',
    });
  const targets = await findTargets(inputs);
  const credentials = await loginsFor(targets, inputs, seams);
  const client =
    seams.registry ??
    createRegistryClient({ ...seams, credentials: (registry) => credentials.get(registry) });
  // The registry is asked while the executable is being hashed, which takes about as long.
  const tool = seams.resolveTool('cosign', { source: inputs.tools, ...seams }).then((found) => found.path);
  tool.catch(() => {});

  const checked = await withCosign({ ...seams, path: tool, credentials }, (cosign) =>
    mapBounded(targets, PARALLEL_IMAGES, (target) =>
      judge({ cosign, client, policy: inputs.policy }, target, inputs.require),
    ),
  );
  // Without it nothing was judged, which is not about any image.
  await tool;
  await seams.summary(renderVerification(checked, inputs.policy, inputs.require));
  report(checked, seams);
  return {
    verified: JSON.stringify(
      checked.map(({ target, graph, record }) => ({
        image: formatImageName(target.image),
        digest: target.image.digest,
        platforms: (graph?.platforms ?? []).map(({ platform, digest }) => ({ platform, digest })),
        ...(record === undefined
          ? {}
          : {
              app: record.app,
              tags: record.tags,
              deployTag: record.deployTag,
              commit: record.source.commit,
            }),
      })),
    ),
  };
}

/** A failure about one image does not hide what is wrong with the others. */
async function judge(
  checker: ImageChecker,
  target: Target,
  require: Inputs['require'],
): Promise<CheckedImage> {
  try {
    return await checkImage(checker, target, require);
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
          reason: `it could not be judged: ${failure.message.replace(/\.$/, '')}`,
        },
      ],
      failure,
    };
  }
}

/** @throws Failure `policy` for a refused image; else the first failure that kept one from being judged */
function report(checked: readonly CheckedImage[], { log }: Seams): void {
  const refused: string[] = [];
  for (const image of checked) {
    const problems = [...image.problems, ...image.subjects.flatMap((subject) => subject.problems)];
    log.info(`${problems.length === 0 ? '✓' : '✗'} ${image.reference}`);
    const clauses = describeProblems(problems);
    for (const clause of clauses) log.info(`    ${clause}`);
    if (problems.length > 0 && image.failure === undefined)
      refused.push(`${image.reference}: ${clauses.join('; ')}`);
  }
  if (refused.length > 0)
    throw policyFailure({
      cause: `Verification refuses ${refused.join(' | ')}.`,
      remedy:
        'Do not deploy it: release it again through the workflow that signs, or correct the identity and source that are expected.',
    });
  const failed = checked.find(({ failure }) => failure !== undefined);
  if (failed?.failure !== undefined) throw failed.failure;
}

/** @throws Failure `configuration` when there is nothing to verify: nothing verified is not a success */
async function findTargets({ images, evidence }: Inputs): Promise<readonly Target[]> {
  const records = evidence === undefined ? [] : await readEvidence(evidence, 'record');
  if (evidence !== undefined && records.length === 0)
    throw configurationFailure({
      cause: `The evidence folder ${evidence} holds no release record.`,
      remedy: 'Load the evidence of the sign job into it first.',
    });
  const targets = new Map<string, Target>();
  for (const image of images) targets.set(formatImageReference(image), { image });
  for (const { part } of records) {
    const image = { ...parseImageName(part.image), digest: part.digest };
    targets.set(formatImageReference(image), { image, claimed: part });
  }
  return [...targets.values()];
}

async function loginsFor(
  targets: readonly Target[],
  inputs: Inputs,
  seams: Seams,
): Promise<ReadonlyMap<string, Credentials>> {
  const registries = [...new Set(targets.map(({ image }) => image.registry))];
  const { registry: own = registries[0], password } = inputs;
  if (registries.length > 1 && inputs.registry === undefined && password !== undefined)
    throw configurationFailure({
      cause: `The images are in ${registries.join(' and ')}, and "username" and "password" are of one registry.`,
      remedy: 'Say of which with "registry".',
    });
  return registryLogins(registries, own, inputs, seams);
}
