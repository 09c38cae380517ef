/** What scan, sbom and publish have in common. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Given } from '../bundle.ts';
import { layoutIn, pointingTo, tampered } from '../layouts.ts';
import type { Refusal } from '../refusal.ts';
import { IMAGE, IMAGE_BY_DIGEST, PASSWORD } from '../samples.ts';

/** What scan and sbom have in common: where the image is, and what it is called. */
export const imageRows: readonly Refusal[] = [
  ['no image', { inputs: { layout: '' } }, 'Neither "layout" nor "image-ref" is given', 'Give "layout"'],
  [
    'two images',
    { inputs: { 'image-ref': IMAGE_BY_DIGEST } },
    'Both "layout" and "image-ref"',
    'Give "layout"',
  ],
  ['a layout without name', { inputs: { image: '' } }, 'The input "image" is empty', 'Give the name'],
  [
    'a name with capitals',
    { inputs: { image: 'ghcr.io/Acme/Shop' } },
    '"Acme/Shop"',
    'Use lower-case letters',
  ],
  ['a name without registry', { inputs: { image: 'acme/shop' } }, '"acme/shop"', 'Write the registry out'],
  ['a name that climbs', { inputs: { image: 'ghcr.io/../shop' } }, '"../shop"', 'Use lower-case letters'],
  ['a name with a tag', { inputs: { image: `${IMAGE}:v1` } }, 'carries a tag', `Write ${IMAGE}`],
  ['a name with a digest', { inputs: { image: IMAGE_BY_DIGEST } }, 'carries a digest', `Write ${IMAGE}`],
  [
    'a reference with a short digest',
    { inputs: { layout: '', 'image-ref': `${IMAGE}@sha256:abc` } },
    '"sha256:abc" is not a sha256 digest',
    '64 lower-case hexadecimal digits',
  ],
  ['a bad platform', { inputs: { platform: 'amd64' } }, '"amd64" is not a platform', 'Write os/architecture'],
  [
    'a platform that the image lacks',
    { inputs: { platform: 'linux/arm64' } },
    'holds no image for linux/arm64, only for linux/amd64',
    'Correct the input "platform"',
  ],
  ['unknown tools', { inputs: { tools: 'latest' } }, '"tools" is "latest"', 'Use one of pinned, system'],
  ['a missing layout', { inputs: { layout: 'none' } }, 'no image layout at "none"', 'Give the folder'],
  [
    'a file as layout',
    { inputs: { layout: 'image.tar' }, files: { 'image.tar': 'x' } },
    '"image.tar" cannot be used',
    'Build the image again',
  ],
  [
    'half a layout',
    { prepare: layoutIn((folder) => rm(path.join(folder, 'index.json'))) },
    '"layout" cannot be used',
    'Build the image again',
  ],
  ['a layout that was changed', { prepare: tampered }, '"layout" cannot be used', 'Build the image again'],
  [
    'a layout of something else',
    { prepare: pointingTo('text/plain') },
    'index.json points to "text/plain"',
    'Build the image again',
  ],
  [
    'a user without password',
    { inputs: { layout: '', 'image-ref': IMAGE_BY_DIGEST, username: 'octo' } },
    'user name is given without the password',
    'Give both',
  ],
  [
    'a password without user',
    { inputs: { layout: '', 'image-ref': IMAGE_BY_DIGEST, password: PASSWORD } },
    'password is given without the user name',
    'Give both',
    { secrets: [PASSWORD] },
  ],
];

export const good: Given = { inputs: { layout: 'layout', image: IMAGE }, prepare: layoutIn() };

export const withoutPrograms = { PATH: '/nowhere' };
