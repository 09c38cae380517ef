/** Where Alembic's configuration file says that the revisions are. */
import path from 'node:path';
import { configurationFailure, type Failure } from '@sealift/core/failure';

/**
 * Folders of the revision files, from the folder in which Alembic runs, as Alembic finds them.
 * https://alembic.sqlalchemy.org/en/latest/tutorial.html#editing-the-ini-file
 * @param source text of the ini file
 * @param file its path from that folder
 * @throws Failure `migration-gate/bad-config`
 */
export function versionFolders(source: string, file: string): readonly string[] {
  const values = readSection(source, 'alembic');
  const here = path.posix.dirname(file);
  const resolved = (name: string): string | undefined => {
    const value = values.get(name);
    return value === undefined ? undefined : interpolate(value, values, here, file);
  };
  const script = resolved('script_location');
  if (script === undefined) throw bad(file, 'has no "script_location" in [alembic]');
  const locations = resolved('version_locations');
  if (locations === undefined) return [folder(`${script}/versions`, file)];
  const separator = resolved('path_separator') ?? resolved('version_path_separator');
  return splitPaths(locations, separator, file).map((each) => folder(each, file));
}

function splitPaths(text: string, separator: string | undefined, file: string): readonly string[] {
  const pattern = { os: /:/, ':': /:/, ';': /;/, space: /\s+/, newline: /\n/ }[separator ?? ''];
  if (pattern === undefined && separator !== undefined)
    throw bad(file, `has the unknown path separator "${separator.slice(0, 20)}"`);
  return text
    .split(pattern ?? /[,\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function folder(text: string, file: string): string {
  const normal = path.posix.normalize(text);
  if (text.includes(':') || normal.startsWith('/') || normal.startsWith('..'))
    throw bad(file, `puts its revisions into "${text.slice(0, 200)}", which is no folder beside it`);
  return normal;
}

/** `%(here)s` and other keys of the section, as Python's configparser puts them in; once, which is enough for paths. */
const interpolate = (
  value: string,
  values: ReadonlyMap<string, string>,
  here: string,
  file: string,
): string =>
  value.replace(/%%|%\(([^)]*)\)s/g, (whole, name: string | undefined) => {
    if (whole === '%%') return '%';
    const known = name === 'here' ? here : values.get(name ?? '');
    if (known === undefined) throw bad(file, `uses "${whole}", which is not in [alembic]`);
    return known;
  });

function readSection(source: string, wanted: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  let inside = false;
  let key: string | undefined;
  for (const line of source.split(/\r?\n/)) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const section = /^\[([^\]]*)\]/.exec(line)?.[1];
    const colon = line.search(/[=:]/);
    if (section !== undefined) {
      inside = section === wanted;
      key = undefined;
    } else if (!inside) continue;
    else if (/^\s/.test(line) && key !== undefined)
      values.set(key, `${values.get(key) ?? ''}\n${line.trim()}`.trim());
    else if (colon > 0) {
      key = line.slice(0, colon).trim().toLowerCase();
      values.set(key, line.slice(colon + 1).trim());
    }
  }
  return values;
}

const bad = (file: string, what: string): Failure =>
  configurationFailure({
    code: 'migration-gate/bad-config',
    cause: `${file} ${what}.`,
    remedy: 'Name the folders of the revisions in the input "versions".',
  });
