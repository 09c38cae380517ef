/** What is deployed and is no verified release, in a summary and in one issue that is kept up to date. */

import { remoteFailure } from '@sealift/core/failure';
import type { ReleaseRecord } from '@sealift/core/release/record';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestOfFindings, type Finding } from '../src/drift/finding.ts';
import { withoutAges } from '../src/drift/judge.ts';
import { renderDrift } from '../src/drift/text.ts';
import type { ImageWorld } from './images.ts';
import { digestOf, newer, type Ops, record, startOps } from './ops.ts';

const released = record('api');
const next = newer('api');
const web = record('web', { digest: digestOf('6') });
const tagsOf = (...records: readonly ReleaseRecord[]) =>
  Object.fromEntries(records.map(({ image, deployTag, digest }) => [`${image}:${deployTag}`, digest]));
const TAGS = tagsOf(released, next, web);
const world: ImageWorld = { records: [released, next, web], tags: TAGS };
const IMAGE = 'ghcr.io/acme/shop/api';

const CONFIG = `deploy:
  environments: { staging: {}, prod: {} }
  apps:
    api: [{ file: "envs/{environment}/api.yaml", path: image.tag, digest-mode: suffix }]
    web: [{ file: "envs/*/web.yaml", find: image }]
`;
const values = (tag: string) => `image:\n  tag: "${tag}"\n`;
const WEB = {
  'envs/prod/web.yaml': `image: ${web.image}:${web.deployTag}\n`,
  'envs/staging/web.yaml': 'image: other:1\n',
};
const INPUTS = {
  ...{ operation: 'drift', images: '*=ghcr.io/acme/shop/{app}', verify: 'required' },
  'certificate-identity':
    'https://github.com/sealift/sealift/.github/workflows/build-and-push.yml@refs/tags/v1',
};

let ops: Ops;
beforeAll(async () => {
  ops = await startOps({ '.sealift.yml': CONFIG, ...WEB });
});
afterAll(() => ops.stop());

type Issue = { number: number; state: string; title: string; body: string };
const issues = (): readonly Issue[] =>
  [...(ops.github.repository('acme/ops')?.issues.values() ?? [])].map(({ number, state, title, body }) => ({
    ...{ number, state, title, body: body ?? '' },
  }));

async function drift(api: { readonly staging: string; readonly prod: string }, inputs = {}, images = world) {
  await ops.commit('main', {
    'envs/staging/api.yaml': values(api.staging),
    'envs/prod/api.yaml': values(api.prod),
  });
  const refs = ops.refs();
  ops.requests.length = 0;
  const outputs = await ops.bump([], { ...INPUTS, ...inputs }, globalThis.fetch, images);
  expect(ops.refs()).toBe(refs);
  const found = JSON.parse(outputs.drift) as { kind: string; app: string; environment: string }[];
  return { outputs, kinds: found.map(({ kind, app, environment }) => `${app} ${environment} ${kind}`) };
}

const fine = { staging: next.deployTag, prod: `${released.deployTag}@${released.digest}` };

describe('one issue', () => {
  test('is not opened where everything is a release that verifies', async () => {
    const { outputs, kinds } = await drift(fine);
    expect(kinds).toEqual([]);
    expect(outputs).toMatchObject({ 'drift-count': '0', 'issue-url': '', changed: 'false' });
    expect(ops.summary()).toContain('Everything that is deployed is a release that verifies. 3 places');
    expect(issues()).toEqual([]);
    // The token can change no contents.
    expect(ops.pulls()).toEqual([]);
  });

  test('is opened, updated in place, left alone where nothing is new, and closed', async () => {
    const first = await drift(
      { ...fine, staging: 'sha-unsigned' },
      {},
      { ...world, tags: { ...TAGS, [`${IMAGE}:sha-unsigned`]: digestOf('7') } },
    );
    expect(first.kinds).toEqual(['api staging unverified']);
    expect(first.outputs['issue-url']).toBe('https://github.com/acme/ops/issues/1');
    expect(issues()).toMatchObject([
      { state: 'open', title: 'Drift: 1 deployment is not what was released' },
    ]);

    const gone = { staging: 'sha-gone', prod: `${released.deployTag}@${next.digest}` };
    const second = await drift(gone);
    expect(second.kinds).toEqual(['api prod digest-differs', 'api staging tag-gone']);
    expect(issues()).toMatchObject([{ number: 1, title: 'Drift: 2 deployments are not what was released' }]);
    expect(issues()[0]?.body).toContain('the file deploys');

    await drift(gone);
    expect(ops.requests.filter((line) => line.startsWith('PATCH'))).toEqual([]);

    const last = await drift(fine);
    expect(last.outputs['issue-url']).toBe('');
    expect(issues()).toMatchObject([
      { number: 1, state: 'closed', body: expect.stringContaining('Everything') },
    ]);
  });

  test('that a person closed is not opened again for just the same, and is for something else', async () => {
    await drift({ ...fine, staging: 'sha-gone' });
    const [, open] = issues();
    expect(open?.state).toBe('open');
    await ops.api('PATCH', `/issues/${open?.number}`, { state: 'closed' });
    const again = await drift({ ...fine, staging: 'sha-gone' });
    expect(again.outputs).toMatchObject({ 'issue-url': '', 'drift-count': '1' });
    expect(ops.log.join('\n')).toContain('was closed by hand');
    expect(issues()).toHaveLength(2);
    await drift({ staging: 'sha-gone', prod: 'sha-gone' });
    expect(issues().map(({ state }) => state)).toEqual(['closed', 'closed', 'open']);
  });

  test('of a person is nobody else’s', async () => {
    const [first] = issues();
    await ops.api('POST', '/issues', { title: 'Mine', body: first?.body });
    await drift(fine);
    expect(
      issues()
        .map(({ title, state }) => [title, state])
        .at(-1),
    ).toEqual(['Mine', 'open']);
    expect(issues().filter(({ state }) => state === 'open')).toHaveLength(1);
  });

  test('is left alone where it is not wanted, and in a dry run', async () => {
    const count = issues().length;
    for (const inputs of [{ issue: 'false' }, { 'dry-run': 'true' }]) {
      const { outputs } = await drift({ ...fine, staging: 'sha-gone' }, inputs);
      expect(outputs).toMatchObject({ 'drift-count': '1', 'issue-url': '' });
    }
    expect(issues()).toHaveLength(count);
  });
});

test('a tag that was moved to another release, also a genuine one', async () => {
  const moved = { ...world, tags: { ...TAGS, [`${IMAGE}:${released.deployTag}`]: next.digest } };
  const { kinds } = await drift({ ...fine, prod: released.deployTag }, { issue: 'false' }, moved);
  expect(kinds).toEqual(['api prod tag-moved']);
});

test('what `trust:` does not let in, and a place that says nothing', async () => {
  await ops.commit('main', {
    '.sealift.yml': `${CONFIG}trust:\n  defaults:\n    source-repository: acme/shop\n    refs: [refs/heads/main]\n    workflows: ["${INPUTS['certificate-identity']}"]\n    files: ["envs/prod/{app}.yaml"]\n  apps: { api: , web: }\n`,
  });
  const { kinds } = await drift({ staging: next.deployTag, prod: '' }, { issue: 'false' });
  expect(kinds).toEqual(['api prod unreadable', 'api staging not-allowed']);
  await ops.commit('main', { '.sealift.yml': CONFIG });
});

test('a registry that does not answer is no drift, and mends nothing', async () => {
  const silent = remoteFailure({ code: 'registry/unavailable', cause: 'HTTP 503.', remedy: 'Wait.' });
  const { outputs, kinds } = await drift(fine, { issue: 'false' }, { ...world, silent });
  expect(new Set(kinds.map((each) => each.split(' ').at(-1)))).toEqual(new Set(['unknown']));
  expect(outputs['drift-count']).toBe('0');
});

describe('a report', () => {
  const finding = (change: Partial<Finding>): Finding => ({
    ...{ kind: 'tag-gone', app: 'api', environment: 'prod', file: 'a.yaml', detail: 'It is gone.' },
    deployed: { tag: 'v1' },
    ...change,
  });

  test('is bounded, and says how much it leaves out', () => {
    const findings = Array.from({ length: 256 }, (_, index) =>
      finding({ file: `${index}.yaml`, detail: 'x'.repeat(9_000) }),
    );
    const text = renderDrift({ findings, places: 300, runUrl: undefined });
    expect(text).toContain('And 156 more');
    expect(text.length).toBeLessThan(65_000);
  });

  test('takes no text from outside for more than text', () => {
    const text = renderDrift({
      findings: [finding({ detail: '<img src=x> | [a](b) @all\n# x', file: 'a`b|c' })],
      places: 1,
      runUrl: 'https://github.com/acme/shop/actions/runs/1',
    });
    expect(text).not.toMatch(/<img|\n# x|(?<!\\)\[a\]\(b\)/);
    expect(
      text
        .split('\n')
        .at(-1)
        ?.match(/(?<!\\)\|/g),
    ).toHaveLength(6);
  });

  test('is told from another by what it finds, not by its order or words', () => {
    const [a, b] = [finding({}), finding({ app: 'web' })];
    expect(digestOfFindings([a, b])).toBe(digestOfFindings([{ ...b, detail: 'Other words.' }, a]));
    expect(digestOfFindings([a])).not.toBe(digestOfFindings([finding({ deployed: { tag: 'v2' } })]));
  });
});

test('a deployment does not become drift by standing still', () => {
  const rule = { maxScanAge: 1, maxDatabaseAge: 2 } as Parameters<typeof withoutAges>[0];
  expect(withoutAges(rule)).toMatchObject({ maxScanAge: undefined, maxDatabaseAge: undefined });
});
