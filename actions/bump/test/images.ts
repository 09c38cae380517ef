/** Registries and attestations as a test says them to be: what cosign would have verified. */
import type { ImageFacts } from '@sealift/core/comparison/facts';
import { type Failure, policyFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { formatImageName, type ImageName } from '@sealift/core/image/reference';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { signerDifferences, type TrustPolicy } from '@sealift/core/verification/conditions';
import { exactly } from '@sealift/core/verification/identity';
import type { Deployed, NotKnown, withImages } from '../src/reading/images.ts';

export type ImageWorld = {
  /** `registry/repository:tag` → digest. */
  readonly tags?: Readonly<Record<string, Digest>>;
  /** Verified records. An image without one does not verify. */
  readonly records: readonly ReleaseRecord[];
  readonly facts?: (record: ReleaseRecord) => ImageFacts;
  /** Why one cannot be judged. */
  readonly unreadable?: Readonly<Record<Digest, Failure>>;
  /** Identity that signed each; everybody is trusted without it. */
  readonly signedBy?: (record: ReleaseRecord) => string;
  /** What every question for a tag ends with. */
  readonly silent?: Failure;
  /** Told what is demanded of each release. */
  readonly asked?: (policy: TrustPolicy) => void;
};

export const POLICY: TrustPolicy = {
  identities: exactly('https://github.com/sealift/sealift/.github/workflows/build-and-push.yml@refs/tags/v1'),
  issuer: 'https://token.actions.githubusercontent.com',
  sourceRepository: 'acme/shop',
  sourceRef: 'refs/heads/main',
};

const bare = (record: ReleaseRecord): ImageFacts => ({
  record,
  platforms: record.platforms.map(({ platform, digest, size, scan }) => ({
    platform,
    digest,
    size,
    findings: undefined,
    databaseUpdatedAt: scan.database.updatedAt,
    packages: [],
  })),
});

export const fakeImages =
  ({
    tags = {},
    records,
    facts = bare,
    signedBy,
    asked,
    silent,
    unreadable = {},
  }: ImageWorld): typeof withImages =>
  async (inputs, _seams, _releases, work) => {
    const recordOf = (digest: Digest) => records.find((record) => record.digest === digest);
    const policy = inputs.verification.policy ?? POLICY;
    /** Why a record does not count; undefined when it does. Without `signedBy` everybody is trusted. */
    const distrust = (record: ReleaseRecord, trusted: TrustPolicy): string | undefined => {
      if (signedBy === undefined) return undefined;
      const { repository, ref } = record.source;
      const found = { identity: signedBy(record), issuer: POLICY.issuer };
      return signerDifferences(trusted, { ...found, sourceRepository: repository, sourceRef: ref })[0];
    };
    const released = (
      image: ImageName,
      { tag, digest }: Deployed,
      known = policy,
    ): ReleaseRecord | NotKnown => {
      const found = digest ?? tags[`${formatImageName(image)}:${tag ?? ''}`];
      if (found === undefined) return { unknown: 'the registry does not have it', absent: true };
      const record = recordOf(found);
      if (record === undefined) return { unknown: 'it is not known here' };
      const reason = distrust(record, { ...known, sourceRef: undefined });
      return reason === undefined ? record : { unknown: reason };
    };
    return work({
      policy,
      async digestOf(image, tag) {
        if (silent !== undefined) throw silent;
        return tags[`${formatImageName(image)}:${tag}`];
      },
      async verify(release, demand) {
        asked?.(demand?.policy ?? policy);
        const unread = unreadable[release.digest];
        if (unread !== undefined) throw unread;
        const record = recordOf(release.digest);
        const isOther = release.commit !== undefined && record?.source.commit !== release.commit;
        const reason =
          record === undefined
            ? 'it is not signed'
            : isOther
              ? 'its record names another commit'
              : distrust(record, demand?.policy ?? policy);
        if (record !== undefined && reason === undefined)
          return { ...release, tag: release.tag ?? record.deployTag, record };
        throw policyFailure({
          code: 'bump/unverified',
          cause: `"${release.app}" is not deployed: ${reason}.`,
          remedy: 'Release it again.',
        });
      },
      facts: async (...asked) => {
        const found = released(...asked);
        return 'unknown' in found ? found : facts(found);
      },
      record: async (...asked) => {
        const found = released(...asked);
        return 'unknown' in found ? found : { record: found };
      },
    });
  };
