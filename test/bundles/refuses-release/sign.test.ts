/** What the action sign refuses, through the bundle. */
import type { Given } from '../bundle.ts';
import { describeRefusals } from '../refusal.ts';
import { DIGEST, IMAGE, IMAGE_BY_DIGEST } from '../samples.ts';

const toSign: Given = {
  inputs: { image: IMAGE_BY_DIGEST, evidence: 'evidence', app: 'api', 'deploy-tag': 'main' },
};

describeRefusals('sign', toSign, [
  ['a job without permission', {}, 'it lacks the permission "id-token: write"', 'Add "id-token: write"'],
  [
    'a tag instead of a digest',
    { inputs: { image: `${IMAGE}:v1` } },
    `"${IMAGE}:v1"`,
    `Write ${IMAGE}@sha256:`,
  ],
  [
    'a tag beside the digest',
    { inputs: { image: `${IMAGE}:v1@${DIGEST}` } },
    'does not name an image by digest alone',
    'a tag may mean another image',
  ],
  [
    'a short digest',
    { inputs: { image: `${IMAGE}@sha256:1` } },
    '"sha256:1"',
    '64 lower-case hexadecimal digits',
  ],
  [
    'an image with capitals',
    { inputs: { image: `ghcr.io/Acme/x@${DIGEST}` } },
    '"Acme/x"',
    'Use lower-case letters',
  ],
  [
    'an image without registry',
    { inputs: { image: `acme/x@${DIGEST}` } },
    '"acme/x@',
    'Write the registry out',
  ],
  ['no evidence', { inputs: { evidence: '' } }, 'The input "evidence" is empty', 'Give "evidence" a value'],
  ['no app', { inputs: { app: ' ' } }, 'The input "app" is empty', 'Give "app" a value'],
  ['a whole reference as tag', { inputs: { tags: `main,${IMAGE}:v1` } }, `"${IMAGE}:v1"`, 'Give tags alone'],
  [
    'a deploy tag that is none',
    { inputs: { 'deploy-tag': 'v1+2' } },
    '"v1+2" in the input "deploy-tag"',
    'Give tags',
  ],
  ['unknown tools', { inputs: { tools: 'cosign' } }, '"tools" is "cosign"', 'Use one of pinned, system'],
]);
