/** Any text as a {@link SourceFile} without a tree: what a pattern matches in it is exchanged as it stands. */
import { lineFinder, type SourceFile } from './source-tree.ts';
import { guardOf } from './value-guards.ts';

export function plainSource(text: string, file: string): SourceFile {
  return {
    ...{ file, text, documents: [], comments: false, lineAt: lineFinder(text) },
    refusal: ({ text: value }) => guardOf(value),
    reads: ({ text: read }, value) => read === value,
    render: (_scalar, value) => value,
    disprove(changed, wanted) {
      let kept = 0;
      let after = 0;
      for (const [{ start, end }, value] of [...wanted].toSorted(([a], [b]) => a.start - b.start)) {
        const between = text.slice(kept, start);
        if (changed.slice(after, after + between.length + value.length) !== between + value)
          return 'something else in the file changes with it';
        after += between.length + value.length;
        kept = end;
      }
      return changed.slice(after) === text.slice(kept)
        ? undefined
        : 'something else in the file changes with it';
    },
  };
}
