/**
 * Markers: `tag: "1.0" # sealift: api:tag` at the end of a value's line says whose value it is, and which part:
 * `tag`, `digest`, `image` for a whole reference, or nothing for tag or reference, whatever stands there.
 */
import { configurationFailure } from '@sealift/core/failure';
import { singleLine } from '@sealift/core/text/sanitize';
import { nodesIn, refuse, type ScalarNode, type SourceFile } from './source-tree.ts';

export type MarkerRole = 'tag' | 'digest' | 'image';
export type Marker = {
  readonly app: string;
  readonly role: MarkerRole | undefined;
  readonly scalar: ScalarNode;
};

const MARKER = /(?:^|[ \t])#[ \t]*sealift:[ \t]*([^\s#]*)/g;
const NAME = /^([a-z0-9]+(?:[._-][a-z0-9]+)*)(?::([a-z]+))?$/;

/** @throws Failure `configuration` with file and line on a marker without meaning, or with no or several values before it */
export function markersIn(source: SourceFile): readonly Marker[] {
  if (!source.comments || !source.text.includes('sealift:')) return [];
  const byLine = new Map<number, ScalarNode[]>();
  const long: ScalarNode[] = [];
  for (const document of source.documents)
    for (const node of nodesIn(document)) {
      if (node.kind !== 'scalar') continue;
      const line = source.lineAt(node.end > node.start ? node.end - 1 : node.start);
      byLine.set(line, [...(byLine.get(line) ?? []), node]);
      if (node.within === undefined && source.text.slice(node.start, node.end).includes('#')) long.push(node);
    }

  const markers: Marker[] = [];
  for (const match of source.text.matchAll(MARKER)) {
    const offset = match.index + match[0].indexOf('#');
    // Inside a string or a block of lines it is text.
    if (long.some(({ start, end }) => start <= offset && offset < end)) continue;
    const line = source.lineAt(offset);
    const lineStart = source.text.lastIndexOf('\n', offset - 1) + 1;
    // What is commented out is no marker of a value.
    if (/^[\s\ufeff]*#/.test(source.text.slice(lineStart, offset + 1))) continue;
    const [, app, role] = NAME.exec(match[1] ?? '') ?? [];
    const bad = (why: string, remedy: string) =>
      configurationFailure({
        code: 'edits/bad-marker',
        cause: `The marker "${singleLine(match[0].trim()).slice(0, 80)}" in ${source.file}, line ${line}, ${why}.`,
        remedy,
        location: { file: source.file, line },
      });
    if (app === undefined || (role !== undefined && role !== 'tag' && role !== 'digest' && role !== 'image'))
      throw bad(
        'is malformed',
        'Write "# sealift: <app>", or "# sealift: <app>:tag" (likewise with digest or image).',
      );
    const [scalar, other] = (byLine.get(line) ?? []).filter(({ start }) => start <= offset);
    if (scalar === undefined)
      throw bad('has no value before it', 'Write it at the end of the line of the value.');
    if (other !== undefined)
      throw bad('has several values before it', 'Write the value on a line of its own, or name its path.');
    markers.push({ app, role, scalar });
  }
  return markers;
}

/** @throws Failure `configuration` where the format has no comments */
export function requireComments(source: SourceFile): void {
  if (source.comments) return;
  throw refuse(source, 0, 'A marker', {
    code: 'edits/not-found',
    why: 'cannot stand there, because JSON has no comments',
    remedy: 'Use find: path or find: image for this file.',
  });
}
