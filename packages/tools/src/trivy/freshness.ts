/** How old a database may be. */

import * as v from 'valibot';
import { DATABASES, type DatabaseKind } from './arguments.ts';

const time = v.pipe(
  v.string(),
  v.transform((text) => Date.parse(text)),
  v.number(),
  v.finite(),
);

const Metadata = v.object({
  Version: v.pipe(v.number(), v.integer(), v.minValue(0)),
  UpdatedAt: time,
  DownloadedAt: v.optional(time),
});

export type DatabaseMetadata = {
  readonly version: number;
  /** When it was made, milliseconds since 1970. */
  readonly updatedAt: number;
  /** When this machine got it, milliseconds since 1970. */
  readonly downloadedAt: number;
};

/** The metadata.json that Trivy writes beside a database, or a clause why Trivy could not use the database. */
export function parseMetadata(
  kind: DatabaseKind,
  text: string,
): DatabaseMetadata | { readonly problem: string } {
  try {
    const { Version, UpdatedAt, DownloadedAt } = v.parse(Metadata, JSON.parse(text));
    if (Version !== DATABASES[kind].schema)
      return { problem: `its schema is ${Version}, and only ${DATABASES[kind].schema} is known` };
    if (UpdatedAt <= 0) return { problem: 'it does not say when it was made' };
    return { version: Version, updatedAt: UpdatedAt, downloadedAt: DownloadedAt ?? 0 };
  } catch {
    return { problem: `it is not a ${DATABASES[kind].title}` };
  }
}

const HOUR = 3_600_000;
/** A new vulnerability database appears every six hours, a new Java one every day or so. */
const REFRESH_AFTER = { vulnerabilities: 12 * HOUR, java: 72 * HOUR } as const;
/** The registry is not asked again so soon: its newest may simply be older. */
const ASK_AGAIN_AFTER = HOUR;
/** Clocks differ by minutes; what is made later than this would never be too old. */
const CLOCK_DIFFERENCE = HOUR;

/**
 * - `fresh`: used as it is
 * - `old`: a newer one is looked for; used when there is none
 * - `expired`: older than the policy allows, never used
 * - `future`: made later than now, never used
 */
export type Freshness = 'fresh' | 'old' | 'expired' | 'future';

/** @param maxAge milliseconds */
export function freshness(
  kind: DatabaseKind,
  { updatedAt, downloadedAt }: DatabaseMetadata,
  now: number,
  maxAge: number,
): Freshness {
  const age = now - updatedAt;
  if (age > maxAge) return 'expired';
  if (age < -CLOCK_DIFFERENCE) return 'future';
  if (age <= REFRESH_AFTER[kind] || Math.abs(now - downloadedAt) < ASK_AGAIN_AFTER) return 'fresh';
  return 'old';
}
