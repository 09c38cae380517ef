/** Lines of the input "images": what to deploy without a record, or what goes back. */
import { isAppName } from '@sealift/core/config/pipeline';
import { configurationFailure } from '@sealift/core/failure';
import { parseImageName, parseImageReference } from '@sealift/core/image/reference';
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

/** Apps that go back, each with a release that stands for none yet. @throws Failure `bump/bad-image-line` */
export function parseRollback(lines: readonly string[]): readonly Release[] {
  return lines.map((line) => {
    const { app, reference, wrong } = splitLine(line, 'app=registry/repository');
    if (!isAppName(app)) throw wrong('names no app');
    if (reference.tag !== undefined || reference.digest !== undefined)
      throw wrong('names a tag or a digest, and what to go back to is found in the history');
    const image = parseImageName(`${reference.registry}/${reference.repository}`);
    return { app, image, tag: 'unknown', digest: NOTHING };
  });
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
