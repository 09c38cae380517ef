import { runAction } from '@sealift/action-kit/action';
import { openArtifactStore } from '@sealift/action-kit/artifacts';
import { createExec } from '@sealift/tools/exec';
import { resolveTool } from '@sealift/tools/tool';
import { loadInputs } from './inputs.ts';
import { post } from './post.ts';
import { yieldProcessor } from './priority.ts';
import { run } from './run.ts';

yieldProcessor();

await runAction({
  loadInputs,
  run: (inputs, runtime) =>
    run(inputs, {
      ...runtime,
      exec: createExec(runtime.log),
      resolveTool,
      artifacts: openArtifactStore,
    }),
  post,
});
