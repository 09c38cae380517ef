import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure } from '@sealift/core/failure';

export type Inputs = {
  readonly path: string;
  /** 0 = the repository's setting. */
  readonly retentionDays: number;
} & ({ readonly mode: 'save'; readonly name: string } | { readonly mode: 'load'; readonly pattern: string });

/** @throws Failure `artifacts/bad-input`, `action/input` */
export function loadInputs(reader: InputReader): Inputs {
  // Everything is read before anything is judged.
  const name = reader.optional('name');
  const pattern = reader.optional('pattern');
  const common = {
    path: reader.required('path'),
    retentionDays: reader.integer('retention-days', { min: 0, max: 400 }),
  };
  const mode = reader.choice('mode', ['save', 'load']);
  if (mode === 'save') {
    if (pattern !== undefined) throw misplaced('pattern', 'load');
    return { mode, name: artifactName(name ?? reader.required('name')), ...common };
  }
  if (name !== undefined) throw misplaced('name', 'save');
  return { mode, pattern: artifactPattern(pattern ?? reader.required('pattern')), ...common };
}

const misplaced = (input: string, mode: string) =>
  configurationFailure({
    code: 'artifacts/bad-input',
    cause: `The input "${input}" belongs to mode "${mode}".`,
    remedy: `Remove it, or set "mode: ${mode}".`,
  });

/** What is a safe folder name on every system, since loading makes a folder of it. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

function artifactName(name: string): string {
  if (NAME.test(name)) return name;
  throw configurationFailure({
    code: 'artifacts/bad-input',
    cause: `"${name}" is not a name for evidence.`,
    remedy: 'Use at most 200 letters, digits, ".", "_" and "-", beginning with a letter or digit.',
  });
}

function artifactPattern(pattern: string): string {
  if (/^[A-Za-z0-9.*_-]{1,200}$/.test(pattern)) return pattern;
  throw configurationFailure({
    code: 'artifacts/bad-input',
    cause: `"${pattern}" is not a pattern of names.`,
    remedy: 'Use letters, digits, ".", "_", "-" and "*", for example "api.*".',
  });
}
