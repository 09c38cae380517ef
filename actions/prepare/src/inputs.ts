import { isArtifactName } from '@sealift/action-kit/artifacts';
import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure } from '@sealift/core/failure';
import { type Digest, isDigest } from '@sealift/core/image/digest';

export type Inputs =
  | {
      readonly mode: 'save';
      readonly name: string;
      /** Patterns in order; `!` takes away. */
      readonly files: readonly string[];
      /** 0 = the repository's setting. */
      readonly retentionDays: number;
    }
  | { readonly mode: 'load'; readonly digest: Digest };

/** @throws Failure `prepare/bad-input`, `action/input` */
export function loadInputs(reader: InputReader): Inputs {
  const [name, digest] = [reader.optional('name'), reader.optional('digest')];
  const files = reader.lines('files');
  const retentionDays = reader.integer('retention-days', { min: 0, max: 400 });
  if (reader.choice('mode', ['save', 'load']) === 'load') {
    if (name !== undefined || files.length > 0)
      throw bad('"name" and "files" belong to mode "save"', 'Remove them, or set "mode: save".');
    const wanted = digest ?? reader.required('digest');
    if (isDigest(wanted)) return { mode: 'load', digest: wanted };
    throw bad(
      `"digest" is "${wanted}", which is no digest`,
      'Give the output of the job that saved: needs.<job>.outputs.<name>.',
    );
  }
  if (digest !== undefined) throw bad('"digest" belongs to mode "load"', 'Remove it, or set "mode: load".');
  if (files.every((pattern) => pattern.startsWith('!')))
    throw bad('"files" names no file', 'Give one pattern per line, such as build/libs/*.jar.');
  const wanted = name ?? reader.required('name');
  if (isArtifactName(wanted)) return { mode: 'save', name: wanted, files, retentionDays };
  throw bad(
    `"${wanted}" cannot be the name of an artifact`,
    'Use at most 200 letters, digits, ".", "_" and "-", beginning with a letter or digit.',
  );
}

const bad = (reason: string, remedy: string) =>
  configurationFailure({
    code: 'prepare/bad-input',
    cause: `The inputs do not fit together: ${reason}.`,
    remedy,
  });
