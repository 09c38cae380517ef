import { runAction } from '@sealift/action-kit/action';
import { createExec } from '@sealift/tools/exec';
import { loadInputs } from './inputs.ts';
import { run } from './run.ts';

await runAction({
  loadInputs,
  run: (inputs, runtime) => run(inputs, { ...runtime, exec: createExec(runtime.log) }),
});
