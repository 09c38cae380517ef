import { runAction } from '@sealift/runtime/action';
import { loadInputs } from './inputs.ts';
import { run } from './run.ts';

await runAction({ loadInputs, run });
