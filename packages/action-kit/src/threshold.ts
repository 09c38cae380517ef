/** The input `severity`: the same words and rules in every action that judges. */
import { configurationFailure } from '@sealift/core/failure';
import { SEVERITIES, type Severity } from '@sealift/core/scan/severity';

const ORDER: readonly string[] = SEVERITIES;

/**
 * The lowest severity that counts, from the input `severity`: one word, or a list without a gap up to CRITICAL, as users
 * of trivy-action write it.
 * @throws Failure `action/input`
 */
export function parseThreshold(words: readonly string[]): Severity {
  const wrong = (reason: string) =>
    configurationFailure({
      code: 'action/input',
      cause: `The input "severity" is "${words.join(',')}": ${reason}.`,
      remedy: 'Name the lowest severity that counts: LOW, MEDIUM, HIGH or CRITICAL.',
    });
  const ranks = words.map((word) => ORDER.indexOf(word.toUpperCase()));
  const [first] = ranks;
  if (first === undefined) throw wrong('it names none');
  if (ranks.includes(-1)) throw wrong('it names what is not a severity');
  const lowest = Math.min(...ranks);
  const expected = SEVERITIES.length - lowest;
  if (ranks.length > 1 && new Set(ranks).size !== expected)
    throw wrong('it has a gap, and everything above the lowest counts');
  return SEVERITIES[lowest] ?? 'CRITICAL';
}
