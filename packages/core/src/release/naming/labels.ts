/** How the release of one app describes itself: labels of the image, annotations of its manifests. */
import { pairsOf } from '../../config/naming.ts';
import { configurationFailure } from '../../failure.ts';
import type { NamingFacts } from './facts.ts';
import { evaluateGlobal } from './global-values.ts';
import { planTags } from './tags.ts';

export type LabelPlan = {
  /** `key=value`, of the image's configuration, sorted. */
  readonly labels: readonly string[];
  /** `[type:]key=value`, of manifests and the index, sorted. */
  readonly annotations: readonly string[];
};

/**
 * What https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md names, as far as it is known, and what the
 * configuration says before it. All of it is the same whenever the commit is built, so that the image is, too: `created`
 * is when the commit was made.
 * @throws Failure `plan/bad-tags`, `plan/reserved-tag`, `plan/bad-labels`
 */
export function planLabels(facts: NamingFacts): LabelPlan {
  const standard = standardLabels(facts);
  const said = (key: 'labels' | 'annotations') => [
    ...pairsOf(facts.config[key]),
    ...pairsOf(facts.appConfig[key]),
  ];
  return {
    labels: joined(standard, said('labels'), facts),
    annotations: joined(standard, said('annotations'), facts),
  };
}

function standardLabels(facts: NamingFacts): ReadonlyMap<string, string> {
  const { repository, commit, commitDate } = facts;
  const values = {
    title: repository?.fullName.split('/').at(-1),
    description: repository?.description,
    url: repository?.url,
    source: repository?.url,
    version: planTags(facts).version,
    created: commitDate === undefined ? undefined : new Date(commitDate).toISOString().replace('.000Z', 'Z'),
    revision: commit,
    licenses: repository?.license,
  };
  return new Map(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined || value === ''
        ? []
        : [[`org.opencontainers.image.${name}`, oneLine(value)] as const],
    ),
  );
}

/** A description may have several lines; labels are given a line each. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function joined(
  standard: ReadonlyMap<string, string>,
  said: readonly string[],
  facts: NamingFacts,
): readonly string[] {
  const all = new Map(standard);
  for (const line of said) {
    const text = evaluateGlobal(line, facts);
    const at = text.indexOf('=');
    if (at < 1 || /[\r\n]/.test(text))
      throw configurationFailure({
        code: 'plan/bad-labels',
        cause: `"${line}" is no label or annotation.`,
        remedy: 'Write key=value, on one line.',
      });
    all.set(text.slice(0, at).trim(), text.slice(at + 1));
  }
  return [...all].map(([key, value]) => `${key}=${value}`).toSorted();
}
