/**
 * One preview in the ops repository: `previews/<app>-pr-<number>/preview.json`, which an ApplicationSet makes an
 * Application of. Whatever it holds is checked here, before it is written and when it is read.
 */
import { posix } from 'node:path';
import * as v from 'valibot';
import { isDigest } from '../image/digest.ts';

export const FOLDER = 'previews';
const FILE = 'preview.json';

export type EntryName = { readonly app: string; readonly number: number };

/** `api-pr-12`: of no other app and number. */
export const formatEntryName = ({ app, number }: EntryName): string => `${app}-pr-${number}`;

export const entryPath = (name: EntryName): string => posix.join(FOLDER, formatEntryName(name), FILE);

const PATH = new RegExp(`^${FOLDER}/([a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)-pr-([1-9][0-9]{0,8})/${FILE}$`);

/** undefined for what is no preview. */
export function parseEntryPath(path: string): EntryName | undefined {
  const [, app, number] = PATH.exec(path) ?? [];
  return app === undefined ? undefined : { app, number: Number(number) };
}

const time = v.pipe(v.string(), v.isoTimestamp());

const Entry = v.object({
  app: v.string(),
  number: v.number(),
  name: v.string(),
  /** What a chart takes as `image.tag`. */
  tag: v.string(),
  image: v.string(),
  digest: v.pipe(v.string(), v.check(isDigest, 'is no digest')),
  url: v.string(),
  host: v.string(),
  repository: v.string(),
  /** Head of the pull request. */
  commit: v.string(),
  releasedAt: time,
  expiresAt: time,
});
export type Entry = v.InferOutput<typeof Entry>;

/** undefined for a text that is none, or of another preview than its path says. */
export function parseEntry(text: string, name: EntryName): Entry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const result = v.safeParse(Entry, value);
  if (!result.success) return undefined;
  const { output } = result;
  return output.app === name.app && output.number === name.number ? output : undefined;
}

/** The same for the same preview, byte for byte. */
export const renderEntry = (entry: Entry): string => `${JSON.stringify(entry, null, 2)}\n`;
