import { runAction } from '@sealift/action-kit/action';
import { openArtifactStore } from '@sealift/action-kit/artifacts';
import { createExec } from '@sealift/tools/exec';
import { post } from './builder.ts';
import { loadInputs } from './inputs.ts';
import { run } from './run.ts';

await runAction({
  loadInputs,
  run: (inputs, runtime) =>
    run(inputs, { ...runtime, exec: createExec(runtime.log), artifacts: openArtifactStore }),
  post: (inputs, runtime) => post(inputs, { ...runtime, exec: createExec(runtime.log) }),
});
