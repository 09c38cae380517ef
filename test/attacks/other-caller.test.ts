/** Another repository calls the same reusable workflow, so that its signatures carry the same identity. */

import { RELEASE_RECORD_TYPE, SIGNATURE_TYPE, SPDX_TYPE, VERDICT_TYPE } from '@sealift/core/release/record';
import { makeBundle } from '@sealift/testing/sigstore/bundle';
import { type Attack, play, type Refused, refused } from './attack.ts';
import { releaseHonestly } from './jobs.ts';
import { attach, signAgainAs, statementsOn, strip, subjectsOf } from './registry-attacks.ts';
import { deployment, release, verification } from './scenes.ts';
import { claimsOf, type Run } from './steps.ts';
import { type Moment, OPS_FILE, type ReleaseWorld, RUN, valuesOf } from './world.ts';

type Way = readonly [
  who: string,
  run: Partial<Run>,
  reason: RegExp,
  asked?: Readonly<Record<string, string>>,
];

/** What differs from the release that is expected. */
const WAYS: readonly Way[] = [
  [
    'another repository',
    { repository: 'evil/shop' },
    /source repository is "evil\/shop" instead of "acme\/shop"/,
  ],
  ['a fork of the same name', { repository: 'evil/acme-shop' }, /source repository is "evil\/acme-shop"/],
  [
    'a repository whose name begins alike',
    { repository: 'acme/shop2' },
    /source repository is "acme\/shop2"/,
  ],
  ['another branch', { ref: 'refs/heads/unreviewed' }, /source ref is "refs\/heads\/unreviewed"/],
  ['a tag with the name of the branch', { ref: 'refs/tags/main' }, /source ref is "refs\/tags\/main"/],
  ['a pull request', { ref: 'refs/pull/1/merge' }, /source ref is "refs\/pull\/1\/merge"/],
  [
    'another workflow of the same repository',
    { workflow: RUN.workflow.replace('release-app', 'other') },
    /identity is ".*other\.yml@/,
  ],
  [
    'a branch of the called workflow',
    { workflow: RUN.workflow.replace('refs/tags/v1', 'refs/heads/v1') },
    /identity is ".*@refs\/heads\/v1"/,
  ],
  [
    'a fork of the called workflow',
    { workflow: RUN.workflow.replace('sealift/sealift', 'evil/sealift') },
    /identity is ".*evil\/sealift/,
  ],
  [
    'a later tag of the called workflow',
    { workflow: RUN.workflow.replace('/v1', '/v1.0.1') },
    /identity is ".*v1\.0\.1" instead of ".*v1"/,
  ],
  ['another issuer', { issuer: 'https://token.evil.example' }, /issuer is "https:\/\/token\.evil\.example"/],
];
const ASKED: readonly Way[] = [
  [
    'another event',
    { event: 'pull_request_target' },
    /trigger is "pull_request_target"/,
    { trigger: 'push' },
  ],
  [
    'a runner of its own',
    { runner: 'self-hosted' },
    /runner environment is "self-hosted"/,
    { 'runner-environment': 'github-hosted' },
  ],
  ['another commit', { commit: 'e'.repeat(40) }, /commit/, { commit: RUN.commit }],
];

const verify = ([who, run, reason, asked]: Way): Attack<ReleaseWorld, 'verify'> => ({
  tries: `has the same image signed by ${who}, and somebody verifies it`,
  against: 'verify',
  does: (world) => {
    signAgainAs(world, claimsOf({ ...RUN, ...run }));
    if (asked !== undefined) world.inputs.verify = asked;
  },
  outcome: refused('verify/refused', reason),
});
const bump = ([who, run, reason]: Way): Attack<ReleaseWorld, 'records' | 'bump'> => ({
  tries: `has the same image signed by ${who}, and it is to be deployed`,
  against: 'bump',
  does: (world) => signAgainAs(world, claimsOf({ ...RUN, ...run })),
  outcome: refused('bump/unverified', reason),
});

const trust = (rule: string) => (world: ReleaseWorld) => {
  world.opsFiles = {
    [OPS_FILE]: valuesOf(world),
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
const demanded: readonly (readonly [string, string, Partial<Run>, Refused])[] = [
  [
    'another event',
    'triggers: [push]',
    { event: 'workflow_dispatch' },
    refused('bump/unverified', /trigger is "workflow_dispatch"/),
  ],
  [
    'a runner of its own',
    'runner-environment: github-hosted',
    { runner: 'self-hosted' },
    refused('bump/unverified', /runner environment is "self-hosted"/),
  ],
  [
    'another calling workflow',
    'caller-workflow: https://github.com/acme/shop/.github/workflows/reviewed.yml',
    {},
    refused('bump/unverified', /caller workflow is/),
  ],
];
const byTrust = demanded.map(
  ([who, rule, run, outcome]): Attack<ReleaseWorld, 'records' | 'bump'> => ({
    tries: `signs in a run of ${who}, where the ops repository demands another`,
    against: 'bump',
    given: trust(rule),
    does: (world) => signAgainAs(world, claimsOf({ ...RUN, ...run })),
    outcome,
  }),
);

const KINDS = [
  ['signature', SIGNATURE_TYPE, 0],
  ['record', RELEASE_RECORD_TYPE, 0],
  ['SBOM', SPDX_TYPE, 1],
  ['verdict', VERDICT_TYPE, 1],
] as const;
const one = KINDS.map(
  ([kind, type, at]): Attack<ReleaseWorld, 'verify'> => ({
    tries: `has only the ${kind} signed by its own run`,
    against: 'verify',
    does: (world) => {
      const subject = subjectsOf(world)[at];
      const own =
        subject === undefined
          ? undefined
          : statementsOn(world, subject).find(({ statement }) => statement.predicateType === type);
      if (subject === undefined || own === undefined) throw new Error(`there is no ${kind}`);
      strip(world, subject, type);
      const claims = claimsOf({ ...RUN, repository: 'evil/shop' });
      attach(world, subject, makeBundle({ subject, type, predicate: own.statement.predicate, claims }));
    },
    outcome: refused('verify/refused', /source repository is "evil\/shop"/),
  }),
);

const merge = WAYS.filter((_, at) => [0, 3, 6].includes(at)).map(
  ([who, run, reason]): Attack<ReleaseWorld, Moment> => ({
    tries: `leaves an image that ${who} released under the tag of the release`,
    against: 'merge',
    given: releaseHonestly,
    does: (world) => signAgainAs(world, claimsOf({ ...RUN, ...run })),
    outcome: refused('publish/not-released', reason),
  }),
);

play('other caller of the same reusable workflow', verification, [
  ...[...WAYS, ...ASKED].map(verify),
  ...one,
]);
play('other caller of the same reusable workflow', deployment, [...WAYS.map(bump), ...byTrust]);
play('other caller of the same reusable workflow', release, merge);
