/**
 * What Trivy's log says it did not look at. The report has a field for the distribution and its end of life; the rest
 * stands in the log only. Messages as in the sources of v0.76:
 * https://github.com/aquasecurity/trivy/tree/main/pkg
 */
import { singleLine } from '../text/sanitize.ts';
import type { BlindnessKind, Observation } from './blindness.ts';
import { cut } from './sarif-text.ts';

type Meaning = { readonly begins: string; readonly kind?: BlindnessKind; readonly detail?: string };

/** The first that fits counts; without a kind it is nothing that is not known otherwise, or says nothing of the image. */
const WARNINGS: readonly Meaning[] = [
  { begins: 'No OS package is detected' },
  { begins: 'e.g. files under' },
  { begins: 'This OS version is no longer supported' },
  { begins: 'The vulnerability detection may be insufficient' },
  { begins: 'Using severities from other vendors' },
  { begins: 'The size of the scanned file is too large' },
  { begins: 'Unable to find python `site-packages`' },
  { begins: 'Unable to get licenses' },
  { begins: 'Unable to collect licenses' },
  { begins: 'Failed to clean the artifact' },
  { begins: 'Failed to remove layer cache' },
  {
    begins: 'This OS version is not on the EOL list',
    kind: 'unlisted-release',
    detail: 'Trivy does not know this release of the distribution: it may have no advisories for it',
  },
  {
    begins: 'Unsupported os',
    kind: 'unsupported-system',
    detail: 'Trivy has no advisories for this distribution: its packages were not compared',
  },
  {
    begins: 'Mixing Alpine versions',
    kind: 'unsupported-system',
    detail: 'The packages come from several releases of Alpine, and only one was compared with',
  },
  {
    begins: 'Some OS packages were skipped',
    kind: 'skipped',
    detail: 'Packages of another distribution were not compared',
  },
  {
    begins: 'Conda package is supported for SBOM',
    kind: 'skipped',
    detail: 'Packages of Conda were not compared',
  },
  {
    begins: 'The library type is not supported',
    kind: 'skipped',
    detail: 'Packages of a language that Trivy has no advisories for were not compared',
  },
  {
    begins: 'Version matching error',
    kind: 'skipped',
    detail: 'Versions that Trivy does not understand were not compared',
  },
  ...['Parse error', 'Invalid version', 'Invalid source version', 'Cannot parse', 'Could not parse'].map(
    (begins) => ({ begins, kind: 'unreadable', detail: 'Package data could not be read' }) as const,
  ),
  ...['Unable to parse', 'Failed to parse', 'Unable to detect', 'Unable to resolve'].map(
    (begins) => ({ begins, kind: 'unreadable', detail: 'Package data could not be read' }) as const,
  ),
];

/** At this level Trivy says much; only these mean that it passed over something. */
const DEBUG: readonly Meaning[] = [
  { begins: 'Analysis error', kind: 'unreadable', detail: 'A file could not be read' },
  { begins: 'Walk error', kind: 'unreadable', detail: 'A file could not be read' },
  { begins: 'Permission error', kind: 'unreadable', detail: 'A file could not be opened' },
  {
    begins: 'Skipping vulnerability scan as no version is detected',
    kind: 'skipped',
    detail: 'Packages without a version were not compared',
  },
  {
    begins: 'Skipping third-party packages',
    kind: 'skipped',
    detail: 'Packages from other repositories than the distribution\u2019s were not compared',
  },
  {
    begins: 'Failed to parse the installed package version',
    kind: 'skipped',
    detail: 'Versions that Trivy does not understand were not compared',
  },
  {
    begins: 'Installed package version error',
    kind: 'skipped',
    detail: 'Versions that Trivy does not understand were not compared',
  },
];

/** UTF-16 units of an example. */
const MAX_EXAMPLE = 160;

/**
 * @param lines of Trivy's log, control characters included
 * @returns one observation for each thing that was said, with how often and the first example
 */
export function observeLog(lines: Iterable<string>): readonly Observation[] {
  const said = new Map<string, { readonly kind: BlindnessKind; count: number; readonly example: string }>();
  for (const line of lines) {
    const [, level = '', message = '', ...facts] = line.split('\t');
    const text = message.replace(/^\[[\w-]{1,40}\] /, '');
    const meaning = meaningOf(level, text);
    if (meaning?.kind === undefined) continue;
    const detail = meaning.detail ?? `Trivy warns: ${cut(singleLine(text), 200)}`;
    const known = said.get(detail);
    if (known !== undefined) known.count += 1;
    // A hostile image may have Trivy say many things.
    else if (said.size < 100)
      said.set(detail, {
        kind: meaning.kind,
        count: 1,
        example: cut(singleLine(facts.join(' ')), MAX_EXAMPLE),
      });
  }
  return [...said].map(([detail, { kind, count, example }]) => ({
    kind,
    detail: `${detail}${example === '' ? '' : ` (${count === 1 ? '' : `${count} times, first: `}${example})`}.`,
  }));
}

function meaningOf(level: string, text: string): Meaning | undefined {
  if (level === 'DEBUG') return DEBUG.find(({ begins }) => text.startsWith(begins));
  if (level !== 'WARN' && level !== 'ERROR') return undefined;
  return WARNINGS.find(({ begins }) => text.startsWith(begins)) ?? { begins: '', kind: 'warning' };
}

/** Whether a line may matter here: the others need not be kept. */
export const mayMatter = (line: string): boolean => {
  const [, level = '', message = ''] = line.split('\t', 3);
  return meaningOf(level, message.replace(/^\[[\w-]{1,40}\] /, ''))?.kind !== undefined;
};
