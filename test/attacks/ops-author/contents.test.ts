/** Whoever writes the files that bump edits. */
import { type Attack, inert, play, refused } from '../attack.ts';
import { deployment } from '../scenes.ts';
import { OPS_FILE, type ReleaseWorld, valuesOf } from '../world.ts';
import { bomb } from './bomb.ts';

type Case = Attack<ReleaseWorld, 'records' | 'bump'>;

/** A values file in place of the honest one, and what bump is called with. */
const file = (
  tries: string,
  text: (world: ReleaseWorld) => string,
  outcome: Case['outcome'],
  inputs: Readonly<Record<string, string>> = {},
): Case => ({
  tries,
  against: 'bump',
  given: (world) => {
    world.opsFiles = { ...world.opsFiles, [OPS_FILE]: text(world) };
    world.inputs.bump = { ...inputs };
  },
  does: () => {},
  outcome,
});

const contents: readonly Case[] = [
  file(
    'makes a bomb of YAML aliases of the values',
    (world) => `${bomb(12)}\n${valuesOf(world)}`,
    inert('released'),
  ),
  file(
    'makes the tag an alias of another value',
    () => 'other: &tag v1\nimage:\n  tag: *tag\n',
    refused('edits/not-editable', /alias/),
  ),
  file(
    'gives the tag an anchor that others use',
    () => 'image:\n  tag: &tag v1\nother: *tag\n',
    refused('edits/not-editable', /is shared/),
  ),
  file(
    'merges the image in from elsewhere',
    () => 'base: &base\n  tag: v1\nimage:\n  <<: *base\n',
    refused('edits/not-editable', /is shared: the alias "\*base"/),
  ),
  file(
    'writes the key twice',
    () => 'image:\n  tag: v1\n  tag: v2\n',
    refused('edits/ambiguous', /is there twice/),
  ),
  file(
    'makes the tag a template of Helm',
    () => 'image:\n  tag: "{{ .Values.evil }}"\n',
    refused('edits/not-editable', /template/),
  ),
  file(
    'makes the tag a block of lines',
    () => 'image:\n  tag: |\n    v1\n    evil\n',
    refused('edits/not-editable', /block of lines/),
  ),
  file(
    'makes the tag a mapping',
    () => 'image:\n  tag: { a: b }\n',
    refused('edits/not-editable', /is a mapping/),
  ),
  file('makes the tag a list', () => 'image:\n  tag: [a]\n', refused('edits/not-editable', /is a sequence/)),
  file(
    'gives the tag a tag of YAML that makes an object of it',
    () => 'image:\n  tag: !!js/function "function () {}"\n',
    refused('edits/not-editable', /has the type tag/),
  ),
  file('leaves the value out', () => 'replicas: 1\n', refused('edits/not-found', /image\.tag/)),
  file('writes what is no YAML', () => 'image: {tag: v1\n', refused('edits/unreadable', /is not YAML/)),
  file(
    'writes a values file of six megabytes',
    (world) => `${valuesOf(world)}# ${'x'.repeat(6 * 1024 * 1024)}\n`,
    refused('github/file-too-large', /values-prod/),
  ),
  file(
    'nests the values ten thousand levels deep',
    () => `image:\n  tag: v1\nx: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`,
    refused('edits/unreadable', /nested too deeply/),
  ),
  file(
    'hides a second document behind the first',
    (world) => `${valuesOf(world)}---\n${valuesOf(world)}`,
    refused('edits/ambiguous', /more than one document/),
  ),
  file(
    'writes the image of another name beside the tag',
    () => 'image: registry.evil.example/backdoor:v1\n',
    refused('edits/not-found', /does not have the image/),
    { find: 'image' },
  ),
  file(
    'puts a marker of the app on a value of something else',
    () => 'admin: true # sealift: {"app":"api"}\n',
    refused('edits/bad-marker', /is malformed/),
    { find: 'marker' },
  ),
];

play('author of the files of the ops repository', deployment, contents);
