/** A file as a {@link SourceFile}. Each format's parser is loaded when a file of it comes: most runs edit YAML alone. */
import { configurationFailure, failedWith } from '@sealift/core/failure';
import type { DesiredImage } from './desired-image.ts';
import { encryptedWhole } from './file-guards.ts';
import { loadPatterns } from './find-regex.ts';
import { plainSource } from './plain-source.ts';
import type { SourceFile } from './source-tree.ts';

/**
 * @param text byte order mark and line endings included
 * @param file its path: the ending says the format
 * @param desired what is looked for: a pattern can be looked for in any text
 * @throws Failure `edits/unknown-format`; `edits/encrypted`; `edits/unreadable` with file and line
 */
export async function parseSource(
  text: string,
  file: string,
  desired: readonly Pick<DesiredImage, 'find'>[] = [],
): Promise<SourceFile> {
  const encrypted = encryptedWhole(text, file);
  if (encrypted !== undefined) throw encrypted;
  if (desired.some(({ find }) => find.by === 'regex')) await loadPatterns();
  try {
    return await parseByEnding(text, file);
  } catch (failure) {
    const byPattern = desired.length > 0 && desired.every(({ find }) => find.by === 'regex');
    if (!byPattern || !failedWith(failure, 'edits/unknown-format', 'edits/unreadable')) throw failure;
    return plainSource(text, file);
  }
}

async function parseByEnding(text: string, file: string): Promise<SourceFile> {
  const name = file.slice(file.lastIndexOf('/') + 1).toLowerCase();
  const ending = /\.[^./\\]+$/.exec(name)?.[0];
  if (ending === '.yaml' || ending === '.yml')
    return (await import('./yaml-source.ts')).parseYamlSource(text, file);
  if (ending === '.json') return (await import('./json-source.ts')).parseJsonSource(text, file);
  if (ending === '.toml') return (await import('./toml-source.ts')).parseTomlSource(text, file);
  if (ending !== undefined && ['.hcl', '.tf', '.tfvars', '.nomad', '.tofu'].includes(ending))
    return (await import('./hcl-source.ts')).parseHclSource(text, file);
  if (ending === '.env' || name.startsWith('.env.'))
    return (await import('./env-source.ts')).parseEnvSource(text, file);
  throw configurationFailure({
    code: 'edits/unknown-format',
    cause: `${file} is of no format that can be edited safely.`,
    remedy:
      'Name a file that ends in .yaml, .yml, .json, .toml, .env, .hcl, .tf or .tfvars, or use find: regex.',
    location: { file },
  });
}
