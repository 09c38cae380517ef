/** Functions that GitHub adds to the well-known ones: of a state, and over files. */
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import { type Data, flag, text } from './data.ts';

export type Status = 'success' | 'failure' | 'cancelled';

/** Status functions of a step: what they say depends on one status only. */
export const stepStatusFunctions = (status: Status): readonly FunctionDefinition[] => [
  { name: 'always', minArgs: 0, maxArgs: 0, call: () => flag(true) },
  { name: 'success', minArgs: 0, maxArgs: 0, call: () => flag(status === 'success') },
  { name: 'failure', minArgs: 0, maxArgs: 0, call: () => flag(status === 'failure') },
  { name: 'cancelled', minArgs: 0, maxArgs: 0, call: () => flag(status === 'cancelled') },
];

export type JobStatus = 'success' | 'failure' | 'cancelled' | 'skipped';

/**
 * Status functions of a job. Without names they look at all jobs that it waited for, also through others; with names at
 * those.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions
 */
export function jobStatusFunctions(
  ancestors: ReadonlyMap<string, JobStatus>,
  runCancelled: boolean,
): readonly FunctionDefinition[] {
  const chosen = (names: readonly Data[]): readonly JobStatus[] =>
    names.length === 0
      ? [...ancestors.values()]
      : names.flatMap((name) => ancestors.get(name.coerceString().toLowerCase()) ?? []);
  const most = Number.MAX_SAFE_INTEGER;
  return [
    { name: 'always', minArgs: 0, maxArgs: 0, call: () => flag(true) },
    { name: 'cancelled', minArgs: 0, maxArgs: 0, call: () => flag(runCancelled) },
    {
      name: 'success',
      minArgs: 0,
      maxArgs: most,
      call: (...names) => flag(!runCancelled && chosen(names).every((status) => status === 'success')),
    },
    {
      name: 'failure',
      minArgs: 0,
      maxArgs: most,
      call: (...names) => flag(!runCancelled && chosen(names).some((status) => status === 'failure')),
    },
  ];
}

/** @param hash of the files that patterns name, '' where there are none */
export const hashFilesFunction = (hash: (patterns: readonly string[]) => string): FunctionDefinition => ({
  name: 'hashFiles',
  minArgs: 1,
  maxArgs: 255,
  call: (...patterns) => text(hash(patterns.map((pattern) => pattern.coerceString()))),
});

export const functionMap = (
  definitions: readonly FunctionDefinition[],
): ReadonlyMap<string, FunctionDefinition> =>
  new Map(definitions.map((definition) => [definition.name.toLowerCase(), definition]));
