/** The end of an action that went on after a failure, because the rest of its work is worth something without it. */
import type { Failure } from '@sealift/core/failure';
import type { Runtime } from './action.ts';

/**
 * Without failures gives the outputs back. Else sets them now, since later steps may want them all the same, says all
 * failures but the last, and throws that one, which becomes the step's own annotation.
 * @param title of the annotations
 * @throws the last failure
 */
export function conclude<Outputs extends Readonly<Record<string, string>>>(
  outputs: Outputs,
  failures: readonly Failure[],
  title: string,
  { log, setOutput }: Pick<Runtime, 'log' | 'setOutput'>,
): Outputs {
  const last = failures.at(-1);
  if (last === undefined) return outputs;
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
  for (const { code, message, remedy, location } of failures.slice(0, -1))
    log.error(`${message} ${remedy}`, {
      title,
      code,
      ...(location === undefined ? {} : { file: location.file }),
      ...(location?.line === undefined ? {} : { startLine: location.line }),
    });
  throw last;
}
