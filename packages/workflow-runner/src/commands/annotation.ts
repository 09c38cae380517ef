/** An `error`, `warning` or `notice` command as an annotation. */
import path from 'node:path';
import type { Annotation } from '../events.ts';
import type { Command } from './command.ts';

/** Characters of a message that GitHub keeps. */
const LONGEST_MESSAGE = 4096;

/**
 * @param workspace a file below it is named by its path in it
 * @param mask takes secrets out of everything that is shown
 */
export function toAnnotation(
  level: Annotation['level'],
  { properties, data }: Command,
  workspace: string,
  mask: (text: string) => string,
): Annotation {
  const title = properties.get('title');
  const file = properties.get('file');
  return {
    level,
    message: mask(data).slice(0, LONGEST_MESSAGE),
    ...(title === undefined ? {} : { title: mask(title) }),
    ...(file === undefined ? {} : { file: mask(relative(file, workspace)) }),
    ...placeOf(properties),
  };
}

function relative(file: string, workspace: string): string {
  if (!path.isAbsolute(file)) return file;
  const inside = path.relative(workspace, file);
  return inside === '' || inside.startsWith('..') ? file : inside;
}

const LINE = /^\d{1,9}$/;

/** Lines and columns, where they make sense together: GitHub drops those that do not. */
function placeOf(
  properties: ReadonlyMap<string, string>,
): Pick<Annotation, 'line' | 'endLine' | 'column' | 'endColumn'> {
  const read = (key: string): number | undefined => {
    const value = properties.get(key);
    return value !== undefined && LINE.test(value) ? Number(value) : undefined;
  };
  const endLine = read('endline');
  const line = read('line') ?? endLine;
  const endColumn = read('endcolumn');
  const column = read('col') ?? endColumn;
  if (line === undefined || (endLine !== undefined && endLine < line)) return {};
  const isOneLine = endLine === undefined || endLine === line;
  const isForward = column === undefined || endColumn === undefined || endColumn >= column;
  return {
    line,
    ...(endLine === undefined ? {} : { endLine }),
    ...(column !== undefined && isOneLine && isForward ? { column } : {}),
    ...(endColumn !== undefined && isOneLine && isForward ? { endColumn } : {}),
  };
}
