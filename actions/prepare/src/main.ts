import { runAction } from '@sealift/action-kit/action';
import { openArtifactStore } from '@sealift/action-kit/artifacts';
import { loadInputs } from './inputs.ts';
import { run } from './run.ts';

await runAction({
  loadInputs,
  run: async (inputs, runtime) => run(inputs, { ...runtime, artifacts: await openArtifactStore() }),
});
