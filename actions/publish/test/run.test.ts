import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInputReader } from '@sealift/action-kit/inputs';
import { digestOf } from '@sealift/core/image/digest';
import { fakeClock } from '@sealift/testing/clock';
import { buildLayout } from '@sealift/testing/image-layouts';
import { memoryLog } from '@sealift/testing/log';
import { LOGIN, type RegistryDouble, startRegistryDouble, status } from '@sealift/testing/registry-double';
import { trustRoots } from '@sealift/testing/sigstore/trust-roots';
import { afterEach, describe, expect, it } from 'vitest';
import { loadInputs } from '../src/inputs.ts';
import { run } from '../src/run.ts';

const opened: RegistryDouble[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

/** As action.yml and the runner give them. */
const TRUST: Readonly<Record<string, string>> = {
  'certificate-identity': 'https://github.com/acme/sealift/.github/workflows/release-app.yml@refs/tags/v1',
  'certificate-oidc-issuer': 'https://token.actions.githubusercontent.com',
  'source-repository': 'acme/shop',
  'source-ref': 'refs/heads/main',
  commit: 'c'.repeat(40),
};

async function setUp(auth: 'none' | 'bearer' = 'none') {
  const double = await startRegistryDouble({ auth });
  opened.push(double);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-publish-'));
  const summaries: string[] = [];
  const log = memoryLog();
  const publish = (given: Record<string, string>) => {
    const inputs = { ...TRUST, ...given };
    return run(loadInputs(createInputReader((name) => inputs[name] ?? '')), {
      exec: () => Promise.reject(new Error('no tool in this test')),
      resolveTool: () => Promise.reject(new Error('no tool in this test')),
      trustRoots,
      env: { HOME: folder },
      log,
      clock: fakeClock(),
      fetch: globalThis.fetch,
      summary: async (markdown) => {
        summaries.push(markdown);
      },
      signal: new AbortController().signal,
    });
  };
  const evidence = path.join(folder, 'evidence');
  const part = async (...at: string[]) =>
    JSON.parse(await readFile(path.join(evidence, ...at, 'publish.json'), 'utf8')) as unknown;
  return { double, image: `${double.host}/acme/api`, folder, evidence, publish, part, summaries, log };
}

describe('run', () => {
  it('pushes a layout by digest, says what it did, and tags last', async () => {
    const { double, image, publish, evidence, part, summaries, log } = await setUp();
    const layout = await buildLayout();
    const outputs = await publish({ layout: layout.directory, image, evidence, tags: 'main,v1' });
    expect(outputs).toEqual({
      digest: layout.root,
      image: `${image}@${layout.root}`,
      existing: 'false',
      tags: 'main\nv1',
      unchanged: 'false',
      copies: '',
    });
    expect(await part()).toEqual({ image, digest: layout.root, tags: ['main', 'v1'], existing: false });
    const written = double.seen
      .filter(({ method }) => method === 'PUT')
      .map(({ url }) => url.split('/').at(-1));
    expect(written.slice(-3)).toEqual([layout.root, 'main', 'v1']);
    expect(summaries).toHaveLength(1);
    expect(summaries[0]).toContain('linux/amd64');
    expect(log.lines.filter((line) => line.startsWith('info uploaded'))).toHaveLength(4);

    expect(await publish({ layout: layout.directory, image, tags: 'main' })).toMatchObject({
      existing: 'true',
    });
    expect(await publish({ layout: layout.directory, image, tags: 'v2' })).toMatchObject({
      existing: 'false',
    });
  });

  it('moves no tag when the push fails', async () => {
    const { double, image, publish, evidence, part, summaries } = await setUp();
    double.fault('PUT', /manifests\/sha256/, status(500), 99);
    const layout = await buildLayout();
    await expect(publish({ layout: layout.directory, image, evidence, tags: 'main' })).rejects.toMatchObject({
      category: 'remote',
    });
    expect(double.manifests.get('acme/api')?.size ?? 0).toBe(0);
    expect(summaries).toEqual([]);
    await expect(part()).rejects.toThrow('ENOENT');
  });

  it('merges the builds below the evidence folder, whatever order they are listed in', async () => {
    const { double, image, publish, evidence, part } = await setUp();
    for (const [name, architecture] of [
      ['api.b', 'amd64'],
      ['api.a', 'arm64'],
    ] as const) {
      const { directory } = await buildLayout(architecture);
      await publish({ layout: directory, image, evidence: path.join(evidence, name) });
    }
    const merged = await publish({ image, evidence, 'released-tag': 'sha-1' });
    expect(merged.existing).toBe('false');
    expect(await part()).toEqual({ image, digest: merged.digest, tags: [], existing: false });
    expect(double.manifests.get('acme/api')?.has('sha-1')).toBe(false);
    // Its own earlier result at the top is no build.
    expect(await publish({ image, evidence, 'released-tag': 'sha-1' })).toMatchObject({
      digest: merged.digest,
    });
  });

  it('takes nothing under the tag of the release for granted', async () => {
    const { double, image, publish, evidence } = await setUp();
    const [first, second] = [await buildLayout('amd64'), await buildLayout('amd64', Buffer.from('rebuilt'))];
    await publish({ layout: first.directory, image, tags: 'sha-1' });
    await publish({ layout: second.directory, image, evidence: path.join(evidence, 'api.linux-amd64') });
    const before = double.seen.length;
    await expect(publish({ image, evidence, 'released-tag': 'sha-1' })).rejects.toMatchObject({
      code: 'publish/not-released',
      message: expect.stringContaining('it is not signed'),
    });
    const reading = ['HEAD', 'GET'];
    expect(double.seen.slice(before).filter(({ method }) => !reading.includes(String(method)))).toEqual([]);
  });

  it.each([
    ['linux/amd64', 'it is also for linux/arm64.'],
    ['linux/amd64,linux/arm64,linux/arm', 'it is not for linux/arm/v7.'],
  ])('refuses to merge what is not for %s', async (platforms, words) => {
    const { image, publish, evidence, part } = await setUp();
    for (const architecture of ['amd64', 'arm64']) {
      const { directory } = await buildLayout(architecture);
      await publish({ layout: directory, image, evidence: path.join(evidence, architecture) });
    }
    const planned = { image, evidence, 'released-tag': 'sha-1' };
    const refused = { code: 'image/other-platforms', message: expect.stringContaining(words) };
    await expect(publish({ ...planned, platforms })).rejects.toMatchObject(refused);
    await expect(part()).rejects.toThrow('ENOENT');
    await publish({ ...planned, platforms: 'linux/aarch64,linux/amd64' });
  });

  it('refuses to push a layout for another platform than the planned one', async () => {
    const { image, publish, double } = await setUp();
    const layout = await buildLayout('arm64');
    await expect(
      publish({ layout: layout.directory, image, platforms: 'linux/amd64' }),
    ).rejects.toMatchObject({ code: 'image/other-platforms' });
    expect(double.seen).toEqual([]);
  });

  it('refuses evidence of another image, malformed evidence, and none', async () => {
    const { image, publish, evidence, double } = await setUp();
    const write = async (content: string) => {
      await mkdir(path.join(evidence, 'web'), { recursive: true });
      await writeFile(path.join(evidence, 'web', 'publish.json'), content);
    };
    await expect(publish({ image, evidence })).rejects.toMatchObject({ category: 'configuration' });
    await mkdir(evidence);
    await expect(publish({ image, evidence })).rejects.toThrow('There is no publish.json');
    const foreign = { image: `${double.host}/acme/web`, digest: digestOf('x'), tags: [], existing: false };
    await write(JSON.stringify(foreign));
    await expect(publish({ image, evidence })).rejects.toThrow('/acme/web, not ');
    await write('{"image":7}');
    await expect(publish({ image, evidence })).rejects.toMatchObject({ category: 'configuration' });
    expect(double.seen).toEqual([]);
  });

  it('tags a digest, and refuses one that is not there', async () => {
    const { image, publish, double } = await setUp();
    const layout = await buildLayout();
    await publish({ layout: layout.directory, image });
    const outputs = await publish({ image: `${image}@${layout.root}`, tags: 'main' });
    expect(outputs).toMatchObject({ digest: layout.root, existing: 'false', tags: 'main' });
    const absent = publish({ image: `${image}@${digestOf('no')}`, tags: 'main' });
    await expect(absent).rejects.toMatchObject({ category: 'configuration' });
    expect(digestOf(double.manifests.get('acme/api')?.get('main')?.bytes ?? '')).toBe(layout.root);
  });

  it.each([
    ['a commit', `sha-${'a'.repeat(40)}`, {}],
    ['a version', '1.2.3', {}],
    ['a version as git writes it', 'v1.2.3', {}],
    ['what the plan says', 'nightly', { 'released-tag': 'nightly' }],
  ])('the tag of %s never moves, and no other one moves before it', async (_, own, more) => {
    const { image, publish, double } = await setUp();
    const [first, second] = [await buildLayout('amd64'), await buildLayout('arm64')];
    for (const { directory } of [first, second]) await publish({ layout: directory, image });
    const tags = `main,${own}`;
    await publish({ image: `${image}@${first.root}`, tags, ...more });
    expect(await publish({ image: `${image}@${first.root}`, tags, ...more })).toMatchObject({
      existing: 'true',
    });
    await expect(publish({ image: `${image}@${second.root}`, tags, ...more })).rejects.toMatchObject({
      code: 'registry/tag-taken',
      remedy: expect.stringContaining('delete the tag'),
    });
    for (const tag of ['main', own])
      expect(digestOf(double.manifests.get('acme/api')?.get(tag)?.bytes ?? '')).toBe(first.root);
  });

  it('a floating tag moves freely where nobody says who makes releases, and asks where somebody does', async () => {
    const { image, publish } = await setUp();
    const [first, second] = [await buildLayout('amd64'), await buildLayout('arm64')];
    for (const { directory } of [first, second]) await publish({ layout: directory, image });
    // Nothing has the tag: nobody has to be asked.
    expect((await publish({ image: `${image}@${first.root}`, tags: 'main' })).tags).toBe('main');
    await publish({ image: `${image}@${second.root}`, tags: 'main', 'certificate-identity': '' });
    await expect(publish({ image: `${image}@${first.root}`, tags: 'main' })).rejects.toMatchObject({
      code: 'publish/not-released',
    });
  });

  it('logs in with what it is given, masked; never with the GitHub token', async () => {
    const { image, publish, log, double } = await setUp('bearer');
    const layout = await buildLayout();
    await expect(publish({ layout: layout.directory, image, token: 'ghs_secret' })).rejects.toMatchObject({
      category: 'configuration',
    });
    const sent = double.seen.map(({ headers }) => JSON.stringify(headers)).join();
    expect(sent).not.toContain(Buffer.from('x-access-token:ghs_secret').toString('base64'));
    await publish({ layout: layout.directory, image, ...LOGIN });
    expect(log.secrets).toContain(LOGIN.password);
    expect(log.lines.join('\n')).not.toContain(LOGIN.password);
  });
});
