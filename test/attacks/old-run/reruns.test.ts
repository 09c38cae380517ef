/** A run of before is started again, beside a newer release. */
import { scanOf } from '@sealift/testing/signed-release';
import { type Attack, inert, play, refused } from '../attack.ts';
import { NEW_COMMIT, OLD_COMMIT } from '../github-stand-in.ts';
import { releaseHonestly } from '../jobs.ts';
import { manifestsIn, statementsOn, tag } from '../registry-attacks.ts';
import { release } from '../scenes.ts';
import { type Moment, NOW, OPS_FILE, type ReleaseWorld, RUN, valuesOf } from '../world.ts';
import { HOUR, OTHER } from './old-statements.ts';

type Case = Attack<ReleaseWorld, Moment>;

const OLD = { ...RUN, commit: OLD_COMMIT, runId: '16' };

const NEW = { ...RUN, commit: NEW_COMMIT, runId: '18' };

const reruns: readonly Case[] = [
  {
    tries: 'is started again after a newer run has released',
    against: 'tags',
    given: async (world) => {
      await releaseHonestly(world);
      await releaseHonestly(world, NEW);
      world.opsFiles = { [OPS_FILE]: valuesOf(world, `sha-${NEW_COMMIT}`) };
      world.run = { ...RUN, attempt: '2' };
    },
    does: () => {},
    outcome: inert('nothing', { says: /newer/ }),
  },
  {
    tries: 'begins after a newer run has released, and has not released itself',
    against: 'bump',
    given: async (world) => {
      await releaseHonestly(world, NEW);
      world.opsFiles = { [OPS_FILE]: valuesOf(world, `sha-${NEW_COMMIT}`) };
    },
    does: () => {},
    outcome: inert('nothing', { says: /not moved backward/ }),
  },
  {
    tries: 'has its sign job started again four days after the scan',
    against: 'sign',
    does: (world) => {
      world.clock.time = NOW + 96 * HOUR;
    },
    outcome: refused('evidence/refused', /more than 72 hours ago/),
  },
  {
    tries: 'signs in a run that began after its scan',
    against: 'sign',
    does: (world) => {
      world.inputs.sign = { 'not-before': '2026-11-02T00:50:00Z' };
    },
    outcome: refused('evidence/refused', /before this run began/),
  },
  {
    tries: 'brings a scan with a database of last month',
    against: 'build',
    does: (world) => {
      world.build.scan = {
        database: { ...scanOf('linux/amd64', OTHER).database, updatedAt: '2026-10-01T00:00:00Z' },
      };
    },
    outcome: refused('evidence/refused', /database of 2026-10-01.* was more than 168 hours old/),
  },
  {
    tries: 'is started again when its evidence has expired',
    against: 'evidence',
    does: ({ artifacts }) => void artifacts.stored.splice(0),
    outcome: refused('artifacts/missing', /none of the 0 artifacts/),
  },
  {
    tries: 'uploads its own evidence into a new run',
    against: 'evidence',
    given: (world) => releaseHonestly(world, OLD),
    does: ({ artifacts, earlier }) => {
      for (const { name, bytes } of earlier) artifacts.put(name, bytes);
    },
    outcome: inert('released'),
  },
  {
    tries: 'brings its own bindings with its own evidence, under the commit of a new run',
    against: 'sign',
    given: async (world) => {
      await releaseHonestly(world, OLD);
      manifestsIn(world).remove('main');
    },
    does: (world) => {
      for (const { digest } of statementsOn(world, world.digest ?? OTHER)) manifestsIn(world).remove(digest);
      const old = manifestsIn(world).digestOf(`sha-${OLD_COMMIT}`);
      world.inputs.sign = { image: `${world.image}@${old}` };
    },
    outcome: refused('evidence/incomplete', /there is no scan of it/),
  },
  {
    tries: 'has its image put under the tag of the new commit',
    against: 'merge',
    given: (world) => releaseHonestly(world, OLD),
    does: (world) => tag(world, `sha-${RUN.commit}`, manifestsIn(world).digestOf(`sha-${OLD_COMMIT}`)),
    outcome: refused('publish/not-released', new RegExp(`release of commit ${OLD_COMMIT}`)),
  },
];

play('old run, stolen or started again', release, reruns);
