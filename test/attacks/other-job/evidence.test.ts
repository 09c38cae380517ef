/** Any job of the caller's run can write the artifact store without a permission: what the builds uploaded. */
import { digestOf } from '@sealift/core/image/digest';
import { archiveOf } from '../artifact-store.ts';
import { type Attack, inert, play, refused } from '../attack.ts';
import { evidenceFiles } from '../jobs.ts';
import { release } from '../scenes.ts';
import type { Moment, ReleaseWorld } from '../world.ts';

type Case = Attack<ReleaseWorld, Moment>;
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

const evidence: readonly Case[] = [
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

play('other job of the run', release, evidence);
