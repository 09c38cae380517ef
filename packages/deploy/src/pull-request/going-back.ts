/** The way back once a pull request is merged: one command for all of it. */
import { code, shortDigest, shortTag, text } from './format.ts';
import { listNames } from './summary-line.ts';
import type { AppChange, PullRequestText } from './text.ts';

/** What apps go back to, said one by one; the rest is counted. */
const MAX_ITEMS = 5;

/** @param pull undefined: there is no number to revert by */
export function goingBackLines(
  changes: readonly AppChange[],
  pull: PullRequestText['pull'],
): readonly string[] {
  if (pull === undefined || changes.length === 0) return [];
  const items = [...Map.groupBy(changes, targetOf)].map(
    ([target, members]) => `${text(listNames(members.map(nameOf)), 300)} to ${target}`,
  );
  const shown = items.slice(0, MAX_ITEMS).join('; ');
  return [
    '**Going back**',
    '',
    `Once this is merged, one command opens a pull request that takes all of it back: ${shown}${items.length > MAX_ITEMS ? `; and ${items.length - MAX_ITEMS} more` : ''}.`,
    '',
    '```sh',
    // Both are checked: a number, and a name of GitHub's grammar.
    `gh pr revert ${pull.number} --repo ${pull.repository.replace(/[^A-Za-z0-9._/-]/g, '')}`,
    '```',
  ];
}

const nameOf = ({ app, environment }: AppChange): string =>
  environment === undefined ? app : `${app} (${environment})`;

/** Markdown. */
function targetOf({ before, after }: AppChange): string {
  if (before.tag !== undefined && before.tag !== after.tag) return code(shortTag(before.tag), 60);
  if (before.digest !== undefined) return code(shortDigest(before.digest));
  return before.tag === undefined ? 'what it was before' : code(shortTag(before.tag), 60);
}
