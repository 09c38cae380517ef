/** A `# syntax=` frontend writes the index of the layout. */
import { digestOf } from '@sealift/core/image/digest';
import { type Json, type LayoutWriter, layoutWriter, MEDIA } from '@sealift/testing/image-layouts';
import { type Attack, play, refused } from '../attack.ts';
import { release } from '../scenes.ts';
import type { Moment, ReleaseWorld } from '../world.ts';

type Case = Attack<ReleaseWorld, Moment>;

/** An index as a `# syntax=` frontend can have BuildKit write it: an honest image, and what stands beside it. */
const index = (
  tries: string,
  entries: (writer: LayoutWriter, honest: Json & { digest: `sha256:${string}` }) => Promise<readonly Json[]>,
  outcome: Case['outcome'],
): Case => ({
  tries,
  against: 'build',
  does: (world) => {
    world.build.layout = async (architecture) => {
      const writer = await layoutWriter();
      const honest = await writer.image('linux', architecture);
      const root = await writer.index(await entries(writer, honest));
      await writer.finish(root);
      return { directory: writer.directory, root: root.digest, image: honest.digest };
    };
  },
  outcome,
});

const posing = (subject: string) => ({
  'vnd.docker.reference.digest': subject,
  'vnd.docker.reference.type': 'attestation-manifest',
});

const UNKNOWN = { os: 'unknown', architecture: 'unknown' };

const indexes: readonly Case[] = [
  index(
    'hides the image of another platform as an attestation',
    async (writer, honest) => [
      honest,
      { ...(await writer.image('linux', 's390x')), annotations: posing(honest.digest) },
    ],
    refused('image/other-platforms', /s390x/),
  ),
  index(
    'puts a second image of the same platform first, as an attestation',
    async (writer, honest) => [
      {
        ...(await writer.image('linux', 'amd64', Buffer.from('backdoor'))),
        platform: honest['platform'],
        annotations: posing(honest.digest),
      },
      honest,
    ],
    refused('registry/bad-layout', /two images|announced/),
  ),
  index(
    'hides an image behind an unknown platform',
    async (writer, honest) => [
      honest,
      {
        ...(await writer.image('linux', 'amd64', Buffer.from('backdoor'))),
        platform: UNKNOWN,
        annotations: posing(honest.digest),
      },
    ],
    refused('registry/bad-layout', /announced for unknown/),
  ),
  index(
    'hides an image behind an unknown platform in its config too',
    async (writer, honest) => [
      honest,
      {
        ...(await writer.image('unknown', 'unknown', Buffer.from('backdoor'))),
        annotations: posing(honest.digest),
      },
    ],
    refused('registry/bad-layout', /nor is it an attestation/),
  ),
  index(
    'attests something that is not there',
    async (writer, honest) => [honest, await writer.attestation(digestOf('elsewhere'))],
    refused('registry/bad-layout', /which is not in it/),
  ),
  index(
    'lists an index in the index',
    async (writer, honest) => [
      honest,
      await writer.index([await writer.image('linux', 'amd64', Buffer.from('backdoor'))]),
    ],
    refused('registry/bad-layout', /is an index itself/),
  ),
  index(
    'lists what is of no known kind',
    async (writer, honest) => [
      honest,
      {
        ...(await writer.add('application/vnd.evil+json', { a: 1 })),
        platform: { os: 'linux', architecture: 'arm64' },
      },
    ],
    refused('registry/bad-layout', /unknown media type/),
  ),
  index(
    'adds an image for a platform that nobody planned',
    async (writer, honest) => [honest, await writer.image('linux', 's390x')],
    refused('image/other-platforms', /also for linux\/s390x/),
  ),
  index(
    'announces an image for another platform than it is configured for',
    async (_, honest) => [{ ...honest, platform: { os: 'linux', architecture: 's390x' } }],
    refused('registry/bad-layout', /is announced for linux\/s390x/),
  ),
  index('leaves the index empty', async () => [], refused('registry/bad-layout', /no image of any platform/)),
  index(
    'announces another size than the image has',
    async (_, honest) => [{ ...honest, size: 1 }],
    refused('registry/bad-layout', /bytes/),
  ),
  index(
    'has a layer fetched from its own server',
    async (writer) => {
      const config = await writer.add(MEDIA.config, {
        os: 'linux',
        architecture: 'amd64',
        rootfs: { type: 'layers', diff_ids: [] },
      });
      const layer = await writer.add(
        'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
        Buffer.from('x'),
      );
      const layers = [{ ...layer, urls: ['https://evil.example/layer'] }];
      return [
        await writer.add(MEDIA.manifest, { schemaVersion: 2, mediaType: MEDIA.manifest, config, layers }),
      ];
    },
    refused('registry/bad-layout', /may not be distributed/),
  ),
];

play('base image, and what the Dockerfile downloads', release, indexes);
