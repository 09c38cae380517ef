/**
 * How documentation and templates name this repository: before its first release by `@v1`, from then on by the commit of
 * the newest one, with the version in a comment that update bots keep.
 */

export type Pin = {
  /** 40 hex digits. */
  readonly commit: string;
  readonly version: string;
};

const USES = /(uses: sealift\/sealift\/[A-Za-z0-9._/-]{1,200}@)([A-Za-z0-9._-]{1,100})( +#[^\n]*)?$/;
/** A trusted signer by release tags, on a line of its own; one by commit may follow it. */
const SIGNER = 'https://github.com/sealift/sealift/.github/workflows/release-app.yml@';
const BY_TAG = `${SIGNER}refs/tags/v*`;

/** What stands after `@` of each `uses:`, with its comment. */
export const pinsIn = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => {
    const found = USES.exec(line);
    return found === null ? [] : [`${found[2]}${(found[3] ?? '').replace(/^ +/, ' ')}`];
  });

/** Commits that are trusted to sign, beside release tags. */
export const signersIn = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => {
    const at = line.indexOf(SIGNER);
    const commit = at < 0 ? undefined : /^[0-9a-f]{40}\b/.exec(line.slice(at + SIGNER.length))?.[0];
    return commit ?? [];
  });

export const formatPin = ({ commit, version }: Pin): string => `${commit} # v${version}`;

/** Names that release everywhere, and trusts its commit wherever its tags are trusted. */
export function setPins(text: string, pin: Pin): string {
  const lines = text
    .split('\n')
    .map((line) => line.replace(USES, (_, uses: string) => `${uses}${formatPin(pin)}`));
  return lines.flatMap((line, at) => signersAt(line, lines[at - 1], pin)).join('\n');
}

function signersAt(line: string, before: string | undefined, pin: Pin): readonly string[] {
  const trimmed = line.trim();
  // That of an earlier release, which the line before brings anew.
  if (before !== undefined && isByTag(before) && /@[0-9a-f]{40}\b/.test(trimmed) && trimmed.includes(SIGNER))
    return [];
  if (!isByTag(line)) return [line];
  const item = trimmed.startsWith('- ');
  const indent = line.slice(0, line.length - line.trimStart().length);
  return [line, `${indent}${item ? '- ' : ''}${SIGNER}${pin.commit}${item ? ` # v${pin.version}` : ''}`];
}

/** It stands alone, as an item of a list or a line of a block. */
function isByTag(line: string): boolean {
  const trimmed = line.trim();
  return trimmed === BY_TAG || trimmed === `- ${BY_TAG}`;
}
