import type { Runtime } from '@sealift/action-kit/action';
import type { ArtifactStore } from '@sealift/action-kit/artifacts';
import { temporaryRoot } from '@sealift/action-kit/temporary-folder';
import type { Digest } from '@sealift/core/image/digest';
import { MAX_PLATFORMS } from '@sealift/core/release/plan/limits';
import { slotOutput } from '@sealift/evidence/binding';
import type { Inputs } from './inputs.ts';
import { load } from './load.ts';
import { loadBound } from './load-bound.ts';
import { save } from './save.ts';

type SlotOutput = ReturnType<typeof slotOutput>;
export const outputNames: readonly SlotOutput[] = Array.from({ length: MAX_PLATFORMS }, (_, slot) =>
  slotOutput(slot),
);
export type Outputs = Readonly<Record<SlotOutput, string>>;

export type Dependencies = Pick<Runtime, 'env' | 'log'> & { readonly artifacts: ArtifactStore };

/** @throws Failure `artifacts/…`, `evidence/…`, `record/malformed` */
export async function run(inputs: Inputs, { env, log, artifacts }: Dependencies): Promise<Outputs> {
  const temporary = temporaryRoot(env);
  switch (inputs.mode) {
    case 'save': {
      const { digest } = await save(artifacts, log, { ...inputs, temporary });
      return outputsOf(inputs.slot === undefined ? {} : { [slotOutput(inputs.slot)]: digest });
    }
    case 'load':
      await load(artifacts, log, { ...inputs, temporary });
      return outputsOf({});
    case 'load-bound':
      await loadBound(artifacts, log, { ...inputs, temporary });
      return outputsOf({});
  }
}

const outputsOf = (slots: Readonly<Record<SlotOutput, Digest>>): Outputs => ({
  ...Object.fromEntries(outputNames.map((name) => [name, ''])),
  ...slots,
});
