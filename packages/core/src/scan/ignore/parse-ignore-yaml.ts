/** The structured format of ignore files. */
import * as v from 'valibot';
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { yamlValue } from '../../config/yaml-value.ts';
import type { Failure } from '../../failure.ts';
import { excessOf, placeWords, schemaWords, yamlWords } from '../../text/problem-words.ts';
import type { IgnoreEntry } from './ignore-file.ts';
import { parsePackagePattern } from './package-pattern.ts';
import { parsePathPattern } from './path-pattern.ts';
import { ignoreFileProblem as problem } from './problem.ts';

const list = v.optional(v.nullable(v.array(v.pipe(v.string(), v.nonEmpty()))));
const Entry = v.strictObject({
  id: v.pipe(v.string(), v.nonEmpty()),
  paths: list,
  purls: list,
  // An empty one would ignore the finding for ever, which nobody means who writes the key.
  expired_at: v.optional(v.string('is not a date, such as 2027-01-31')),
  statement: v.optional(v.nullable(v.string())),
});
const Entries = v.optional(v.nullable(v.array(Entry)));
// Trivy passes over keys that it does not know: a misspelt one would ignore a finding for ever.
const Sections = v.strictObject({
  vulnerabilities: Entries,
  misconfigurations: Entries,
  secrets: Entries,
  // Accepted because the file may serve other uses of Trivy too; Sealift does not scan licenses.
  licenses: v.optional(v.unknown()),
});

const KINDS = [
  ['vulnerabilities', 'vulnerability'],
  ['misconfigurations', 'misconfiguration'],
  ['secrets', 'secret'],
] as const;

/** @throws Failure `scan/bad-ignore-file` */
export function parseIgnoreYaml(file: string, content: string): IgnoreEntry[] {
  const excess = excessOf(content);
  if (excess !== undefined) throw problem(file, undefined, excess);
  const lineCounter = new LineCounter();
  // The core schema leaves dates alone: they stay the text that the user wrote.
  const document = parseDocument(content, { lineCounter, schema: 'core', uniqueKeys: true });
  const lineAt = (offset: number | undefined) =>
    offset === undefined ? undefined : lineCounter.linePos(offset).line;
  const [error] = [...document.errors, ...document.warnings];
  if (error) throw problem(file, lineAt(error.pos[0]), yamlWords(error));
  if (document.contents === null) return [];
  const lineOf = (path: readonly unknown[]): number | undefined => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range))
        return lineAt(Number(node.range[0]));
    }
    return undefined;
  };
  if (!isMap(document.contents)) throw problem(file, 1, 'it has no sections such as "vulnerabilities:"');
  const value = yamlValue(document, (reason) => problem(file, undefined, reason));
  const result = v.safeParse(Sections, value);
  if (!result.success) {
    const [issue] = result.issues;
    const path = (issue.path ?? []).map(({ key }) => key);
    throw problem(file, lineOf(path), `"${placeWords(path) ?? 'the file'}": ${schemaWords(issue)}`);
  }
  return KINDS.flatMap(([section, kind]) =>
    (result.output[section] ?? []).map((entry, index): IgnoreEntry => {
      const path = [section, index];
      return {
        kind,
        id: entry.id,
        file,
        line: lineOf(path) ?? 1,
        ...(entry.statement ? { statement: entry.statement } : {}),
        ...conditionsOf(entry, document, path, (place, reason) =>
          problem(file, lineOf(place), `"${placeWords(place)}": ${reason}`),
        ),
      };
    }),
  );
}

function conditionsOf(
  entry: v.InferOutput<typeof Entry>,
  document: Document.Parsed,
  path: readonly unknown[],
  wrong: (place: readonly unknown[], reason: string) => Failure,
): Pick<IgnoreEntry, 'paths' | 'purls' | 'expiresAt'> {
  const date = [...path, 'expired_at'];
  const expiresAt = entry.expired_at === undefined ? undefined : parseTime(document, date);
  if (entry.expired_at !== undefined && expiresAt === undefined)
    throw wrong(date, 'is not a date that Trivy reads, such as 2027-01-31');
  return {
    paths: (entry.paths ?? []).map((text, index) => {
      const pattern = parsePathPattern(text);
      if ('refused' in pattern) throw wrong([...path, 'paths', index], pattern.refused);
      return pattern;
    }),
    purls: (entry.purls ?? []).map((text, index) => {
      const purl = parsePackagePattern(text);
      if (purl === undefined) throw wrong([...path, 'purls', index], 'is not a package URL ("pkg:…")');
      return purl;
    }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})/;
/** As YAML of Go reads a time that is not quoted; in quotes it must be as RFC 3339 says. */
const UNQUOTED = [
  /^\d{4}-\d{1,2}-\d{1,2}$/,
  /^\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,9})?$/,
  /^\d{4}-\d{1,2}-\d{1,2}[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/,
];
const QUOTED = [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/];

/** Milliseconds since 1970. Years before that are mistakes; the year 1 would mean "never". */
function parseTime(document: Document.Parsed, path: readonly unknown[]): number | undefined {
  const node = document.getIn(path, true);
  // What an alias or a tag makes of it is not guessed.
  if (!isScalar(node) || typeof node.value !== 'string' || node.tag !== undefined) return undefined;
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  if (!quoted && node.type !== 'PLAIN') return undefined;
  const text = node.value;
  if (!(quoted ? QUOTED : UNQUOTED).some((format) => format.test(text))) return undefined;
  const [, year = '', month = '', day = ''] = DATE.exec(text) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const [time = '00:00:00', zone = 'Z'] = /(\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?)(Z|[+-]\d{2}:\d{2})?$/
    .exec(text)
    ?.slice(1) ?? [undefined, undefined];
  const [hours = '', minutes = '', seconds = ''] = time.split(':');
  const [whole = '', fraction = '0'] = seconds.split('.');
  const padded = [hours, minutes, whole].map((part) => part.padStart(2, '0')).join(':');
  const parsed = Date.parse(`${date}T${padded}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`);
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const exists = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
  // Date.parse knows an hour 24, Go does not.
  return exists && !Number.isNaN(parsed) && parsed >= 0 && Number(hours) < 24 ? parsed : undefined;
}
