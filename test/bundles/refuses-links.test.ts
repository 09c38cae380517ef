/** Links in a checkout: whoever may change the repository must not make a step read the runner's own files. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Given, type Place, runBundle } from './bundle.ts';
import { layoutIn } from './layouts.ts';
import { expectNoSecret, expectNoStack } from './refusal.ts';
import { IMAGE, ONE_APP } from './samples.ts';

const SECRET = 'hunter2-swordfish';

/** Where links lead; each file there holds the secret. */
const TARGETS: readonly (readonly [what: string, target: (place: Place, link: string) => string])[] = [
  ['a file of the runner', ({ home }) => path.join(home, 'secret')],
  [
    'one beside the checkout, by a relative link',
    ({ home }, link) => path.relative(path.dirname(link), path.join(home, 'secret')),
  ],
  ["the checkout's own token", ({ workspace }) => path.join(workspace, '.git/config')],
  ['a link that leads there', ({ workspace }) => path.join(workspace, 'other-link')],
];

async function secrets({ home, workspace }: Place): Promise<void> {
  await mkdir(path.join(workspace, '.git'), { recursive: true });
  for (const file of [path.join(home, 'secret'), path.join(workspace, '.git/config')])
    await writeFile(file, `apps: "${SECRET}"\n`);
  await symlink(path.join(home, 'secret'), path.join(workspace, 'other-link'));
}

const scan = { layout: 'layout', image: IMAGE };
const ACTIONS: readonly (readonly [what: string, action: string, given: Given, file: string])[] = [
  ['the configuration of the pipeline', 'plan', { files: ONE_APP }, '.github/sealift.yml'],
  [
    'an ignore file',
    'scan',
    { inputs: { ...scan, trivyignores: 'ci/ignore.yaml' }, prepare: layoutIn() },
    'ci/ignore.yaml',
  ],
  [
    'a list of ignored findings',
    'scan',
    { inputs: { ...scan, trivyignores: '.ignored' }, prepare: layoutIn() },
    '.ignored',
  ],
  ['a Dockerfile', 'build-push', { inputs: { file: 'apps/web/Dockerfile' } }, 'apps/web/Dockerfile'],
  ['the Dockerfile of a context', 'build-push', { inputs: { context: 'apps/web' } }, 'apps/web/Dockerfile'],
  [
    'the file of a build secret',
    'build-push',
    { inputs: { file: 'apps/api/Dockerfile', 'secret-files': 'npm=npmrc' }, files: ONE_APP },
    'npmrc',
  ],
];

async function expectRefused(
  action: string,
  given: Given,
  link: (place: Place) => Promise<void>,
): Promise<void> {
  const run = await runBundle(action, {
    ...given,
    unconfined: true,
    prepare: async (place) => {
      await given.prepare?.(place);
      await secrets(place);
      await link(place);
    },
  });
  expect(run.annotations, run.stdout).toMatchObject([
    {
      name: 'error',
      properties: { title: 'Configuration error' },
      message: expect.stringContaining(
        'leads out of the repository, or into its git folder, by a link',
      ) as string,
    },
  ]);
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toEqual({});
  expect(run.left).toEqual({});
  expectNoStack(run);
  expectNoSecret(run, [SECRET]);
}

describe.each(ACTIONS.map(([what, action, given, file]) => ({ what, action, given, file })))(
  '$what as a link to',
  ({ action, given, file }) => {
    it.each(TARGETS.map(([what, target]) => ({ what, target })))('$what', async ({ target }) => {
      await expectRefused(action, given, async (place) => {
        const link = path.join(place.workspace, file);
        await mkdir(path.dirname(link), { recursive: true });
        await symlink(target(place, link), link);
      });
    });
  },
);

it.each([
  ['the folder of the configuration', 'plan', { files: ONE_APP }, '.github', 'sealift.yml'],
  ['the folder of a Dockerfile', 'build-push', { inputs: { file: 'apps/Dockerfile' } }, 'apps', 'Dockerfile'],
  [
    'a context',
    'build-push',
    { inputs: { context: 'web', file: 'apps/api/Dockerfile' }, files: ONE_APP },
    'web',
    'x',
  ],
  [
    'a named context',
    'build-push',
    { inputs: { file: 'apps/api/Dockerfile', 'build-contexts': 'base=web' }, files: ONE_APP },
    'web',
    'x',
  ],
] as const)('%s as a link', async (_, action, given, folder, file) => {
  await expectRefused(action, given, async ({ home, workspace }) => {
    await mkdir(path.join(home, 'folder'));
    await writeFile(path.join(home, 'folder', file), `apps: "${SECRET}"\n`);
    await symlink(path.join(home, 'folder'), path.join(workspace, folder));
  });
});

it('a link that stays in the repository is followed', async () => {
  const run = await runBundle('plan', {
    files: { ...ONE_APP, 'ci/sealift.yml': 'platforms: [linux/arm64]\n' },
    unconfined: true,
    prepare: async ({ workspace }) => {
      await mkdir(path.join(workspace, '.github'));
      await symlink('../ci/sealift.yml', path.join(workspace, '.github/sealift.yml'));
    },
  });
  expect(run.exitCode, run.stdout).toBe(0);
  expect(run.outputs['build-matrix']).toContain('linux/arm64');
});
