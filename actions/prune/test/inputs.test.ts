import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInputReader } from '@sealift/action-kit/inputs';
import { type RegistryDouble, startRegistryDouble } from '@sealift/testing/registry-double';
import { failureOf, thrownBy } from '@sealift/testing/thrown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDeployed } from '../src/deployed.ts';
import { loadInputs } from '../src/inputs.ts';
import { COMMIT, fillRepository, prune, testClient } from './world.ts';

const load = (given: Readonly<Record<string, string>>) =>
  loadInputs(
    createInputReader(
      (name) =>
        ({
          image: 'ghcr.io/acme/api',
          'dry-run': 'true',
          'keep-days': '30',
          'keep-last': '10',
          'delete-releases': 'false',
          limit: '200',
          'versions-from': 'auto',
          ...given,
        })[name] ?? '',
    ),
  );

describe('loadInputs', () => {
  it('patterns name tags that may go, but for those that stay', () => {
    const { mayExpire } = load({ 'expire-tags': 'pr-*\nsha-*', 'keep-tags': 'pr-7, sha-0*' });
    const tags = ['pr-1', 'pr-7', 'sha-1', 'sha-01', 'main', '1.2.3'];
    expect(tags.filter(mayExpire)).toEqual(['pr-1', 'sha-1']);
    expect(tags.filter(load({}).mayExpire)).toEqual([]);
  });

  it.each([
    ['ghcr.io/acme/api', 'auto', 'github'],
    ['containers.acme.ghe.com/acme/api', 'auto', 'github'],
    ['docker.io/acme/api', 'auto', 'registry'],
    ['registry.acme.example/acme/api', 'github', 'github'],
    ['ghcr.io/acme/api', 'registry', 'registry'],
  ])('%s, %s: by %s', (image, given, expected) => {
    expect(load({ image, 'versions-from': given }).versionsFrom).toBe(expected);
  });

  it.each([
    [{ image: 'ghcr.io/acme/api:main' }, 'prune/bad-input'],
    [{ image: `ghcr.io/acme/api@sha256:${'a'.repeat(64)}` }, 'prune/bad-input'],
    [{ 'expire-tags': `sha256-${'a'.repeat(64)}` }, 'prune/bad-input'],
    [{ 'keep-days': '0' }, 'action/input'],
    [{ limit: '0' }, 'action/input'],
    [{ 'dry-run': 'no' }, 'action/input'],
  ])('refuses %j', async (given, code) => {
    expect(await thrownBy(() => load(given))).toMatchObject({ code });
  });
});

describe('what runs', () => {
  let folder: string;
  let double: RegistryDouble;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'sealift-deployed-'));
    double = await startRegistryDouble();
    await fillRepository(testClient(), double.image('acme/api'));
    await mkdir(path.join(folder, 'ops/prod'), { recursive: true });
    await mkdir(path.join(folder, 'ops/.git'), { recursive: true });
    await mkdir(path.join(folder, 'other'));
    await writeFile(path.join(folder, 'ops/.git/index'), 'from git');
    await writeFile(path.join(folder, 'other/values.yaml'), 'tag: elsewhere\n');
    await writeFile(path.join(folder, 'ops/prod/values.yaml'), `tag: sha-${COMMIT.deployed}\n`);
    await symlink('../../other', path.join(folder, 'ops/prod/base'));
    await symlink('/etc', path.join(folder, 'outside'));
  });
  afterAll(async () => {
    await double.close();
    await rm(folder, { recursive: true, force: true });
  });
  const read = async (...paths: readonly string[]) => {
    const texts: string[] = [];
    await readDeployed(folder, paths, (text) => texts.push(text));
    return texts;
  };

  it('is every file, by links of the checkout too, each once and without the git folder', async () => {
    expect(await read('ops', 'ops/prod/values.yaml')).toEqual([
      'tag: elsewhere\n',
      `tag: sha-${COMMIT.deployed}\n`,
    ]);
  });

  it('is nothing outside, and nothing that is not there', async () => {
    expect((await failureOf(read('outside'))).code).toBe('action/link-outside');
    expect((await failureOf(read('absent'))).code).toBe('prune/unreadable');
  });

  it('nothing of the image in these files ends the step before anything is deleted', async () => {
    const given = { image: `${double.host}/acme/api`, 'dry-run': 'false', 'expire-tags': 'sha-*, pr-*' };
    const env = { GITHUB_WORKSPACE: folder };
    const failure = await failureOf(prune({ ...given, 'deployed-in': 'other' }, env));
    expect(failure.code).toBe('prune/nothing-deployed');
    expect(double.seen.filter(({ method }) => method === 'DELETE')).toEqual([]);
    await prune({ ...given, 'deployed-in': 'ops' }, env);
    const tags = await testClient().listTags(double.image('acme/api'));
    expect(tags).toContain(`sha-${COMMIT.deployed}`);
    expect(tags).not.toContain('pr-7');
  });
});
