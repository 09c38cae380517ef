/** Which apps the run was to release, as the plan says it: records of anything else are not of this release. */
import { isAppName } from '@sealift/core/config/app-name';
import { configurationFailure } from '@sealift/core/failure';
import { isTag } from '@sealift/core/image/reference';
import * as v from 'valibot';

/** One planned app. */
export type PlannedApp = {
  readonly app: string;
  /** registry/repository */
  readonly image: string;
  /** The tag that names its release and no other; undefined where the plan does not say. */
  readonly tag?: string;
};

const Planned = v.object({
  include: v.pipe(
    v.array(
      v.object({
        app: v.pipe(v.string(), v.check(isAppName, 'is no name of an app')),
        image: v.string(),
        'release-tag': v.optional(v.pipe(v.string(), v.check(isTag, 'is no tag'))),
      }),
    ),
    v.maxLength(256),
  ),
});

/**
 * @param text the output `sign-matrix` or `release-matrix` of the action plan:
 *   `{"include":[{"app","image","release-tag"}]}`
 * @throws Failure `bump/bad-input`
 */
export function parsePlanned(text: string): readonly PlannedApp[] {
  const result = v.safeParse(Planned, readJson(text));
  if (result.success)
    return result.output.include.map(({ app, image, 'release-tag': tag }) => ({
      ...{ app, image },
      ...(tag === undefined ? {} : { tag }),
    }));
  throw wrong(`"${v.getDotPath(result.issues[0]) ?? 'the document'}" is wrong`);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong('it is not JSON');
  }
}

const wrong = (reason: string) =>
  configurationFailure({
    code: 'bump/bad-input',
    cause: `The input "planned" cannot be read: ${reason}.`,
    remedy: 'Give the output "sign-matrix" of plan.',
  });
