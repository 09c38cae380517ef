import type { InputReader } from '@sealift/action-kit/inputs';
import { type LoginInputs, readLoginInputs } from '@sealift/action-kit/registry-login';
import { configurationFailure } from '@sealift/core/failure';
import { formatImageName, type ImageName, parseImageReference } from '@sealift/core/image/reference';
import { isStatementTag } from '@sealift/core/image/tag';
import { createMatcher } from '@sealift/core/text/glob';

export type Inputs = LoginInputs & {
  readonly image: ImageName;
  readonly dryRun: boolean;
  readonly keepDays: number;
  readonly keepLast: number;
  /** Whether a tag may go with its image. */
  readonly mayExpire: (tag: string) => boolean;
  readonly deleteReleases: boolean;
  /** Text of any form. */
  readonly deployed: string;
  /** Paths. */
  readonly deployedIn: readonly string[];
  readonly limit: number;
  readonly versionsFrom: 'github' | 'registry';
  readonly token: string | undefined;
};

const SOURCES = ['auto', 'github', 'registry'] as const;

/** @throws Failure `prune/bad-input`, `action/input`, `image/bad-reference` */
export function loadInputs(reader: InputReader): Inputs {
  const text = reader.required('image');
  const dryRun = reader.boolean('dry-run');
  const keepDays = reader.integer('keep-days', { min: 1, max: 3650 });
  const expiring = reader.list('expire-tags');
  const lasting = reader.list('keep-tags');
  const keepLast = reader.integer('keep-last', { min: 0, max: 10_000 });
  const deleteReleases = reader.boolean('delete-releases');
  const deployed = reader.text('deployed');
  const deployedIn = reader.lines('deployed-in');
  const limit = reader.integer('limit', { min: 1, max: 10_000 });
  const source = reader.choice('versions-from', SOURCES);
  const logins = readLoginInputs(reader);
  const token = reader.optional('token');
  const { registry, repository, tag, digest } = parseImageReference(text);
  const image = { registry, repository };
  if (tag !== undefined || digest !== undefined)
    throw wrong(
      `The input "image" is "${text}", which is one image and not all of a repository.`,
      `Write ${formatImageName(image)}.`,
    );
  const pattern = expiring.find((each) => isStatementTag(each));
  if (pattern !== undefined)
    throw wrong(
      `"${pattern}" in the input "expire-tags" names statements, which go with their image.`,
      'Leave the pattern out.',
    );
  const expires = createMatcher(expiring, 'wildcards');
  const lasts = createMatcher(lasting, 'wildcards');
  return {
    image,
    dryRun,
    keepDays,
    keepLast,
    mayExpire: (name) => expires(name) && !lasts(name),
    deleteReleases,
    deployed,
    deployedIn,
    limit,
    versionsFrom: source === 'auto' ? sourceOf(registry) : source,
    ...logins,
    token,
  };
}

/** GitHub's own registries, whose distribution API deletes nothing. */
const sourceOf = (registry: string): Inputs['versionsFrom'] =>
  registry === 'ghcr.io' || /^containers\.[a-z0-9-]+\.ghe\.com$/.test(registry) ? 'github' : 'registry';

const wrong = (cause: string, remedy: string) =>
  configurationFailure({ code: 'prune/bad-input', cause, remedy });
