/** The title of a pull request, which is also the first line of its commit. */
import { cut } from '@sealift/core/scan/sarif-text';
import { singleLine, titleText } from '@sealift/core/text/sanitize';
import { fillTemplate } from '@sealift/core/text/template';
import type { Origin } from '../targets/release.ts';
import type { Summarised } from './summary-line.ts';
import { inSentence, placeholdersOf } from './templates.ts';

/** UTF-16 units. GitHub's limit for titles. */
export const MAX_TITLE = 256;
/** Of one value in it. */
const MAX_VALUE = 160;

export const DEFAULT_TITLE = '{summary}';

/** What a title is made of: all that the branch changes. */
export type Titled = Summarised & { readonly origin?: Omit<Origin, 'runUrl'> | undefined };

/**
 * One line of text.
 * @throws Failure `text/unknown-placeholder`
 */
export function renderTitle({ origin, ...what }: Titled, template = DEFAULT_TITLE): string {
  const values = placeholdersOf(what, origin);
  const title = fillTemplate(singleLine(template), values, 'title', (value, name, before) =>
    titleText(cut(inSentence(value, name, before), MAX_VALUE)),
  ).trim();
  return cut(title, MAX_TITLE);
}
