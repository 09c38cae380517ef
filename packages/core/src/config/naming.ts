/** `tags:`, `flavor:`, `labels:` and `annotations:` of `.github/sealift.yml`: names and syntax are docker/metadata-action's. */
import * as v from 'valibot';

/** A list, or one text with a line each. */
const lines = v.union([v.string(), v.array(v.pipe(v.string(), v.nonEmpty()))]);
/** A mapping, or `key=value` as a list or one text with a line each. */
const pairs = v.union([lines, v.record(v.pipe(v.string(), v.nonEmpty()), v.string())]);

export const NAMING_ENTRIES = {
  /** Tags beside the release's own, for example `type=semver,pattern={{major}}.{{minor}}`. */
  tags: v.optional(lines),
  /** `latest=auto|true|false`, and a prefix and a suffix of all tags: `suffix=-alpine,onlatest=true`. */
  flavor: v.optional(lines),
  /** Labels of the image: `key=value`. They come before the ones that every image gets. */
  labels: v.optional(pairs),
  /** Annotations of the manifests, `[type:]key=value`, likewise. */
  annotations: v.optional(pairs),
};

type Lines = string | readonly string[] | undefined;
type Pairs = Lines | Readonly<Record<string, string>>;

/** What one place says; an app's says it before that of all apps. */
export type NamingConfig = {
  readonly tags?: Lines;
  readonly flavor?: Lines;
  readonly labels?: Pairs;
  readonly annotations?: Pairs;
};

/** Without empty lines, and without those that begin with `#`. */
export const linesOf = (said: Lines): readonly string[] =>
  (typeof said === 'string' ? said.split('\n') : (said ?? []))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/** As `key=value`. */
export const pairsOf = (said: Pairs): readonly string[] =>
  isMapping(said) ? Object.entries(said).map(([key, value]) => `${key}=${value}`) : linesOf(said);

const isMapping = (said: Pairs): said is Readonly<Record<string, string>> =>
  typeof said === 'object' && !Array.isArray(said);
