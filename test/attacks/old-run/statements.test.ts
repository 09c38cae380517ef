/** Statements of a run of before are shown for another image, or beside later ones: they are genuine. */
import { RELEASE_RECORD_TYPE, SIGNATURE_TYPE, SPDX_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import { scanOf } from '@sealift/testing/signed-release';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import { type Attack, play, refused } from '../attack.ts';
import { OLD_COMMIT } from '../github-stand-in.ts';
import { attach, manifestsIn, statementsOn, strip } from '../registry-attacks.ts';
import { verification } from '../scenes.ts';
import { claimsOf } from '../steps.ts';
import { NOW, type ReleaseWorld, RUN } from '../world.ts';
import { EARLIER, FAIL, HOUR, LATER, OTHER, platformOf, verdict } from './old-statements.ts';

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
    tries: 'logs its pass again, without a promise, at a time after a later fail',
    against: 'verify',
    does: (world) => {
      const subject = platformOf(world);
      const predicate = scanOf('linux/amd64', subject);
      const [claims, unpromisedAt] = [claimsOf(RUN), '2027-06-01T00:00:00Z'];
      attach(world, subject, makeBundle({ subject, type: VERDICT_TYPE, predicate, claims, unpromisedAt }));
      verdict(world, FAIL, LATER);
    },
    outcome: refused('verify/refused', /its scan verdict is "fail"/),
  },
  {
    tries: 'signs a pass after the time of its certificate, beside a fail',
    against: 'verify',
    does: (world) => {
      const subject = platformOf(world);
      const predicate = scanOf('linux/amd64', subject);
      const [claims, signedAt] = [claimsOf(RUN), '2027-06-01T00:00:00Z'];
      const validity = ['2026-12-01T00:00:00Z', '2026-12-01T00:10:00Z'] as const;
      attach(
        world,
        subject,
        makeBundle({ subject, type: VERDICT_TYPE, predicate, claims, signedAt, validity }),
      );
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

play('old run, stolen or started again', verification, statements);
