import { runAction } from '@sealift/action-kit/action';
import { loadInputs } from './inputs.ts';
import { run } from './run.ts';

await runAction({
  loadInputs,
  run: async (inputs, runtime) => {
    // The library is five times as large as everything else: what is wrong with the inputs is said before it is read.
    const { DefaultArtifactClient } = await import('@actions/artifact');
    return run(inputs, { ...runtime, artifacts: new DefaultArtifactClient() });
  },
});
