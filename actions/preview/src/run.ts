import { configurationFailure } from '@sealift/core/failure';
import type { Inputs } from './inputs.ts';

export const outputNames = ['previews', 'changed', 'commit', 'deployed', 'refused'] as const;
export type Outputs = Record<(typeof outputNames)[number], string>;

/** @throws Failure `preview/unfinished` */
export async function run({ tools }: Inputs): Promise<Outputs> {
  throw configurationFailure({
    code: 'preview/unfinished',
    cause: `The interface of this action is fixed, and its work is not written yet (tools: ${tools}).`,
    remedy: 'Wait for the next commit of this branch.',
  });
}
