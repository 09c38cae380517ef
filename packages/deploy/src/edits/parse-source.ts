/** A file as a {@link SourceFile}. Each format's parser is loaded when a file of it comes: most runs edit YAML alone. */
import { configurationFailure } from '@sealift/core/failure';
import type { SourceFile } from './source-tree.ts';

/**
 * @param text byte order mark and line endings included
 * @param file its path: the ending says the format
 * @throws Failure `edits/unknown-format`; `edits/unreadable` with file and line
 */
export async function parseSource(text: string, file: string): Promise<SourceFile> {
  const ending = /\.[^./\\]+$/.exec(file)?.[0].toLowerCase();
  if (ending === '.yaml' || ending === '.yml')
    return (await import('./yaml-source.ts')).parseYamlSource(text, file);
  if (ending === '.json') return (await import('./json-source.ts')).parseJsonSource(text, file);
  if (ending === '.toml') return (await import('./toml-source.ts')).parseTomlSource(text, file);
  throw configurationFailure({
    code: 'edits/unknown-format',
    cause: `${file} is of no format that can be edited safely.`,
    remedy: 'Name a file that ends in .yaml, .yml, .json or .toml.',
    location: { file },
  });
}
