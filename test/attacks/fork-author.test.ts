/** Opens a pull request from a fork: writes the whole checkout, and the names of everything in it. */
import { mayWriteCache } from '@sealift/tools/buildx/cache/plan';
import { expect } from 'vitest';
import { type Attack, inert, play, refused } from './attack.ts';
import { type CheckoutWorld, checkout, writeCheckout } from './checkout.ts';
import { jobsOf, type RunningJob, type Started } from './workflow-files.ts';
import { RUN } from './world.ts';

type Case = Attack<CheckoutWorld, 'plan'>;

const asPullRequest = (world: CheckoutWorld) => {
  world.run = { ...RUN, event: 'pull_request', ref: 'refs/pull/7/merge' };
  world.expected.mode = 'check';
};
const writes = (
  tries: string,
  files: Readonly<Record<string, string>>,
  outcome: Case['outcome'],
  inputs: Readonly<Record<string, string>> = {},
): Case => ({
  tries,
  against: 'plan',
  given: (world) => {
    asPullRequest(world);
    Object.assign(world.inputs, inputs);
  },
  does: (world) => writeCheckout(world, files),
  outcome,
});
/** Where images can be: the registry of GitHub, and those of clouds, each with private base images besides. */
const CLOUDS: readonly Readonly<Record<string, string>>[] = [
  {},
  { 'aws-role': 'arn:aws:iam::123456789012:role/push' },
  { 'gcp-workload-identity-provider': 'projects/1/locations/global/workloadIdentityPools/p/providers/x' },
  { 'azure-client-id': '00000000-0000-0000-0000-000000000001' },
].flatMap((cloud) => [cloud, { ...cloud, 'base-registries': 'registry.example' }]);
const FORKS = [{ full_name: 'eve/shop' }, { full_name: 'acme/shop-fork' }, null];
const CACHE = 'type=registry,ref=ghcr.io/acme/shop/cache';

/** A run whose plan says `mode`; its other jobs say what would have everything after them run. */
const started = (mode: string, cloud: Started['inputs'], github: Started['github']): Started => {
  const planned = { mode, rebuild: 'false', 'release-matrix': '{}', 'sign-matrix': '{"include":[]}' };
  return {
    inputs: { ...cloud, 'ops-repository': 'acme/ops', 'cache-to': CACHE },
    github: { repository: 'acme/shop', ref: RUN.ref, ...github },
    outputs: { plan: planned, 'plan-by-identity': planned, release: { signer: 'https://github.com/x' } },
  };
};
const pullRequestOf = (repo: object | null) => ({
  event_name: 'pull_request',
  ref: 'refs/pull/7/merge',
  event: { pull_request: { head: { repo } } },
});
/** All checks of pull requests from forks. */
const checks = CLOUDS.flatMap((cloud) =>
  ['auto', 'preview'].flatMap((mode) =>
    FORKS.map((repo) => started('check', { ...cloud, mode }, pullRequestOf(repo))),
  ),
);
/** Checks of what a maintainer has put into the merge queue. */
const queued = CLOUDS.map((cloud) =>
  started('check', cloud, {
    event_name: 'merge_group',
    ref: 'refs/heads/gh-readonly-queue/main/pr-7-abc',
    event: { merge_group: { base_ref: 'refs/heads/main' } },
  }),
);
const releases = CLOUDS.map((cloud) => started('publish', cloud, { event_name: 'push' }));

/** Steps that write to a registry or to the ops repository, or log in to a cloud. */
const WRITES = /^\$\/actions\/(?:publish|sign|bump|login)$/;
/** Those that a check of the merge queue has no use for either: it may pull private base images by identity. */
const PUBLISHES = /^\$\/actions\/(?:publish|sign|bump)$/;
const doing = (jobs: readonly RunningJob[], actions: RegExp) =>
  jobs.filter(({ steps }) => steps.some(({ uses }) => actions.test(uses)));
const identitiesOf = (jobs: readonly RunningJob[]) =>
  jobs.filter(({ permissions }) => 'id-token' in permissions);
const namesOf = (jobs: readonly RunningJob[]) => jobs.map(({ file, name }) => `${file} ${name}`);

const buildOf = (run: Started) => {
  const builds = jobsOf(run).flatMap(({ steps }) =>
    steps.filter(({ uses }) => uses === '$/actions/build-push'),
  );
  expect(builds).toHaveLength(1);
  return { written: builds[0]?.input('cache-write'), to: builds[0]?.input('cache-to') };
};

const CONFIG = '.github/sealift.yml';
const aliases = Array.from({ length: 12 }, (_, at) =>
  at === 0
    ? 'a0: &a0 [x,x,x,x,x,x,x,x,x,x]'
    : `a${at}: &a${at} [${Array(10)
        .fill(`*a${at - 1}`)
        .join(',')}]`,
).join('\n');

const cases: readonly Case[] = [
  {
    tries: 'has the pull request run with the tokens of the repository (pull_request_target)',
    against: 'plan',
    does: (world) => {
      world.run = { ...RUN, event: 'pull_request_target' };
    },
    outcome: refused('plan/event-not-allowed', /pull_request_target/),
  },
  ...['issue_comment', 'workflow_run', 'pull_request_review', 'discussion', 'fork'].map(
    (event): Case => ({
      tries: `starts a release by the event ${event}`,
      against: 'plan',
      does: (world) => {
        world.run = { ...RUN, event };
      },
      outcome: refused('plan/event-not-allowed', new RegExp(event)),
    }),
  ),
  {
    tries: 'asks for a release in a pull request, by nothing but the files of the checkout',
    against: 'plan',
    given: asPullRequest,
    does: (world) => writeCheckout(world, { 'apps/api/x': '1' }),
    outcome: inert('released', { never: /sha-[0-9a-f]{40}/ }),
  },
  {
    tries: 'asks for a release in a pull request of the merge queue',
    against: 'plan',
    does: (world) => {
      world.run = { ...RUN, event: 'merge_group', ref: 'refs/heads/gh-readonly-queue/main/pr-7-abc' };
      world.expected.mode = 'check';
    },
    outcome: inert('released', { never: /sha-[0-9a-f]{40}/ }),
  },
  ...FORKS.map(
    (repo): Case => ({
      tries: `has its pull request released as a preview, from ${repo?.full_name ?? 'a fork that is gone'}`,
      against: 'plan',
      given: (world) => {
        asPullRequest(world);
        world.inputs['mode'] = 'preview';
      },
      does: (world) => {
        world.event = { pull_request: { number: 7, head: { repo } } };
      },
      outcome: inert('released', { never: /sha-[0-9a-f]{40}/ }),
    }),
  ),
  writes(
    'has the configuration say who may deploy',
    { [CONFIG]: 'trust: {apps: {"*": {}}}\n' },
    refused('config/malformed', /trust/),
  ),
  writes(
    'makes the configuration a link out of the checkout',
    { [CONFIG]: 'link:/etc/passwd' },
    refused('action/link-outside', /sealift\.yml/),
  ),
  writes(
    'makes the configuration a link into the git folder',
    { [CONFIG]: 'link:../.git/config' },
    refused('action/link-outside', /sealift\.yml/),
  ),
  writes(
    'makes a folder on the way to the configuration a link',
    { '.github': 'link:/etc' },
    refused('action/link-outside', /leads out of the repository/),
    { config: '.github/passwd' },
  ),
  writes(
    'makes a bomb of aliases of the configuration',
    { [CONFIG]: `${aliases}\napps: *a11\n` },
    refused('config/malformed', /alias|./),
  ),
  writes(
    'writes a configuration of two megabytes',
    { [CONFIG]: `# ${'x'.repeat(2 * 1024 * 1024)}\n` },
    refused('action/bad-file', /more than 1048576 bytes/),
  ),
  writes(
    'writes the same key of the configuration twice',
    { [CONFIG]: 'apps: {}\napps: {}\n' },
    refused('config/malformed', /a key is given twice/),
  ),
  writes(
    'writes a configuration with a key that does not exist',
    { [CONFIG]: 'publish: true\n' },
    refused('config/malformed', /publish/),
  ),
  writes(
    'makes the ignore file a link out of the checkout',
    { '.trivyignore': 'link:/etc/passwd' },
    refused('action/link-outside', /outside/),
    { trivyignores: '.trivyignore' },
  ),
  writes(
    'names an app so that its image would be another one',
    { [CONFIG]: 'apps: {"../other": {context: apps/api}}\n' },
    refused('config/malformed', /must be lower-case letters/),
  ),
  writes(
    'names an app with commands for the runner',
    { [CONFIG]: 'apps: {"x\\n::set-output name=a::b": {context: apps/api}}\n' },
    refused('config/malformed', /wrong value at "apps\./),
  ),
  writes(
    'has the context of an app lie outside of the checkout',
    { [CONFIG]: 'apps: {api: {context: ../../etc}}\n' },
    refused('config/malformed', /context/),
  ),
  writes(
    'has the Dockerfile of an app lie outside of the checkout',
    { [CONFIG]: 'apps: {api: {context: apps/api, file: /etc/passwd}}\n' },
    refused('config/malformed', /wrong value at "apps\.api\.file"/),
  ),
  writes(
    'asks for more platforms than a release has',
    {
      [CONFIG]: `apps: {api: {context: apps/api, platforms: [${Array.from({ length: 17 }, (_, at) => `linux/p${at}`).join(', ')}]}}\n`,
    },
    refused('plan/too-many-platforms', /is built for 17 platforms/),
  ),
  writes(
    'writes a pattern of paths that would be tried for minutes',
    { [CONFIG]: `apps: {api: {context: apps/api, paths: ["${'{a,b}'.repeat(16)}"]}}\n` },
    inert('released'),
  ),
  {
    tries: 'has the names of files carry commands for the runner',
    against: 'plan',
    given: asPullRequest,
    does: (world) => writeCheckout(world, { 'apps/api/a\n::error::x': '1', 'apps/api/<img src=x>': '1' }),
    outcome: inert('released', { never: /^::error::/m }),
  },
  {
    tries: 'relies on a permission that a check would have',
    against: 'plan',
    given: asPullRequest,
    does: () => {
      for (const run of checks) {
        const jobs = jobsOf(run);
        expect(namesOf(jobs)).toEqual(['build-and-push.yml plan', 'build-app.yml build']);
        expect(namesOf(identitiesOf(jobs))).toEqual([]);
        expect(namesOf(doing(jobs, WRITES))).toEqual([]);
      }
      for (const run of queued) expect(namesOf(doing(jobsOf(run), PUBLISHES))).toEqual([]);
      // A release does all of it, once: otherwise the lists above would be empty for another reason.
      for (const run of releases) {
        const jobs = jobsOf(run);
        const isCloud = Object.keys(run.inputs).some((name) => /role|provider|client-id/.test(name));
        const [builds, signs, bumps] = [
          'build-app.yml build',
          'release-app.yml sign',
          isCloud ? 'build-and-push.yml bump-by-identity' : 'build-and-push.yml bump',
        ];
        const plans = isCloud ? ['build-and-push.yml plan-by-identity'] : [];
        expect(namesOf(doing(jobs, WRITES))).toEqual([...plans, builds, signs, bumps]);
        expect(namesOf(identitiesOf(jobs))).toEqual(isCloud ? [...plans, builds, signs, bumps] : [signs]);
        // Whoever runs the repository's code is another file than the one that verifiers trust.
        const signers = jobs.filter(({ file }) => file === 'release-app.yml');
        expect(namesOf(identitiesOf(signers))).toEqual([signs]);
      }
    },
    outcome: inert('released'),
  },
  {
    tries: 'fills a cache that a release reads',
    against: 'plan',
    given: asPullRequest,
    does: () => {
      for (const run of [...checks, ...queued]) expect(buildOf(run)).toEqual({ written: false, to: '' });
      for (const run of releases) expect(buildOf(run)).toEqual({ written: true, to: CACHE });
      // Neither does the preview of a pull request, whoever opened it: the build looks at the event besides.
      const preview = started('publish', { mode: 'preview' }, pullRequestOf({ full_name: 'acme/shop' }));
      expect(buildOf(preview).to).toBe('');
      for (const event of ['pull_request', 'merge_group']) expect(mayWriteCache(event)).toBe(false);
      expect(mayWriteCache('push')).toBe(true);
    },
    outcome: inert('released'),
  },
];

play('fork author', checkout, cases);
