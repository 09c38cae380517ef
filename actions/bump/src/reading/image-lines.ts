/** Lines of the input "images": what to deploy without a record, or the apps that are promoted or go back. */
import { isAppName } from '@sealift/core/config/pipeline';
import { configurationFailure } from '@sealift/core/failure';
import { parseImageName, parseImageReference } from '@sealift/core/image/reference';
import { fillTemplate } from '@sealift/core/text/template';
import type { Release } from '@sealift/deploy/targets/release';

/** @throws Failure `bump/bad-image-line` */
export function parseImages(lines: readonly string[]): readonly Release[] {
  return lines.map((line): Release => {
    const { app, reference, wrong } = splitLine(line, 'app=registry/repository:tag@sha256:…');
    const { registry, repository, tag, digest } = reference;
    if (tag === undefined) throw wrong('has no tag');
    // Only a digest says which bytes are meant; a tag may be another image by now.
    if (digest === undefined) throw wrong('has no digest');
    return { app, image: { registry, repository }, tag, digest };
  });
}

const NOTHING = `sha256:${'0'.repeat(64)}` as const;
const EVERY = '*';
const APP_LINE = 'app=registry/repository';

/** Whether a line stands for every app that is not named. */
export const namesEvery = (lines: readonly string[]): boolean =>
  lines.some((line) => line.startsWith(`${EVERY}=`));

/**
 * Apps whose release is found elsewhere (in another environment, in the history), each with one that stands for none yet.
 * @param every apps that a line of `*=registry/{app}` stands for; a line of an app's own comes first
 * @throws Failure `bump/bad-image-line`
 */
export function parseAppLines(lines: readonly string[], every: readonly string[]): readonly Release[] {
  const own = lines.filter((line) => !namesEvery([line])).map((line) => appLine(line));
  const named = new Set(own.map(({ app }) => app));
  const others = lines
    .filter((line) => namesEvery([line]))
    .flatMap((line) =>
      every
        .filter((app) => !named.has(app))
        .map((app) => appLine(`${app}=${fillTemplate(line.slice(EVERY.length + 1), { app }, 'images')}`)),
    );
  return [...own, ...others];
}

function appLine(line: string): Release {
  const { app, reference, wrong } = splitLine(line, APP_LINE);
  if (!isAppName(app)) throw wrong('names no app');
  if (reference.tag !== undefined || reference.digest !== undefined)
    throw wrong('names a tag or a digest, and which one is meant is found in the ops repository');
  const image = parseImageName(`${reference.registry}/${reference.repository}`);
  return { app, image, tag: 'unknown', digest: NOTHING };
}

/** `app=reference` of a line. */
function splitLine(line: string, expected: string) {
  const split = line.indexOf('=');
  const wrong = (cause: string) =>
    configurationFailure({
      code: 'bump/bad-image-line',
      cause: `"${line}" in "images" ${cause}.`,
      remedy: `Write ${expected}, one line for each app.`,
    });
  if (split < 1) throw wrong('names no app');
  return {
    app: line.slice(0, split).trim(),
    reference: parseImageReference(line.slice(split + 1).trim()),
    wrong,
  };
}
