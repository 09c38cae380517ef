/** Statements that a run of before has made: they are genuine. */
import type { Digest } from '@sealift/core/image/digest';
import { type ScanPart, VERDICT_TYPE } from '@sealift/core/release/record';
import { scanOf } from '@sealift/testing/signed-release';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import { attach } from '../registry-attacks.ts';
import { claimsOf } from '../steps.ts';
import { type ReleaseWorld, RUN } from '../world.ts';

export const HOUR = 3_600_000;

export const OTHER: Digest = `sha256:${'9'.repeat(64)}`;

export const platformOf = (world: ReleaseWorld) => {
  const [leg] = world.legs;
  if (leg === undefined) throw new Error('nothing was built');
  return leg.image;
};

export const verdict = (
  world: ReleaseWorld,
  change: Partial<ScanPart>,
  signedAt: string,
  claims = claimsOf(RUN),
) => {
  const subject = platformOf(world);
  const predicate = scanOf('linux/amd64', subject, change);
  attach(world, subject, makeBundle({ subject, type: VERDICT_TYPE, predicate, claims, signedAt }));
};

/** After everything that was signed when the image was released. */
export const LATER = '2027-01-01T00:00:00Z';

export const EARLIER = '2026-01-02T00:00:00Z';

export const FAIL: Partial<ScanPart> = {
  verdict: 'fail',
  blocking: 1,
  counts: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 1, CRITICAL: 0 },
  scannedAt: '2026-12-31T00:00:00Z',
};
