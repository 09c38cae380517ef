/** The build uses a frontend or a base image that nobody allowed. */
import { digestOf } from '@sealift/core/image/digest';
import { type Attack, play, refused } from '../attack.ts';
import { release } from '../scenes.ts';
import type { Moment, ReleaseWorld } from '../world.ts';

type Case = Attack<ReleaseWorld, Moment>;

const EVIL = {
  frontends: [
    {
      reference: 'docker.io/evil/dockerfile:1',
      uri: 'pkg:docker/evil/dockerfile@1',
      digest: digestOf('frontend'),
      pinned: false,
    },
  ],
  bases: [
    {
      reference: 'docker.io/library/debian:13',
      uri: 'pkg:docker/debian@13',
      digest: digestOf('base'),
      pinned: false,
    },
  ],
};

/** @param asked of the step that signs */
const sources = (tries: string, asked: Readonly<Record<string, string>>, cause: RegExp): Case => ({
  tries,
  against: 'build',
  does: (world) => {
    world.build.sources = EVIL;
    world.inputs.sign = { ...asked };
  },
  outcome: refused('sign/refused-source', cause),
});

const built: readonly Case[] = [
  sources(
    'is built by a frontend that is not on the list',
    { frontends: 'docker/dockerfile' },
    /evil\/dockerfile:1" is not among/,
  ),
  sources(
    'is built by a frontend whose name begins like one on the list',
    { frontends: 'docker.io/evil/dockerfile:1.0' },
    /is not among/,
  ),
  sources('is built from a base that moves', { 'require-pinned-bases': 'fail' }, /debian:13" is not pinned/),
  {
    tries: 'says nothing of what it was built with, where that is judged',
    against: 'build',
    does: (world) => {
      world.build.sources = 'unsaid';
      world.inputs.sign = { frontends: 'docker/dockerfile' };
    },
    outcome: refused('sign/refused-source', /does not say what it was built with/),
  },
];

play('base image, and what the Dockerfile downloads', release, built);
