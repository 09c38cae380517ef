/** A run of before: its evidence, its records and its signatures are genuine, and so is a rerun of it. */
import type { Digest } from '@sealift/core/image/digest';
import {
  RELEASE_RECORD_TYPE,
  type ScanPart,
  SIGNATURE_TYPE,
  SPDX_TYPE,
  VERDICT_TYPE,
} from '@sealift/core/release/record';
import { makeBundle } from '@sealift/testing/fake-sigstore';
import { scanOf } from '@sealift/testing/signed-release';
import { archiveOf } from './artifact-store.ts';
import { type Attack, inert, play, refused } from './attack.ts';
import { NEW_COMMIT, OLD_COMMIT } from './github-stand-in.ts';
import { releaseHonestly } from './jobs.ts';
import { savedRecord } from './records.ts';
import { attach, manifestsIn, statementsOn, strip, tag } from './registry-attacks.ts';
import { deployment, release, verification } from './scenes.ts';
import { claimsOf } from './steps.ts';
import { type Moment, NOW, OPS_FILE, type ReleaseWorld, RUN, valuesOf } from './world.ts';

type Case = Attack<ReleaseWorld, Moment>;
const HOUR = 3_600_000;
const OLD = { ...RUN, commit: OLD_COMMIT, runId: '16' };
const NEW = { ...RUN, commit: NEW_COMMIT, runId: '18' };

const reruns: readonly Case[] = [
  {
    tries: 'is started again after a newer run has released',
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
  {
    tries: 'begins after a newer run has released, and has not released itself',
    against: 'bump',
    given: async (world) => {
      await releaseHonestly(world, NEW);
      world.opsFiles = { [OPS_FILE]: valuesOf(world, `sha-${NEW_COMMIT}`) };
    },
    does: () => {},
    outcome: inert('nothing', { says: /not moved backward/ }),
  },
  {
    tries: 'has its sign job started again four days after the scan',
    against: 'sign',
    does: (world) => {
      world.clock.time = NOW + 96 * HOUR;
    },
    outcome: refused('evidence/refused', /more than 72 hours ago/),
  },
  {
    tries: 'signs in a run that began after its scan',
    against: 'sign',
    does: (world) => {
      world.inputs.sign = { 'not-before': '2026-11-02T00:50:00Z' };
    },
    outcome: refused('evidence/refused', /before this run began/),
  },
  {
    tries: 'brings a scan with a database of last month',
    against: 'build',
    does: (world) => {
      world.build.scan = {
        database: { ...scanOf('linux/amd64', OTHER).database, updatedAt: '2026-10-01T00:00:00Z' },
      };
    },
    outcome: refused('evidence/refused', /database of 2026-10-01.* was more than 168 hours old/),
  },
  {
    tries: 'is started again when its evidence has expired',
    against: 'evidence',
    does: ({ artifacts }) => void artifacts.stored.splice(0),
    outcome: refused('artifacts/missing', /none of the 0 artifacts/),
  },
  {
    tries: 'uploads its own evidence into a new run',
    against: 'evidence',
    given: (world) => releaseHonestly(world, OLD),
    does: ({ artifacts, earlier }) => {
      for (const { name, bytes } of earlier) artifacts.put(name, bytes);
    },
    outcome: inert('released'),
  },
  {
    tries: 'brings its own bindings with its own evidence, under the commit of a new run',
    against: 'sign',
    given: async (world) => {
      await releaseHonestly(world, OLD);
      manifestsIn(world).remove('main');
    },
    does: (world) => {
      for (const { digest } of statementsOn(world, world.digest ?? OTHER)) manifestsIn(world).remove(digest);
      const old = manifestsIn(world).digestOf(`sha-${OLD_COMMIT}`);
      world.inputs.sign = { image: `${world.image}@${old}` };
    },
    outcome: refused('evidence/incomplete', /there is no scan of it/),
  },
  {
    tries: 'has its image put under the tag of the new commit',
    against: 'merge',
    given: (world) => releaseHonestly(world, OLD),
    does: (world) => tag(world, `sha-${RUN.commit}`, manifestsIn(world).digestOf(`sha-${OLD_COMMIT}`)),
    outcome: refused('publish/not-released', new RegExp(`release of commit ${OLD_COMMIT}`)),
  },
];

const OTHER: Digest = `sha256:${'9'.repeat(64)}`;
const platformOf = (world: ReleaseWorld) => {
  const [leg] = world.legs;
  if (leg === undefined) throw new Error('nothing was built');
  return leg.image;
};
const verdict = (
  world: ReleaseWorld,
  change: Partial<ScanPart>,
  signedAt: string,
  claims = claimsOf(RUN),
) => {
  const subject = platformOf(world);
  const predicate = scanOf('linux/amd64', subject, change);
  attach(world, subject, makeBundle({ subject, type: VERDICT_TYPE, predicate, claims, signedAt }));
};
/** After everything that was signed when the image was released. */
const LATER = '2027-01-01T00:00:00Z';
const EARLIER = '2026-01-02T00:00:00Z';
const FAIL: Partial<ScanPart> = {
  verdict: 'fail',
  blocking: 1,
  counts: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 1, CRITICAL: 0 },
  scannedAt: '2026-12-31T00:00:00Z',
};

const statements: readonly Attack<ReleaseWorld, 'verify'>[] = [
  {
    tries: 'shows its pass beside a later fail',
    against: 'verify',
    does: (world) => verdict(world, FAIL, LATER),
    outcome: refused('verify/refused', /its scan verdict is "fail"/),
  },
  {
    tries: 'attaches its pass again, after a later fail',
    against: 'verify',
    does: (world) => {
      const own = statementsOn(world, platformOf(world)).find(
        ({ statement }) => statement.predicateType === VERDICT_TYPE,
      );
      verdict(world, FAIL, LATER);
      attach(world, platformOf(world), `${own?.bundle} `);
    },
    outcome: refused('verify/refused', /its scan verdict is "fail"/),
  },
  {
    tries: 'shows a pass that says that it is of the year 9999, beside a fail that was signed later',
    against: 'verify',
    does: (world) => {
      verdict(world, { scannedAt: '9999-12-31T00:00:00Z' }, EARLIER);
      verdict(world, FAIL, LATER);
    },
    outcome: refused('verify/refused', /its scan verdict is "fail"/),
  },
  {
    tries: 'shows nothing but a pass of the year 9999',
    against: 'verify',
    does: (world) => verdict(world, { scannedAt: '9999-12-31T00:00:00Z' }, LATER),
    outcome: refused('verify/refused', /its scan says 9999-12-31.* and was signed at/),
  },
  {
    tries: 'shows its pass beside a later verdict that nobody can read',
    against: 'verify',
    does: (world) => {
      const subject = platformOf(world);
      attach(
        world,
        subject,
        makeBundle({
          subject,
          type: VERDICT_TYPE,
          predicate: { verdict: 'maybe' },
          claims: claimsOf(RUN),
          signedAt: LATER,
        }),
      );
    },
    outcome: refused('verify/refused', /cannot be read|not be understood|unreadable/),
  },
  {
    tries: 'shows a later pass over findings that block',
    against: 'verify',
    does: (world) =>
      verdict(world, { counts: { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 999 } }, LATER),
    outcome: refused('verify/refused', /999/),
  },
  {
    tries: 'shows a later pass under a lenient policy, where a severity is demanded',
    against: 'verify',
    does: (world) => {
      verdict(world, { policy: { threshold: 'CRITICAL', fixableOnly: true, blind: 'auto' } }, LATER);
      world.inputs.verify = { 'minimum-severity': 'HIGH' };
    },
    outcome: refused('verify/refused', /CRITICAL/),
  },
  {
    tries: 'shows its scan when a newer one is demanded',
    against: 'verify',
    does: (world) => {
      world.clock.time = NOW + 100 * HOUR;
      world.inputs.verify = { 'max-scan-age': '24' };
    },
    outcome: refused('verify/refused', /scanned|24/),
  },
  {
    tries: 'shows a verdict that is about another image',
    against: 'verify',
    does: (world) => verdict(world, { subject: OTHER }, LATER),
    outcome: refused('verify/refused', /its scan verdict is about sha256:9/),
  },
  {
    tries: 'moves its signature over to another image',
    against: 'verify',
    does: (world) => {
      const old = manifestsIn(world).digestOf(`sha-${OLD_COMMIT}`);
      const subject = world.digest ?? OTHER;
      strip(world, subject, SIGNATURE_TYPE);
      for (const { bundle, statement } of statementsOn(world, old))
        if (statement.predicateType === SIGNATURE_TYPE) attach(world, subject, bundle);
    },
    outcome: refused('verify/refused', /it is about sha256:|about something else/),
  },
  {
    tries: 'moves its record over to another image',
    against: 'verify',
    does: (world) => {
      const old = manifestsIn(world).digestOf(`sha-${OLD_COMMIT}`);
      const subject = world.digest ?? OTHER;
      const record = statementsOn(world, old).find(
        ({ statement }) => statement.predicateType === RELEASE_RECORD_TYPE,
      );
      strip(world, subject, RELEASE_RECORD_TYPE);
      attach(
        world,
        subject,
        makeBundle({
          subject,
          type: RELEASE_RECORD_TYPE,
          predicate: record?.statement.predicate,
          claims: claimsOf(RUN),
        }),
      );
    },
    outcome: refused('verify/refused', /its digest is/),
  },
  {
    tries: 'shows the SBOM of another image, signed again',
    against: 'verify',
    does: (world) => {
      const subject = platformOf(world);
      attach(
        world,
        subject,
        makeBundle({
          subject,
          type: SPDX_TYPE,
          predicate: { spdxVersion: 'SPDX-2.3', name: 'another', packages: [] },
          claims: claimsOf(RUN),
          signedAt: LATER,
        }),
      );
      strip(world, subject, SPDX_TYPE);
      attach(
        world,
        subject,
        makeBundle({
          subject,
          type: SPDX_TYPE,
          predicate: { name: 'another' },
          claims: claimsOf(RUN),
          signedAt: LATER,
        }),
      );
    },
    outcome: refused('verify/refused', /SBOM/),
  },
  {
    tries: 'is verified as the release of a new commit',
    against: 'verify',
    does: (world) => {
      const old = manifestsIn(world).digestOf(`sha-${OLD_COMMIT}`);
      world.inputs.verify = { image: `${world.image}@${old}`, commit: RUN.commit };
    },
    outcome: refused('verify/refused', /commit/),
  },
];

const oldRecord = async (world: ReleaseWorld) => {
  const old = world.earlier.find(({ name }) => name === 'release--api');
  if (old === undefined) throw new Error('the old run saved no record');
  world.artifacts.put('release--api', old.bytes);
};
const trusted = (world: ReleaseWorld, rule: string, deployed = 'sha-0000000') => {
  world.opsFiles = {
    [OPS_FILE]: valuesOf(world, deployed),
    '.sealift.yml': `trust:
  defaults:
    source-repository: acme/shop
    refs: [refs/heads/main]
    workflows: ["https://github.com/sealift/sealift/.github/workflows/release-app.yml@refs/tags/v*"]
    files: ["${OPS_FILE}"]
    ${rule}
  apps: { api: {} }
`,
  };
};

const deployments: readonly Attack<ReleaseWorld, 'records' | 'bump'>[] = [
  {
    tries: 'has its genuine record deployed over a newer release',
    against: 'records',
    given: (world) => {
      world.opsFiles = { [OPS_FILE]: valuesOf(world, `sha-${RUN.commit}`) };
    },
    does: oldRecord,
    outcome: inert('nothing', { says: /record of another commit/ }),
  },
  {
    tries: 'has its genuine record deployed by a run of another commit, where nothing is deployed yet',
    against: 'records',
    does: oldRecord,
    outcome: inert('released', { says: /record of another commit/ }),
  },
  {
    tries: 'has its genuine record deployed as that of another app',
    against: 'records',
    does: async (world) => {
      const files = await savedRecord(world);
      const record = JSON.parse(files['record.json'] ?? '') as object;
      world.artifacts.put(
        'release--api',
        archiveOf({ ...files, 'record.json': JSON.stringify({ ...record, app: 'web' }) }),
      );
    },
    outcome: inert('released', { says: /app that this run was not to release/ }),
  },
  {
    tries: 'is deployed with a scan that is older than the ops repository takes',
    against: 'bump',
    given: (world) => trusted(world, 'max-scan-age: 36h'),
    does: (world) => {
      world.clock.time = NOW + 100 * HOUR;
    },
    outcome: refused('bump/unverified', /scanned|36/),
  },
  {
    tries: 'is deployed with a pass beside a later fail',
    against: 'bump',
    does: (world) => verdict(world, FAIL, LATER),
    outcome: refused('bump/unverified', /its scan verdict is "fail"/),
  },
  {
    tries: 'is deployed with a verdict under a more lenient severity than the ops repository demands',
    against: 'bump',
    given: (world) => trusted(world, 'severity: MEDIUM'),
    does: () => {},
    outcome: refused('bump/unverified', /HIGH/),
  },
  {
    tries: 'is deployed without a statement that the ops repository demands',
    against: 'bump',
    given: (world) => trusted(world, 'require: ["https://example.com/review/v1"]'),
    does: () => {},
    outcome: refused('bump/unverified', /https:\/\/example\.com\/review\/v1/),
  },
];

play('old run, stolen or started again', release, reruns);
play('old run, stolen or started again', verification, statements);
play('old run, stolen or started again', deployment, deployments);
