/** What is deployed and should not be, or not under that name. */
import { createHash } from 'node:crypto';
import type { Target } from '@sealift/deploy/targets/target';
import type { Deployed } from '../reading/images.ts';

/** A place of an app in a file of the ops repository, with what it says. */
export type Place = { readonly target: Target; readonly deployed: Deployed };

export type FindingKind =
  /** The digest beside a tag is another than the tag names. */
  | 'digest-differs'
  /** A tag names something else than the release that it was given to. */
  | 'tag-moved'
  /** The registry has no such tag. */
  | 'tag-gone'
  /** No release verifies for it. */
  | 'unverified'
  /** `trust:` does not let it into this file. */
  | 'not-allowed'
  /** Nobody can tell from the file what is deployed. */
  | 'unreadable'
  /** A registry did not answer, so that nothing is known. */
  | 'unknown';

export type Finding = {
  readonly kind: FindingKind;
  readonly app: string;
  readonly environment: string | undefined;
  readonly file: string;
  readonly deployed: Deployed;
  /** A sentence; its parts come from outside. */
  readonly detail: string;
};

export const isDrift = ({ kind }: Finding): boolean => kind !== 'unknown';

/** The same for the same findings, in whatever order and words. */
export function digestOfFindings(findings: readonly Finding[]): string {
  const lines = findings.map(({ kind, app, environment, file, deployed: { tag, digest } }) =>
    JSON.stringify([kind, app, environment ?? '', file, tag ?? '', digest ?? '']),
  );
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex').slice(0, 16);
}
