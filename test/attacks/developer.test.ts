/** May push branches and tags of the app repository, with their Dockerfiles, configuration and calling workflow. */
import { type Attack, inert, play, refused } from './attack.ts';
import { type CheckoutWorld, checkout, writeCheckout } from './checkout.ts';
import { OLD_COMMIT } from './github-stand-in.ts';
import { asks, PAYMENTS, TRUST } from './ops-trust.ts';
import { deployment } from './scenes.ts';
import { OPS_FILE, type ReleaseWorld, RUN } from './world.ts';

const named = (tries: string, ref: string): Attack<CheckoutWorld, 'plan'> => ({
  tries,
  against: 'plan',
  does: (world) => {
    world.run = { ...RUN, ref };
  },
  outcome: inert('released', { says: /looks like a tag/ }),
});
const plans: readonly Attack<CheckoutWorld, 'plan'>[] = [
  named('calls a branch by the tag of another release', `refs/heads/sha-${OLD_COMMIT}`),
  named('calls a branch by a short tag of another release', `refs/heads/sha-${OLD_COMMIT.slice(0, 7)}`),
  named('calls a branch by a version', 'refs/heads/1.2.3'),
  named('calls a branch by a version with v', 'refs/heads/v1.2.3'),
  named('calls a branch by a version in parts', 'refs/heads/v1'),
  named('calls a branch latest', 'refs/heads/latest'),
  named('calls a branch by the tag of referrers', `refs/heads/sha256-${'a'.repeat(64)}`),
  named('calls a branch by the tag of old signatures', `refs/heads/sha256-${'a'.repeat(64)}.sig`),
  named('calls a branch so that it becomes the tag of another release', `refs/heads/SHA-${OLD_COMMIT}`),
  {
    tries: 'makes a git tag that would be the tag of another release',
    against: 'plan',
    does: (world) => {
      world.run = { ...RUN, ref: `refs/tags/sha-${OLD_COMMIT}` };
      world.expected.tag = `tag-sha-${OLD_COMMIT}`;
    },
    outcome: inert('released', { says: /looks like a tag/ }),
  },
  {
    tries: 'gives two apps the same image',
    against: 'plan',
    does: (world) =>
      writeCheckout(world, {
        'apps/web/Dockerfile': 'FROM scratch\n',
        '.github/sealift.yml':
          'apps: {api: {context: apps/api, image: ghcr.io/acme/shop/x}, web: {context: apps/web, image: ghcr.io/acme/shop/x}}\n',
      }),
    outcome: refused('plan/shared-image', /have the same image/),
  },
  {
    tries: 'asks for an app that does not exist',
    against: 'plan',
    does: (world) => {
      world.inputs['apps'] = 'payments';
    },
    outcome: refused('plan/unknown-app', /payments/),
  },
];

type Case = Attack<ReleaseWorld, 'records' | 'bump'>;
const config = (target: string, rest = '') => ({ config: `{apps: {api: [${target}]}${rest}}` });

const deployments: readonly Case[] = [
  asks('deploys as it may', {}, inert('released')),
  asks(
    'has its config say who may deploy',
    { config: 'trust: {apps: {"*": {}}}' },
    refused('config/malformed', /trust/),
  ),
  asks(
    "points its app at another team's chart",
    config(`{file: ${PAYMENTS}, path: image.tag}`),
    refused('trust/not-allowed', /payments/),
  ),
  asks(
    "points its app at another team's chart, with the name of the image",
    config(`{file: ${PAYMENTS}, write-name: true}`),
    refused('trust/not-allowed', /payments|more than a tag/),
  ),
  asks(
    'points its app at all charts',
    config('{file: "deploy/helm/*/values-prod.yaml", find: image}'),
    refused('trust/not-allowed', /may not change/),
  ),
  asks(
    "names another team's chart as the default file",
    { file: PAYMENTS },
    refused('trust/not-allowed', /payments/),
  ),
  asks(
    'points its app at a workflow',
    { file: '.github/workflows/x.yaml' },
    refused('targets/guarded', /who may change/),
  ),
  asks(
    'points its app at the trust file',
    { file: '.sealift.yml' },
    refused('targets/guarded', /who may change/),
  ),
  asks(
    'writes the name of the image',
    config(`{file: ${OPS_FILE}, write-name: true}`),
    refused('trust/not-allowed', /more than a tag/),
  ),
  asks(
    'writes a value of its own',
    { path: 'image.repository', value: 'registry.evil.example/x' },
    refused('trust/not-allowed', /more than a tag/),
  ),
  asks(
    'writes a value that ends the line',
    { path: 'image.tag', value: 'x\n  evil: true' },
    refused('trust/not-allowed', /may not write more than a tag/),
  ),
  asks('commits to the base branch', { mode: 'commit' }, refused('trust/not-allowed', /commit to the base/)),
  asks(
    'commits to the base branch of an environment of its own',
    config(`{file: ${OPS_FILE}, environment: mine}`, ', environments: {mine: {mode: commit}}'),
    refused('trust/not-allowed', /commit to the base/),
  ),
  asks(
    'has its pull request merged by itself',
    { 'auto-merge': 'squash' },
    refused('trust/not-allowed', /merge its pull request/),
  ),
  asks('verifies nothing', { verify: 'off' }, refused('trust/unverified', /"verify" is "off"/)),
  asks(
    'expects a signer of its own',
    {
      'certificate-identity':
        'https://github.com/evil/sealift/.github/workflows/release-app.yml@refs/tags/v1',
    },
    refused('trust/other-source', /evil\/sealift/),
  ),
  asks(
    'expects an issuer of its own',
    { 'certificate-oidc-issuer': 'https://token.evil.example' },
    refused('trust/other-source', /evil\.example/),
  ),
  asks(
    'expects a source of its own',
    { 'source-repository': 'evil/shop' },
    refused('trust/other-source', /evil\/shop/),
  ),
  asks(
    'expects another branch',
    { 'source-ref': 'refs/heads/unreviewed' },
    refused('trust/other-source', /unreviewed/),
  ),
  asks(
    'names another file of the ops repository as the trust file',
    { 'ops-config': 'docs/example.yml' },
    refused('bump/bad-input', /counts in \.sealift\.yml alone/),
    { files: { 'docs/example.yml': TRUST } },
  ),
  asks('deploys an app that nobody let in', {}, refused('trust/unknown-app', /"api" is not among the apps/), {
    trust: TRUST.replace('{ api: {} }', '{ web: {} }'),
  }),
  asks(
    'deploys from a branch that nobody let in',
    {},
    refused('trust/other-source', /may not be deployed from/),
    { trust: TRUST.replace('refs/heads/main', 'refs/heads/release') },
  ),
  asks(
    'commits to the base where nobody said who may deploy',
    { mode: 'commit' },
    refused('trust/not-allowed', /nobody on the ops side has allowed it/),
    { trust: 'deploy: {}\n' },
  ),
  asks(
    'has its pull request merged where nobody said who may deploy',
    { 'auto-merge': 'merge' },
    refused('trust/not-allowed', /nobody on the ops side has allowed it/),
    { trust: 'deploy: {}\n' },
  ),
  asks(
    'gives its pull request a title with commands and links',
    { title: '::error::x [click](https://evil.example) @everybody' },
    inert('released', { never: /^::error::x/m }),
  ),
  asks('names a branch of bump that is the base', { branch: 'main' }, refused('bump/base-as-branch', /main/)),
  asks(
    'names a branch of bump that is no branch',
    { branch: '../x' },
    refused('pull-request/bad-branch', /is not a branch name/),
  ),
  asks(
    'gives an address with a token as a repository',
    { repository: 'https://x:ghs_012345678901234567@github.com/acme/ops' },
    refused('github/bad-name', /is not a repository/),
  ),
];

play('developer with access to the app repository', checkout, plans);
play('developer with access to the app repository', deployment, deployments);
