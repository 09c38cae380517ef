/** Reads an ignore file. Apart from what applies it: most scans have none, and start without a parser of YAML. */
import * as v from 'valibot';
import { isMap, LineCounter, parseDocument } from 'yaml';
import { yamlValue } from '../config/yaml-value.ts';
import { configurationFailure } from '../failure.ts';
import { digestOf } from '../image/digest.ts';
import { placeWords, schemaWords, yamlWords } from '../text/problem-words.ts';
import type { IgnoreEntry, IgnoreFile } from './ignore-file.ts';
import { parsePurl } from './purl.ts';

/**
 * @param name decides the format: `.yaml` and `.yml` are the structured one
 * @throws Failure `configuration` naming the file, and where possible the line, of what is not understood
 */
export function parseIgnoreFile(name: string, content: string): IgnoreFile {
  const entries = /\.ya?ml$/i.test(name) ? parseYaml(name, content) : parsePlain(name, content);
  return { digest: digestOf(content), entries };
}

const problem = (file: string, line: number | undefined, reason: string) =>
  configurationFailure({
    code: 'scan/bad-ignore-file',
    cause: `The ignore file "${file}"${line === undefined ? '' : `, line ${line}`}: ${reason}.`,
    remedy:
      'Correct the entry; the formats are described at https://trivy.dev/docs/latest/guide/configuration/filtering/.',
    location: { file, ...(line === undefined ? {} : { line }) },
  });

/** Midnight UTC of a date, as Trivy reads it. */
function parseDate(text: string): number | undefined {
  const date = /^(\d{4}-\d{2}-\d{2})(?:T00:00:00(?:\.0+)?Z)?$/.exec(text)?.[1];
  const time = date === undefined ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  // Date.parse refuses 2026-02-30 but some engines roll it over.
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(date ?? '-') ? undefined : time;
}

function parsePlain(file: string, content: string): IgnoreEntry[] {
  return content.split(/\r?\n/).flatMap((raw, index) => {
    const [id, ...options] = raw
      .replace(/(?:^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    if (!id) return [];
    let expiresAt: number | undefined;
    for (const option of options) {
      expiresAt = option.startsWith('exp:') ? parseDate(option.slice('exp:'.length)) : undefined;
      if (expiresAt === undefined)
        throw problem(file, index + 1, `"${option}" is neither a comment nor exp: with a date YYYY-MM-DD`);
    }
    return [{ id, paths: [], purls: [], ...(expiresAt === undefined ? {} : { expiresAt }) }];
  });
}

const Entry = v.strictObject({
  id: v.pipe(v.string(), v.nonEmpty()),
  paths: v.optional(v.array(v.pipe(v.string(), v.nonEmpty()))),
  purls: v.optional(
    v.array(
      v.pipe(
        v.string(),
        v.check((text) => parsePurl(text) !== undefined, 'is not a package URL ("pkg:…")'),
      ),
    ),
  ),
  // Trivy knows it only for licenses; the strictness here is what catches a misspelt expired_at.
  expired_at: v.optional(v.string()),
  statement: v.optional(v.string()),
});
const Entries = v.optional(v.nullable(v.array(Entry)));
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

function parseYaml(file: string, content: string): IgnoreEntry[] {
  const lineCounter = new LineCounter();
  // The core schema leaves dates alone: they stay the text that the user wrote.
  const document = parseDocument(content, { lineCounter, schema: 'core', uniqueKeys: true });
  const lineAt = (offset: number | undefined) =>
    offset === undefined ? undefined : lineCounter.linePos(offset).line;
  const [error] = document.errors;
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
      const expiresAt = entry.expired_at === undefined ? undefined : parseDate(entry.expired_at);
      if (entry.expired_at !== undefined && expiresAt === undefined)
        throw problem(
          file,
          lineOf([section, index, 'expired_at']),
          `"${entry.expired_at}" is not a date YYYY-MM-DD`,
        );
      return {
        kind,
        id: entry.id,
        paths: entry.paths ?? [],
        purls: (entry.purls ?? []).flatMap((text) => parsePurl(text) ?? []),
        ...(expiresAt === undefined ? {} : { expiresAt }),
        ...(entry.statement === undefined ? {} : { statement: entry.statement }),
      };
    }),
  );
}
