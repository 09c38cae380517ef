/** Who may deploy is decided by the ops repository: each way around it, against a repository that says so. */
import type { ReleaseRecord } from '@sealift/core/release/record';
import type { TrustPolicy } from '@sealift/core/verification/conditions';
import { afterEach, describe, expect, test } from 'vitest';
import type { ImageWorld } from './images.ts';
import {
  API_VALUES,
  BRANCH,
  COMMIT_0,
  COMMIT_A,
  COMMIT_B,
  changedLines,
  digestOf,
  newer,
  type Ops,
  record,
  startOps,
  WEB_VALUES,
} from './ops.ts';

const CALLED = 'https://github.com/sealift/sealift/.github/workflows';
const V1 = `${CALLED}/release-app.yml@refs/tags/v1`;
const V2 = `${CALLED}/release-app.yml@refs/tags/v2`;
const SHA_1 = `${CALLED}/release-app.yml@${'1'.repeat(40)}`;
const SHA_2 = `${CALLED}/release-app.yml@${'2'.repeat(40)}`;
const OLD_FILE = `${CALLED}/build-and-push.yml@refs/tags/v1`;

const TRUST = `trust:
  defaults:
    source-repository: acme/shop
    refs: [refs/heads/main]
    workflows: ["${CALLED}/release-app.yml@refs/tags/v*"]
    files: ["deploy/helm/{app}/values-prod.yaml"]
  apps:
    api: {}
    web: {}
`;
const VALUES = {
  'deploy/helm/api/values-prod.yaml': API_VALUES,
  'deploy/helm/web/values-prod.yaml': WEB_VALUES,
  'deploy/helm/payments/values-prod.yaml': 'image: {repository: ghcr.io/acme/shop/payments, tag: v1}\n',
};

let ops: Ops;
afterEach(() => ops.stop());
const start = async (trust: string | undefined, files: Readonly<Record<string, string>> = VALUES) => {
  ops = await startOps({ ...files, ...(trust === undefined ? {} : { '.sealift.yml': trust }) });
};

const images = (records: readonly ReleaseRecord[], signer: string = V1): ImageWorld => ({
  records,
  signedBy: () => signer,
});
const bump = (
  records: readonly ReleaseRecord[],
  inputs: Readonly<Record<string, string>> = {},
  world: ImageWorld = images(records),
) =>
  ops.bump(records, { verify: 'required', 'certificate-identity': V1, ...inputs }, globalThis.fetch, world);

/** It must leave nothing behind. */
async function refuses(
  attempt: () => Promise<unknown>,
  expected: {
    readonly code?: string;
    readonly cause: RegExp;
    readonly line?: number;
    readonly remedy?: RegExp;
  },
): Promise<void> {
  const before = ops.refs();
  const error: unknown = await attempt().then(
    () => 'nothing was thrown',
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({
    code: expected.code ?? 'trust/not-allowed',
    message: expect.stringMatching(expected.cause),
    remedy: expect.stringMatching(expected.remedy ?? /ask the owners of the ops repository|do without/i),
    ...(expected.line === undefined ? {} : { location: { file: '.sealift.yml', line: expected.line } }),
  });
  expect(ops.refs()).toBe(before);
  expect(ops.pulls()).toEqual([]);
}

const api = record('api');
const from = (ref: string, repository = 'acme/shop') =>
  record('api', { source: { ...api.source, ref, repository } });

describe('what the ops side lets in', () => {
  test('opens a pull request as ever, which does not say that nobody decides', async () => {
    await start(TRUST);
    await bump([api]);
    expect(ops.pulls()).toHaveLength(1);
    expect(ops.pulls()[0]?.body).not.toContain('Nobody on the ops side');
    expect(ops.pulls()[0]?.body).toContain(V1);
  });

  test.each([
    ['another branch', 'refs/heads/unreviewed'],
    ['a tag', 'refs/tags/v1.0.0'],
    ['a branch that begins alike', 'refs/heads/main2'],
    ['a pull request', 'refs/pull/7/merge'],
  ])('not a release of %s, whatever the run itself expects', async (_name, ref) => {
    await start(TRUST);
    for (const expects of [ref, '*'])
      await refuses(() => bump([from(ref)], { 'source-ref': expects }), {
        code: 'trust/other-source',
        cause: /may not be deployed from releases of refs\//,
        line: 4,
      });
  });
  test('not a release of another repository', async () => {
    await start(TRUST);
    await refuses(() => bump([from('refs/heads/main', 'acme/fork')], { 'source-repository': 'acme/fork' }), {
      code: 'trust/other-source',
      cause: /releases of acme\/fork/,
      line: 3,
    });
  });
  test.each([
    ['another repository', 'https://github.com/evil/sealift/.github/workflows/release-app.yml@refs/tags/v1'],
    ['another file', OLD_FILE],
    ['a branch', `${CALLED}/release-app.yml@refs/heads/v1`],
    ['a commit, which may be one of a fork', SHA_1],
    ['a tag that is no release', `${CALLED}/release-app.yml@refs/tags/vulnerable`],
  ])('not what a workflow of %s signed', async (_name, signer) => {
    await start(TRUST);
    await refuses(() => bump([api], { 'certificate-identity': signer }, images([api], signer)), {
      code: 'trust/other-source',
      cause: /may not be deployed from what .* signed/,
      line: 5,
    });
    // What the run says it expects is not what has signed.
    await refuses(() => bump([api], {}, images([api], signer)), {
      code: 'bump/unverified',
      cause: /the identity is/,
      remedy: /Release it again/,
    });
  });
  test('nothing without verification', async () => {
    await start(TRUST);
    await refuses(() => ops.bump([api]), {
      code: 'trust/unverified',
      cause: /"verify" is "off"/,
      line: 5,
      remedy: /Leave "verify" out/,
    });
  });
  test('no app that is not named, from whatever folder of the monorepo', async () => {
    await start(TRUST);
    const payments = record('payments');
    await refuses(() => bump([payments]), {
      code: 'trust/unknown-app',
      cause: /"payments" is not among the apps/,
      line: 7,
      remedy: /Ask its owners to add "payments"/,
    });
  });
});

describe('what the app repository says cannot widen it', () => {
  const config = (target: string, rest = '') => ({
    config: `{apps: {api: [${target}]}${rest}}`,
  });
  test.each([
    ["another team's chart", '{file: deploy/helm/payments/values-prod.yaml, find: path, path: image.tag}'],
    [
      "another team's chart with write-name",
      '{file: deploy/helm/payments/values-prod.yaml, write-name: true}',
    ],
    ['a pattern over all charts', '{file: "deploy/helm/*/values-prod.yaml", find: image}'],
  ])('%s', async (_name, target) => {
    await start(TRUST);
    await refuses(() => bump([api], config(target)), { cause: /may not change deploy\/helm/, line: 6 });
  });
  test('the default file of an input', async () => {
    await start(TRUST);
    await refuses(() => bump([api], { file: 'deploy/helm/payments/values-prod.yaml' }), {
      cause: /may not change deploy\/helm\/payments/,
    });
  });
  test.each([
    ['write-name', config('{file: deploy/helm/api/values-prod.yaml, write-name: true}'), /more than a tag/],
    [
      'a value with an image of its own',
      { path: 'image.repository', value: 'evil/image' },
      /more than a tag/,
    ],
    ['mode: commit', { mode: 'commit' }, /commit to the base/],
    [
      'mode: commit of an environment of its own',
      config(
        '{file: deploy/helm/api/values-prod.yaml, environment: mine}',
        ', environments: {mine: {mode: commit}}',
      ),
      /commit to the base/,
    ],
    ['auto-merge', { 'auto-merge': 'squash' }, /merge its pull request/],
  ] as const)('%s', async (_name, inputs, cause) => {
    await start(TRUST);
    await refuses(() => bump([api], inputs), { cause });
    expect(ops.git('log', '--oneline', 'main').trim().split('\n')).toHaveLength(1);
  });

  const MINE =
    'trust: {defaults: {source-repository: acme/fork, refs: [refs/heads/x], workflows: ["x"]}, apps: {"*": {}}}';
  test('a trust of its own is none', async () => {
    await start(TRUST);
    await refuses(() => bump([api], { config: MINE }), {
      code: 'config/malformed',
      cause: /trust/,
      remedy: /Correct it/,
    });
  });
  test('another file of the ops repository is none either', async () => {
    const lenient = TRUST.replace('refs: [refs/heads/main]', 'refs: [refs/heads/unreviewed]');
    await start(TRUST, { ...VALUES, 'docs/example.yml': lenient });
    await refuses(
      () => bump([from('refs/heads/unreviewed')], { 'ops-config': 'docs/example.yml', 'source-ref': '*' }),
      { code: 'bump/bad-input', cause: /counts in \.sealift\.yml alone/, remedy: /Move it/ },
    );
    await refuses(
      () => bump([from('refs/heads/unreviewed')], { 'ops-config': 'gone.yml', 'source-ref': '*' }),
      {
        code: 'trust/other-source',
        cause: /may not be deployed from/,
      },
    );
  });
  test('another branch of the ops repository is none either', async () => {
    await start(undefined);
    ops.git('branch', 'before-trust', 'main');
    await ops.commit('main', { '.sealift.yml': TRUST });
    await refuses(() => bump([from('refs/heads/unreviewed')], { base: 'before-trust', 'source-ref': '*' }), {
      code: 'trust/other-source',
      cause: /may not be deployed from/,
    });
    await refuses(() => bump([api], { base: 'before-trust', mode: 'commit' }), {
      cause: /commit to the base/,
    });
  });
  test('a branch that is deployed from is no branch of a bump', async () => {
    for (const trust of [TRUST, undefined]) {
      await start(trust);
      ops.git('branch', 'env/prod', 'main');
      await refuses(() => bump([api], { branch: 'env/prod' }), {
        code: 'bump/foreign-branch',
        cause: /"env\/prod" is there already/,
        remedy: /begin with sealift/,
      });
      await bump([api], { branch: 'deploy/{app}', group: 'app' });
      await bump([newer('api')], { branch: 'deploy/{app}', group: 'app' });
      expect(ops.pulls()).toHaveLength(1);
      if (trust !== undefined) await ops.stop();
    }
  });
  describe('a branch that has no pull request', () => {
    const LOOK = { branch: 'deploy/{app}', group: 'app' };
    const DEPLOYED = 'env/prod';
    const refusesIt = () =>
      refuses(() => bump([newer('api')], { branch: DEPLOYED }), {
        code: 'bump/foreign-branch',
        cause: /"env\/prod" is there already/,
        remedy: /begin with sealift/,
      });
    /** A bump that ends between its commit and its pull request. */
    async function ended(branch: string): Promise<void> {
      ops.inject({ method: 'POST', path: /\/pulls$/ }, { status: 500, body: '{}' }, 20);
      await expect(bump([api], { ...LOOK, branch })).rejects.toMatchObject({ category: 'remote' });
      ops.clearFaults();
      expect(ops.pulls()).toEqual([]);
    }
    test.each([
      ['the same release', () => api],
      ['a newer one', () => newer('api')],
    ])('and is of a bump that was ended gets it from a rerun, with %s', async (_, release) => {
      await start(TRUST);
      await ended(LOOK.branch);
      for (const _again of ['first', 'second']) await bump([release()], LOOK);
      expect(ops.pulls()).toHaveLength(1);
      expect(ops.git('rev-list', '--count', 'main..deploy/api').trim()).toBe('1');
      expect(ops.git('log', '-1', '--format=%B', 'deploy/api').trim()).toMatch(
        /\n\nSealift-Proposes: .+\nSealift-Branch: deploy\/api$/,
      );
    });
    test('and no commit yet is never left by a personal token: a rerun begins anew', async () => {
      await start(TRUST);
      const token = ops.github.createUserToken({
        login: 'alice',
        repositories: ['acme/ops'],
        permissions: { contents: 'write', pull_requests: 'write' },
      });
      const personal = { ...LOOK, token, 'app-id': '', 'private-key': '' };
      // GitHub signs no commit of such a token but those that are made on a branch, which must be there before.
      ops.inject({ path: /graphql/, operation: 'CommitOnBranch' }, { status: 500, body: '{}' }, 20);
      await expect(bump([api], personal)).rejects.toMatchObject({ category: 'remote' });
      ops.clearFaults();
      expect(ops.refs()).not.toContain('deploy/api');
      await bump([api], personal);
      expect(ops.pulls()).toHaveLength(1);
      expect(ops.git('rev-list', '--count', 'main..deploy/api').trim()).toBe('1');
      expect(ops.git('log', '-1', '--format=%B', 'deploy/api').trim()).toMatch(
        /Sealift-Branch: deploy\/api$/,
      );
      // No branch of ours is left beside it.
      expect(ops.refs()).not.toContain('sealift/');
    });
    test('is none for the direct commits of bumps on it', async () => {
      await start(TRUST.replace('  apps:', '    allow: [commit]\n  apps:'));
      ops.git('branch', DEPLOYED, 'main');
      await bump([api], { base: DEPLOYED, mode: 'commit' });
      expect(changedLines(ops, 'main', DEPLOYED)).toHaveLength(2);
      expect(ops.git('log', '-1', '--format=%B', DEPLOYED)).not.toContain('Sealift-Branch');
      await refusesIt();
    });
    test.each(['deploy/{app}', 'sealift/{app}', 'env/prod-{app}', 'x/env/prod'])(
      'is none for the commits of the bump %s that came to it',
      async (branch) => {
        await start(TRUST);
        await ended(branch);
        ops.git('branch', DEPLOYED, branch.replace('{app}', 'api'));
        await refusesIt();
      },
    );
    test('is none for the words of a person', async () => {
      await start(TRUST);
      ops.git('branch', DEPLOYED, 'main');
      await ops.commit(DEPLOYED, { 'NOTES.md': 'x' }, `By hand\n\nSealift-Branch: ${DEPLOYED}`);
      await refusesIt();
    });
    test('is none for words that a title brings', async () => {
      await start(TRUST.replace('  apps:', '    allow: [commit]\n  apps:'));
      ops.git('branch', DEPLOYED, 'main');
      await bump([api], { base: DEPLOYED, mode: 'commit', title: `Sealift-Branch: ${DEPLOYED}` });
      await refusesIt();
    });
    test('is none for words that a template of the message brings', async () => {
      await start(TRUST.replace('  apps:', '    allow: [commit]\n  apps:'));
      ops.git('branch', DEPLOYED, 'main');
      await bump([api], {
        ...{ base: DEPLOYED, mode: 'commit', title: `Sealift-Branch: ${DEPLOYED}` },
        'commit-message': 'Deploy\n\n{changes}\n\n{title}',
      });
      await refusesIt();
    });
    test('is none for the commit of a bump below that of a person', async () => {
      await start(TRUST);
      await ended(DEPLOYED);
      await ops.commit(DEPLOYED, { 'NOTES.md': 'x' });
      await refusesIt();
    });
  });
  test('a rule that came to the bump branch is none', async () => {
    await start(TRUST);
    await bump([api]);
    await ops.commit(BRANCH, { '.sealift.yml': TRUST.replace('refs/heads/main', 'refs/heads/unreviewed') });
    await expect(bump([from('refs/heads/unreviewed')], { 'source-ref': '*' })).rejects.toMatchObject({
      code: 'trust/other-source',
    });
  });
});

describe('files that decide who may change the ops repository are no targets', () => {
  test.each([
    ...['.github/workflows/deploy.yaml', '.GitHub/workflows/deploy.yaml', '.github/CODEOWNERS', 'CODEOWNERS'],
    ...['.sealift.yml', '.gitmodules', '.gitattributes', 'deploy/.github/x.yaml', '.git\u200dhub/x.yaml'],
  ])('%s', async (file) => {
    await start(undefined, { ...VALUES, '.github/workflows/deploy.yaml': 'image: {tag: v1}\n' });
    for (const inputs of [
      { file },
      { config: `{apps: {api: [{file: ${JSON.stringify(file)}, path: image.tag}]}}` },
    ])
      await refuses(() => bump([api], inputs), {
        code: 'targets/guarded',
        cause: /says who may change the ops repository/,
        remedy: /Name a file that is deployed/,
      });
  });
  test('a path with a dot in the way is no path at all', async () => {
    await start(undefined);
    await refuses(() => bump([api], { file: './.github/workflows/deploy.yaml' }), {
      code: 'targets/invalid',
      cause: /is not the path of a file/,
      remedy: /relative to the root/,
    });
  });
  test('a pattern leaves them out', async () => {
    const IMAGE = 'image: ghcr.io/acme/shop/api:sha-0000000\n';
    await start(undefined, { '.github/workflows/x.yaml': IMAGE, 'deploy/x.yaml': IMAGE });
    await bump([api], { file: '**/*.yaml', find: 'image', path: '' });
    expect(ops.git('diff', '--name-only', 'main', BRANCH).trim()).toBe('deploy/x.yaml');
  });
});

describe('what the ops side allows', () => {
  const allowed = TRUST.replace('    api: {}', '    api: {allow: [commit, auto-merge, write-name]}');
  test('a commit without a pull request', async () => {
    await start(allowed);
    await bump([api], { mode: 'commit' });
    expect(ops.pulls()).toEqual([]);
    expect(ops.git('show', 'main:deploy/helm/api/values-prod.yaml')).toContain(`sha-${COMMIT_A}`);
    await expect(bump([record('web')], { mode: 'commit' })).rejects.toMatchObject({
      code: 'trust/not-allowed',
    });
  });
  test('what its own deploy: says', async () => {
    await start(
      `${TRUST}deploy:\n  environments: {prod: {mode: commit}}\n  apps: {api: [{file: deploy/helm/api/values-prod.yaml, environment: prod}]}\n`,
    );
    await bump([api]);
    expect(ops.git('show', 'main:deploy/helm/api/values-prod.yaml')).toContain(`sha-${COMMIT_A}`);
  });
});

describe('where nobody has said who may deploy', () => {
  test('a pull request is made, and says so', async () => {
    await start(undefined);
    await bump([from('refs/heads/unreviewed')], { 'source-ref': '*' });
    expect(ops.pulls()[0]?.body).toContain('Nobody on the ops side has said who may deploy here');
    expect(ops.summary()).toContain('Nobody on the ops side has said who may deploy here');
    expect(ops.log.join('\n')).toContain('Nobody on the ops side has said who may deploy');
  });
  test.each([
    ['commit', { mode: 'commit' }],
    ['auto-merge', { 'auto-merge': 'merge' }],
    ['write-name', { config: '{apps: {api: [{file: deploy/helm/api/values-prod.yaml, write-name: true}]}}' }],
  ])('%s is refused, with what to ask for', async (permission, inputs) => {
    await start(undefined);
    await refuses(() => bump([api], inputs), {
      cause: /nobody on the ops side has allowed it/,
      remedy: new RegExp(`allow: \\[${permission}\\]`),
    });
  });
});

describe('an upgrade of the pinned workflow', () => {
  const zero = record('api', {
    digest: digestOf('0'),
    deployTag: `sha-${COMMIT_0}`,
    source: { ...api.source, commit: COMMIT_0 },
  });
  const b = newer('api');
  const IMAGE = 'ghcr.io/acme/shop/api';
  const tags = Object.fromEntries([zero, api, b].map((each) => [`${IMAGE}:${each.deployTag}`, each.digest]));
  const deploy = async (tag: string) =>
    ops.commit('main', { 'deploy/helm/api/values-prod.yaml': API_VALUES.replace('sha-0000000', tag) });

  describe.each([
    ['v1 to v2', V1, V2, [`${CALLED}/release-app.yml@refs/tags/v*`]],
    ['a tag to a commit', V1, SHA_1, [`${CALLED}/release-app.yml@refs/tags/v*`, SHA_1]],
    ['one commit to the next', SHA_1, SHA_2, [SHA_1, SHA_2]],
    ['one file to another', OLD_FILE, V1, [`${CALLED}/build-and-push.yml@refs/tags/v*`, V1]],
  ])('%s', (_name, before, after, trusted) => {
    const trust = TRUST.replace(/^ {4}workflows:.*$/m, `    workflows: ${JSON.stringify(trusted)}`);
    /** What is newer was signed after the upgrade. */
    const world = (old: readonly ReleaseRecord[]): ImageWorld => ({
      records: [zero, api, b],
      tags,
      signedBy: ({ digest }) => (old.some((each) => each.digest === digest) ? before : after),
    });
    const ways: readonly (readonly [string, string | undefined, string])[] = [
      ['trust:', trust, after],
      ['the input', undefined, trusted.join('\n')],
    ];
    test.each(ways)(
      'does not let an older release go over a newer one of before, by %s',
      async (_by, said, expected) => {
        await start(said);
        await deploy(b.deployTag);
        const outputs = await bump(
          [api],
          { 'certificate-identity': expected },
          {
            ...world([b]),
            signedBy: ({ digest }) => (digest === b.digest ? before : after),
          },
        );
        expect(outputs).toMatchObject({
          changed: 'false',
          skipped: expect.stringContaining('not moved backward'),
        });
      },
    );
    test.each(ways)('leaves the way back to a release of before, by %s', async (_by, said, expected) => {
      await start(said);
      await deploy(api.deployTag);
      await deploy(b.deployTag);
      const outputs = await bump(
        [],
        { operation: 'rollback', images: `api=${IMAGE}`, 'certificate-identity': expected },
        world([zero, api]),
      );
      expect(changedLines(ops, 'main', outputs.branch).at(-1)).toContain(`sha-${COMMIT_A}`);
    });
  });

  test('a rollback does not bring back what the ops side does not trust any more', async () => {
    await start(TRUST);
    await deploy(zero.deployTag);
    await deploy(api.deployTag);
    await deploy(b.deployTag);
    const world: ImageWorld = {
      records: [zero, api, b],
      tags,
      signedBy: ({ digest }) => (digest === api.digest ? SHA_1 : V1),
    };
    const outputs = await bump([], { operation: 'rollback', images: `api=${IMAGE}` }, world);
    expect(changedLines(ops, 'main', outputs.branch).at(-1)).toContain(`sha-${COMMIT_0}`);
    expect(ops.log.join('\n')).toMatch(new RegExp(`sha-${COMMIT_A} is passed over`));
    expect(COMMIT_B).not.toBe(COMMIT_A);
  });
});

describe('the Sigstore instance', () => {
  const ROOT = JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    certificateAuthorities: [{}],
  });
  const say = (sigstore: string) => TRUST.replace('  apps:', `    sigstore: ${sigstore}\n  apps:`);
  const demanded = async (inputs: Readonly<Record<string, string>> = {}) => {
    const asked: TrustPolicy[] = [];
    await bump([api], inputs, { ...images([api]), asked: (policy) => void asked.push(policy) });
    return asked[0];
  };

  test('of the rule is what verifies', async () => {
    await start(say('github'));
    expect(await demanded()).toMatchObject({ sigstore: 'github' });
  });

  test('is by visibility where the ops side says nothing, whatever the run asks for', async () => {
    await start(TRUST);
    expect(await demanded({ sigstore: 'github' })).toMatchObject({ sigstore: 'github', byVisibility: true });
  });

  test('is known by keys in the ops repository', async () => {
    await start(say('{trusted-root: keys/root.json}'), { ...VALUES, 'keys/root.json': ROOT });
    expect(await demanded()).toMatchObject({ sigstore: 'public', trustedRoot: ROOT });
  });

  test('without its keys lets nothing in', async () => {
    await start(say('{trusted-root: keys/root.json}'));
    await refuses(() => bump([api]), {
      ...{ code: 'trust/no-trusted-root', cause: /keys\/root\.json .*it is not there/, line: 7 },
      remedy: /Commit the trusted_root\.json/,
    });
  });

  test('is not another one because the run says so', async () => {
    await start(say('public'));
    await refuses(() => bump([api], { sigstore: 'github' }), {
      ...{ code: 'trust/other-source', cause: /GitHub's Sigstore instance signed/, line: 7 },
    });
  });
});

test('going back to any older release is for the ops side to allow', async () => {
  await start(TRUST);
  await refuses(() => bump([api], { 'allow-rollback': 'true' }), {
    cause: /may not go back to an older release/,
    remedy: /add "allow-rollback" to "allow"/,
  });
  await ops.stop();
  await start(TRUST.replace('    api: {}', '    api: {allow: [allow-rollback]}'));
  expect((await bump([api], { 'allow-rollback': 'true' })).changed).toBe('true');
});
