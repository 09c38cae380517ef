/** What is built, and what is released: an entry of a matrix each. */
import type { Runner } from '../../config/pipeline.ts';
import { formatPlatform, parsePlatform, platformSlug } from '../../image/platform.ts';
import type { NamingFacts } from '../naming/facts.ts';
import { type LabelPlan, planLabels } from '../naming/labels.ts';
import { planTags, type TagPlan } from '../naming/tags.ts';
import type { Cause } from './affected.ts';
import { type App, contextOf, fileOf, imageOf, platformsOf } from './apps.ts';
import type { PlanFacts } from './facts.ts';

export type BuildLeg = {
  readonly app: string;
  readonly image: string;
  readonly file: string;
  readonly context: string;
  readonly target: string;
  /** `KEY=value` lines. */
  readonly 'build-args': string;
  /** `name=path` lines. */
  readonly 'build-contexts': string;
  /** `key=value` lines. */
  readonly labels: string;
  /** `[type:]key=value` lines. */
  readonly annotations: string;
  readonly platform: string;
  readonly slug: string;
  readonly runner: Runner;
  /** Seconds since 1970 that the times in the image are; empty: of the commit that is built. */
  readonly 'source-date-epoch': string;
  /** Position among the app's platforms: which job output binds the evidence of this leg. */
  readonly slot: number;
};

export type SignLeg = {
  readonly app: string;
  readonly image: string;
  /** All that the image has to be for, and no other; separated by commas. */
  readonly platforms: string;
};

/** One app with all that makes its release. */
export type AppRelease = {
  /** Why it is built. */
  readonly cause: Cause;
  readonly sign: SignLeg;
  readonly build: readonly BuildLeg[];
  /** Undefined in check mode. */
  readonly tags: TagPlan | undefined;
  readonly labels: LabelPlan;
};

/** @throws Failure `plan/bad-tag`, `plan/bad-tags`, `plan/bad-labels`, `plan/reserved-tag`, `plan/too-many-platforms`, `image/bad-reference` */
export function releaseOf(app: App, cause: Cause, facts: PlanFacts): AppRelease {
  const named: NamingFacts = { ...facts, app: app.name, appConfig: app.config };
  const content = facts.contents?.get(app.name);
  // A rebuild is described by what it is made from, and not by when it was made.
  const labels = planLabels(
    content === undefined ? named : { ...named, commit: content.commit, commitDate: content.date },
  );
  return {
    cause,
    sign: {
      app: app.name,
      image: imageOf(app, facts),
      platforms: platformsOf(app, facts).map(formatPlatform).join(','),
    },
    build: buildLegs(app, labels, facts),
    tags: facts.mode === 'publish' ? planTags(named) : undefined,
    labels,
  };
}

function buildLegs(app: App, { labels, annotations }: LabelPlan, facts: PlanFacts): readonly BuildLeg[] {
  const runners = new Map(
    Object.entries(facts.config.runners ?? {}).map(([platform, runner]) => [
      formatPlatform(parsePlatform(platform)),
      runner,
    ]),
  );
  const content = facts.contents?.get(app.name);
  return platformsOf(app, facts).map((each, slot) => {
    const platform = formatPlatform(each);
    return {
      app: app.name,
      image: imageOf(app, facts),
      file: fileOf(app),
      context: contextOf(app),
      target: app.config.target ?? '',
      'build-args': assignments(app.config['build-args']),
      'build-contexts': assignments(app.config['build-contexts']),
      labels: labels.join('\n'),
      annotations: annotations.join('\n'),
      platform,
      slug: platformSlug(each),
      runner: runners.get(platform) ?? (platform === 'linux/arm64' ? 'ubuntu-24.04-arm' : 'ubuntu-latest'),
      'source-date-epoch': content === undefined ? '' : String(Math.floor(content.date / 1000)),
      slot,
    };
  });
}

const assignments = (values: Readonly<Record<string, string>> = {}): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n');
