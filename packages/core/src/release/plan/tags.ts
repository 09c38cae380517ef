/** Under which tags the release of an app stands. */
import type { AppConfig, PipelineConfig } from '../../config/pipeline.ts';
import { configurationFailure } from '../../failure.ts';
import { isTag } from '../../image/reference.ts';
import { pullRequestTag, tagOfRef, versionOf } from '../../image/tag.ts';
import type { PlanFacts } from './facts.ts';

/** What names and describes the release of one app. */
export type ReleaseFacts = Pick<PlanFacts, 'event' | 'ref' | 'commit' | 'now' | 'runId'> & {
  readonly app: string;
  readonly config: PipelineConfig;
  /** What the configuration says of this app. */
  readonly appConfig: AppConfig;
};

export type TagPlan = {
  /** The release's own first, which never moves; then those that do. */
  readonly tags: readonly string[];
  /** The name of the branch or git tag looked like a tag that means something else, so it got another one. */
  readonly renamed?: { readonly ref: string; readonly tag: string };
};

/**
 * A pull request: `sha-<merge commit>`, then `pr-<number>`. A branch: `sha-<commit>`, then the branch's name. A git tag: its version, or its name when it is no version.
 * `1.2` and `1` are not among them: a fix of an old version would move them backward.
 * @throws Failure `plan/bad-tag`
 */
export function planTags({ ref, commit }: ReleaseFacts): TagPlan {
  const pull = /^refs\/pull\/([1-9][0-9]{0,9})\/merge$/.exec(ref)?.[1];
  if (pull !== undefined) return { tags: [`sha-${commit}`, pullRequestTag(Number(pull))] };
  const [kind, name] = ref.startsWith('refs/tags/')
    ? (['tag', ref.slice('refs/tags/'.length)] as const)
    : (['branch', ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : ''] as const);
  const version = kind === 'tag' ? versionOf(name) : undefined;
  const found = version === undefined ? tagOfRef(kind, name) : { name: version, prefixed: false };
  if (kind === 'tag' && (found === undefined || !isTag(found.name)))
    throw configurationFailure({
      code: 'plan/bad-tag',
      cause: `The git tag "${name}" cannot become an image tag.`,
      remedy: 'Name it like v1.2.3, or with letters, digits, ".", "_" and "-".',
    });
  return {
    tags: [...(kind === 'tag' ? [] : [`sha-${commit}`]), ...(found === undefined ? [] : [found.name])],
    ...(found?.prefixed === true ? { renamed: { ref, tag: found.name } } : {}),
  };
}
