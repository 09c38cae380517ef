import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOwnFile } from '../../src/sealift.ts';
import { callerIn, findCaller, fullRef, signingWorkflowRef } from '../../src/workflow/caller.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sealift-caller-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('reads the template that users copy', async () => {
  const file = 'action-templates/workflows/release.yml';
  expect(callerIn(await readOwnFile(file), file)).toEqual({
    file,
    name: 'release',
    job: 'release',
    slug: 'sealift/sealift',
    ref: 'v1',
    inputs: { 'ops-repository': 'acme/ops' },
    secrets: { 'ops-app-private-key': 'OPS_APP_PRIVATE_KEY' },
  });
});

describe('callerIn', () => {
  const uses = 'uses: acme/fork/.github/workflows/build-and-push.yaml@main';
  it.each([
    ['no jobs', 'name: x', undefined],
    ['an empty file', '', undefined],
    ['an empty job', 'jobs: {a: }', undefined],
    ['another workflow', 'jobs: {a: {uses: a/b/.github/workflows/c.yml@v1}}', undefined],
    [
      'inherited secrets',
      `jobs: {a: {${uses}, secrets: inherit}}`,
      { name: 'x.yml', slug: 'acme/fork', ref: 'main', secrets: 'inherit', inputs: {} },
    ],
    [
      'a secret that is made of others',
      `jobs: {a: {${uses}, secrets: {k: "a\${{ secrets.B }}"}}}`,
      { secrets: {} },
    ],
  ])('%s', (_, source, expected) => {
    const caller = callerIn(source, 'x.yml');
    if (expected === undefined) expect(caller).toBeUndefined();
    else expect(caller).toMatchObject(expected);
  });

  it('says where YAML is wrong', () => {
    expect(() => callerIn('a: [', 'x.yml')).toThrow(
      expect.objectContaining({ code: 'rehearsal/no-yaml', location: { file: 'x.yml' } }),
    );
  });
});

describe('findCaller', () => {
  it('takes the first by name that calls the workflow to release', async () => {
    const workflows = path.join(folder, 'shop', '.github', 'workflows');
    await mkdir(workflows, { recursive: true });
    await writeFile(path.join(workflows, 'ci.yml'), 'jobs: {a: {runs-on: x}}');
    await writeFile(
      path.join(workflows, 'preview.yml'),
      'jobs: {a: {uses: sealift/sealift/.github/workflows/build-and-push.yml@v1, with: {mode: preview}}}',
    );
    await writeFile(
      path.join(workflows, 'release.yml'),
      await readOwnFile('action-templates/workflows/release.yml'),
    );
    expect((await findCaller(path.join(folder, 'shop'))).file).toBe('.github/workflows/release.yml');
  });

  it('tells what to write where there is none, in terms of the user’s repository', async () => {
    const failure = findCaller(folder);
    await expect(failure).rejects.toMatchObject({
      code: 'rehearsal/no-caller',
      message: expect.stringContaining(path.join(folder, '.github', 'workflows')),
      remedy: expect.stringContaining('uses: sealift/sealift/.github/workflows/build-and-push.yml@v1'),
    });
    // No file of Sealift's own repository: the reader may have none.
    await expect(failure).rejects.not.toMatchObject({ remedy: expect.stringContaining('action-templates') });
  });
});

it.each([
  ['v1', 'refs/tags/v1'],
  ['1.2.3', 'refs/tags/1.2.3'],
  ['main', 'refs/heads/main'],
  ['refs/heads/v1', 'refs/heads/v1'],
  ['a'.repeat(40), 'a'.repeat(40)],
])('%s stands for %s', (ref, full) => {
  expect(fullRef(ref)).toBe(full);
  expect(signingWorkflowRef({ slug: 'a/b', ref })).toBe(`a/b/.github/workflows/release-app.yml@${full}`);
});
