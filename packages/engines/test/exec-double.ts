import type { Exec, ExecOptions, ExecResult } from '@sealift/tools/exec';

export type Call = { readonly file: string; readonly args: readonly string[]; readonly options: ExecOptions };

/** What a program answers; what is left out is that of a success without output. An error: it could not be started. */
export type Answer = Partial<ExecResult> | Error | undefined;

/** Takes the place of all programs, and notes how each was called. */
export function execDouble(answer: (call: Call) => Answer | Promise<Answer>) {
  const calls: Call[] = [];
  const exec: Exec = async (file, args, options) => {
    const call = { file, args, options };
    calls.push(call);
    const result = await answer(call);
    if (result instanceof Error) throw result;
    return { exitCode: 0, stdout: '', stderr: '', timedOut: false, ...result };
  };
  /** The program and the first argument of each call, in order. */
  const asked = () => calls.map(({ file, args }) => `${file} ${args[0]}`);
  return { exec, calls, asked };
}
