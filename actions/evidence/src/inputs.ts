import { isArtifactName } from '@sealift/action-kit/artifacts';
import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure } from '@sealift/core/failure';
import { formatImageName, parseImageName } from '@sealift/core/image/reference';
import { MAX_PLATFORMS } from '@sealift/core/release/plan/limits';
import { type Binding, readBindings } from '@sealift/evidence/binding';

export type Inputs = {
  readonly path: string;
  /** 0 = the repository's setting. */
  readonly retentionDays: number;
} & (
  | {
      readonly mode: 'save';
      readonly name: string;
      /** Which output says what was saved. */
      readonly slot?: number;
    }
  | {
      readonly mode: 'load';
      readonly pattern: string;
      /** What the pattern's `*` may stand for; undefined: anything. */
      readonly only?: readonly string[];
    }
  | {
      readonly mode: 'load-bound';
      /** registry/repository */
      readonly image: string;
      readonly bindings: readonly Binding[];
    }
);

/** @throws Failure `artifacts/bad-input`, `action/input`, `evidence/bad-binding`, `evidence/unbound` */
export function loadInputs(reader: InputReader): Inputs {
  // Everything is read before anything is judged.
  const given = {
    name: reader.optional('name'),
    slot: reader.optional('slot'),
    pattern: reader.optional('pattern'),
    bound: reader.optional('bound'),
    image: reader.optional('image'),
  };
  const platforms = reader.list('platforms');
  const only = reader.list('only');
  const common = {
    path: reader.required('path'),
    retentionDays: reader.integer('retention-days', { min: 0, max: 400 }),
  };
  const mode = reader.choice('mode', ['save', 'load']);
  if (mode === 'save') {
    for (const input of ['pattern', 'bound', 'image'] as const)
      if (given[input] !== undefined) throw misplaced(input, 'load');
    if (platforms.length > 0) throw misplaced('platforms', 'load');
    if (only.length > 0) throw misplaced('only', 'load');
    const slot = given.slot === undefined ? {} : { slot: slotNumber(given.slot) };
    return { mode, name: artifactName(given.name ?? reader.required('name')), ...slot, ...common };
  }
  for (const input of ['name', 'slot'] as const)
    if (given[input] !== undefined) throw misplaced(input, 'save');
  if (given.bound === undefined) {
    if (given.image !== undefined || platforms.length > 0) throw halfBound('"bound" is empty');
    const pattern = artifactPattern(given.pattern ?? reader.required('pattern'));
    return { mode, pattern, ...(only.length === 0 ? {} : { only: namesFor(pattern, only) }), ...common };
  }
  if (given.pattern !== undefined)
    throw halfBound('"pattern" is given: names say nothing about who uploaded');
  if (given.image === undefined) throw halfBound('"image" is empty');
  if (only.length > 0) throw halfBound('"only" is given, which is about names');
  return {
    mode: 'load-bound',
    image: formatImageName(parseImageName(given.image)),
    bindings: readBindings(given.bound, platforms),
    ...common,
  };
}

/** @returns names of artifacts */
function namesFor(pattern: string, only: readonly string[]): readonly string[] {
  const names = only.map((word) => pattern.replace('*', () => word));
  const bad = pattern.split('*').length === 2 ? names.find((name) => !isArtifactName(name)) : pattern;
  if (bad === undefined) return names;
  throw configurationFailure({
    code: 'artifacts/bad-input',
    cause: `The name "${bad}" in "only" cannot take the place of the "*" in "pattern".`,
    remedy: 'Give a pattern with one "*", such as release--*, and names of apps.',
  });
}

const halfBound = (reason: string) =>
  configurationFailure({
    code: 'artifacts/bad-input',
    cause: `Evidence that is bound to its build jobs cannot be loaded: ${reason}.`,
    remedy: 'Give "bound", "image" and "platforms" together, without "pattern".',
  });

function slotNumber(text: string): number {
  const slot = /^(?:0|[1-9][0-9]?)$/.test(text) ? Number(text) : MAX_PLATFORMS;
  if (slot < MAX_PLATFORMS) return slot;
  throw configurationFailure({
    code: 'artifacts/bad-input',
    cause: `The input "slot" is "${text}".`,
    remedy: `Give the position of the platform in the build matrix, 0 to ${MAX_PLATFORMS - 1}.`,
  });
}

const misplaced = (input: string, mode: string) =>
  configurationFailure({
    code: 'artifacts/bad-input',
    cause: `The input "${input}" belongs to mode "${mode}".`,
    remedy: `Remove it, or set "mode: ${mode}".`,
  });

function artifactName(name: string): string {
  if (isArtifactName(name)) return name;
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
