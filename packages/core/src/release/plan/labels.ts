/** How the release of an app is described, in its configuration and in its manifests. */
import type { ReleaseFacts } from './tags.ts';

export type LabelPlan = {
  /** `key=value`, of the image's configuration. */
  readonly labels: readonly string[];
  /** `[type:]key=value`, of manifests and the index. */
  readonly annotations: readonly string[];
};

/** What the builder adds by itself (source, revision, created) is not among them. */
export function planLabels(_facts: ReleaseFacts): LabelPlan {
  return { labels: [], annotations: [] };
}
