/** Puts statements beside their subject, and looks again until they stay there. */
import { remoteFailure } from '@sealift/core/failure';
import { formatImageReference } from '@sealift/core/image/reference';
import type { Clock, Log } from '@sealift/core/log';
import {
  attachReferrers,
  listReferrers,
  type Referrer,
  type ReferrerWriter,
} from '@sealift/registry/referrers';
import { BUNDLE_TYPES } from '@sealift/tools/cosign/bundles';
import type { Subject } from '@sealift/tools/cosign/cosign';

/** How often what another writer removed is attached again. */
const ROUNDS = 4;
/** Milliseconds before the second round; doubled each time, up to half as much again at random. */
const FIRST_PAUSE = 500;

export type AttachDependencies = {
  readonly client: ReferrerWriter;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal?: AbortSignal;
};

/**
 * Attaches what is fresh in one write. Whoever lists a referrer by a fallback tag rewrites a shared list and may drop
 * what others have put there meanwhile: so the list is read again, and what is gone is attached again, not made again.
 * @param existing what is there and must not be lost either
 * @throws Failure `sign/not-kept` when a statement does not stay; those of the registry
 */
export async function attachStatements(
  { subject, label }: { readonly subject: Subject; readonly label: string },
  fresh: readonly Referrer[],
  existing: readonly Referrer[],
  { client, clock, log, signal }: AttachDependencies,
): Promise<void> {
  const image = { registry: subject.registry, repository: subject.repository };
  const all = [...existing, ...fresh];
  let missing = fresh;
  for (let round = 1; ; round += 1) {
    await attachReferrers(client, image, subject.digest, missing);
    const listed = new Set(
      (await listReferrers(client, image, subject.digest, BUNDLE_TYPES)).map(({ digest }) => digest),
    );
    missing = all.filter(({ descriptor }) => !listed.has(descriptor.digest));
    if (missing.length === 0) return;
    if (round === ROUNDS) throw notKept(subject, missing.length);
    log.warning(
      `${missing.length} of ${all.length} statements about ${label} are not listed any more and are attached again.`,
    );
    await clock.sleep(FIRST_PAUSE * 2 ** (round - 1) * (1 + Math.random() / 2), signal);
  }
}

const notKept = (subject: Subject, count: number) =>
  remoteFailure({
    code: 'sign/not-kept',
    cause: `The registry does not keep ${count === 1 ? 'a statement' : `${count} statements`} about ${formatImageReference(subject)}: written ${ROUNDS} times, not listed afterwards.`,
    remedy: 'Let no other job sign or attest this image at the same time, and run the job again.',
  });
