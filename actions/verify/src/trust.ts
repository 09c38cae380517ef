/** What `trust:` of an ops repository demands of the images, on top of what the inputs do. */
import path from 'node:path';
import { readInWorkspace } from '@sealift/action-kit/workspace-path';
import { parseOpsConfig } from '@sealift/core/config/deploy';
import {
  type TrustRule,
  type TrustSource,
  trustedRootFiles,
  trustRuleOf,
} from '@sealift/core/config/trust-rule';
import { configurationFailure } from '@sealift/core/failure';
import { formatImageReference } from '@sealift/core/image/reference';
import { decodeText } from '@sealift/core/text/decode';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { matchesRefs } from '@sealift/core/verification/source-ref';
import { demandOf } from '@sealift/core/verification/trust-demand';
import { bothOf } from '@sealift/core/verification/verdict';
import type { CheckedImage, Demand, Target } from '@sealift/tools/verification/image-check';

export type TrustInput = {
  /** From the top of the checkout. */
  readonly file: string;
  readonly environment: string | undefined;
};

/** Bytes. */
const MAX_CONFIG = 1024 * 1024;

/** @throws Failure `verify/no-trust`, `config/malformed`, `action/…` */
export async function readTrust(workspace: string, { file }: TrustInput): Promise<TrustSource> {
  const bytes = await readInWorkspace(workspace, file, MAX_CONFIG);
  const text = bytes === undefined ? undefined : decodeText(bytes, file);
  const config = text === undefined ? undefined : parseOpsConfig(text, file).trust;
  if (text !== undefined && config !== undefined)
    return { config, text, roots: await readRoots(workspace, path.dirname(file), config) };
  throw configurationFailure({
    code: 'verify/no-trust',
    cause: text === undefined ? `There is no ${file} in the checkout.` : `${file} says no "trust".`,
    remedy:
      'Check out the base branch of the ops repository, and give the path of its .sealift.yml as "trust".',
    location: { file },
  });
}

/** Paths are of the ops repository, whose top the file with `trust:` stands in. */
async function readRoots(
  workspace: string,
  top: string,
  config: TrustSource['config'],
): Promise<ReadonlyMap<string, string>> {
  const roots = new Map<string, string>();
  for (const file of trustedRootFiles(config)) {
    const at = path.join(top, file);
    const bytes = await readInWorkspace(workspace, at, MAX_CONFIG);
    if (bytes !== undefined) roots.set(file, decodeText(bytes, at));
  }
  return roots;
}

/** One image with what is asked of it. */
export type Question = {
  readonly target: Target;
  readonly policy: TrustPolicy;
  readonly demand: Demand;
  /** Where the ref is known from the attested record alone: the rule that it must meet. */
  readonly refOf?: TrustRule;
};

/**
 * @param app of images without a record
 * @param now milliseconds since 1970
 * @throws Failure `trust/…` when the inputs or a record ask for what the rule does not let in
 */
export function questionOf(
  source: TrustSource,
  { environment }: TrustInput,
  asked: Question,
  app: string | undefined,
  now: number,
): Question {
  const { target, policy, demand } = asked;
  const name = app ?? target.claimed?.app;
  if (name === undefined)
    throw configurationFailure({
      code: 'verify/bad-input',
      cause: `"trust" is about apps, and nothing says which app ${formatImageReference(target.image)} is.`,
      remedy: 'Give its name as "app".',
    });
  const rule = trustRuleOf(source, name, environment);
  const ruled = demandOf(rule, policy, target.claimed?.source.ref, now, target.image);
  return {
    target,
    policy: ruled.policy,
    demand: {
      ...demand,
      app: name,
      require: [...new Set([...ruled.require, ...demand.require])],
      verdict: bothOf(ruled.verdict, demand.verdict ?? {}),
    },
    ...(ruled.policy.sourceRef === undefined ? { refOf: rule } : {}),
  };
}

/**
 * The question once more with the ref that the attested record names, so that every statement must come from it; or the
 * image as it was checked, refused for its ref. undefined when nothing is left to ask.
 */
export function askedAgain(question: Question, checked: CheckedImage): Question | CheckedImage | undefined {
  const { refOf, policy, target } = question;
  const ref = checked.record?.source.ref;
  if (refOf === undefined || ref === undefined) return undefined;
  if (matchesRefs(refOf.refs, ref))
    return { target, demand: question.demand, policy: { ...policy, sourceRef: ref } };
  const problem = {
    subject: target.image.digest,
    requirement: 'record',
    code: 'record-differs',
    reason: `it was released from ${ref}, which trust does not let in`,
  } as const;
  return { ...checked, problems: [...checked.problems, problem] };
}
