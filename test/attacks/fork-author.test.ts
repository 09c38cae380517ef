/** Opens a pull request from a fork: writes the whole checkout, and the names of everything in it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { type Attack, inert, play, refused } from './attack.ts';
import { type CheckoutWorld, checkout, writeCheckout } from './checkout.ts';
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
const workflow = (
  name: string,
): { jobs: Record<string, { permissions?: object; if?: string; steps?: unknown[] }> } =>
  parse(readFileSync(path.resolve(import.meta.dirname, '../../.github/workflows', name), 'utf8'));

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
      const { build, sign } = workflow('release-app.yml').jobs;
      expect(build?.permissions).not.toHaveProperty('id-token');
      expect(sign?.if).toMatch(/ && inputs\.mode == 'publish' \}\}$/);
      expect(workflow('build-and-push.yml').jobs['bump']?.if).toContain(
        "needs.plan.outputs.mode == 'publish'",
      );
    },
    outcome: inert('released'),
  },
  {
    tries: 'fills a cache that a release reads',
    against: 'plan',
    given: asPullRequest,
    does: () => {
      const text = JSON.stringify(workflow('release-app.yml').jobs['build']?.steps);
      expect(text).toContain(`"cache-to":"\${{ inputs.mode == 'publish' && inputs.cache-to || '' }}"`);
    },
    outcome: inert('released'),
  },
];

play('fork author', checkout, cases);
