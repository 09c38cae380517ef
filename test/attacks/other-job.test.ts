/** Any job of the caller's run: it can write the artifact store without a permission, and the registry with one. */
import { digestOf } from '@sealift/core/image/digest';
import { SIGNATURE_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import { makeBundle } from '@sealift/testing/fake-sigstore';
import { MEDIA } from '@sealift/testing/image-layouts';
import { zip } from '@sealift/testing/zip';
import { archiveOf } from './artifact-store.ts';
import { type Attack, inert, play, refused } from './attack.ts';
import { OLD_COMMIT } from './github-stand-in.ts';
import { evidenceFiles, releaseHonestly } from './jobs.ts';
import { replaceRecord, savedRecord } from './records.ts';
import { attach, foreignImage, manifestsIn, tag } from './registry-attacks.ts';
import { deployment, release } from './scenes.ts';
import { claimsOf } from './steps.ts';
import { type Moment, type ReleaseWorld, RUN } from './world.ts';

type Case = Attack<ReleaseWorld, Moment>;
type LateCase = Attack<ReleaseWorld, 'records' | 'bump'>;
const IMAGE = 'ghcr.io/acme/shop/api';

/** Passing evidence of an image that nobody built here. */
const forged = () => {
  const image = digestOf('an image of before');
  return archiveOf({
    ...evidenceFiles({ platform: 'linux/amd64', root: image, image }),
    'publish.json': JSON.stringify({ image: IMAGE, digest: image, tags: [], existing: false }),
  });
};
const own = ({ artifacts }: ReleaseWorld) => {
  const [first] = artifacts.stored;
  if (first === undefined) throw new Error('no leg saved its evidence');
  return first;
};

const ofTheBuild: readonly Case[] = [
  {
    tries: 'uploads other evidence under the name of a build, later',
    against: 'evidence',
    does: (world) => world.artifacts.put(own(world).name, forged()),
    outcome: inert('released'),
  },
  {
    tries: 'renames the evidence of a build and uploads other evidence in its place',
    against: 'evidence',
    does: (world) => {
      const { name } = own(world);
      own(world).name = 'renamed';
      world.artifacts.put(name, forged());
    },
    outcome: inert('released'),
  },
  {
    tries: 'uploads evidence of a platform that nobody planned',
    against: 'evidence',
    does: ({ artifacts }) => artifacts.put('build--api--2', forged()),
    outcome: inert('released'),
  },
  {
    tries: 'uploads a thousand artifacts that look like builds',
    against: 'evidence',
    does: ({ artifacts }) => {
      for (let at = 2; at < 1002; at += 1) artifacts.put(`build--api--${at}`, Buffer.from(`${at}`));
    },
    outcome: inert('released'),
  },
  {
    tries: 'deletes the evidence of a platform',
    against: 'evidence',
    does: ({ artifacts }) => artifacts.stored.pop(),
    outcome: refused('artifacts/missing', /linux\/arm64 is not what its build job uploaded/),
  },
  {
    tries: 'replaces the evidence of a build, digest and all',
    against: 'evidence',
    does: (world) => Object.assign(own(world), { bytes: forged(), digest: digestOf(forged()) }),
    outcome: refused('artifacts/missing', /linux\/amd64 is not what its build job uploaded/),
  },
  {
    tries: 'replaces the evidence of a build in a store that goes on naming the old digest',
    against: 'evidence',
    does: (world) => Object.assign(own(world), { bytes: forged() }),
    outcome: refused('artifacts/damaged', /did not arrive as it was uploaded/),
  },
  {
    tries: 'adds a byte to the evidence of a build',
    against: 'evidence',
    does: (world) => {
      const bytes = Buffer.concat([own(world).bytes, Buffer.from('x')]);
      Object.assign(own(world), { bytes, digest: digestOf(bytes) });
    },
    outcome: refused('artifacts/missing', /is not what its build job uploaded/),
  },
  {
    tries: 'exchanges the evidence of two platforms under their names',
    against: 'evidence',
    does: ({ artifacts: { stored } }) => {
      const [first, second] = stored;
      if (first === undefined || second === undefined) throw new Error('two legs were built');
      [first.name, second.name] = [second.name, first.name];
    },
    outcome: inert('released'),
  },
];

const ofTheRecord: readonly LateCase[] = [
  {
    tries: 'deletes the record of the release',
    against: 'records',
    does: ({ artifacts }) => void artifacts.stored.splice(0),
    outcome: inert('released'),
  },
  {
    tries: 'replaces the record by one of another digest',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, digest: digestOf('another') })),
    outcome: inert('released', {
      says: /The artifact of "api" names a release that is another .*the registry counts/,
    }),
  },
  {
    tries: 'replaces the record by one of an image that it pushed itself',
    against: 'records',
    does: (world) => {
      const digest = foreignImage(world);
      return replaceRecord(world, (record) => ({ ...record, digest }));
    },
    outcome: inert('released', {
      says: /The artifact of "api" names a release that is another .*the registry counts/,
    }),
  },
  {
    tries: 'changes the tag that is deployed',
    against: 'records',
    does: (world) => {
      tag(world, 'sha-evil', foreignImage(world));
      return replaceRecord(world, (record) => ({ ...record, deployTag: 'sha-evil' }));
    },
    outcome: inert('released', {
      says: /The artifact of "api" names a release that is another .*the registry counts/,
    }),
  },
  {
    tries: 'changes the app of the record',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, app: 'payments' })),
    outcome: inert('released', { says: /app that this run was not to release/ }),
  },
  {
    tries: 'changes the commit of the record',
    against: 'records',
    does: (world) =>
      replaceRecord(world, (record) => ({
        ...record,
        source: { ...(record['source'] as object), commit: OLD_COMMIT },
      })),
    outcome: inert('released', { says: /record of another commit/ }),
  },
  {
    tries: 'changes the image of the record to one of its own registry',
    against: 'records',
    does: (world) =>
      replaceRecord(world, (record) => ({ ...record, image: 'registry.evil.example/acme/shop/api' })),
    outcome: inert('released', { says: /record of another image/, never: /evil\.example/ }),
  },
  {
    tries: 'makes the verdict of the record a pass under a lenient policy',
    against: 'records',
    does: (world) =>
      replaceRecord(world, (record) => ({
        ...record,
        platforms: (record['platforms'] as { scan: { policy: object } }[]).map((each) => ({
          ...each,
          scan: { ...each.scan, policy: { ...each.scan.policy, threshold: 'CRITICAL' } },
        })),
      })),
    outcome: inert('released'),
  },
  {
    tries: 'adds the record of another app',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, app: 'web' }), 'release--web'),
    outcome: inert('released', {
      says: /1 artifacts match release--\* and are not asked for: they are passed over/,
    }),
  },
  {
    tries: 'adds a second record of the same app',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => record, 'release--api2'),
    outcome: inert('released'),
  },
  {
    tries: 'adds a record of another repository',
    against: 'records',
    does: (world) =>
      replaceRecord(
        world,
        (record) => ({ ...record, source: { ...(record['source'] as object), repository: 'evil/shop' } }),
        'release--web',
      ),
    outcome: inert('released'),
  },
  {
    tries: 'names an app that would be a path',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, app: '../../.github/workflows' })),
    outcome: inert('released', {
      says: /app that this run was not to release/,
      never: /\.\.\/\.\.\/\.github/,
    }),
  },
  {
    tries: 'names a tag that would end the value',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, deployTag: 'x\n  evil: true' })),
    outcome: inert('released', { says: /a record whose tag is no image tag: it is passed over/ }),
  },
  {
    tries: 'names a tag that YAML would read as a mapping',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, deployTag: '{a: b}' })),
    outcome: inert('released', { says: /a record whose tag is no image tag: it is passed over/ }),
  },
  {
    tries: 'writes a record that is no JSON',
    against: 'records',
    does: ({ artifacts }) => artifacts.put('release--api', archiveOf({ 'record.json': '{"schema":' })),
    outcome: inert('released', { says: /release--api is left out: .*record\.json/ }),
  },
  {
    tries: 'writes a record with a field more',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, allow: ['auto-merge'] })),
    outcome: inert('released', { says: /release--api is left out: .*allow/ }),
  },
  {
    tries: 'writes a record of two megabytes',
    against: 'records',
    does: (world) => replaceRecord(world, (record) => ({ ...record, app: 'a'.repeat(2 * 1024 * 1024) })),
    outcome: inert('released', { says: /release--api is left out: .*record\.json/ }),
  },
  {
    tries: 'uploads a zip bomb as a record',
    against: 'records',
    does: ({ artifacts }) =>
      artifacts.put(
        'release--api',
        zip([{ name: 'record.json', content: Buffer.alloc(80_000_000), claimedSize: 100 }]),
      ),
    outcome: inert('released', { says: /release--api is left out: .*(?:record\.json|malformed)/ }),
  },
  {
    tries: 'uploads a record whose file leads out of the folder',
    against: 'records',
    does: ({ artifacts }) =>
      artifacts.put('release--api', zip([{ name: '../../../record.json', content: '{}' }])),
    outcome: inert('released', { says: /release--api is left out: .*(?:malformed|entry)/ }),
  },
  {
    tries: 'uploads a record that is a symbolic link',
    against: 'records',
    does: ({ artifacts }) =>
      artifacts.put('release--api', zip([{ name: 'record.json', content: '/etc/passwd', mode: 0o120777 }])),
    outcome: inert('released', { says: /release--api is left out: .*is not a regular file/ }),
  },
  {
    tries: 'uploads what is no archive as a record',
    against: 'records',
    does: ({ artifacts }) => artifacts.put('release--api', Buffer.from('junk')),
    outcome: inert('released', { says: /release--api is left out: .*not a zip archive/ }),
  },
  {
    tries: 'names an artifact so that its folder would lie elsewhere',
    against: 'records',
    does: async (world) => world.artifacts.put('release--/../../x', archiveOf(await savedRecord(world))),
    outcome: inert('released'),
  },
  {
    tries: 'uploads more records than a run has apps',
    against: 'records',
    does: ({ artifacts }) => {
      for (let at = 0; at < 301; at += 1) artifacts.put(`release--x${at}`, archiveOf({ x: '' }));
    },
    outcome: inert('released'),
  },
  {
    tries: 'adds files to the record that are no evidence',
    against: 'records',
    does: async (world) =>
      world.artifacts.put(
        'release--api',
        archiveOf({ ...(await savedRecord(world)), 'run.sh': 'echo pwned' }),
      ),
    outcome: inert('released', { says: /Not evidence, and not loaded from release--api: run\.sh/ }),
  },
];

const ofTheRegistry: readonly Case[] = [
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

play('other job of the run', release, [...ofTheBuild, ...ofTheRegistry]);
play('other job of the run', deployment, [...ofTheRecord, ...beforeThePullRequest]);
