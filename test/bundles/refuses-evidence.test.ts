import { symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Given } from './bundle.ts';
import { describeRefusals } from './refusal.ts';
import { IMAGE, RECORD } from './samples.ts';

const save: Given = {
  inputs: { mode: 'save', name: 'api.release', path: 'evidence' },
  files: { 'evidence/record.json': JSON.stringify(RECORD) },
};
const load = { mode: 'load', name: '', pattern: 'api.*' };
const ASK_SIGNER = 'Let the Sealift actions write the evidence folder';

describeRefusals('evidence', save, [
  ['no mode', { inputs: { mode: '' } }, 'The input "mode" is empty', 'Give "mode" a value'],
  ['an unknown mode', { inputs: { mode: 'copy' } }, '"mode" is "copy"', 'Use one of save, load'],
  ['no folder', { inputs: { path: '' } }, 'The input "path" is empty', 'Give "path" a value'],
  ['no name', { inputs: { name: '' } }, 'The input "name" is empty', 'Give "name" a value'],
  ['a name that climbs', { inputs: { name: '../x' } }, '"../x" is not a name', 'Use at most 200 letters'],
  ['a hidden name', { inputs: { name: '.x' } }, '".x" is not a name', 'beginning with a letter or digit'],
  ['a pattern when saving', { inputs: { pattern: '*' } }, '"pattern" belongs to mode "load"', 'Remove it'],
  ['a name when loading', { inputs: { ...load, name: 'x' } }, '"name" belongs to mode "save"', 'Remove it'],
  [
    'a pattern that climbs',
    { inputs: { ...load, pattern: '../*' } },
    '"../*" is not a pattern',
    'Use letters',
  ],
  [
    'no pattern',
    { inputs: { ...load, pattern: '' } },
    'The input "pattern" is empty',
    'Give "pattern" a value',
  ],
  ['days in words', { inputs: { 'retention-days': 'ten' } }, '"retention-days" is "ten"', 'a whole number'],
  ['too many days', { inputs: { 'retention-days': '401' } }, '"retention-days" is "401"', 'from 0 to 400'],
  ['a missing folder', { inputs: { path: 'none' } }, 'The folder none cannot be read', 'Give the folder'],
  ['a file as folder', { inputs: { path: 'evidence/record.json' } }, 'cannot be read', 'Give the folder'],
  [
    'a folder without evidence',
    { inputs: { path: 'other' }, files: { 'other/note.txt': 'x' } },
    'The folder other holds no evidence',
    'Give the folder',
  ],
  [
    'a part that is no JSON',
    { files: { 'evidence/scan.json': '<xml/>' } },
    'The evidence in evidence/scan.json cannot be used: it is not JSON',
    ASK_SIGNER,
  ],
  [
    'a part with a bad digest',
    {
      files: {
        'evidence/publish.json': JSON.stringify({ image: IMAGE, digest: 'x', tags: [], existing: true }),
      },
    },
    'The evidence in evidence/publish.json cannot be used: "digest" is wrong: is not a sha256 digest',
    ASK_SIGNER,
  ],
  [
    'a link to somewhere else',
    {
      inputs: { path: 'links' },
      files: { 'links/note.txt': 'x' },
      prepare: ({ workspace }) =>
        symlink('../evidence/record.json', path.join(workspace, 'links', 'record.json')),
    },
    'The folder links holds no evidence',
    'Give the folder',
  ],
  [
    'to save outside a workflow',
    {},
    'api.release of an earlier attempt could not be replaced',
    'Run the action in a step of a GitHub Actions job',
  ],
  [
    'to load outside a workflow',
    { inputs: load },
    'The artifacts of this run could not be listed',
    'Run the action in a step of a GitHub Actions job',
  ],
]);
