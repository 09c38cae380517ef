/** Migrations that are files of SQL, in the order of their names. */
import path from 'node:path';
import type { Revision } from './revision.ts';

/** What undoes a migration is a file of its own, as golang-migrate names it, or a part of it, as dbmate does. */
const DOWN = /\.down\.sql$/;
const SECTION_DOWN = /^-- *migrate:down\b/m;

/** @param files texts by path from the top of the repository, of one folder */
export function sqlRevisions(files: ReadonlyMap<string, string>): readonly Revision[] {
  const names = [...files.keys()].filter((file) => file.endsWith('.sql') && !DOWN.test(file));
  const sorted = names.sort(byNumberThenName);
  return sorted.map((file, index) => {
    const source = files.get(file) ?? '';
    const before = sorted[index - 1];
    return {
      id: idOf(file),
      file,
      line: 1,
      down: before === undefined ? [] : [idOf(before)],
      dependsOn: [],
      labels: [],
      upgradeLine: 1,
      downgradeLine: downPart(file, files) === undefined ? undefined : 1,
      lines: source.split('\n').length,
      comments: sqlComments(source),
      source,
    };
  });
}

/** `V2__x.sql` before `V10__x.sql`. */
function byNumberThenName(a: string, b: string): number {
  const number = (file: string) => BigInt(/\d+/.exec(path.posix.basename(file))?.[0] ?? 0);
  const difference = number(a) - number(b);
  return difference === 0n ? (a < b ? -1 : 1) : difference < 0n ? -1 : 1;
}

const idOf = (file: string): string => path.posix.basename(file).replace(/(?:\.up)?\.sql$/, '');

/** What the file runs, with what undoes it in the same file blanked out, so that lines keep their numbers. */
export function upPart(source: string): string {
  const down = SECTION_DOWN.exec(source);
  return down === null ? source : source.slice(0, down.index);
}

/** What undoes a migration: another file, or the end of the same one, behind as many lines as come before it. */
export function downPart(
  file: string,
  files: ReadonlyMap<string, string>,
): { readonly file: string; readonly source: string } | undefined {
  const other = file.replace(/(?:\.up)?\.sql$/, '.down.sql');
  const source = files.get(other);
  if (source !== undefined) return { file: other, source };
  const own = files.get(file) ?? '';
  const down = SECTION_DOWN.exec(own);
  if (down === null) return undefined;
  return { file, source: own.slice(0, down.index).replace(/[^\n]/g, '') + own.slice(down.index) };
}

const sqlComments = (source: string): Revision['comments'] =>
  source.split('\n').flatMap((text, index) => {
    const comment = /^\s*--(.*)$/.exec(text)?.[1];
    return comment === undefined ? [] : [{ text: comment.trim(), line: index + 1 }];
  });
