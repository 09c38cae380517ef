/** Whether a secret stands anywhere in what a run has left: as it is, in another spelling, or inside of what is packed. */
import { opendir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, inflateRawSync, zstdDecompressSync } from 'node:zlib';

export type Secret = { readonly name: string; readonly value: string };
export type Trace = { readonly secret: string; readonly where: string; readonly form: string };

/** Characters. What is shorter stands in other words too. */
const SHORTEST = 12;
/** Archives in archives. */
const DEEPEST = 4;

type Form = { readonly secret: string; readonly form: string; readonly bytes: Buffer };
/** Forms by their first two bytes: a gigabyte is gone through once, whatever their number. */
export type Forms = ReadonlyMap<number, readonly Form[]>;

/** Each line of a secret is one: a log has them one by one. */
export function formsOf(secrets: readonly Secret[]): Forms {
  const forms = secrets.flatMap(({ name, value }) => {
    const parts = [...new Set([value, ...value.split('\n')])].filter((part) => part.length >= SHORTEST);
    return parts.flatMap((part) => {
      const hex = Buffer.from(part).toString('hex');
      const forms: readonly (readonly [string, string])[] = [
        ['plain', part],
        ['JSON', JSON.stringify(part).slice(1, -1)],
        ['URL', encodeURIComponent(part)],
        ['hex', hex],
        ['HEX', hex.toUpperCase()],
        ...[0, 1, 2].flatMap((offset) => {
          const once = base64At(part, offset);
          return [
            ['base64', once],
            ['base64url', once.replaceAll('+', '-').replaceAll('/', '_')],
            ...[0, 1, 2].map((second) => ['base64 of base64', base64At(once, second)]),
          ] as const satisfies readonly (readonly string[])[];
        }),
      ].map(([form = '', text = '']) => [form, text] as const);
      const distinct = new Map(forms.map(([form, text]) => [text, form]));
      return [...distinct].map(([text, form]) => ({ secret: name, form, bytes: Buffer.from(text) }));
    });
  });
  return Map.groupBy(forms, ({ bytes }) => bytes.readUInt16BE(0));
}

/** The characters of base64 that the text alone decides, where so many bytes come before it. */
function base64At(text: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
  return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
}

/** @param where for what is found */
export function findIn(bytes: Buffer, where: string, forms: Forms, depth = 0): readonly Trace[] {
  const here = [...standingIn(bytes, forms)].map(({ secret, form }) => ({ secret, form, where }));
  if (depth === DEEPEST) return here;
  return [
    ...here,
    ...unpacked(bytes).flatMap(([kind, inner]) => findIn(inner, `${where} > ${kind}`, forms, depth + 1)),
  ];
}

function standingIn(bytes: Buffer, forms: Forms): ReadonlySet<Form> {
  const found = new Set<Form>();
  const begins = new Uint8Array(2 ** 16);
  for (const first of forms.keys()) begins[first] = 1;
  let window = bytes[0] ?? 0;
  for (let at = 1; at < bytes.length; at += 1) {
    window = ((window & 0xff) << 8) | (bytes[at] ?? 0);
    if (begins[window] === 0) continue;
    for (const form of forms.get(window) ?? []) {
      const end = at - 1 + form.bytes.length;
      if (end <= bytes.length && form.bytes.compare(bytes, at - 1, end) === 0) found.add(form);
    }
  }
  return found;
}

const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
/** APPNOTE.TXT 4.3.7: the header before each member, 30 bytes with two lengths at its end. */
const ZIP = Buffer.from('PK\u0003\u0004');
const RUN = /[A-Za-z0-9+/_-]{40,}={0,2}/g;

/** gzip, zstd, the members of a zip archive, and what long runs of base64 say. */
function unpacked(bytes: Buffer): readonly (readonly [string, Buffer])[] {
  const begins = (magic: Buffer) => bytes.subarray(0, magic.length).equals(magic);
  if (begins(GZIP)) return attempted('gzip', () => gunzipSync(bytes));
  if (begins(ZSTD)) return attempted('zstd', () => zstdDecompressSync(bytes));
  if (begins(ZIP)) return members(bytes);
  // Binary data has none.
  if (bytes.subarray(0, 4096).includes(0)) return [];
  return [...bytes.toString('latin1').matchAll(RUN)].map(
    ([run]) => ['base64', Buffer.from(run, 'base64')] as const,
  );
}

function members(bytes: Buffer): readonly (readonly [string, Buffer])[] {
  const found: (readonly [string, Buffer])[] = [];
  for (let at = bytes.indexOf(ZIP); at >= 0; at = bytes.indexOf(ZIP, at + 4)) {
    if (at + 30 > bytes.length) break;
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const content = bytes.subarray(start);
    // Stored members stand in the archive as they are.
    if (bytes.readUInt16LE(at + 8) === 8) found.push(...attempted('zip', () => inflateRawSync(content)));
  }
  return found;
}

function attempted(kind: string, work: () => Buffer): readonly (readonly [string, Buffer])[] {
  try {
    return [[kind, work()]];
  } catch {
    // It only looked like one.
    return [];
  }
}

/** Bytes. A base image's layer is smaller. */
const LARGEST = 256 * 1024 * 1024;

/**
 * @param since milliseconds since 1970: what did not change after it is left out
 * @returns what was found, and how many files were looked at
 */
export async function findBelow(
  folder: string,
  forms: Forms,
  since = 0,
): Promise<{ readonly traces: readonly Trace[]; readonly files: number }> {
  const traces: Trace[] = [];
  let files = 0;
  for await (const entry of await opendir(folder, { recursive: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const known = await stat(file).catch(() => undefined);
    if (known === undefined || known.ctimeMs < since || known.size > LARGEST) continue;
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    files += 1;
    traces.push(...findIn(bytes, path.relative(folder, file), forms));
  }
  return { traces, files };
}
