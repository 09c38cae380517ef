import { runAction } from '@sealift/action-kit/action';
import { createExec } from '@sealift/tools/exec';
import { parseCommand } from './command.ts';
import { run } from './run.ts';

await runAction({
  loadInputs: () => parseCommand(process.argv.slice(2)),
  run: (command, runtime) => run(command, { ...runtime, exec: createExec(runtime.log) }),
});
