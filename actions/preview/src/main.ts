import { runAction } from '@sealift/action-kit/action';
import { loadInputs } from './inputs.ts';
import { run } from './run.ts';

await runAction({ loadInputs, run });
