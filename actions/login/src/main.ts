import { runAction } from '@sealift/action-kit/action';
import { CLOUDS } from './endpoints.ts';
import { loadInputs } from './inputs.ts';
import { post, run } from './run.ts';

await runAction({
  loadInputs,
  run: (inputs, runtime) => run(inputs, { ...runtime, endpoints: CLOUDS }),
  post,
});
