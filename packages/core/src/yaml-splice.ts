/** Replaces one scalar of a YAML file and nothing else. See docs/decisions/file-edits.md. */
import { findPath } from './edits/find-path.ts';
import { splice } from './edits/splice.ts';
import { parseYamlSource } from './edits/yaml-source.ts';
import type { YamlPath } from './yaml-splice-locate.ts';

export { decodeText as decodeYaml } from './edits/text.ts';
export type { YamlPath };

export type Splice = {
  /** The whole file; the same string as before when nothing had to change. */
  readonly text: string;
  /** 1-based line of the scalar. */
  readonly line: number;
  /** The value as it was, without quotes; empty when there was none. */
  readonly before: string;
  readonly after: string;
  /** The whole line before and after, without line break. */
  readonly lineBefore: string;
  readonly lineAfter: string;
};

/**
 * Makes the scalar at `path` the string `value`.
 * @param source the file's text, byte order mark and line endings as they are
 * @param file its name, for messages
 * @throws Failure `configuration` with file and line
 */
export function replaceScalar(source: string, path: YamlPath, value: string, file: string): Splice {
  const parsed = parseYamlSource(source, file);
  const scalar = findPath(parsed, { segments: path });
  const { text, lines } = splice(parsed, [{ scalar, value }]);
  const [changed = { line: 1, lineBefore: '', lineAfter: '' }] = lines;
  return { text, before: scalar.text, after: value, ...changed };
}
