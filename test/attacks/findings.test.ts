/**
 * Tricks that once worked, against the bundles: the steps that each is directed at are processes of dist/, as the runner
 * starts them, with registry, artifact store, token service and cosign on loopback. What is tried besides is played
 * against the actions' functions in the other files of this folder. docs/threat-model.md has a table of these tests.
 */
import type { FailureCode } from '@sealift/core/failure';
import { type Digest, digestOf } from '@sealift/core/image/digest';
import { PROVENANCE_TYPE, type ScanPart, VERDICT_TYPE } from '@sealift/core/release/record';
import { scanOf } from '@sealift/testing/signed-release';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import { expect, test } from 'vitest';
import { archiveOf } from './artifact-store.ts';
import { type Attack, inert, play, refused } from './attack.ts';
import { NEW_COMMIT } from './github-stand-in.ts';
import { evidenceFiles, releaseHonestly } from './jobs.ts';
import { asks, PAYMENTS, TRUST } from './ops-trust.ts';
import { replaceRecord } from './records.ts';
import { attach, foreignImage, statementsOn, tag } from './registry-attacks.ts';
import { byBundle, deployment, release, verification } from './scenes.ts';
import { claimsOf } from './steps.ts';
import { IDENTITY, type Moment, OPS_FILE, type ReleaseWorld, RUN, valuesOf } from './world.ts';

type Case = Attack<ReleaseWorld, Moment>;
type Late = Attack<ReleaseWorld, 'records' | 'bump'>;
type Verified = Attack<ReleaseWorld, 'verify'>;
const COUNTS = { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 };
const NEW = { ...RUN, commit: NEW_COMMIT, runId: '18' };

const ofTheTag: readonly Case[] = [
  {
    tries: 'puts an image of its own under the tag of the release before it is merged',
    against: 'merge',
    does: (world) => tag(world, `sha-${RUN.commit}`, foreignImage(world)),
    outcome: refused('publish/not-released', /carries the tag .* and is not that release: .*not signed/),
  },
  {
    tries: 'takes the tag of the release after the signature',
    against: 'tags',
    does: (world) => tag(world, `sha-${RUN.commit}`, foreignImage(world)),
    outcome: refused('registry/tag-taken', /sha-/),
  },
];

const own = ({ artifacts }: ReleaseWorld) => {
  const [first] = artifacts.stored;
  if (first === undefined) throw new Error('no leg saved its evidence');
  return first;
};
const forged = () => {
  const image = digestOf('an image of before');
  return archiveOf(evidenceFiles({ platform: 'linux/amd64', root: image, image }));
};
const ofTheEvidence: readonly Case[] = [
  {
    tries: 'uploads other evidence in place of that of a build',
    against: 'evidence',
    does: (world) => Object.assign(own(world), { bytes: forged(), digest: digestOf(forged()) }),
    outcome: refused('artifacts/missing', /linux\/amd64 is not what its build job uploaded/),
  },
  {
    tries: 'adds evidence of an image that nobody built here',
    against: 'evidence',
    does: ({ artifacts }) => artifacts.put('build--api--2', forged()),
    outcome: inert('released'),
  },
];

const verdict = (
  tries: string,
  scan: Partial<ScanPart>,
  cause: RegExp,
  code: FailureCode = 'evidence/refused',
): Case => ({
  tries: `writes ${tries}`,
  against: 'build',
  does: (world) => {
    world.build.scan = scan;
  },
  outcome: refused(code, cause),
});
const { database } = scanOf('linux/amd64', digestOf(''));
const ofTheVerdict: readonly Case[] = [
  verdict('a pass over 999 critical findings', { counts: { ...COUNTS, CRITICAL: 999 } }, /come to 999/),
  verdict(
    'a pass under a policy that the workflow did not give',
    { policy: { threshold: 'CRITICAL', fixableOnly: true, blind: 'auto' } },
    /severity "CRITICAL" instead of "HIGH"/,
  ),
  verdict(
    'a pass by a database of 1999',
    { database: { ...database, updatedAt: '1999-01-01T00:00:00Z' } },
    /database of 1999-01-01.* old/,
  ),
  verdict(
    'a pass by no scanner',
    { scanner: { name: 'none', version: '1' } as never },
    /scanner/,
    'record/malformed',
  ),
  verdict('a pass of the year 9999', { scannedAt: '9999-12-31T00:00:00Z' }, /9999-12-31/),
];

const ofTheRecord: readonly Late[] = [
  {
    tries: 'replaces the record by one of an image that it pushed itself',
    against: 'records',
    does: (world) => {
      const digest = foreignImage(world);
      return replaceRecord(world, (record) => ({ ...record, digest }));
    },
    outcome: inert('released', {
      says: /The artifact of "api" names a release that is another .*the registry counts/,
    }),
  },
  {
    tries: 'has a record of its own registry repeated in summary and outputs',
    against: 'records',
    does: (world) =>
      replaceRecord(world, (record) => ({ ...record, image: 'registry.evil.example/shop/api' })),
    outcome: inert('released', { says: /record of another image/, never: /evil\.example/ }),
  },
];

const config = (target: string, rest = '') => ({ config: `{apps: {api: [${target}]}${rest}}` });
const ofTheOpsSide: readonly Late[] = [
  asks(
    'releases from a branch that the ops side has not let in',
    {},
    refused('trust/other-source', /may not be deployed from/),
    { trust: TRUST.replace('refs/heads/main', 'refs/heads/release') },
  ),
  asks(
    'has its pull request merged by itself',
    { 'auto-merge': 'squash' },
    refused('trust/not-allowed', /merge its pull request/),
  ),
  asks(
    "points its app at another team's chart, with the name of the image",
    config(`{file: ${PAYMENTS}, write-name: true}`),
    refused('trust/not-allowed', /payments|more than a tag/),
  ),
  asks(
    'commits to the base branch of an environment of its own',
    config(`{file: ${OPS_FILE}, environment: mine}`, ', environments: {mine: {mode: commit}}'),
    refused('trust/not-allowed', /commit to the base/),
  ),
  asks(
    'has its pull request merged where nobody said who may deploy',
    { 'auto-merge': 'merge' },
    refused('trust/not-allowed', /nobody on the ops side has allowed it/),
    { trust: 'deploy: {}\n' },
  ),
  asks(
    'points its app at a workflow of the ops repository',
    { file: '.github/workflows/x.yaml' },
    refused('targets/guarded', /who may change/),
  ),
];

const platformOf = (world: ReleaseWorld): Digest => world.legs[0]?.image ?? digestOf('');
/** A verdict on a platform, signed by the workflow after everything else. */
const laterVerdict = (tries: string, predicate: (subject: Digest) => unknown, cause: RegExp): Verified => ({
  tries,
  against: 'verify',
  does: (world) => {
    const subject = platformOf(world);
    const signed = { claims: claimsOf(RUN), signedAt: '2027-01-01T00:00:00Z' };
    attach(
      world,
      subject,
      makeBundle({ subject, type: VERDICT_TYPE, predicate: predicate(subject), ...signed }),
    );
  },
  outcome: refused('verify/refused', cause),
});
const ofTheStatements: readonly Verified[] = [
  laterVerdict(
    'shows a later pass over 999 findings that block',
    (subject) => scanOf('linux/amd64', subject, { counts: { ...COUNTS, CRITICAL: 999 } }),
    /999/,
  ),
  laterVerdict(
    'shows its pass beside a later fail',
    (subject) =>
      scanOf('linux/amd64', subject, { verdict: 'fail', blocking: 1, counts: { ...COUNTS, HIGH: 1 } }),
    /its scan verdict is "fail"/,
  ),
  laterVerdict(
    'shows a pass of the year 9999',
    (subject) => scanOf('linux/amd64', subject, { scannedAt: '9999-12-31T00:00:00Z' }),
    /its scan says 9999-12-31.* and was signed at/,
  ),
  laterVerdict(
    'shows its pass beside a later verdict that nobody can read',
    () => ({ verdict: 'maybe' }),
    /cannot be read|not be understood|unreadable/,
  ),
  {
    tries: 'shows the record of its app, where another app is demanded',
    against: 'verify',
    does: (world) => {
      world.inputs.verify = { app: 'payments' };
    },
    outcome: refused('verify/refused', /payments/),
  },
  {
    tries: 'was called by another workflow than is demanded',
    against: 'verify',
    does: (world) => {
      world.inputs.verify = { 'caller-workflow': '.github/workflows/reviewed.yml' };
    },
    outcome: refused('verify/refused', /reviewed\.yml/),
  },
];

const pinned = (version: string) => RUN.workflow.replace(/@.*$/, `@${version}`);
/** A newer release is deployed, by a later version of the workflow, when an older run comes to its end. */
const upgraded = (tries: string, version: string, identity: string): Case => ({
  tries,
  against: 'bump',
  given: async (world) => {
    await releaseHonestly(world, { ...NEW, workflow: pinned(version) });
    world.opsFiles = { [OPS_FILE]: valuesOf(world, `sha-${NEW_COMMIT}`) };
  },
  does: (world) => {
    world.inputs.bump = { 'certificate-identity': identity };
  },
  outcome: inert('nothing', { says: /not moved backward/ }),
});
const ofTheOrder: readonly Case[] = [
  upgraded(
    'would go backward across an upgrade of the workflow, whose release tags are trusted',
    'refs/tags/v1.4.0',
    IDENTITY.replace(/@.*$/, '@refs/tags/v*'),
  ),
  upgraded(
    'would go backward across an upgrade of the workflow, of which two commits are trusted',
    'c'.repeat(40),
    `${IDENTITY}\nhttps://github.com/${pinned('c'.repeat(40))}`,
  ),
  {
    tries: 'moves main backward by a run that is started again',
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
];

play('other job of the run', byBundle(release), [...ofTheTag, ...ofTheEvidence]);
play('base image, and what the Dockerfile downloads', byBundle(release), ofTheVerdict);
play('other job of the run', byBundle(deployment), ofTheRecord);
play('developer with access to the app repository', byBundle(deployment), ofTheOpsSide);
play('old run, stolen or started again', byBundle(verification), ofTheStatements);
play('old run, stolen or started again', byBundle(release), ofTheOrder);

/** Files of the leg's evidence with an SPDX document of so many bytes. */
function withDocument(world: ReleaseWorld, bytes: number): void {
  const comment = 'x'.repeat(1024);
  const packages = Array.from({ length: Math.ceil(bytes / 1080) }, (_, at) => ({ name: `p${at}`, comment }));
  const document = JSON.stringify({ spdxVersion: 'SPDX-2.3', name: 'large', packages });
  world.build.document = document;
}

test('what is signed: 12 MB of SPDX, and provenance with the image as its subject', async () => {
  const scene = byBundle(release);
  const world = await scene.open();
  try {
    withDocument(world, 12_000_000);
    await scene.run(world, { against: 'sign', does: async () => {} });
    await scene.expectReleased(world);
    for (const subject of [world.digest ?? digestOf(''), ...world.legs.map(({ image }) => image)]) {
      const found = statementsOn(world, subject).filter(
        ({ statement }) => statement.predicateType === PROVENANCE_TYPE,
      );
      expect(found, `provenance of ${subject}`).toHaveLength(1);
      expect(found[0]?.text).toContain(subject.slice('sha256:'.length));
      expect(found[0]?.statement.predicate).toMatchObject({
        buildDefinition: { buildType: 'https://actions.github.io/buildtypes/workflow/v1' },
        runDetails: { builder: { id: IDENTITY } },
      });
    }
  } finally {
    await scene.close(world);
  }
});
