import { singleLine } from '@sealift/core/text/sanitize';
import type { Edits } from '../planning/edits.ts';

/** A unified diff without context: what is changed is one line for each scalar. */
export const renderDiff = ({ targets }: Edits): string =>
  targets
    .flatMap(({ target: { file }, scalars }) => scalars.map((scalar) => ({ file, ...scalar })))
    .filter(({ lineBefore, lineAfter }) => lineBefore !== lineAfter)
    .map(({ file, line, lineBefore, lineAfter }) =>
      [
        `--- a/${file}`,
        `+++ b/${file}`,
        `@@ -${line} +${line} @@`,
        // A line that was not there before is added alone.
        ...(lineBefore === '' ? [] : [`-${singleLine(lineBefore)}`]),
        `+${singleLine(lineAfter)}`,
      ].join('\n'),
    )
    .join('\n');
