/**
 * Blocks of lines (`|`, `>`): those whose content is one line are a value like others, and some hold YAML of their own,
 * as Argo CD's `helm.values` does.
 */
import { isMap, type Scalar, type YAMLMap } from 'yaml';
import type { ListNode, MapNode } from './source-tree.ts';
import { compose } from './yaml-compose.ts';

export const isBlock = (scalar: Scalar) => scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED';

/** Where the lines below the header begin, and they themselves, without line feeds. */
function bodyOf(
  scalar: Scalar,
  text: string,
): { readonly start: number; readonly lines: readonly string[] } | undefined {
  const token = scalar.srcToken;
  if (token?.type !== 'block-scalar' || scalar.range == null) return undefined;
  const start = scalar.range[1] - token.source.length;
  return { start, lines: text.slice(start, scalar.range[1]).split('\n') };
}

export type BlockLine = {
  /** Offsets of what is on the line. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What a reader gets behind it. */
  readonly suffix: string;
};

/** The one line of content of a block; undefined when there are none or several. */
export function blockLine(scalar: Scalar, text: string): BlockLine | undefined {
  const body = bodyOf(scalar, text);
  if (body === undefined || typeof scalar.value !== 'string') return undefined;
  const [first = '', ...others] = body.lines;
  if (others.some((line) => line.trim() !== '')) return undefined;
  const line = first.replace(/\r$/, '');
  const content = line.trimStart();
  const suffix = scalar.value.slice(content.length);
  if (content === '' || scalar.value !== content + suffix || /[^\n]/.test(suffix)) return undefined;
  const start = body.start + line.length - content.length;
  return { start, end: start + content.length, text: content, suffix };
}

/** YAML in a string of YAML. */
export type EmbeddedBlock = {
  /** Offset of the string's node in the file. */
  readonly at: number;
  /** What the string says. */
  readonly text: string;
  readonly contents: YAMLMap<unknown, unknown>;
  /** Offset in the file of an offset in that text. */
  offset(at: number): number;
};

/** Argo CD's and Flux' Helm values, those of k3s' HelmChart, and files of a ConfigMap. */
export const holdsYaml = (
  parent: MapNode | ListNode | undefined,
  key: string | number | undefined,
): boolean =>
  (key === 'values' && parent?.key === 'helm') ||
  key === 'valuesContent' ||
  (parent?.key === 'data' && /\.ya?ml$/.test(String(key)));

/** Undefined where the string is no literal block, or what is in it is no mapping of YAML. */
export function embeddedBlock(scalar: Scalar, text: string): EmbeddedBlock | undefined {
  const body = bodyOf(scalar, text);
  if (scalar.type !== 'BLOCK_LITERAL' || body === undefined || typeof scalar.value !== 'string')
    return undefined;
  const inner = scalar.value;
  const lines = linesOf(inner, body.lines);
  const contents = lines === undefined ? undefined : soleMapping(inner);
  if (lines === undefined || contents === undefined) return undefined;
  return {
    ...{ at: scalar.range?.[0] ?? 0, text: inner, contents },
    offset(at) {
      let low = 0;
      let high = lines.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((lines[middle]?.inner ?? 0) <= at) low = middle;
        else high = middle;
      }
      const line = lines[low];
      return body.start + (line?.outer ?? 0) + at - (line?.inner ?? 0);
    },
  };
}

type LineStart = { readonly inner: number; readonly outer: number };

/** Where each line begins in the string and in the block; undefined unless the lines are the same but for indentation. */
function linesOf(inner: string, outer: readonly string[]): readonly LineStart[] | undefined {
  const starts: LineStart[] = [];
  const at = { inner: 0, outer: 0 };
  const first = inner.split('\n').findIndex((line) => line.trim() !== '');
  const indent = (outer[first] ?? '').replace(/\r$/, '').length - (inner.split('\n')[first] ?? '').length;
  for (const [index, line] of inner.split('\n').entries()) {
    const raw = (outer[index] ?? '').replace(/\r$/, '');
    if (raw.slice(indent) !== line) return undefined;
    starts.push({ inner: at.inner, outer: at.outer + Math.min(indent, raw.length) });
    at.inner += line.length + 1;
    at.outer += (outer[index] ?? '').length + 1;
  }
  return starts;
}

function soleMapping(text: string): YAMLMap<unknown, unknown> | undefined {
  const [documents = []] = compose(text) ?? [];
  const [document, ...others] = documents;
  if (document === undefined || others.length > 0 || document.errors.length > 0) return undefined;
  return isMap<unknown, unknown>(document.contents) ? document.contents : undefined;
}
