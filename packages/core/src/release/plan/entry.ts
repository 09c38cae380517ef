/** What a configuration says of an app's image, to see whether it says something else than before. */
import type { PipelineConfig } from '../../config/pipeline.ts';
import type { Digest } from '../../image/digest.ts';
import { canonicalDigest } from '../../text/canonical-json.ts';
import { type App, contextOf, fileOf, imageOf, platformsOf } from './apps.ts';
import type { PlanFacts } from './facts.ts';

/** An app, and the configuration that it is of. */
export type Entry = { readonly app: App; readonly config: PipelineConfig };

/** Keys that decide when an app is built, what it is called or where it runs, and nothing of its image. */
const NOT_OF_THE_IMAGE = new Set(['apps', 'discover', 'runners', 'deploy', 'tags', 'paths', 'ignore']);

/**
 * Whether the configuration of an app makes another image than before.
 * @param before undefined when there was no such app
 */
export function isEntryChanged(
  now: Entry,
  before: Entry | undefined,
  facts: Pick<PlanFacts, 'imagePrefix' | 'platforms'>,
): boolean {
  return before === undefined || imageEntry(now, facts) !== imageEntry(before, facts);
}

function imageEntry(
  { app, config }: Entry,
  facts: Pick<PlanFacts, 'imagePrefix' | 'platforms'>,
): Digest | undefined {
  return canonicalDigest({
    common: ofTheImage(config),
    own: {
      ...ofTheImage(app.config),
      file: fileOf(app),
      context: contextOf(app),
      image: imageOf(app, facts),
    },
    // As they are in effect.
    platforms: platformsOf(app, { ...facts, config }),
  });
}

const ofTheImage = (config: PipelineConfig | App['config']): object =>
  Object.fromEntries(
    Object.entries(config).filter(([key]) => !NOT_OF_THE_IMAGE.has(key) && key !== 'platforms'),
  );
