/** Where a chart's archive lies in an HTTP repository: https://helm.sh/docs/topics/chart_repository/#the-index-file */
import * as v from 'valibot';
import { parse } from 'yaml';

export type ChartAddress = {
  readonly url: string;
  /** 64 hexadecimal digits of sha256; undefined where the index has none. */
  readonly sha256: string | undefined;
};

const Versions = v.array(
  v.object({
    version: v.string(),
    urls: v.array(v.string()),
    digest: v.optional(v.nullable(v.string())),
  }),
);

/** Characters of what is said of one chart. */
const LONGEST = 4 * 1024 * 1024;

/**
 * An index of a large repository has tens of megabytes, of which a reader of YAML makes gigabytes: only the lines about
 * this chart are parsed.
 * @returns undefined where the version is not in it, or the index is written in another way than Helm does
 */
export function addressIn(index: string, name: string, version: string): ChartAddress | undefined {
  const lines = linesOf(index, name);
  if (lines === undefined || lines.length > LONGEST) return undefined;
  try {
    // All as text: there are sums that a reader of numbers would take for one.
    const versions = v.parse(
      Versions,
      parse(lines, { schema: 'failsafe', maxAliasCount: 10, logLevel: 'silent' }),
    );
    const found = versions.find((each) => each.version === version);
    const [url] = found?.urls ?? [];
    const digest = found?.digest?.replace(/^sha256:/, '');
    if (url === undefined) return undefined;
    return { url, sha256: digest !== undefined && /^[0-9a-f]{64}$/.test(digest) ? digest : undefined };
  } catch {
    return undefined;
  }
}

/** What stands below the chart's name, up to the next name. */
function linesOf(index: string, name: string): string | undefined {
  const entries = /^entries:[ \t]*\r?$/m.exec(index);
  if (entries === null) return undefined;
  const key = `\n  ${name}:\n`;
  const plain = index.slice(entries.index).replaceAll('\r\n', '\n');
  const start = plain.indexOf(key);
  if (start === -1) return undefined;
  const rest = plain.slice(start + key.length);
  const end = /^(?: {2})?[^\s-]/m.exec(rest);
  return end === null ? rest : rest.slice(0, end.index);
}
