/** `discover:` in `.github/sealift.yml`: which Dockerfiles are apps, and what each is called. */
import * as v from 'valibot';
import { patternProblem } from '../text/path-filter.ts';

const pattern = v.pipe(
  v.string(),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const problem = dataset.value.startsWith('!')
      ? 'begins with "!": name what there is'
      : patternProblem(dataset.value);
    if (problem !== undefined) addIssue({ message: `this pattern ${problem}` });
    else if (/[?[\]{}\\]/.test(dataset.value))
      addIssue({
        message: 'this pattern may hold "*" for a name and "**" for any number of folders, no others',
      });
  }),
);

const DiscoverRule = v.strictObject({
  /** Dockerfiles: `services/<name>/Dockerfile` with `*` for the name. The app has the name that the `*` stands for. */
  file: pattern,
  /** Build context; `{app}` is the name, `{folder}` where the Dockerfile lies. Default: the repository. */
  context: v.optional(v.pipe(v.string(), v.nonEmpty())),
});
export type DiscoverRule = v.InferOutput<typeof DiscoverRule>;

const FORM = 'must be a pattern, a mapping with "file", or a list of these';
const item = v.union([pattern, DiscoverRule], FORM);
export const DiscoverConfig = v.union([item, v.pipe(v.array(item), v.minLength(1))], FORM);
export type DiscoverConfig = v.InferOutput<typeof DiscoverConfig>;

/** When nothing else is said. */
export const DEFAULT_DISCOVER: DiscoverConfig = 'apps/*/Dockerfile';

export function discoverRules(config: DiscoverConfig | undefined): readonly DiscoverRule[] {
  const given = config ?? DEFAULT_DISCOVER;
  const items = Array.isArray(given) ? given : [given];
  return items.map((each) => (typeof each === 'string' ? { file: each } : each));
}

/**
 * What a Dockerfile's app is called by a pattern: what its `*` stand for, or, with none, the folder of the file; with
 * no folder, `root`. Undefined for another file.
 */
export function discoveredName(pattern: string, file: string, root: string): string | undefined {
  const names = file.split('/');
  const parts = pattern.split('/');
  const stars = matchParts(parts, names);
  if (stars === undefined) return undefined;
  if (stars.length > 0) return stars.join('-');
  return names.at(-2) ?? root;
}

/** What the single `*` stand for, in their order; undefined when the pattern is about another path. */
function matchParts(parts: readonly string[], names: readonly string[]): readonly string[] | undefined {
  const [part, ...rest] = parts;
  if (part === undefined) return names.length === 0 ? [] : undefined;
  if (part === '**') {
    for (let skip = 0; skip <= names.length; skip += 1) {
      const found = matchParts(rest, names.slice(skip));
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const [name, ...others] = names;
  const own = name === undefined ? undefined : matchName(part, name);
  const found = own === undefined ? undefined : matchParts(rest, others);
  return own === undefined || found === undefined ? undefined : [...own, ...found];
}

/** One `*` of a name; of several, the first stands for as little as it can. */
function matchName(part: string, name: string): readonly string[] | undefined {
  const [before = '', ...pieces] = part.split('*');
  if (pieces.length === 0) return part === name ? [] : undefined;
  if (!name.startsWith(before)) return undefined;
  let rest = name.slice(before.length);
  const stars: string[] = [];
  for (const [index, piece] of pieces.entries()) {
    const at = index === pieces.length - 1 ? rest.length - piece.length : rest.indexOf(piece);
    if (at < 1 || !rest.startsWith(piece, at)) return undefined;
    stars.push(rest.slice(0, at));
    rest = rest.slice(at + piece.length);
  }
  return stars;
}

/**
 * Patterns under which these Dockerfiles would be apps: the one folder, or the part of the name, that tells them apart
 * becomes `*`.
 */
export function suggestPatterns(files: readonly string[]): readonly string[] {
  return [
    ...new Set(
      files.map((file) => {
        const names = file.split('/');
        const last = names.at(-1) ?? '';
        if (/^(?:Docker|Container)file\../.test(last))
          return [...names.slice(0, -1), last.replace(/\..*$/, '.*')].join('/');
        if (/.\.(?:Docker|Container)file$/i.test(last))
          return [...names.slice(0, -1), last.replace(/^.*(?=\.[A-Za-z]*$)/, '*')].join('/');
        return names.length === 1 ? file : [...names.slice(0, -2), '*', last].join('/');
      }),
    ),
  ];
}
