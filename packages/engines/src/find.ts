import { accessSync, constants, type Dirent, readdirSync } from 'node:fs';
import path from 'node:path';
import { defaultCacheDir } from './cache.ts';

/** As the rehearsal keeps them: `<name>`, `<name>-<version>…` or `<name>…/<name>` below the cache folder. */
const isEngine = (name: string, { name: file }: Dirent) =>
  file === name ||
  (file.startsWith(`${name}-`) && /^\d/.test(file.slice(name.length + 1)) && !file.endsWith('.xz'));

const isExecutable = (file: string) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * Paths of the engines, or undefined when one is missing: then stderr says which, where they were looked for and how
 * to get them, since tests that do not run must not look like tests that pass.
 */
export function findEngines<Name extends string>(names: readonly Name[]): Record<Name, string> | undefined {
  const folder = process.env['SEALIFT_ENGINES_DIR'] ?? path.join(defaultCacheDir(process.env), 'engines');
  let files: Dirent[] = [];
  try {
    files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  } catch {
    // No such folder: every engine is missing.
  }
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const file = files
      .filter((entry) => isEngine(name, entry))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .find(isExecutable);
    if (file !== undefined) found[name] = file;
  }
  const missing = names.filter((name) => found[name] === undefined);
  if (missing.length === 0) return found as Record<Name, string>;
  process.stderr.write(
    `\n!!! NOT TESTED against the real engines: ${missing.join(', ')} not found in ${folder}.\n` +
      '!!! Run "npm run rehearse" once, or set SEALIFT_ENGINES_DIR to a folder that holds them.\n\n',
  );
  return undefined;
}
