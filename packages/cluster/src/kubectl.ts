import { createExec, type Exec } from '@sealift/tools/exec';

export type KubectlAnswer = {
  readonly ok: boolean;
  /** What it said, on both streams. */
  readonly text: string;
};

/** The program itself, for what a client has no request for: diffs, logs, tables for people. */
export type Kubectl = (args: readonly string[], input?: object) => Promise<KubectlAnswer>;

export function createKubectl(options: {
  readonly program: string;
  readonly kubeconfig: string;
  /** For its caches. */
  readonly home: string;
  readonly exec?: Exec;
}): Kubectl {
  const exec = options.exec ?? createExec({ debug: () => {} });
  return async (args, input) => {
    const result = await exec(options.program, args, {
      env: { HOME: options.home, KUBECONFIG: options.kubeconfig },
      timeout: 120_000,
      ...(input === undefined ? {} : { input: JSON.stringify(input) }),
    });
    return { ok: result.exitCode === 0, text: `${result.stdout}${result.stderr}` };
  };
}
