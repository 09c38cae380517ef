/** From one environment to another: the digest that is deployed there, verified again, and nothing else. */
import type { ReleaseRecord } from '@sealift/core/release/record';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImageWorld } from './images.ts';
import { COMMIT_A, COMMIT_B, changedLines, digestOf, newer, type Ops, record, startOps } from './ops.ts';

const IMAGE = 'ghcr.io/acme/shop/api';
const older = record('api');
const next = newer('api');
const web = record('web', { digest: digestOf('6') });
const IMAGE_LINE = `api=${IMAGE}:${next.deployTag}@${next.digest}`;
const tagsOf = (...records: readonly ReleaseRecord[]) =>
  Object.fromEntries(records.map(({ image, deployTag, digest }) => [`${image}:${deployTag}`, digest]));
const world: ImageWorld = { records: [older, next, web], tags: tagsOf(older, next, web) };

const CONFIG = `deploy:
  environments:
    staging: {}
    prod: {}
  apps:
    "*": [{ file: "envs/{environment}/{app}.yaml", path: image.tag }]
    api: [{ file: "envs/{environment}/{app}.yaml", path: image.tag }]
`;
const values = (tag: string) => `image:\n  tag: ${tag}\n`;
const VERIFY = {
  verify: 'required',
  'certificate-identity':
    'https://github.com/sealift/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
};
const TO_PROD = { operation: 'promote', from: 'staging', environments: 'prod', images: `api=${IMAGE}` };

let ops: Ops;
beforeAll(async () => {
  ops = await startOps({ 'README.md': '' });
});
afterAll(() => ops.stop());

type Given = {
  readonly staging: string;
  readonly prod?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly images?: ImageWorld;
};

let count = 0;
/** One promotion, on a branch of its own, of what `main` is made to say. */
async function promote(given: Given, inputs: Readonly<Record<string, string>> = {}) {
  count += 1;
  await ops.commit('main', {
    '.sealift.yml': CONFIG,
    'envs/staging/api.yaml': given.staging,
    'envs/prod/api.yaml': given.prod ?? values(older.deployTag),
    ...given.files,
  });
  const all = { ...VERIFY, ...TO_PROD, branch: `sealift/test-${count}`, supersede: 'false', ...inputs };
  return ops.bump([], all, globalThis.fetch, given.images ?? world);
}

/** As titles show a tag. */
const short = (tag: string) => tag.replace(/(?<=-[0-9a-f]{7})[0-9a-f]{33}$/, '');

describe('what is deployed in staging goes to prod', () => {
  test('by its tag', async () => {
    const outputs = await promote({ staging: values(next.deployTag) }, { branch: '' });
    expect(outputs.branch).toBe('sealift/acme-shop/main.promote.prod');
    expect(changedLines(ops, 'main', outputs.branch)).toEqual([
      `-  tag: ${older.deployTag}`,
      `+  tag: ${next.deployTag}`,
    ]);
    const [pull] = ops.pulls();
    expect(pull?.title).toBe(`Promote api from staging to prod: ${short(next.deployTag)}`);
    expect(pull?.body).toContain('### ⏫ Promotes api from staging to prod');
  });

  test('by a digest beside the tag, whatever the tag names since', async () => {
    const suffix = `deploy:\n  environments: { staging: {}, prod: {} }\n  apps:\n    api: [{ file: "envs/{environment}/{app}.yaml", path: image.tag, digest-mode: suffix }]\n`;
    const staging = values(`${next.deployTag}@${next.digest}`);
    const outputs = await promote({ staging, files: { '.sealift.yml': suffix } });
    expect(changedLines(ops, 'main', outputs.branch)[1]).toBe(`+  tag: ${next.deployTag}@${next.digest}`);
  });

  test('by a digest without a tag: the record says which tag it has', async () => {
    const config = `deploy:\n  environments: { staging: {}, prod: {} }\n  apps:\n    api: [{ file: "envs/{environment}/kustomization.yaml", find: image, digest-mode: field }]\n`;
    const kustomization = (text: string) =>
      `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nimages:\n  - name: ${IMAGE}\n    ${text}\n`;
    const outputs = await promote({
      staging: values('unused'),
      files: {
        '.sealift.yml': config,
        'envs/staging/kustomization.yaml': kustomization(`digest: ${next.digest}`),
        'envs/prod/kustomization.yaml': kustomization(`digest: ${older.digest}`),
      },
    });
    expect(changedLines(ops, 'main', outputs.branch)).toContain(`+    digest: ${next.digest}`);
    expect(ops.pulls().at(-1)?.title).toContain(short(next.deployTag));
  });

  test('of every app that the configuration names, or that is asked for', async () => {
    const files = { 'envs/staging/web.yaml': values(web.deployTag), 'envs/prod/web.yaml': values('1.0') };
    const images = '*=ghcr.io/acme/shop/{app}';
    const named = await promote({ staging: values(next.deployTag), files }, { images });
    expect(JSON.parse(named.images)).toMatchObject([{ app: 'api', digest: next.digest }]);
    const asked = await promote({ staging: values(next.deployTag), files }, { images, apps: 'api,web' });
    expect(JSON.parse(asked.images)).toMatchObject([{ app: 'api' }, { app: 'web', digest: web.digest }]);
  });

  test('each environment from and to the base of its own', async () => {
    const config = CONFIG.replace('staging: {}', 'staging: { base: staging }').replace(
      'prod: {}',
      'prod: { base: production }',
    );
    for (const base of ['staging', 'production']) ops.git('branch', base, 'main');
    await ops.commit('staging', { 'envs/staging/api.yaml': values(next.deployTag) });
    await ops.commit('production', { 'envs/prod/api.yaml': values(older.deployTag) });
    const outputs = await promote({ staging: values('x'), files: { '.sealift.yml': config } });
    expect(changedLines(ops, 'production', outputs.branch)).toContain(`+  tag: ${next.deployTag}`);
    expect((await ops.api('GET', `/pulls/${outputs['pull-request-number']}`)).data).toMatchObject({
      base: { ref: 'production' },
    });
  });
});

describe('an environment that is said to be promoted from another', () => {
  const files = { '.sealift.yml': CONFIG.replace('prod: {}', 'prod: { from: staging }') };

  test('needs no input for it', async () => {
    const outputs = await promote({ staging: values(next.deployTag), files }, { from: '' });
    expect(changedLines(ops, 'main', outputs.branch)[1]).toBe(`+  tag: ${next.deployTag}`);
  });

  test('gets no release otherwise, and the others do', async () => {
    const deploy = { operation: 'deploy', from: '', environments: '', images: `${IMAGE_LINE}` };
    const outputs = await promote({ staging: values('old'), files }, deploy);
    expect(outputs.diff).toContain('envs/staging/api.yaml');
    expect(outputs.diff).not.toContain('envs/prod');
    await expect(
      promote({ staging: values('old'), files }, { ...deploy, environments: 'prod' }),
    ).rejects.toMatchObject({ code: 'bump/promoted-only' });
  });

  test('is asked for where nobody says it', async () => {
    await expect(promote({ staging: values(next.deployTag) }, { from: '' })).rejects.toThrow(
      'Nothing says which environment "prod" is promoted from',
    );
  });
});

describe('nothing is promoted', () => {
  const refused = async (given: Given, inputs = {}) => {
    const [pulls, branches] = [ops.pulls().length, ops.refs().split('\n').length];
    const failure: unknown = await promote(given, inputs).catch((thrown: unknown) => thrown);
    expect(ops.pulls()).toHaveLength(pulls);
    expect(ops.refs().split('\n')).toHaveLength(branches);
    return failure;
  };

  test('that does not verify', async () => {
    const images = { records: [older], tags: tagsOf(older, next) };
    expect(await refused({ staging: values(next.deployTag), images })).toMatchObject({
      code: 'bump/unverified',
    });
  });

  test('by a tag that is not in the registry', async () => {
    expect(await refused({ staging: values('sha-gone') })).toMatchObject({ code: 'bump/unverified' });
  });

  test('by the tag of another release than it names', async () => {
    const images = { ...world, tags: { [`${IMAGE}:v9`]: next.digest } };
    expect(await refused({ staging: values('v9'), images })).toMatchObject({ code: 'bump/tag-moved' });
  });

  test('from files that deploy different things', async () => {
    const config = CONFIG.replace(
      '    api: [',
      '    api: [{ environment: staging, file: "envs/extra.yaml", path: image.tag }, ',
    );
    const files = { '.sealift.yml': config, 'envs/extra.yaml': values(older.deployTag) };
    const failure = await refused({ staging: values(next.deployTag), files });
    expect(failure).toMatchObject({
      code: 'bump/no-source',
      message: expect.stringContaining('2 different things'),
    });
  });

  test('from a file that says nothing', async () => {
    expect(await refused({ staging: 'image: {}\n' })).toMatchObject({ code: 'bump/no-source' });
  });

  test('from an environment that there is not', async () => {
    expect(await refused({ staging: values(next.deployTag) }, { from: 'qa' })).toMatchObject({
      code: 'targets/unknown-environment',
    });
  });

  test('for "*" that stands for nobody', async () => {
    const files = { '.sealift.yml': CONFIG.replace(/^ {4}api:.*\n/m, '') };
    const images = '*=ghcr.io/acme/shop/{app}';
    expect(await refused({ staging: values(next.deployTag), files }, { images })).toMatchObject({
      code: 'bump/no-release',
    });
  });
});

test('prod is not moved backward by a promotion of what is older', async () => {
  const outputs = await promote({ staging: values(older.deployTag), prod: values(next.deployTag) });
  expect(JSON.parse(outputs.skipped)).toMatchObject([
    { app: 'api', environment: 'prod', reason: expect.stringContaining(COMMIT_B.slice(0, 7)) },
  ]);
  expect(outputs.changed).toBe('false');
  expect(COMMIT_A).not.toBe(COMMIT_B);
});

test('a newer promotion updates the open one', async () => {
  const own = [
    record('job', { digest: digestOf('7') }),
    { ...newer('job'), digest: digestOf('8') },
  ] as const satisfies readonly ReleaseRecord[];
  const job = async (staging: ReleaseRecord) =>
    promote(
      {
        staging: values('x'),
        files: { 'envs/staging/job.yaml': values(staging.deployTag), 'envs/prod/job.yaml': values('1.0') },
        images: { records: own, tags: tagsOf(...own) },
      },
      { images: 'job=ghcr.io/acme/shop/job', branch: 'sealift/rolling' },
    );
  const first = await job(own[0]);
  const second = await job(own[1]);
  expect(first['pull-request-number']).not.toBe('');
  expect(second['pull-request-number']).toBe(first['pull-request-number']);
  expect(changedLines(ops, 'main', second.branch)).toContain(`+  tag: ${own[1].deployTag}`);
});
