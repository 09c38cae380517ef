/** Any job of the caller's run that may write packages: the registry, before the release and before the pull request. */
import { digestOf } from '@sealift/core/image/digest';
import { SIGNATURE_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import { MEDIA } from '@sealift/testing/image-layouts';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import { type Attack, inert, play, refused } from '../attack.ts';
import { OLD_COMMIT } from '../github-stand-in.ts';
import { releaseHonestly } from '../jobs.ts';
import { attach, foreignImage, manifestsIn, tag } from '../registry-attacks.ts';
import { deployment, release } from '../scenes.ts';
import { claimsOf } from '../steps.ts';
import { type Moment, type ReleaseWorld, RUN } from '../world.ts';

type Case = Attack<ReleaseWorld, Moment>;
type LateCase = Attack<ReleaseWorld, 'records' | 'bump'>;
const beforeTheRelease: readonly Case[] = [
  {
    tries: 'puts the tag of the release on an image of its own',
    against: 'merge',
    does: (world) => tag(world, `sha-${RUN.commit}`, foreignImage(world)),
    outcome: refused('publish/not-released', /carries the tag .* and is not that release: .*not signed/),
  },
  {
    tries: 'puts the tag of the release on what is no image',
    against: 'merge',
    does: (world) => tag(world, `sha-${RUN.commit}`, manifestsIn(world).put({ schemaVersion: 2 })),
    outcome: refused('registry/wrong-content', /download of/),
  },
  {
    tries: 'puts the tag of the release on the genuine release of an older commit',
    against: 'merge',
    given: (world) => releaseHonestly(world, { ...RUN, commit: OLD_COMMIT, runId: '16' }),
    does: (world) => {
      const old = manifestsIn(world).digestOf(`sha-${OLD_COMMIT}`);
      tag(world, `sha-${RUN.commit}`, old);
    },
    outcome: refused('publish/not-released', new RegExp(`release of commit ${OLD_COMMIT} instead of`)),
  },
  {
    tries: 'puts the tag of the release on the image of one of its platforms',
    against: 'merge',
    does: (world) => tag(world, `sha-${RUN.commit}`, world.legs[0]?.root ?? digestOf('')),
    outcome: refused('publish/not-released', /not signed/),
  },
  {
    tries: 'puts forged signatures on an image of its own, under the tag of the release',
    against: 'merge',
    does: (world) => {
      const digest = foreignImage(world);
      attach(
        world,
        digest,
        makeBundle({
          subject: digest,
          type: SIGNATURE_TYPE,
          predicate: {},
          claims: claimsOf(RUN),
          forged: true,
        }),
      );
      tag(world, `sha-${RUN.commit}`, digest);
    },
    outcome: refused('publish/not-released', /is not that release/),
  },
  {
    tries: 'takes the image of a platform out of the registry before it is signed',
    against: 'sign',
    does: (world) => manifestsIn(world).remove(world.legs[1]?.image ?? digestOf('')),
    outcome: refused('image/not-usable', /is not in the registry|not found|lacks/),
  },
  {
    tries: 'takes the index out of the registry before it is signed',
    against: 'sign',
    does: (world) => manifestsIn(world).remove(world.digest ?? digestOf('')),
    outcome: refused('image/not-found', /is not in the registry/),
  },
  {
    tries: 'attaches a bundle that nobody can read, before it is verified',
    against: 'verify',
    does: (world) => attach(world, world.digest ?? digestOf(''), '{"mediaType":', SIGNATURE_TYPE),
    outcome: inert('released'),
  },
  {
    tries: 'attaches a verdict that nobody signed',
    against: 'verify',
    does: (world) => {
      const subject = world.legs[0]?.image ?? digestOf('');
      attach(
        world,
        subject,
        makeBundle({
          subject,
          type: VERDICT_TYPE,
          predicate: { verdict: 'pass' },
          claims: claimsOf(RUN),
          forged: true,
        }),
      );
    },
    outcome: inert('released'),
  },
  {
    tries: 'attaches ten thousand documents to the image',
    against: 'verify',
    does: (world) => {
      const subject = { mediaType: MEDIA.index, digest: world.digest ?? digestOf(''), size: 1 };
      const config = { mediaType: MEDIA.config, digest: digestOf('{}'), size: 2 };
      for (let at = 0; at < 10_000; at += 1)
        manifestsIn(world).put({
          ...{ schemaVersion: 2, mediaType: MEDIA.manifest, artifactType: 'application/vnd.example' },
          ...{ config, layers: [], subject, annotations: { at: String(at) } },
        });
    },
    outcome: inert('released'),
  },
  {
    tries: 'attaches three hundred bundles that nobody can read to the image',
    against: 'verify',
    does: (world) => {
      for (let at = 0; at < 300; at += 1)
        attach(world, world.digest ?? digestOf(''), `${at}`, SIGNATURE_TYPE);
    },
    outcome: inert('released'),
  },
  {
    tries: 'attaches ten thousand bundles to the image',
    against: 'verify',
    does: (world) => {
      for (let at = 0; at < 10_000; at += 1)
        attach(world, world.digest ?? digestOf(''), `${at}`, SIGNATURE_TYPE);
    },
    outcome: refused('registry/too-many-referrers', /list of referrers .* has at least \d+ entries/),
  },
  {
    tries: 'takes the immutable tag between signature and tags',
    against: 'tags',
    does: (world) => tag(world, `sha-${RUN.commit}`, foreignImage(world)),
    outcome: refused('registry/tag-taken', /sha-/),
  },
  {
    tries: 'moves the floating tag between signature and tags',
    against: 'tags',
    does: (world) => tag(world, 'main', foreignImage(world)),
    outcome: inert('released'),
  },
];

const beforeThePullRequest: readonly LateCase[] = [
  {
    tries: 'moves the tag that is deployed to another image before the pull request',
    against: 'bump',
    does: (world) => tag(world, `sha-${RUN.commit}`, foreignImage(world)),
    outcome: refused('bump/unverified', /it is not signed/),
  },
  {
    tries: 'moves the tag that is deployed to the genuine release of an older commit before the pull request',
    against: 'bump',
    does: (world) => {
      const old = manifestsIn(world).digestOf(`sha-${OLD_COMMIT}`);
      tag(world, `sha-${RUN.commit}`, old);
    },
    outcome: refused('bump/unverified', new RegExp(`commit.*${OLD_COMMIT}|${OLD_COMMIT}.*commit`)),
  },
  {
    tries: 'puts the tag that is deployed on what is no image before the pull request',
    against: 'bump',
    does: (world) => tag(world, `sha-${RUN.commit}`, manifestsIn(world).put({ schemaVersion: 2 })),
    outcome: refused('registry/wrong-content', /download of/),
  },
  {
    tries: 'deletes the tag that is deployed before the pull request',
    against: 'bump',
    does: (world) => manifestsIn(world).remove(`sha-${RUN.commit}`),
    outcome: refused('bump/tag-moved', /the run says that it released it, .* is not in the registry/),
  },
  {
    tries: 'deletes the tag that is deployed, and the record that says so',
    against: 'records',
    does: (world) => {
      manifestsIn(world).remove(`sha-${RUN.commit}`);
      world.artifacts.stored.splice(0);
    },
    outcome: inert('nothing', { says: /api was planned and not released by this run/ }),
  },
];

play('other job of the run', release, beforeTheRelease);
play('other job of the run', deployment, beforeThePullRequest);
