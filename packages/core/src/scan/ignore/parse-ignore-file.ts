/** Reads an ignore file. Apart from what applies it: most scans have none, and start without a parser of YAML. */
import { digestOf } from '../../image/digest.ts';
import type { IgnoreEntry, IgnoreFile } from './ignore-file.ts';
import { parseIgnoreYaml } from './parse-ignore-yaml.ts';
import { ignoreFileProblem as problem } from './problem.ts';

/** Of entries about one id: each finding with it is compared with all of them. */
const MAX_PATTERNS = 500;

/**
 * @param name decides the format, as for Trivy: `.yaml` and `.yml` are the structured one
 * @throws Failure `scan/bad-ignore-file` naming the file, and where possible the line, of what is not understood
 */
export function parseIgnoreFile(name: string, content: string): IgnoreFile {
  const yaml = /\.ya?ml$/.test(name);
  if (!yaml && /\.ya?ml$/i.test(name))
    throw problem(
      name,
      undefined,
      'Trivy reads names that do not end in .yaml or .yml, in this case, as plain',
    );
  // The parser of YAML knows the mark; to Trivy, the first id of a plain file begins with it.
  if (!yaml && content.startsWith('\uFEFF')) throw problem(name, 1, 'it begins with a byte order mark');
  const entries = yaml ? parseIgnoreYaml(name, content) : parsePlain(name, content);
  const sizes = new Map<string, number>();
  for (const { id, paths, purls, line } of entries) {
    const size = (sizes.get(id) ?? 0) + Math.max(1, paths.length + purls.length);
    sizes.set(id, size);
    if (size > MAX_PATTERNS)
      throw problem(name, line, `there are more than ${MAX_PATTERNS} entries, paths and packages for one id`);
  }
  return { digest: digestOf(content), entries };
}

/** What Go counts as white space, which is not what JavaScript does. */
const SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
/** Trivy stops reading at a longer line, without a word. */
const MAX_LINE = 60_000;
/** `until:2027-01-31`, `EXP:2027-01-31`: to Trivy these are text, and the finding is ignored for ever. */
const LOOKS_LIKE_EXPIRY = /^[a-z_-]{1,20}[:=]20\d\d(?:$|[-/.T])/i;
const LOOKS_LIKE_DATE = /^20\d\d[-/.]\d\d?[-/.]\d/;
const LOOKS_LIKE_ID = /^(?:CVE|GHSA|AVD|DLA|DSA|RHSA|ALAS|ELSA|USN|DS|KSV)-/i;

function parsePlain(file: string, content: string): IgnoreEntry[] {
  return content.split('\n').flatMap((raw, index) => {
    const line = index + 1;
    if (raw.length > MAX_LINE) throw problem(file, line, `it has more than ${MAX_LINE} characters`);
    const [id, ...words] = raw.split(SPACE).filter((word) => word !== '');
    if (id === undefined || id.startsWith('#')) return [];
    if (id.startsWith('exp:')) throw problem(file, line, 'the id must stand before its expiry');
    const second = words[0];
    if (second !== undefined && LOOKS_LIKE_ID.test(second))
      throw problem(file, line, 'a second id must stand on a line of its own');
    if (misspellsExpiry(words))
      throw problem(
        file,
        line,
        'an expiry must be written exp:YYYY-MM-DD, since Trivy takes other words for text',
      );
    // The first counts, wherever it stands: in a comment as well.
    const expiry = words.find((word) => word.startsWith('exp:'))?.slice('exp:'.length);
    const expiresAt = expiry === undefined ? undefined : midnight(expiry);
    if (expiry !== undefined && expiresAt === undefined)
      throw problem(file, line, 'exp: is not followed by a date YYYY-MM-DD');
    const statement = words
      .filter((word) => !word.startsWith('exp:'))
      .join(' ')
      .replace(/^#+ ?/, '');
    return [
      {
        id,
        paths: [],
        purls: [],
        file,
        line,
        ...(expiresAt === undefined ? {} : { expiresAt }),
        ...(statement === '' ? {} : { statement }),
      },
    ];
  });
}

/** Whether words behind an id, and before a comment, mean an expiry that Trivy does not see. */
function misspellsExpiry(words: readonly string[]): boolean {
  const comment = words.findIndex((word) => word.startsWith('#'));
  const text = comment === -1 ? words : words.slice(0, comment);
  return (
    LOOKS_LIKE_DATE.test(text[0] ?? '') ||
    text.some((word) => !word.startsWith('exp:') && LOOKS_LIKE_EXPIRY.test(word))
  );
}

/** Midnight UTC of a date, in milliseconds. Years before 1970 are mistakes; the year 1 would mean "never". */
function midnight(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Date.parse refuses 2026-02-30 but some engines roll it over.
  return Number.isNaN(time) || time < 0 || !new Date(time).toISOString().startsWith(text) ? undefined : time;
}
