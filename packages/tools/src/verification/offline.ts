/** Verifies an image whose registry cannot be asked: the attested record says what it consists of. */
import { formatPlatform } from '@sealift/core/image/platform';
import { ReleaseRecord } from '@sealift/core/release/record';
import { newestOf } from '@sealift/core/verification/signed-time';
import * as v from 'valibot';
import { type Checker, inspectSubject } from '../cosign/subject-check.ts';
import { type CheckedImage, checkGraph, type Demand, type Target } from './image-check.ts';

/**
 * As `checkImage`, without its manifests. Which platforms an index has is believed of the record that its signer
 * attested of this digest: nobody can put another manifest under it. Without a record only the digest itself is
 * verified.
 * @throws Failure `sigstore/no-trust-root`, when it cannot be judged
 */
export async function checkOffline(checker: Checker, target: Target, demand: Demand): Promise<CheckedImage> {
  const { digest } = target.image;
  const state = await inspectSubject(checker, target.image, ['record']);
  const commit = target.claimed?.source.commit ?? demand.commit;
  const records = (await state.statements('record')).flatMap(({ predicate, signed }) => {
    const parsed = v.safeParse(ReleaseRecord, predicate);
    const ours = parsed.success && (commit === undefined || parsed.output.source.commit === commit);
    return ours ? [{ signed, record: parsed.output }] : [];
  });
  const [newest] = records.length === 0 ? [] : newestOf(records);
  return checkGraph(
    checker,
    target,
    { digest, platforms: newest?.record.platforms ?? [{ platform: ANY, digest, size: 0 }] },
    demand,
  );
}

/** What nobody has looked into. */
const ANY = formatPlatform({ os: 'unknown', architecture: 'unknown' });
