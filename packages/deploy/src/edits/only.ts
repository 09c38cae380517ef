/** Which of an image's places in a file are meant, by the tags that stand there now. */
import { createMatcher } from '@sealift/core/text/glob';
import { singleLine } from '@sealift/core/text/sanitize';
import type { DesiredImage } from './desired-image.ts';
import { scalarOf } from './fields.ts';
import type { ImageLocation } from './image-location.ts';
import { type Version, versionIn } from './image-text.ts';
import type { Matches } from './matches.ts';
import { refuse, type SourceFile } from './source-tree.ts';

/** What a location says now. */
export function versionOf(location: ImageLocation): Version {
  if (location.shape === 'reference') {
    const { tag, digest } = location.reference;
    return { ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
  }
  const { digest } = versionIn(scalarOf(location.digest)?.text ?? '');
  return { ...versionIn(scalarOf(location.tag)?.text ?? ''), ...(digest === undefined ? {} : { digest }) };
}

const labelOf = (location: ImageLocation): string => {
  const { tag, digest } = versionOf(location);
  return tag ?? digest?.slice(0, 15) ?? '';
};

/**
 * The places whose tag is one of those that `only` names; what was written before is of them whatever it is called.
 * @throws Failure `edits/not-found` when none is
 */
export function chosenBy(source: SourceFile, desired: DesiredImage, matches: Matches): Matches {
  const { only = [], tag } = desired;
  if (only.length === 0 || matches.locations.length === 0) return matches;
  const wanted = only.filter((pattern) => !pattern.startsWith('!'));
  const isWanted = wanted.length === 0 ? () => true : createMatcher(wanted, 'full');
  const isOther = createMatcher(
    only.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1)),
    'full',
  );
  const locations = matches.locations.filter((location) => {
    const now = versionOf(location).tag ?? '';
    return now === tag || (isWanted(now) && !isOther(now));
  });
  const [first] = matches.locations;
  if (locations.length > 0 || first === undefined) return { ...matches, locations };
  throw refuse(source, first.at, `The image of "${desired.app}"`, {
    code: 'edits/not-found',
    why: `has only tags that "only" does not name: ${tagsOf(matches.locations).slice(0, 12).join(', ')}`,
    remedy: 'Correct the patterns of "only".',
  });
}

const tagsOf = (locations: readonly ImageLocation[]): readonly string[] => [
  ...new Set(locations.map((location) => singleLine(labelOf(location)).slice(0, 80) || '(none)')),
];

/** A sentence when places with different tags get the same one: one of them may be an experiment that is meant. */
export function flattening(
  source: SourceFile,
  { app, tag }: DesiredImage,
  matches: Matches,
): string | undefined {
  const tags = tagsOf(matches.locations);
  if (tags.length < 2) return undefined;
  const shown = tags.slice(0, 6).map((each) => {
    const at = matches.locations.find((location) => tagsOf([location]).includes(each))?.at;
    return `${each} (line ${source.lineAt(at?.start ?? 0)})`;
  });
  return `${source.file} had different tags of "${app}": ${shown.join(', ')}${tags.length > shown.length ? ', …' : ''}. All become ${tag}; "only" chooses some.`;
}
