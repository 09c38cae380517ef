/** What Sealift reads of a chart's own files. https://helm.sh/docs/topics/charts/ */
import * as v from 'valibot';
import { isMap, parse, parseDocument } from 'yaml';

export type ChartDependency = {
  readonly name: string;
  readonly repository: string;
  /** In Chart.yaml often a range, in Chart.lock the one that was chosen; empty where there is none. */
  readonly version: string;
};

const Dependencies = v.object({
  dependencies: v.optional(
    v.nullable(
      v.array(
        v.object({
          name: v.string(),
          repository: v.optional(v.nullable(v.string())),
          version: v.optional(v.nullable(v.string())),
        }),
      ),
    ),
  ),
});

/** Characters. */
const LONGEST = 1024 * 1024;

/** Of Chart.yaml, requirements.yaml or one of their locks; none when the file cannot be read, which Helm explains better. */
export function chartDependencies(text: string): ChartDependency[] {
  if (text.length > LONGEST) return [];
  try {
    const read = v.parse(Dependencies, parse(text, { maxAliasCount: 10, logLevel: 'silent' }));
    return (read.dependencies ?? []).map(({ name, repository, version }) => ({
      ...{ name, repository: repository ?? '', version: version ?? '' },
    }));
  } catch {
    return [];
  }
}

/** Names under which charts take a digest beside `tag`; kube-prometheus-stack has `sha`, with hex digits only. */
const DIGEST_KEYS = ['digest', 'sha'] as const;

/**
 * The key for a digest that a chart has beside the tag, e.g. `image.digest`.
 * @param texts the chart's values.yaml and values files
 * @param tagPath of the tag, e.g. `['image', 'tag']`
 */
export function findDigestKey(
  texts: readonly string[],
  tagPath: readonly (string | number)[],
): string | undefined {
  const beside = tagPath.slice(0, -1);
  for (const text of texts) {
    if (text.length > LONGEST) continue;
    const { contents } = parseDocument(text, { logLevel: 'silent', uniqueKeys: false });
    if (!isMap(contents)) continue;
    const owner = beside.length === 0 ? contents : contents.getIn(beside, true);
    const key = isMap(owner) ? DIGEST_KEYS.find((name) => owner.has(name)) : undefined;
    if (key !== undefined) return [...beside, key].join('.');
  }
  return undefined;
}
