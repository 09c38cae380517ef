import { createInputReader } from '@sealift/action-kit/inputs';
import { readLayout } from '@sealift/registry/layout';
import { fakeClock } from '@sealift/testing/clock';
import { buildLayout } from '@sealift/testing/image-layouts';
import { memoryLog } from '@sealift/testing/log';
import { LOGIN, type RegistryDouble, startRegistryDouble, status } from '@sealift/testing/registry-double';
import { failureOf } from '@sealift/testing/thrown';
import { BUILDKIT_IMAGE } from '@sealift/tools/buildx/builder/options';
import { QEMU_IMAGE } from '@sealift/tools/buildx/qemu';
import { afterEach, expect, test } from 'vitest';
import { loadInputs } from '../src/inputs.ts';
import { pushCredentials } from '../src/logins.ts';
import { pushImages } from '../src/push.ts';

const opened: RegistryDouble[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function setUp(auth: 'none' | 'basic' = 'none') {
  const double = await startRegistryDouble({ auth });
  opened.push(double);
  const built = await buildLayout();
  const log = memoryLog();
  const push = async (tags: readonly string[], more: Readonly<Record<string, string>> = {}) => {
    const given: Readonly<Record<string, string>> = {
      context: '.',
      push: 'true',
      'no-cache': 'false',
      load: 'false',
      pull: 'false',
      cache: 'off',
      cleanup: 'true',
      qemu: 'false',
      'buildkit-image': BUILDKIT_IMAGE,
      'qemu-image': QEMU_IMAGE,
      'source-date-epoch': 'commit',
      'rewrite-timestamp': 'true',
      record: 'false',
      'cache-write': 'true',
      'cache-timeout': '60',
      provenance: 'mode=max',
      'require-pinned-bases': 'warn',
      layout: built.directory,
      tools: 'pinned',
      tags: tags.map((tag) => `${double.host}/${tag}`).join('\n'),
      ...more,
    };
    const inputs = loadInputs(createInputReader((name) => given[name] ?? ''));
    const dependencies = {
      env: { HOME: '/nowhere' },
      log,
      clock: fakeClock(),
      fetch: globalThis.fetch,
      summary: async () => {},
      signal: new AbortController().signal,
      state: { save: () => {}, load: () => undefined },
      artifacts: () => Promise.reject(new Error('no artifacts in this test')),
      exec: () => Promise.reject(new Error('nothing is started')),
    };
    const credentials = await pushCredentials(inputs, dependencies);
    await pushImages(inputs, await readLayout(built.directory), credentials, dependencies);
  };
  return { double, log, push, root: built.root };
}

test('all bytes of all repositories come before the first tag', async () => {
  const { double, push, root, log } = await setUp();
  await push(['acme/api:1', 'acme/copy:1', 'acme/api:2']);
  const references = double.seen
    .filter(({ method, url }) => method === 'PUT' && url.includes('/manifests/'))
    .map(({ url }) => url.replace('/v2/', '').replace('/manifests/', ' '));
  expect(references.slice(-3)).toEqual(['acme/api 1', 'acme/copy 1', 'acme/api 2']);
  // Each repository gets its bytes once, whatever number of tags it has.
  expect(references.filter((each) => each === `acme/api ${root}`)).toHaveLength(1);
  expect(references.filter((each) => each === `acme/copy ${root}`)).toHaveLength(1);
  expect(log.lines).toContain(`info ${double.host}/acme/api:2 points to ${root}`);
  await push(['acme/api:1']);
  expect(log.lines.at(-1)).toBe(`info ${double.host}/acme/api:1 already points to ${root}`);
});

test('no tag of any repository is moved when one of them does not take the bytes', async () => {
  const { double, push } = await setUp();
  double.fault('PUT', /acme\/copy\/manifests\/sha256/, status(500), 99);
  expect(await failureOf(push(['acme/api:1', 'acme/copy:1']))).toMatchObject({
    code: 'registry/unavailable',
  });
  expect([...(double.manifests.get('acme/api')?.keys() ?? [])]).not.toContain('1');
});

test('the login of the inputs is used, and masked', async () => {
  const { push, log } = await setUp('basic');
  await push(['acme/api:1'], { ...LOGIN });
  expect(log.secrets).toContain(LOGIN.password);
});

test('without a login the registry refuses', async () => {
  const { push } = await setUp('basic');
  expect(await failureOf(push(['acme/api:1']))).toMatchObject({ code: 'registry/denied' });
});
