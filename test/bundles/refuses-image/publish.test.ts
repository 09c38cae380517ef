/** What the action publish refuses, through the bundle. */
import { layoutIn, tampered } from '../layouts.ts';
import { describeRefusals } from '../refusal.ts';
import { DIGEST, IMAGE, IMAGE_BY_DIGEST, PASSWORD } from '../samples.ts';

const part = (image: string) => JSON.stringify({ image, digest: DIGEST, tags: [], existing: false });

describeRefusals('publish', { inputs: { image: IMAGE, layout: 'layout' }, prepare: layoutIn() }, [
  ['no image', { inputs: { image: '' } }, 'The input "image" is empty', 'Give "image" a value'],
  [
    'an image with capitals',
    { inputs: { image: 'ghcr.io/Acme/Shop' } },
    '"Acme/Shop"',
    'Use lower-case letters',
  ],
  ['an image without registry', { inputs: { image: 'acme/shop' } }, '"acme/shop"', 'Write the registry out'],
  ['an image that climbs', { inputs: { image: 'ghcr.io/acme/../../x' } }, '"acme/../../x"', 'Use lower-case'],
  [
    'an image with an address',
    { inputs: { image: 'https://ghcr.io/acme' } },
    '"https://ghcr.io/acme"',
    'Write',
  ],
  ['an image with a tag', { inputs: { image: `${IMAGE}:v1` } }, 'carries the tag "v1"', `Write ${IMAGE}`],
  [
    'a short digest',
    { inputs: { image: `${IMAGE}@sha256:1` } },
    '"sha256:1"',
    '64 lower-case hexadecimal digits',
  ],
  ['another algorithm', { inputs: { image: `${IMAGE}@md5:1` } }, '"md5:1"', 'Give it as sha256:'],
  [
    'a layout and a digest',
    { inputs: { image: IMAGE_BY_DIGEST } },
    'contradict each other',
    `Write ${IMAGE}`,
  ],
  [
    'a digest without tags',
    { inputs: { image: IMAGE_BY_DIGEST, layout: '' } },
    '"tags" is empty',
    'Name the tags',
  ],
  ['nothing to publish', { inputs: { layout: '' } }, 'Nothing to publish', 'Give a layout to push'],
  ['a tag with a space', { inputs: { tags: 'main,v 1' } }, '"v 1" in the input "tags"', 'Use at most 128'],
  [
    'a tag of another image',
    { inputs: { tags: 'ghcr.io/acme/web:v1' } },
    '"ghcr.io/acme/web:v1"',
    'Give only tags',
  ],
  [
    'a released tag for a layout',
    { inputs: { 'released-tag': 'sha-1' } },
    '"released-tag" has no meaning together with "layout"',
    'Give it to the step that merges',
  ],
  ['a released tag that is none', { inputs: { 'released-tag': '-x' } }, '"-x"', 'Use at most 128'],
  [
    'a user without password',
    { inputs: { username: 'octo' } },
    '"password" is empty',
    'Give both, or neither',
  ],
  [
    'a password without user',
    { inputs: { password: PASSWORD } },
    '"username" is empty',
    'Give both, or neither',
    { secrets: [PASSWORD] },
  ],
  ['a missing layout', { inputs: { layout: 'none' } }, 'no image layout at "none"', 'Give the folder'],
  [
    'a layout as tar file',
    { inputs: { layout: 'image.tar' }, files: { 'image.tar': 'x' } },
    '"image.tar" cannot be used',
    'Build the image again',
  ],
  ['a layout that was changed', { prepare: tampered }, '"layout" cannot be used', 'Build the image again'],
  [
    'missing evidence',
    { inputs: { layout: '', evidence: 'none' } },
    'none cannot be read',
    'Give the folder',
  ],
  [
    'evidence without builds',
    { inputs: { layout: '', evidence: 'evidence' }, files: { 'evidence/publish.json': part(IMAGE) } },
    'There is no publish.json in the folders below "evidence"',
    'Load the evidence of the build jobs',
  ],
  [
    'evidence of another image',
    {
      inputs: { layout: '', evidence: 'evidence' },
      files: { 'evidence/a/publish.json': part('ghcr.io/x/y') },
    },
    `evidence/a/publish.json is about ghcr.io/x/y, not ${IMAGE}`,
    'correct the input "image"',
  ],
  [
    'malformed evidence',
    { inputs: { layout: '', evidence: 'evidence' }, files: { 'evidence/a/publish.json': '{"image":1}' } },
    'The evidence in a/publish.json cannot be used: "image" is wrong',
    'Let the Sealift actions write',
  ],
]);
