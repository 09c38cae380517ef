/** Exchanges the ranges of scalars in a file's text, all at once, and proves that nothing else changed. */
import { configurationFailure } from '@sealift/core/failure';
import { requireAlone } from './shared-values.ts';
import { nameOf, refuse, type ScalarNode, type SourceFile, unproven } from './source-tree.ts';
import { TEMPLATE } from './value-guards.ts';

export type Change = {
  readonly scalar: ScalarNode;
  readonly value: string;
  /** Whoever refers to the value wants the same: it has been looked at. */
  readonly sharing?: 'checked';
};

export type ChangedLine = {
  /** 1-based. */
  readonly line: number;
  /** The whole line before and after, without line break. */
  readonly lineBefore: string;
  readonly lineAfter: string;
};

export type Spliced = {
  /** The same string as before when nothing had to change. */
  readonly text: string;
  /** In the order of the changes. */
  readonly lines: readonly ChangedLine[];
};

/**
 * @param changes each scalar at most once
 * @throws Failure `configuration` when a value must not be edited, `internal` when the proof fails
 */
export function splice(source: SourceFile, changes: readonly Change[]): Spliced {
  for (const { scalar, value, sharing } of changes) {
    refuseValue(source, scalar, value);
    if (sharing !== 'checked') requireAlone(source, scalar);
    const refusal = source.refusal(scalar);
    if (refusal !== undefined) throw refuse(source, scalar, `"${nameOf(scalar)}"`, refusal);
  }
  const needed = changes
    .filter(({ scalar, value }) => !source.reads(scalar, value))
    .toSorted((a, b) => a.scalar.start - b.scalar.start);

  let text = '';
  let kept = 0;
  for (const { scalar, value } of needed) {
    if (scalar.start < kept) throw unproven(source.file, 'two values overlap');
    text += source.text.slice(kept, scalar.start) + source.render(scalar, value);
    kept = scalar.end;
  }
  text += source.text.slice(kept);
  if (needed.length > 0) {
    const reason = source.disprove(text, new Map(needed.map(({ scalar, value }) => [scalar, value])));
    if (reason !== undefined) throw unproven(source.file, reason);
  }

  // No edit adds or removes a line break, so lines keep their numbers.
  const before = source.text.split('\n');
  const after = text.split('\n');
  if (before.length !== after.length) throw unproven(source.file, 'the number of lines changes');
  const lineOf = (lines: readonly string[], line: number) => (lines[line - 1] ?? '').replace(/\r$/, '');
  return {
    text: needed.length === 0 ? source.text : text,
    lines: changes.map(({ scalar }) => {
      const line = source.lineAt(scalar.start);
      return { line, lineBefore: lineOf(before, line), lineAfter: lineOf(after, line) };
    }),
  };
}

function refuseValue(source: SourceFile, scalar: ScalarNode, value: string): void {
  const bad = (why: string, remedy: string) =>
    configurationFailure({
      code: 'edits/bad-value',
      cause: `The new value of "${nameOf(scalar)}" in ${source.file} ${why}.`,
      remedy,
    });
  if (!value.isWellFormed() || /[\r\n]/.test(value))
    throw bad('is not one line of text', 'Give a value without line breaks.');
  if (TEMPLATE.test(value))
    throw bad(
      'holds a template expression',
      'Give the value itself: Helm and others would run the expression.',
    );
}
