/** Registries and attestations as a test says them to be: what cosign would have verified. */
import type { ImageFacts } from '@sealift/core/comparison/facts';
import { policyFailure } from '@sealift/core/failure';
import type { Digest } from '@sealift/core/image/digest';
import { formatImageName } from '@sealift/core/image/reference';
import type { ReleaseRecord } from '@sealift/core/release/record';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { exactly } from '@sealift/core/verification/identity';
import type { withImages } from '../src/reading/images.ts';

export type ImageWorld = {
  /** `registry/repository:tag` → digest. */
  readonly tags?: Readonly<Record<string, Digest>>;
  /** Verified records. An image without one does not verify. */
  readonly records: readonly ReleaseRecord[];
  readonly facts?: (record: ReleaseRecord) => ImageFacts;
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
  ({ tags = {}, records, facts = bare }: ImageWorld): typeof withImages =>
  async (_inputs, _seams, _releases, work) => {
    const recordOf = (digest: Digest) => records.find((record) => record.digest === digest);
    return work({
      policy: POLICY,
      digestOf: async (image, tag) => tags[`${formatImageName(image)}:${tag}`],
      async verify(release) {
        const record = recordOf(release.digest);
        if (record !== undefined) return { ...release, record };
        throw policyFailure({
          code: 'bump/unverified',
          cause: `"${release.app}" is not deployed: it is not signed.`,
          remedy: 'Release it again.',
        });
      },
      async facts(image, { tag, digest }) {
        const found = digest ?? tags[`${formatImageName(image)}:${tag ?? ''}`];
        if (found === undefined) return { unknown: 'the registry does not have it', absent: true };
        const record = recordOf(found);
        return record === undefined ? { unknown: 'it is not known here' } : facts(record);
      },
    });
  };
