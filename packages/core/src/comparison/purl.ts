/** Package URLs: `pkg:type/namespace/name@version?qualifiers#subpath`. https://github.com/package-url/purl-spec */
import type { Package } from './facts.ts';

const PURL = /^pkg:\/*([a-zA-Z][a-zA-Z0-9.+-]*)\/+([^?#]+)/;

/** undefined when the text is not a package URL. */
export function parsePurl(text: string): Package | undefined {
  const [, type, rest] = PURL.exec(text) ?? [];
  if (type === undefined || rest === undefined) return undefined;
  // A "@" of a namespace is written %40, but not by everyone: the version's is the last one behind the last "/".
  const at = rest.indexOf('@', rest.lastIndexOf('/') + 1);
  const name = decode((at === -1 ? rest : rest.slice(0, at)).replace(/^\/+|\/+$/g, ''));
  if (name === '') return undefined;
  return { type: type.toLowerCase(), name, version: at === -1 ? '' : decode(rest.slice(at + 1)) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
