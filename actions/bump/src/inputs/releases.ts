/** What is to be done, and with which releases: the inputs that say so, and what does not go together. */
import { configurationFailure } from '@sealift/core/failure';
import type { BumpKind } from '@sealift/deploy/targets/groups';

export const OPERATIONS = ['deploy', 'promote', 'rollback', 'drift'] as const;

export type ReleaseInputs =
  | { readonly kind: 'evidence'; readonly folder: string }
  | { readonly kind: 'images'; readonly lines: readonly string[] }
  | { readonly kind: 'rollback'; readonly lines: readonly string[] }
  /** Nothing is deployed: what is deployed is looked at. */
  | { readonly kind: 'drift'; readonly lines: readonly string[] }
  | {
      readonly kind: 'promote';
      readonly lines: readonly string[];
      /** Environment whose deployed digests are taken; undefined: as the configuration says of each environment. */
      readonly from: string | undefined;
    };

type Given = {
  readonly operation: (typeof OPERATIONS)[number];
  readonly evidence: string | undefined;
  readonly lines: readonly string[];
  readonly from: string | undefined;
};

/** Whether the apps are named, and what is meant of them is found in the ops repository. */
export const isNamed = (
  inputs: ReleaseInputs,
): inputs is Extract<ReleaseInputs, { readonly kind: 'promote' | 'rollback' | 'drift' }> =>
  inputs.kind !== 'evidence' && inputs.kind !== 'images';

export const kindOf = ({ kind }: ReleaseInputs): BumpKind =>
  kind === 'rollback' || kind === 'promote' ? kind : 'deploy';

/** @throws Failure `bump/bad-input` */
export function releasesFrom(given: Given, environments: readonly string[]): ReleaseInputs {
  const { operation, evidence, lines, from } = given;
  if (operation === 'deploy') {
    if (from !== undefined)
      throw bad('"from" is given and nothing is promoted.', 'Set "operation: promote", or leave "from" out.');
    return released(given);
  }
  if (evidence !== undefined || lines.length === 0)
    throw bad(
      evidence === undefined
        ? `"operation" is "${operation}" and "images" names no app.`
        : `"operation" is "${operation}" and "evidence" is given: nothing new is deployed.`,
      'Name the apps as lines of app=registry/repository in "images", without "evidence".',
    );
  if (operation === 'rollback' || operation === 'drift') {
    if (from === undefined) return { kind: operation, lines };
    throw bad(`"from" is given and "operation" is "${operation}".`, 'Leave "from" out: nothing is promoted.');
  }
  if (environments.length === 0)
    throw bad(
      '"operation" is "promote" and "environments" is empty.',
      'Say to where it goes, for example "environments: prod".',
    );
  if (from !== undefined && environments.includes(from))
    throw bad(`"${from}" is in both "from" and "environments".`, 'Promote to another environment.');
  return { kind: 'promote', lines, from };
}

function released({ evidence, lines }: Given): ReleaseInputs {
  if (evidence !== undefined && lines.length === 0) return { kind: 'evidence', folder: evidence };
  if (evidence === undefined && lines.length > 0) return { kind: 'images', lines };
  throw bad(
    evidence === undefined
      ? 'Neither "evidence" nor "images" is given.'
      : 'Both "evidence" and "images" are given.',
    'Give the folder with the release records as "evidence", or lines of images as "images".',
  );
}

const bad = (cause: string, remedy: string) =>
  configurationFailure({ code: 'bump/bad-input', cause, remedy });
